"""Words fit into cells."""

from __future__ import annotations

import string

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.documents.fitting import (
    broken,
    fitting_size,
    lines_most,
    longest_word,
    word_width,
)
from littlegiants.documents.glyphs import font_folder

PRINTABLE = st.text(st.sampled_from(string.printable[:95] + "甲乙（）"))


def test_no_letter_is_wider_than_thought() -> None:
    """The widths that are reckoned with are upper bounds of those of the font."""
    with font_folder() as folder:
        font = TTFont(folder / "NotoSansCJKsc-Regular-subset.otf")
    names, advances = font.getBestCmap(), font["hmtx"]
    unit = font["head"].unitsPerEm
    letters = string.printable[:94]
    assert [c for c in letters if advances[names[ord(c)]][0] / unit > word_width(c)] == []


@pytest.mark.parametrize(
    ("space", "size"), [(200.0, 10.5), (107.73, 10.5), (107.7, 10.4), (51.3, 5.0), (30.0, 5.0)]
)
def test_a_word_that_is_too_wide_is_set_smaller(space: float, size: float) -> None:
    """Eighteen digits keep the usual size while they fit, and shrink to the least."""
    assert fitting_size(["甲", "1" * 18], space, usual=10.5, least=5.0) == pytest.approx(size)


def test_chinese_is_never_too_wide() -> None:
    """Chinese is broken anywhere, so its length does not matter."""
    assert fitting_size(["甲" * 100], 10.0, usual=10.5, least=5.0) == 10.5
    assert fitting_size([], -1.0, usual=10.5, least=5.0) == 10.5


@given(PRINTABLE, st.floats(1, 40))
def test_breaking_loses_nothing_and_fits(text: str, width: float) -> None:
    """Only line feeds come in, and every word fits into the line."""
    result = broken(text, width)
    assert result.replace("\n", "") == text.replace("\n", "")
    assert longest_word(result) <= width


@pytest.mark.parametrize(("text", "most"), [("", 2), ("甲" * 9, 2), ("甲" * 10, 4), ("甲\n乙", 4)])
def test_lines_are_rather_counted_too_many(text: str, most: int) -> None:
    """The count is an upper bound: a row is held together only where it surely has room."""
    assert lines_most(text, 10.0) == most
