"""What the cells of an xlsx file show besides their value: percentages and formula errors.

The workbook reader gives 0.03 for a cell shown as 3 % and nothing for `#DIV/0!`; both matter. The
parts of the file are scanned as text and nothing in them is followed, so that entities, links and
references to other files have no effect.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from littlegiants.intake.model import Place
from littlegiants.vocabulary.errors import DeliveryError

_CHUNK = 4_000_000
_CELL_MAX = 64_000_000
"""Bytes between the beginnings of two cells; more is no table."""

PERCENT_FORMATS = frozenset({9, 10})
"""The built-in number formats that show percentages."""

_FAR_COLUMN = re.compile(rb'<c\b[^>]*\br="[A-Z]{3}')
_NUMBER_FORMAT = re.compile(r'<numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"')
_CELL_FORMATS = re.compile(r"<cellXfs\b.*?</cellXfs>", re.DOTALL)
_FORMAT_OF = re.compile(r'<xf\b[^>]*?numFmtId="(\d+)"')
_SHEET_TAG = re.compile(r"<sheet\b[^>]*>")
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CELL_ERROR = re.compile(rb"<v>(#[^<]{1,20})</v>")


@dataclass(frozen=True, slots=True)
class Marks:
    """The marked cells of one sheet."""

    percent: frozenset[Place] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)


def load_marks(path: Path) -> list[Marks]:
    """Return the marks of every sheet of a sound file, in the order of its workbook."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            return []
        pattern = _marked_cell(_percent_styles(archive, names))
        return [_scan(archive, part, pattern, path) for part in _parts(archive, names)]


def _percent_styles(archive: zipfile.ZipFile, names: set[str]) -> list[int]:
    if "xl/styles.xml" not in names:
        return []
    styles = archive.read("xl/styles.xml").decode("utf-8", "replace")
    percent = PERCENT_FORMATS | {
        int(number) for number, code in _NUMBER_FORMAT.findall(styles) if "%" in code
    }
    formats = _CELL_FORMATS.search(styles)
    found = _FORMAT_OF.findall(formats[0]) if formats else []
    return [style for style, number in enumerate(found) if int(number) in percent]


def _parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    """The files that hold the sheets, in the order in which the workbook names them."""
    targets = {}
    if "xl/_rels/workbook.xml.rels" in names:
        relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
        for tag in _RELATION.findall(relations):
            targets[_attribute(tag, "Id")] = _attribute(tag, "Target")
    workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    for tag in _SHEET_TAG.findall(workbook):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield part if part in names else ""


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return html.unescape(found[1]) if found else ""


def _marked_cell(styles: list[int]) -> re.Pattern[bytes]:
    alternatives = [r't="e"', *(rf's="{style}"' for style in styles)]
    wanted = "|".join(alternatives)
    # the start tag and, for an error, its value close behind
    return re.compile(
        rf"<c\b(?=[^>]*\s(?:{wanted}))[^>]*>(?:<f\b.{{0,500}}?</f>)?(?:<v>[^<]{{0,40}}</v>)?".encode()
    )


def _scan(archive: zipfile.ZipFile, part: str, pattern: re.Pattern[bytes], path: Path) -> Marks:
    percent: set[Place] = set()
    errors: dict[Place, str] = {}
    if not part:
        return Marks()
    for text in _chunks(archive, part):
        if _FAR_COLUMN.search(text):
            raise DeliveryError("file.too_wide", file=path.name)
        for cell in pattern.findall(text):
            place = _place(cell)
            if place is None:
                continue
            if b't="e"' in cell.partition(b">")[0]:
                found = _CELL_ERROR.search(cell)
                errors[place] = found[1].decode("utf-8", "replace") if found else "#"
            else:
                percent.add(place)
    return Marks(frozenset(percent), errors)


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end where a cell begins."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(_CHUNK):
            text = rest + piece
            end = text.rfind(b"<c ")
            if end > 0:
                yield text[:end]
                rest = text[end:]
            else:
                rest = text
            if len(rest) > _CELL_MAX:
                raise ValueError("a cell without end")
    yield rest


def _place(cell: bytes) -> Place | None:
    found = _REFERENCE.search(cell)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + letter - ord("A") + 1
    return int(found[2]) - 1, column - 1
