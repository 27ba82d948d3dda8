"""The container of newer workbooks (.xlsx, .xlsm, .ods): is it sound enough to be read?

Damaged markup can send a reader round in a circle, so the parts are walked through first. Nothing in
them is followed: no entity is declared, no other file is opened.
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

PART_MIN = 50_000_000
RATIO_MAX = 150
"""No honest part of more than `PART_MIN` bytes unpacks to so many times its size."""

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
            if any(is_blown_up(entry) for entry in archive.infolist()):
                raise DeliveryError("file.blown_up", file=path.name)
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    with archive.open(name) as part:
                        _walk(part)
    except _DAMAGE as fault:
        raise DeliveryError(
            "file.unreadable", file=path.name, fault=type(fault).__name__
        ) from fault
    except expat.ExpatError as fault:
        raise DeliveryError("file.unreadable", file=path.name, fault=str(fault)) from fault


def is_blown_up(entry: zipfile.ZipInfo) -> bool:
    """True for a part that unpacks to far more than honest content does."""
    return entry.file_size > max(PART_MIN, RATIO_MAX * entry.compress_size)


def _walk(part: IO[bytes]) -> None:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    while piece := part.read(_CHUNK):
        parser.Parse(piece, False)
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise ValueError("DOCTYPE")
