"""PDF documents with text as one sheet: rows with their pages, columns by rulings or by gaps.

A page without text that shows a picture is a scan: it is an error that names the page. Nothing in
the document is run or followed.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_float
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2
from pypdfium2 import raw

from littlegiants.intake.model import Cell, Place, Sheet
from littlegiants.intake.pdf_glyphs import Glyph, Ruling
from littlegiants.intake.pdf_pages import PageRow, PageTable, read_page
from littlegiants.intake.pdf_repeats import without_repeats
from littlegiants.intake.pdf_streams import check_streams
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding, Severity

PDF_MAGIC = b"%PDF-"
PAGES_MAX = 2_000
GLYPHS_MAX = 60_000
"""Signs on one page; a page of the densest list has six thousand."""

_OBJECTS_MAX = 50_000
_SEGMENTS_MAX = 2_000
_MAGIC_WITHIN = 1_024
_END_WITHIN = 4_096
_LOW, _HIGH = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_STRAIGHT = 0.7
_NESTED_MAX = 3
_TILT_MAX = 0.05

Placing = tuple[float, float, float, float, float, float]
"""How an object of a page is turned, stretched and moved."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What a PDF document holds: one sheet, and what there is to say of its pages."""

    sheets: tuple[Sheet, ...]
    findings: tuple[Finding, ...]


def is_pdf(content: bytes) -> bool:
    """True if the content is a PDF document, whatever the file is called."""
    return PDF_MAGIC in content[:_MAGIC_WITHIN]


def load_pdf(path: Path, content: bytes) -> Printed:
    """Read the text of a document into one sheet; raises `DeliveryError`."""
    if b"%%EOF" not in content[-_END_WITHIN:]:
        raise DeliveryError("file.cut_short", file=path.name)
    check_streams(path, content)
    try:
        with pypdfium2.PdfDocument(content) as document:
            return _printed(path, document)
    except pypdfium2.PdfiumError as fault:
        is_locked = getattr(fault, "err_code", None) == raw.FPDF_ERR_PASSWORD
        if is_locked or "password" in str(fault).lower():
            raise DeliveryError("file.encrypted", file=path.name) from None
        raise DeliveryError("file.unreadable", file=path.name, fault=str(fault)[:80]) from fault


def _printed(path: Path, document: pypdfium2.PdfDocument) -> Printed:
    if len(document) > PAGES_MAX:
        raise DeliveryError("file.too_many_pages", file=path.name, limit=PAGES_MAX)
    findings: list[Finding] = []
    tables: list[PageTable] = []
    gutters: tuple[float, ...] = ()
    for number in range(len(document)):
        page = document[number]
        glyphs = list(_glyphs(page, path))
        if glyphs:
            table = read_page(number + 1, glyphs, list(_rulings(page)), gutters)
            gutters = table.gutters or gutters
            tables.append(table)
        elif any(kind == raw.FPDF_PAGEOBJ_IMAGE for kind, *_ in _objects(page)):
            findings.append(Finding.of("pdf.page_is_picture", f"page {number + 1}"))
        page.close()
    if not tables:
        code = "file.only_pictures" if findings else "file.empty"
        raise DeliveryError(code, file=path.name)
    rows, merged, repeated = without_repeats(tables)
    if repeated:
        findings.append(Finding.of("pdf.repeats_dropped", severity=Severity.NOTE, count=repeated))
    return Printed((_sheet(path, rows, merged),), tuple(findings))


def _sheet(path: Path, rows: list[PageRow], merged: list[tuple[Place, Place]]) -> Sheet:
    cells: list[list[Cell]] = [list(row.cells) for row in rows]
    lines = [row.line for row in rows]
    return Sheet(path.name, cells, lines, merged=tuple(merged), pages=[r.page for r in rows])


def _glyphs(page: pypdfium2.PdfPage, path: Path) -> Iterator[Glyph]:
    """The visible signs of a page that stand upright; spaces only where they were typed."""
    text = page.get_textpage()
    count = text.count_chars()
    if count > GLYPHS_MAX:
        raise DeliveryError("file.too_wide", file=path.name)
    high = 0
    for at in range(count):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in _LOW:
            high = code
            continue
        if code in _HIGH and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        is_mark = code < 0x20 or code in _LOW or code in _HIGH or code in (0xFFFE, 0xFFFF, 0xAD)
        if is_mark or raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        if abs(_tilt(raw.FPDFText_GetCharAngle(text, at))) > _TILT_MAX:
            continue  # a stamp or a mark across the page
        left, bottom, right, top = text.get_charbox(at, loose=True)
        if right > left and top > bottom:
            yield Glyph(chr(code), left, right, bottom, top)
    text.close()


def _tilt(angle: float) -> float:
    turn = 6.283185307179586
    return min(angle % turn, turn - angle % turn)


def _objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, object, Placing]]:
    """The objects of a page, those in forms included, each with its kind and placement."""
    one = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    waiting = [(page, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, one, 0)]
    told = 0
    while waiting:
        holder, count, get, placed, depth = waiting.pop()
        for at in range(count(holder)):
            told += 1
            if told > _OBJECTS_MAX:
                return
            object_ = get(holder, at)
            kind = raw.FPDFPageObj_GetType(object_)
            within = _times(_matrix(object_), placed)
            if kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED_MAX:
                form = (raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)
                waiting.append((object_, *form, within, depth + 1))
            else:
                yield kind, object_, within


def _matrix(object_: object) -> Placing:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(object_, matrix):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _times(m: Placing, n: Placing) -> Placing:
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _rulings(page: pypdfium2.PdfPage) -> Iterator[Ruling]:
    """The straight lines of a page, level or upright, be they drawn or edges of areas."""
    for kind, path, placed in _objects(page):
        if kind == raw.FPDF_PAGEOBJ_PATH:
            for (x1, y1), (x2, y2) in _segments(path, placed):
                if abs(x1 - x2) <= _STRAIGHT < abs(y1 - y2):
                    yield Ruling(True, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
                elif abs(y1 - y2) <= _STRAIGHT < abs(x1 - x2):
                    yield Ruling(False, (y1 + y2) / 2, min(x1, x2), max(x1, x2))


def _segments(
    path: object, placed: Placing
) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    count = raw.FPDFPath_CountSegments(path)
    if count > _SEGMENTS_MAX:
        return
    a, b, c, d, e, f = placed
    points: list[tuple[float, float]] = []
    x, y = c_float(), c_float()
    for at in range(count):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            yield from pairwise(points)
            points = []
        points.append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            points.append(points[0])
    yield from pairwise(points)
