"""The papers of the end-to-end tests: some rows of the bundled records, a paper for everyone, a staff paper."""

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

from knowledge.settings import BUNDLED_CORPUS

ROOT = Path(__file__).parents[2]
ROWS = {"agreements": 26, "events": 8, "figures": 10, "programmes": 19}

PAPER = """\
---
title: Notes on the youth camp
publisher: City Office
date: 2018-09-03
language: zh+en
---

# Notes on the youth camp

The youth camp of 2018 brought 120 students from Lyon to Guangzhou.

The camp <Pearl & River> is held in August; its songbook costs 5 > 4 yuan.

2018年的青年营接待了来自里昂的120名学生。
"""

# Every word of this is for the staff: no public answer may contain one of the SECRETS.
STAFF_PAPER = """\
---
title: Programme of the Frankfurt delegation
publisher: City Office
date: 2018-09-10
language: en
---

# Programme of the Frankfurt delegation

The delegation from Frankfurt will stay at the Heron Lodge from 14 to 17 October 2018 with 14 members.

The code word for the gate of the Heron Lodge is Quicksilver.

法兰克福代表团住在苍鹭山庄,大门口令是水银。
"""
SECRETS = ("Heron Lodge", "Quicksilver", "苍鹭", "水银")

# A row of the staff's for each kind that names what nothing public names.
STAFF_ROWS: dict[str, dict[str, str]] = {
    "agreements": {
        "id": "guangzhou-reykjavik",
        "partner_zh": "雷克雅未克",
        "partner_en": "Reykjavik",
        "country_zh": "冰岛",
        "country_en": "Iceland",
        "iso_country": "IS",
        "continent": "Europe",
        "kind": "sister_city",
        "date": "2016-03-09",
        "status": "listed",
        "place_signed": "Larkspur Hall",
        "quote": "Reykjavik, signed in the Larkspur Hall on 9 March 2016",
    },
    "events": {
        "id": "saffron-dinner",
        "title_zh": "藏红花晚宴",
        "title_en": "Saffron dinner",
        "kind": "meeting",
        "date": "2018-05-04",
        "partners": "Bristol",
        "summary_zh": "2018年5月4日在藏红花晚宴上会见布里斯托尔代表团。",
        "summary_en": "The delegation of Bristol was met at the Saffron dinner on 4 May 2018.",
        "status": "held",
        "quote": "Saffron dinner, Bristol, 4 May 2018",
    },
    "programmes": {
        "id": "cinnabar-fellowship",
        "title_zh": "朱砂奖学金",
        "title_en": "Cinnabar fellowship",
        "partners": "Lyon",
        "for_whom": "students",
        "summary_zh": "朱砂奖学金资助学生去里昂。",
        "summary_en": "The Cinnabar fellowship sends students to Lyon.",
        "status": "running",
        "as_of": "2018-09-01",
        "quote": "Cinnabar fellowship: students, Lyon",
    },
}
SECRETS_OF_ROWS = ("Larkspur", "9 March 2016", "2016年3月9日", "Saffron", "藏红花", "Cinnabar", "朱砂")


def write_corpus(folder: Path) -> None:
    """Write the papers into a new folder."""
    (folder / "staff").mkdir(parents=True)
    (folder / "camp.md").write_text(PAPER, encoding="utf-8")
    (folder / "staff" / "visit.md").write_text(STAFF_PAPER, encoding="utf-8")
    for table, rows in ROWS.items():
        with (
            (BUNDLED_CORPUS / "records" / f"{table}.csv").open(encoding="utf-8", newline="") as bundled,
            (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as written,
        ):
            reader = csv.reader(bundled)
            csv.writer(written).writerows(row for number, row in enumerate(reader) if number <= rows)
        if table in STAFF_ROWS:
            _write_staff_row(folder / "staff" / f"{table}.csv", table)


def _write_staff_row(path: Path, table: str) -> None:
    with (BUNDLED_CORPUS / "records" / f"{table}.csv").open(encoding="utf-8", newline="") as bundled:
        columns = next(csv.reader(bundled))
    origin = {"home_zh": "广州", "home_en": "Guangzhou", "source_title": "Diary of the office", "audience": "staff"}
    with path.open("w", encoding="utf-8", newline="") as written:
        writer = csv.DictWriter(written, columns, restval="")
        writer.writeheader()
        writer.writerow(origin | STAFF_ROWS[table])


def ingest(corpus: Path, data: Path) -> None:
    """Bring the index in a data folder in line with a corpus, as an operator does."""
    environment = os.environ | {"CORPUS_DIRS": str(corpus), "DATA_DIR": str(data), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "ingest"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def copy_index(data: Path, to: Path) -> Path:
    """Give a bot a data folder of its own, with the index and no database."""
    shutil.copytree(data, to, ignore=shutil.ignore_patterns("bot.sqlite*"))
    return to
