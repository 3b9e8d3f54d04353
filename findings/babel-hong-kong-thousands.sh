#!/bin/bash
# babel shortens a number in the Chinese of Hong Kong and Macau as in English, in the long form too: 120,000 inhabitants
# are 120K and 100,000,000 are 100M, where 12萬 and 1億 stand in the Chinese of Taiwan and 12万 in the Simplified Chinese of
# Hong Kong. Guessed before running: 12萬 in Hong Kong and Macau as in Taiwan.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from babel.numbers import format_compact_decimal

FOUND = {
    "zh_Hant_HK": ["120K", "120K", "100M", "100M"],
    "zh_Hant_MO": ["120K", "120K", "100M", "100M"],
    "zh_Hant_TW": ["12萬", "12萬", "1億", "1億"],
    "zh_Hans_HK": ["12万", "12万", "1亿", "1亿"],
    "yue": ["12萬", "12萬", "1億", "1億"],
}
print("babel", version("babel"))
for locale, found in FOUND.items():
    seen = [
        format_compact_decimal(number, locale=locale, format_type=form)
        for number in (120_000, 100_000_000)
        for form in ("short", "long")
    ]
    print(locale, seen)
    assert seen == found
PYTHON
