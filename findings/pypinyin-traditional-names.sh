#!/bin/bash
# pypinyin knows how a place is said by its name in Simplified Chinese only: 重庆 is chóngqìng and 重慶 zhòngqìng, 长春
# chángchūn and 長春 zhǎngchūn, 厦门 xiàmén and 廈門 shàmén. Guessed before running: 重慶, 長春 and 廈門 are right, and only
# small places (麗水) are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pypinyin==0.55.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

from pypinyin import Style, lazy_pinyin

FOUND = {
    ("重庆", "重慶"): ("chóngqìng", "zhòngqìng"),
    ("长春", "長春"): ("chángchūn", "zhǎngchūn"),
    ("厦门", "廈門"): ("xiàmén", "shàmén"),
    ("秘鲁", "祕魯"): ("bìlǔ", "mìlǔ"),
    ("监利", "監利"): ("jiànlì", "jiānlì"),
    ("黄陂", "黃陂"): ("huángpí", "huángbēi"),
    ("昆明", "昆明"): ("kūnmíng", "kūnmíng"),
}
print("pypinyin", version("pypinyin"))
for names, sounds in FOUND.items():
    seen = tuple("".join(lazy_pinyin(name, style=Style.TONE)) for name in names)
    print(*names, *seen)
    assert seen == sounds
PYTHON
