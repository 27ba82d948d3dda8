"""Characters that no file can carry, and texts that look like formulas."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from littlegiants.documents.characters import clean, cleaned, guarded, unwritable
from tests.unit.documents.builders import cells

ANY_TEXT = st.text(st.characters(exclude_categories=()))


@given(ANY_TEXT)
def test_clean_text_fits_every_file(text: str) -> None:
    """Clean text can be encoded and can stand in XML."""
    written = clean(text)
    assert written.encode("gb18030").decode("gb18030") == written
    assert etree.fromstring(etree.tostring(_element(written))).text == (written or None)


def _element(text: str) -> etree._Element:
    element = etree.Element("t")
    element.text = text
    return element


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    """What is clean stays as it is."""
    assert clean(clean(text)) == clean(text)


@given(ANY_TEXT)
def test_what_cleaning_changes_is_reported(text: str) -> None:
    """A text changes exactly when there is a finding, line ends apart."""
    changed = clean(text) != text.replace("\r\n", "\n").replace("\r", "\n")
    assert changed is bool(unwritable([("row 1, 甲", text)]))


def test_names_stay_as_they_are() -> None:
    """Rare characters, full-width signs, spaces and tabs are not touched."""
    text = "𠮷㑇龘（深圳）Ａ　B\tC\n é"
    assert clean(text) == text


def test_a_control_character_is_shown_by_its_code() -> None:
    """Nothing disappears: the bell becomes readable."""
    assert clean("甲\x07乙\x85") == "甲〔U+0007〕乙〔U+0085〕"


def test_one_finding_per_character_with_its_first_place() -> None:
    """The same character in three places is one finding, at the first, with the count."""
    places = [("标题", "好"), ("row 1, 甲", "\x07"), ("row 2, 甲", "\x07\x07\ud800")]
    bell, half = unwritable(places)
    assert (bell.where, dict(bell.values)) == (
        "row 1, 甲",
        {"character": "〔U+0007〕", "count": 3},
    )
    assert (half.where, dict(half.values)["character"]) == ("row 2, 甲", "〔U+D800〕")
    assert "第1行" in bell.render("zh")
    assert "row 1" in bell.render("en")


def test_every_part_of_a_list_is_cleaned() -> None:
    """A list comes back clean, with its findings."""
    printed, findings = cleaned(cells("甲\x00", "乙\r\n丙"))
    assert printed.rows == (("甲〔U+0000〕", "乙\n丙"),)
    assert [finding.code for finding in findings] == ["documents.unwritable"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd", "-甲", "@SUM", "\t=1", " =1", "＝1", "＋1+1", "-1+1", "\n=1", "＠甲", "+"],
)
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    """No spreadsheet runs what a file brings."""
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "甲=乙", "-3.5", "+12%", "-1,203.5", "007", "—", "91440300MA5EXAMPLE", "'=1"]
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """Numbers with a sign, codes and dashes are no formulas."""
    assert guarded(text) == text
