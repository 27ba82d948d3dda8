"""What the shipped font can show."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.documents.glyphs import (
    FONT_FAMILY,
    covered_characters,
    font_folder,
    missing_glyphs,
    showable,
)

FONT = "NotoSansCJKsc-Regular-subset.otf"
SIZE_MAX = 9_000_000


@cache
def font() -> TTFont:
    """The font as fontTools reads it."""
    with font_folder() as folder:
        return TTFont(folder / FONT)


def test_coverage_is_what_fonttools_reads() -> None:
    """Our reading of the font agrees with fontTools, character for character."""
    assert covered_characters() == {chr(point) for point in font().getBestCmap()}


def test_no_character_is_mapped_to_the_empty_box() -> None:
    """A character that is covered has a glyph of its own, not the one for missing characters."""
    assert ".notdef" not in font().getBestCmap().values()


def test_the_whole_of_gbk_is_covered_but_one() -> None:
    """Every character of GBK can be printed, but for ≒, which the source has not."""
    pairs = (bytes([lead, trail]) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF))
    gbk = {text[0] for pair in pairs if (text := pair.decode("gbk", "ignore")) > "\x7f"}
    assert len(gbk) == 21_791
    assert gbk - covered_characters() == {"≒"}


def test_rare_characters_of_names_are_covered() -> None:
    """The probes for GB 18030-2022, and signs that official lists use."""
    assert set("𠮷㑇龘䶮～—〔〕①②⑳≥≤‰℃·“”《》（）％㎡Ⅱ×→■") <= covered_characters()


def test_extension_a_is_covered() -> None:
    """Of CJK Extension A all that the source has: 6,582."""
    assert sum("\u3400" <= sign <= "\u4dbf" for sign in covered_characters()) == 6_582


def test_the_font_is_the_one_described() -> None:
    """Size and hash are those of the README; it may be embedded, and its licence lies beside it."""
    folder = resources.files("littlegiants").joinpath("catalog", "fonts")
    content = folder.joinpath(FONT).read_bytes()
    readme = folder.joinpath("README.md").read_text(encoding="utf-8")
    assert len(content) < SIZE_MAX
    assert f"`{hashlib.sha256(content).hexdigest()}`" in readme
    assert f"{len(content):,} bytes, {len(covered_characters()):,} characters" in readme
    assert "SIL OPEN FONT LICENSE" in folder.joinpath("OFL.txt").read_text(encoding="utf-8")
    assert font()["name"].getDebugName(1) == FONT_FAMILY
    assert font()["OS/2"].fsType == 0


@pytest.mark.parametrize("sign", ["\U0002420e", "\u200b", "\ufe0f", "\uac00", "≒", "😀"])
def test_a_missing_glyph_is_a_finding(sign: str) -> None:
    """What the font lacks, and what nobody would see, is reported with place and code."""
    (finding,) = missing_glyphs([("row 7, 企业名称", f"甲{sign}乙")])
    assert (finding.code, finding.where) == ("documents.glyph_missing", "row 7, 企业名称")
    assert f"〔U+{ord(sign):04X}〕" in finding.render("zh")
    assert showable(f"甲{sign}乙") == f"甲〔U+{ord(sign):04X}〕乙"


def test_one_finding_per_character() -> None:
    """The second place of a character is counted, not reported."""
    (finding,) = missing_glyphs([("标题", "😀"), ("row 1, 甲", "😀😀")])
    assert (finding.where, dict(finding.values)["count"]) == ("标题", 3)


def test_what_is_covered_gives_no_finding() -> None:
    """Lines and tabs are laid out, not drawn."""
    assert missing_glyphs([("标题", "𠮷\n\t（深圳）")]) == ()


@given(st.text())
def test_shown_text_can_be_shown(text: str) -> None:
    """After the exchange nothing is missing, and what could be shown is unchanged."""
    assert missing_glyphs([("", showable(text))]) == ()
    assert (showable(text) == text) is (missing_glyphs([("", text)]) == ())
