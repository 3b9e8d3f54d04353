#!/bin/bash
# humanize in Chinese puts what makes an ordinal behind the number: ordinal(30) is 30第, which no Chinese text has, for
# 第30. Dates (Jan 19 1988) and the last word of a list (and) stay English. Guessed before running: 第30.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet humanize==4.17.0
venv/bin/python - <<'PYTHON'
import datetime
from importlib.metadata import version

import humanize

print("humanize", version("humanize"))
for language in ("zh_CN", "zh_HK"):
    humanize.i18n.activate(language)
    seen = (
        [humanize.ordinal(number) for number in (1, 2, 30)],
        humanize.naturaldate(datetime.date(1988, 1, 19)),
        humanize.natural_list(["昆明", "苏黎世", "清迈"]),
    )
    print(language, *seen)
    assert seen == (["1第", "2第", "30第"], "Jan 19 1988", "昆明, 苏黎世 and 清迈")
PYTHON
