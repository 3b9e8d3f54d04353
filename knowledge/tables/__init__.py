"""Tables as their keepers have them: sheets as their program shows them, and the tables that stand in them.

::

    read_workbook(data, name) -> Workbook      .xlsx .xls .et .ods .csv .tsv, or a web page, by what the bytes are
    sheet_of(rows of Cell, Bounds()) -> Sheet  a table of any other document
    tables_of(workbook) -> tuple[Table, ...]   title, header, rows and notes, wherever on a sheet they stand
    with_notes(table) -> Table                 its marked rows (图尔库*) with what its notes say of the mark
    with_units(table, lines) -> Table          its columns with the unit that a line above it states
"""

from knowledge.tables.cells import Cell, sheet_of
from knowledge.tables.layout import tables_of
from knowledge.tables.notes import with_notes
from knowledge.tables.reading import read_workbook
from knowledge.tables.sheet import Bounds, LeftOut, Row, Sheet, TooLarge, Workbook
from knowledge.tables.table import Table, TableRow
from knowledge.tables.units import with_units
