#!/bin/bash
# babel's negotiate_locale finds no Chinese by its script: who asks for zh_TW, then English, where zh_Hant_TW and English
# are there, gets English, though babel reads zh_TW as zh_Hant_TW; zh_Hant_TW does not lead to zh_Hant either. It does lead
# no to nb_NO, and who asks for zh_TW gets zh, which is Simplified. Guessed before running: zh_TW finds zh_Hant_TW.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet babel==2.19.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from babel import Locale, negotiate_locale

FOUND = {
    ("zh_TW", "zh_Hant_TW"): "en",
    ("zh_CN", "zh_Hans_CN"): "en",
    ("zh_Hant_TW", "zh_Hant"): "en",
    ("zh_TW", "zh"): "zh",
    ("no", "nb_NO"): "nb_NO",
}
print("babel", version("babel"))
for (asked, there), found in FOUND.items():
    print("asked", asked, "en", "there", there, "en", "found", negotiate_locale([asked, "en"], [there, "en"]))
    assert negotiate_locale([asked, "en"], [there, "en"]) == found
assert str(Locale.parse("zh_TW")) == "zh_Hant_TW"
assert Locale.parse("zh").get_display_name("zh_TW") == Locale.parse("zh_TW").get_language_name("zh_TW")
assert Locale.parse("zh").territories["NZ"] == "新西兰"
PYTHON
