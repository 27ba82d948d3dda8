"""Tables as typesetting programs set them, with a real font: ruled, half ruled, coloured, plain."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
import typst

from littlegiants.documents.glyphs import FONT_FAMILY
from littlegiants.documents.model import Align, PrintedColumn, PrintedList
from littlegiants.documents.services import write_list
from littlegiants.intake.lists import read_list
from tests.unit.intake.list_files import HEADS, many_rows

pytestmark = pytest.mark.slow

FONTS = Path(str(resources.files("littlegiants").joinpath("catalog", "fonts")))
LAYOUTS = {
    "ruled": "align: center + horizon",
    "no rulings, numbers in the middle": "stroke: none, align: horizon",
    "no rulings, numbers on top": "stroke: none, align: left + top",
    "rows nearer than lines": "stroke: none, align: left + top, inset: (x: 4pt, y: 3pt)",
    "three lines": "stroke: (x, y) => if y == 0 {(top: 1pt, bottom: 0.5pt)}, align: center + horizon",
    "level rulings only": "stroke: (x: none, y: 0.5pt), align: horizon",
    "every other row coloured": "stroke: none, fill: (x, y) => if calc.odd(y) {luma(240)}, align: horizon",
}
ROWS = many_rows(120)


def typeset(path: Path, options: str, *, repeated: bool) -> Path:
    """Write the list as a page program sets it."""
    heads = "".join(f"[{head}]," for head in HEADS)
    heads = f"table.header({heads})," if repeated else heads
    cells = "".join(f"[{cell}]," for row in ROWS for cell in row)
    text = f"""#set page(paper: "a4", numbering: "1 / 1")
        #set text(font: "{FONT_FAMILY}", size: 11pt)
        #align(center)[= 第五批专精特新“小巨人”企业公示名单]
        共{len(ROWS)}家
        #table(columns: (1.5cm, 6cm, 5cm, 2.4cm), {options}, {heads}{cells})
        深圳市工业和信息化局

        2026年7月1日"""
    source = path.with_suffix(".typ")
    source.write_text(text, encoding="utf-8")
    typst.compile(str(source), output=str(path), font_paths=[str(FONTS)])
    return path


@pytest.mark.parametrize("repeated", [True, False])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_typeset_tables(tmp_path: Path, layout: str, repeated: bool) -> None:
    """Every name comes back whole, and nothing around the table is taken for an entry."""
    reading = read_list(typeset(tmp_path / "a.pdf", LAYOUTS[layout], repeated=repeated))
    assert [(e.name_as_printed, e.code, e.region_text) for e in reading.entries] == [
        row[1:] for row in ROWS
    ]
    assert reading.stops == ()
    assert (reading.rows_expected, str(reading.date)) == (len(ROWS), "2026-07-01")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.html", "a.csv"])
def test_our_own_lists_are_read_back(tmp_path: Path, name: str) -> None:
    """A list that this program prints is read back as it was, the mark on its pages included."""
    columns = [
        PrintedColumn(head, width, Align.LEFT)
        for head, width in zip(HEADS, (1, 5, 3, 2), strict=True)
    ]
    printed = PrintedList(
        "关于专精特新“小巨人”企业名单的公示",
        columns,
        ROWS,
        lead=(f"现将名单予以公示，共{len(ROWS)}家。",),
        notes=("注：排名不分先后。",),
        footer="联系电话略",
        mark="虚构数据",
    )
    write_list(printed, tmp_path / name)
    reading = read_list(tmp_path / name)
    assert [(e.seq, e.name_as_printed, e.code) for e in reading.entries] == [
        (int(row[0]), row[1], row[2]) for row in ROWS
    ]
    assert reading.stops == ()
