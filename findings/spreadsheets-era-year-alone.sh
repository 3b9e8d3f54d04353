#!/bin/bash
# A cell whose format shows only the year of an era ([$-411]ggge"年": 令和6年) or only the day of the week (aaaa: 星期一)
# is a plain number to openpyxl, python-calamine and xlrd, though each knows the same letters for a date where y, m or d
# stands beside them. Guessed before running: a date in all of them, or at least in calamine, which came last.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet openpyxl==3.1.5 python-calamine==0.9.1 xlrd==2.0.2 xlwt==1.3.0
venv/bin/python - <<'PYTHON'
from importlib.metadata import version

import openpyxl
import python_calamine
import xlrd
import xlwt

FORMATS = ['[$-411]ggge"年"', '[$-404]e"年"', "[$-804]aaaa", '[$-411]ggge"年"m"月"d"日"', "[$-411]ge.m.d"]
new, old = openpyxl.Workbook(), xlwt.Workbook()
sheet = old.add_sheet("a")
for row, shown in enumerate(FORMATS):
    new.active.cell(row + 1, 1, 45292).number_format = shown
    sheet.write(row, 0, 45292, xlwt.easyxf(num_format_str=shown))
new.save("a.xlsx")
old.save("a.xls")

print({name: version(name) for name in ("openpyxl", "python-calamine", "xlrd")})
rows = openpyxl.load_workbook("a.xlsx").active
calamine = python_calamine.CalamineWorkbook.from_path("a.xlsx").get_sheet_by_index(0).to_python()
cells = xlrd.open_workbook("a.xls", formatting_info=True).sheet_by_index(0)
found = []
for row, shown in enumerate(FORMATS):
    values = rows.cell(row + 1, 1).value, calamine[row][0], cells.cell(row, 0)
    print(shown, values)
    found.append((rows.cell(row + 1, 1).is_date, not isinstance(calamine[row][0], (int, float)), values[2].ctype == 3))
assert found == [(False, False, False)] * 3 + [(True, True, True)] * 2
PYTHON
