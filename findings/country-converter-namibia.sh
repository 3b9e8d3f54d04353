#!/bin/bash
# country_converter beside pandas 3, which its requirement (pandas>=1.0) brings: it cannot be set up at all, for Namibia's
# code (NA) comes out of its own table as a missing value, against which it guards in pandas 2. Guessed before running: it
# works with both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > convert.py <<'PYTHON'
import sys
from importlib.metadata import version

import country_converter

try:
    found = country_converter.CountryConverter().convert(["Namibia", "China"], to="ISO2")
except TypeError as error:
    found = error
print("country_converter", version("country_converter"), "pandas", version("pandas"), found)
assert str(found) == sys.argv[1]
PYTHON
python3 -m venv venv
venv/bin/pip install --quiet country_converter==1.3.2 pandas==2.3.3
venv/bin/python convert.py "['NA', 'CN']"
venv/bin/pip install --quiet pandas==3.1.1
venv/bin/python convert.py "first argument must be string or compiled pattern"
