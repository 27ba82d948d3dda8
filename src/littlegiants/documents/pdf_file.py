"""A list as PDF/A-2b, set in the font of the package: legible on every machine, and its text can be copied."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import typst

from littlegiants.documents.characters import cleaned, with_texts
from littlegiants.documents.files import check_size, finished
from littlegiants.documents.fitting import broken, fitting_size, lines_most
from littlegiants.documents.frame import MARGINS_MM, TEXT_WIDTH_MM, file_day, page_words, signature
from littlegiants.documents.glyphs import FONT_FAMILY, font_folder, missing_glyphs, showable
from littlegiants.documents.model import PrintedList
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding

ROWS_MAX = 20_000  # 10 s and 1.5 GB; 3,500 rows take 0.3 GB
_TITLE, _LEAD, _CELL, _CELL_LEAST = 20.0, 12.0, 10.5, 6.0  # sizes, in points
_LINES_WHOLE = 24  # a page has more than 30 lines, also when it lies across
_DOCUMENTS_KEPT = 11
_POINTS_PER_MM = 72 / 25.4
_INSET = 4.0 * 2 + 0.5


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What `printed_list.typ` reads."""

    title: str
    number: str
    lead: Sequence[str]
    signature: Sequence[str]
    issuer: str
    day: dict[str, int]
    heads: Sequence[str]
    shares: Sequence[float]
    aligns: Sequence[str]
    head_sizes: Sequence[float]
    sizes: Sequence[float]
    rows: Sequence[Sequence[str]]
    whole: bool
    notes: Sequence[str]
    footer: str
    mark: str
    page: str
    wide: bool
    margins: dict[str, int]
    font: str
    language: str
    region: str


def write_pdf(printed: PrintedList, path: Path) -> tuple[Finding, ...]:
    """Write the list as PDF/A-2b; return every character that the font cannot show.

    Such a character is printed as its code, for instance 〔U+2B7C1〕, so that nothing disappears.
    """
    check_size(printed, "pdf", ROWS_MAX)
    printed, findings = cleaned(printed)
    missing = missing_glyphs(printed.places())
    content = _compile(with_texts(printed, _settable))
    with finished(path) as part:
        part.write_bytes(content)
    return findings + missing


def _settable(text: str) -> str:
    """Return text that the font can show, tabs being spaces."""
    return showable(text).replace("\t", " ")


def _compile(printed: PrintedList) -> bytes:
    template = (
        resources.files("littlegiants").joinpath("documents", "printed_list.typ").read_bytes()
    )
    data = json.dumps(asdict(_sheet(printed)), ensure_ascii=False)
    with font_folder() as folder:
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )
        # Text in a font that is not there would vanish without a word.
        assert FONT_FAMILY in fonts.families(), f"{FONT_FAMILY} is not in {folder}"
        try:
            content = typst.compile(
                template,
                format="pdf",
                font_paths=fonts,
                sys_inputs={"list": data},
                pdf_standards="a-2b",
            )
        except typst.TypstError as fault:
            raise LittleGiantsError("documents.not_set", fault=fault.message) from fault
        finally:
            _forget(fonts)
    assert isinstance(content, bytes), "a PDF is one file"
    return content


def _forget(fonts: typst.Fonts) -> None:
    """Let the typesetter drop what it keeps of a list: 200 MB for 3,500 rows, until ten documents later.

    Empty documents count; together they take some ten milliseconds.
    """
    for _ in range(_DOCUMENTS_KEPT):
        typst.compile(b"", format="pdf", font_paths=fonts)


def _sheet(printed: PrintedList) -> _Sheet:
    day = file_day(printed)  # PDF/A wants one
    width = TEXT_WIDTH_MM[printed.is_wide] * _POINTS_PER_MM
    room = [share * width - _INSET for share in printed.shares]
    rows = _cells(printed, room)
    line = width / _LEAD
    return _Sheet(
        title=broken(printed.title, width / _TITLE),
        number=printed.document_no,
        lead=[broken(paragraph, line) for paragraph in printed.lead],
        signature=signature(printed),
        issuer=printed.issuer,
        day={"year": day.year, "month": day.month, "day": day.day},
        heads=[
            broken(head, space / _CELL_LEAST)
            for head, space in zip(printed.heads, room, strict=True)
        ],
        head_sizes=[_size([head], space) for head, space in zip(printed.heads, room, strict=True)],
        shares=printed.shares,
        aligns=[str(column.align) for column in printed.columns],
        sizes=[_size((row[at] for row in rows), space) for at, space in enumerate(room)],
        rows=rows,
        whole=_is_short(rows, room),
        notes=[broken(note, line) for note in printed.notes],
        footer=printed.footer,
        mark=printed.mark,
        page=page_words(printed.language, "<page>", "<pages>"),
        wide=printed.is_wide,
        margins=MARGINS_MM[printed.is_wide],
        font=FONT_FAMILY,
        language=printed.language,
        region="cn" if printed.language == "zh" else "gb",
    )


def _size(texts: Iterable[str], space: float) -> float:
    return fitting_size(texts, space, usual=_CELL, least=_CELL_LEAST)


def _cells(printed: PrintedList, room: Sequence[float]) -> list[list[str]]:
    """Return the texts of the rows, with the words broken that fit into their cells at no size."""
    widths = [space / _CELL_LEAST for space in room]
    return [
        [broken(text, width) for text, width in zip(row, widths, strict=True)]
        for row in printed.rows
    ]


def _is_short(rows: Sequence[Sequence[str]], room: Sequence[float]) -> bool:
    """True if every row surely has room on one page, so that none need be torn."""
    widths = [space / _CELL for space in room]
    return all(
        lines_most(text, width) <= _LINES_WHOLE
        for row in rows
        for text, width in zip(row, widths, strict=True)
    )
