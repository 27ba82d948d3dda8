"""The container of newer workbooks (.xlsx, .xlsm, .ods): is it sound enough to be read?

Damaged markup can send a reader round in a circle, and a few lines can ask for milliards of cells.
So the parts are walked through first. Nothing in them is followed: no entity is declared, no other
file is opened.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from littlegiants.vocabulary.errors import DeliveryError

EXPANDED_MAX = 1_500_000_000
"""No honest workbook within the size limit unpacks to more bytes."""

CELLS_MAX = 50_000_000

_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,  # an encoding that does not exist
    NotImplementedError,  # a compression that does not exist
    OSError,
    RuntimeError,  # a password
    ValueError,
)
_CHUNK = 1_000_000


def check_zipped(path: Path) -> None:
    """Raise `DeliveryError` unless all parts are of bounded size and well formed."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > EXPANDED_MAX:
                raise DeliveryError("file.too_large", file=path.name, limit=EXPANDED_MAX // 10**6)
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    with archive.open(name) as part:
                        _Walk(path).walk(part)
    except _DAMAGE as fault:
        raise DeliveryError(
            "file.unreadable", file=path.name, fault=type(fault).__name__
        ) from fault
    except expat.ExpatError as fault:
        raise DeliveryError("file.unreadable", file=path.name, fault=str(fault)) from fault


class _Walk:
    """Walks through one part and counts the cells that repetitions in an open document ask for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._cells = 0
        self._rows = 1
        self._width = 0
        self._filled = 0

    def walk(self, part: IO[bytes]) -> None:
        """Walk through the part; raises `ExpatError` or `DeliveryError`."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        start = part.read(_CHUNK)
        if b"urn:oasis:names:tc:opendocument" in start[:4096]:
            parser.StartElementHandler = self._start
            parser.EndElementHandler = self._end
        parser.Parse(start, False)
        while piece := part.read(_CHUNK):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise DeliveryError("file.unreadable", file=self._path.name, fault="DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table-row":
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            self._width = self._filled = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._width += int(attributes.get("table:number-columns-repeated", 1))
            if "office:value-type" in attributes:
                self._filled = self._width

    def _end(self, name: str) -> None:
        if name == "table:table-row":
            self._cells += self._rows * self._filled
            if self._cells > CELLS_MAX:
                raise DeliveryError("file.too_wide", file=self._path.name)
