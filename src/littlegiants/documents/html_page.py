"""A list as a web page: one file without scripts or links to others, fit for printing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from pathlib import Path

from littlegiants.documents.characters import cleaned
from littlegiants.documents.files import check_size, finished
from littlegiants.documents.frame import html_language, page_words, signature
from littlegiants.documents.model import PrintedList
from littlegiants.vocabulary.finding import Finding

ROWS_MAX = 50_000
_STYLE = """
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1f2329; line-height: 1.6;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC",
    "HarmonyOS Sans SC", sans-serif; }
h1 { text-align: center; font-size: 1.6rem; }
.number { text-align: center; }
.lead p { text-indent: 2em; }
.signature { text-align: right; }
.signature p { margin: 0; }
.mark { text-align: center; color: #b42318; font-weight: bold; border: 2px solid #b42318; padding: .3rem; }
.watermark { display: none; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; table-layout: fixed; }
th, td { border: 1px solid #8a919e; padding: .25rem .5rem; overflow-wrap: anywhere; white-space: pre-line; }
thead th { background: #e3ebf5; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.left { text-align: left; } .center { text-align: center; } .right { text-align: right; }
@media screen { thead th { position: sticky; top: 0; } }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.35; }
  .watermark { display: block; position: fixed; top: 45%; left: 0; width: 100%; text-align: center;
    font-size: 60pt; color: #b42318; opacity: .12; transform: rotate(-30deg); }
}
"""


def write_html(printed: PrintedList, path: Path) -> tuple[Finding, ...]:
    """Write the list as a web page; its mark stands above it and across every printed page."""
    check_size(printed, "html", ROWS_MAX)
    printed, findings = cleaned(printed)
    with finished(path) as part, part.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _lines(printed))
    return findings


def _lines(printed: PrintedList) -> Iterator[str]:
    yield "<!doctype html>"
    yield f'<html lang="{html_language(printed.language)}">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield f"<title>{escape(printed.title)}</title>"
    yield f"<style>{_STYLE}{_page_style(printed)}</style>"
    yield "</head>"
    yield "<body>"
    yield from _above(printed)
    yield from _table(printed)
    yield from (f'<p class="note">{escape(note)}</p>' for note in printed.notes)
    if printed.footer:
        yield f"<footer>{escape(printed.footer)}</footer>"
    yield "</body>"
    yield "</html>"


def _page_style(printed: PrintedList) -> str:
    """The paper, with page numbers where the browser prints them."""
    words = page_words(printed.language, "\x00", "\x01")
    counted = (
        json.dumps(words, ensure_ascii=False)
        .replace("\\u0000", '" counter(page) "')
        .replace("\\u0001", '" counter(pages) "')
    )
    side = "landscape" if printed.is_wide else "portrait"
    size = f"size: A4 {side}; margin: 20mm 18mm"
    return f"@page {{ {size}; @bottom-center {{ content: {counted}; font-size: 9pt; }} }}\n"


def _above(printed: PrintedList) -> Iterator[str]:
    if printed.mark:
        yield f'<p class="mark">{escape(printed.mark)}</p>'
        yield f'<div class="watermark" aria-hidden="true">{escape(printed.mark)}</div>'
    yield f"<h1>{escape(printed.title)}</h1>"
    if printed.document_no:
        yield f'<p class="number">{escape(printed.document_no)}</p>'
    if printed.lead:
        yield '<div class="lead">'
        yield from (f"<p>{escape(paragraph)}</p>" for paragraph in printed.lead)
        yield "</div>"
    if signed := signature(printed):
        lines = "".join(f"<p>{escape(line)}</p>" for line in signed)
        yield f'<div class="signature">{lines}</div>'


def _table(printed: PrintedList) -> Iterator[str]:
    yield "<table>"
    widths = "".join(f'<col style="width: {100 * share:.2f}%">' for share in printed.shares)
    yield f"<colgroup>{widths}</colgroup>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in printed.heads)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    opened = [f'<td class="{column.align}">' for column in printed.columns]
    for row in printed.rows:
        cells = zip(opened, row, strict=True)
        yield f"<tr>{''.join(f'{start}{escape(text)}</td>' for start, text in cells)}</tr>"
    yield "</tbody>"
    yield "</table>"
