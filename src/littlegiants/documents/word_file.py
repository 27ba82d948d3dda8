"""A list as a Word document in the manner of GB/T 9704: its measures and the names of its fonts.

The fonts themselves (小标宋, 仿宋, 黑体) are commercial; offices have them, and none is shipped.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from littlegiants.documents.characters import cleaned
from littlegiants.documents.files import check_size, finished
from littlegiants.documents.frame import (
    MARGINS_MM,
    TEXT_WIDTH_MM,
    file_day,
    html_language,
    page_words,
    signature,
)
from littlegiants.documents.model import Align, PrintedList
from littlegiants.vocabulary.finding import Finding

ROWS_MAX = 50_000
TITLE_FONT, BODY_FONT, HEAD_FONT, LATIN_FONT = "方正小标宋简体", "仿宋", "黑体", "Times New Roman"
_TITLE, _BODY, _CELL, _SMALL = 44, 32, 21, 18  # 二号, 三号, 五号, 小五, in half points
_LINE = 560  # 28 points, in twentieths
_FIRST_LINE = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'  # two characters
_SIGNED = '<w:ind w:rightChars="200" w:right="640"/>'
_RED = "B42318"
_PLACE_HOLDER = '<w:bookmarkStart w:id="0" w:name="place_of_table"/>'
_PLACE_OF_TABLE = _PLACE_HOLDER.replace(" ", f" {nsdecls('w')} ", 1)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_FIELDS = re.compile(r"(<page>|<pages>)")


def write_docx(printed: PrintedList, path: Path) -> tuple[Finding, ...]:
    """Write the list as a Word document whose head row repeats on every page."""
    check_size(printed, "docx", ROWS_MAX)
    printed, findings = cleaned(printed)
    document = Document()
    _set_page(document, printed)
    _set_properties(document, printed)
    body = document.element.body
    for block in (*_above(printed), _PLACE_OF_TABLE, *_below(printed)):
        body.insert(len(body) - 1, parse_xml(block))  # the section's properties stay last
    with finished(path) as part:
        part.write_bytes(_packed(document, _table(printed)))
    return findings


def _packed(document: WordDocument, table: str) -> bytes:
    """Return the file with the table in its place.

    The table is never a tree, which would take ten times the memory. One fixed day stands inside, so
    that the same list gives the same bytes.
    """
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with (
        zipfile.ZipFile(raw) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                before, after = content.split(_PLACE_HOLDER.encode())
                content = b"".join((before, table.encode(), after))
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    return packed.getvalue()


def _set_page(document: WordDocument, printed: PrintedList) -> None:
    section = document.sections[0]
    width, height = (297, 210) if printed.is_wide else (210, 297)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if printed.is_wide else WD_ORIENT.PORTRAIT
    for side, size in MARGINS_MM[printed.is_wide].items():
        setattr(section, f"{side}_margin", Mm(size))
    if printed.mark:
        mark = _run(printed.mark, HEAD_FONT, 28, bold=True, colour=_RED)
        _replace(section.header, _paragraph(mark, Align.CENTER))
    words = page_words(printed.language, "<page>", "<pages>")
    _replace(section.footer, _paragraph(_footer_runs(printed.footer, words), Align.CENTER))


def _replace(part: object, paragraph: str) -> None:
    """Put one paragraph in the place of the empty one of a header or footer."""
    element = part._element  # type: ignore[attr-defined]  # python-docx offers no other way to raw XML
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(paragraph))


def _set_properties(document: WordDocument, printed: PrintedList) -> None:
    properties = document.core_properties
    properties.title, properties.author = printed.title[:255], printed.issuer[:255]
    properties.language = html_language(printed.language)
    properties.comments = printed.mark[:255]
    properties.created = properties.modified = file_day(printed)


def _above(printed: PrintedList) -> Iterator[str]:
    yield _paragraph(_run(printed.title, TITLE_FONT, _TITLE), Align.CENTER, spacing=_LINE + 80)
    if printed.document_no:
        yield _paragraph(_run(printed.document_no, BODY_FONT, _BODY), Align.CENTER, spacing=_LINE)
    yield _paragraph("", Align.LEFT, spacing=_LINE)
    for text in printed.lead:
        yield _paragraph(_run(text, BODY_FONT, _BODY), None, spacing=_LINE, indent=_FIRST_LINE)
    for line in signature(printed):
        yield _paragraph(_run(line, BODY_FONT, _BODY), Align.RIGHT, spacing=_LINE, indent=_SIGNED)
    if printed.lead or signature(printed):
        yield _paragraph("", Align.LEFT, spacing=_LINE)


def _below(printed: PrintedList) -> Iterator[str]:
    if not printed.notes:
        yield _paragraph("", Align.LEFT)  # Word wants a paragraph after a table
    for note in printed.notes:
        yield _paragraph(_run(note, BODY_FONT, _CELL), Align.LEFT)


def _table(printed: PrintedList) -> str:
    """The table as one piece of text: far faster than cell by cell."""
    total = TEXT_WIDTH_MM[printed.is_wide] / 25.4 * 1440  # in twentieths of a point
    widths = [round(share * total) for share in printed.shares]
    edges = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        "<w:tbl><w:tblPr>"
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(_rows(printed, widths))}</w:tbl>"
    )


def _rows(printed: PrintedList, widths: list[int]) -> Iterator[str]:
    heads = "".join(
        _cell(_run(head, HEAD_FONT, _CELL), width, Align.CENTER)
        for head, width in zip(printed.heads, widths, strict=True)
    )
    yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"
    columns = [(width, column.align) for width, column in zip(widths, printed.columns, strict=True)]
    for row in printed.rows:
        cells = (
            _cell(_run(text, BODY_FONT, _CELL), width, align)
            for text, (width, align) in zip(row, columns, strict=True)
        )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(runs: str, width: int, align: Align) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="0" w:after="0"/><w:jc w:val="{align}"/></w:pPr>{runs}</w:p></w:tc>'
    )


def _paragraph(
    runs: str, align: Align | None, *, spacing: int | None = None, indent: str = ""
) -> str:
    exact = "" if spacing is None else f' w:line="{spacing}" w:lineRule="exact"'
    side = "both" if align is None else align
    return (
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0"{exact}/>{indent}'
        f'<w:jc w:val="{side}"/></w:pPr>{runs}</w:p>'
    )


def _run(text: str, font: str, size: int, *, bold: bool = False, colour: str = "") -> str:
    """One run of text; its line feeds are breaks and its tabs are tabs."""
    words = escape(text, quote=False)
    content = f'<w:t xml:space="preserve">{words}</w:t>'
    for sign, element in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        content = content.replace(sign, f'</w:t>{element}<w:t xml:space="preserve">')
    return f"<w:r>{_run_properties(font, size, bold=bold, colour=colour)}{content}</w:r>"


def _run_properties(font: str, size: int, *, bold: bool = False, colour: str = "") -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{LATIN_FONT}" w:hAnsi="{LATIN_FONT}" w:eastAsia="{font}" w:hint="eastAsia"/>'
        + ("<w:b/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:eastAsia="zh-CN"/></w:rPr>'
    )


def _footer_runs(footer: str, words: str) -> str:
    """The footer's own words and the page numbers, which Word counts."""
    runs = [_run(f"{footer}　", BODY_FONT, _SMALL)] if footer else []
    for piece in filter(None, _FIELDS.split(words)):
        if piece in ("<page>", "<pages>"):
            field = "PAGE" if piece == "<page>" else "NUMPAGES"
            inner = _run("1", BODY_FONT, _SMALL)
            runs.append(f'<w:fldSimple w:instr=" {field} ">{inner}</w:fldSimple>')
        else:
            runs.append(_run(piece, BODY_FONT, _SMALL))
    return "".join(runs)
