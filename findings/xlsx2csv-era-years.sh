#!/bin/bash
# xlsx2csv writes a date without its year where the cell shows the year of an era: 19 January 1988 as Taiwan writes it
# ([$-404]e/m/d: 77/1/19) is e/01/19, as Japan does (ge.m.d: S63.1.19) ge.01.19, as Thailand does (d/m/bbbb: 19/1/2531)
# 19/01/bbbb. The year is in no other column of the CSV. Given a date format (-f) it writes each with its year; openpyxl
# and python-calamine have the whole date.
# Guessed before running, of two other programs that write cells as they are shown: 77/1/19, or 1988/1/19.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet xlsx2csv==0.8.6 xlsxwriter==3.2.9 openpyxl==3.1.5 python-calamine==0.9.1
venv/bin/python - <<'PYTHON'
import csv
import datetime
import io
from importlib.metadata import version

import openpyxl
import python_calamine
import xlsxwriter
from xlsx2csv import Xlsx2csv

DAY = datetime.date(1988, 1, 19)
WRITTEN = {
    "[$-404]e/m/d": "e/01/19",
    "[$-411]ge.m.d": "ge.01.19",
    "[$-107041E]d/m/bbbb": "19/01/bbbb",
    "yyyy/m/d": "1988/01/19",
}
workbook = xlsxwriter.Workbook("ties.xlsx")
sheet = workbook.add_worksheet()
for row, code in enumerate(WRITTEN):
    sheet.write_datetime(row, 0, DAY, workbook.add_format({"num_format": code}))
workbook.close()


def converted(**options: str) -> list[str]:
    out = io.StringIO()
    Xlsx2csv("ties.xlsx", **options).convert(out)
    return [row[0] for row in csv.reader(io.StringIO(out.getvalue()))]


print({name: version(name) for name in ("xlsx2csv", "openpyxl", "python-calamine")})
print(dict(zip(WRITTEN, converted(), strict=True)), "with a date format:", converted(dateformat="%Y-%m-%d"))
assert converted() == list(WRITTEN.values())
assert converted(dateformat="%Y-%m-%d") == ["1988-01-19"] * 4
cells = [cell.value.date() for cell in openpyxl.load_workbook("ties.xlsx").active["A"]]
assert cells == [DAY] * 4
assert python_calamine.load_workbook("ties.xlsx").get_sheet_by_index(0).to_python() == [[DAY]] * 4
PYTHON
