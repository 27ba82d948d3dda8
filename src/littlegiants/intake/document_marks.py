"""What the cells of an open document (.ods) show besides their value: percentages and errors.

A row or a cell may stand for many; a few of them could ask for milliards of cells, so they are
counted on the way.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

from littlegiants.intake.cell_marks import Marks
from littlegiants.intake.model import Place
from littlegiants.vocabulary.errors import DeliveryError

CELLS_MAX = 50_000_000

_CONTENT = "content.xml"
_CELLS = ("table:table-cell", "table:covered-table-cell")


def load_document_marks(path: Path) -> list[Marks]:
    """Return the marks of every sheet of a sound open document; of other files, nothing."""
    with zipfile.ZipFile(path) as archive:
        if _CONTENT not in archive.namelist():
            return []
        reader = _MarkReader(path)
        parser = expat.ParserCreate()
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        with archive.open(_CONTENT) as content:
            parser.ParseFile(content)
    return [Marks(frozenset(percent), errors) for percent, errors in reader.sheets]


class _MarkReader:
    """Follows rows and cells and remembers which are marked."""

    def __init__(self, path: Path) -> None:
        self.sheets: list[tuple[set[Place], dict[Place, str]]] = []
        self._path = path
        self._cells = 0
        self._row = self._rows = 0
        self._column = self._filled = 0
        self._percent: list[int] = []
        self._errors: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take note of a sheet, a row or a cell that begins."""
        if name in _CELLS:
            self._cell(attributes)
        elif name == "table:table-row":
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            self._column = self._filled = 0
            self._percent, self._errors = [], []
        elif name == "table:table":
            self.sheets.append((set(), {}))
            self._row = 0

    def end(self, name: str) -> None:
        """Settle a row that ends."""
        if name != "table:table-row" or not self.sheets:
            return
        self._cells += self._rows * self._filled
        if self._cells > CELLS_MAX:
            raise DeliveryError("file.too_wide", file=self._path.name)
        percent, errors = self.sheets[-1]
        if self._percent or self._errors:
            for row in range(self._row, self._row + self._rows):
                percent.update((row, column) for column in self._percent)
                errors.update({(row, column): "#ERR" for column in self._errors})
        self._row += self._rows

    def _cell(self, attributes: dict[str, str]) -> None:
        repeated = int(attributes.get("table:number-columns-repeated", 1))
        columns = range(self._column, self._column + repeated)
        self._column += repeated
        if "office:value-type" not in attributes:
            return
        self._filled = self._column
        if self._filled > CELLS_MAX:
            raise DeliveryError("file.too_wide", file=self._path.name)
        if attributes.get("calcext:value-type") == "error":
            self._errors.extend(columns)
        elif attributes["office:value-type"] == "percentage":
            self._percent.extend(columns)
