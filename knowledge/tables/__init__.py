"""Tables as their keepers have them: sheets as their program shows them, and the tables that stand in them.

::

    read_workbook(data, name) -> Workbook      .xlsx .xls .et .ods .csv .tsv, by what the bytes are
    tables_of(workbook) -> tuple[Table, ...]   title, header, rows and notes, wherever on a sheet they stand
"""

from knowledge.tables.layout import Table, TableRow, tables_of
from knowledge.tables.reading import read_workbook
from knowledge.tables.sheet import LeftOut, Row, Sheet, Workbook

__all__ = ["LeftOut", "Row", "Sheet", "Table", "TableRow", "Workbook", "read_workbook", "tables_of"]
