"""Exact keys: one spelling for what differs in form only."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.linkage.normalise import name_key, simplify

PLAIN = "深圳市汇川自动化技术(集团)股份有限公司"


@pytest.mark.parametrize(
    "printed",
    [
        "深圳市汇川自动化技术（集团）股份有限公司",
        "深圳市匯川自動化技術（集團）股份有限公司",
        "深圳市汇川自动化技术〔集团〕股份有限公司",
        "深圳市汇川自动化技术【集团】股份有限公司",
        "深圳市 汇川自动化技术\n(集团)　股份有限公司",
        "深圳市汇川\u200b自动化技术(集团)股份有限公司\ufeff",
        "“深圳市汇川自动化技术(集团)股份有限公司”",
        "深圳市汇川·自动化技术(集团)股份有限公司",
        "*深圳市汇川自动化技术(集团)股份有限公司*",
        "深圳市汇川自动化技术(集团)股份有限公司。",
    ],
)
def test_spellings_of_one_name_have_one_key(printed: str) -> None:
    """Brackets, characters, spaces, quotes, dots and marks do not matter."""
    assert name_key(printed) == PLAIN


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲乙科技有限公司", "甲乙科技股份有限公司"),
        ("深圳甲乙科技有限公司", "深圳市甲乙科技有限公司"),
        ("东微科技有限公司", "东威科技有限公司"),
        ("乾照光电股份有限公司", "干照光电股份有限公司"),
        ("甲乙科技(深圳)有限公司", "甲乙科技深圳有限公司"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    """Meaning is not touched; characters that are standard themselves are not exchanged."""
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("radical", "plain"), [("⻓安⻋桥", "长安车桥"), ("⼤⻰", "大龙"), ("⻜⻢", "飞马")]
)
def test_radicals_from_pdf_files_become_characters(radical: str, plain: str) -> None:
    """PDF texts carry radicals that look like characters."""
    assert name_key(radical) == plain


def test_letters_are_capitals_in_half_width() -> None:
    """Width and case of letters do not matter."""
    assert name_key("Ｔｃｌ科技") == name_key("TCL科技") == "TCL科技"


@given(st.text(max_size=60))
def test_a_key_is_its_own_key(text: str) -> None:
    """Making a key twice changes nothing."""
    assert name_key(name_key(text)) == name_key(text)


@given(st.text(max_size=40))
def test_a_simplified_text_stays(text: str) -> None:
    """Simplifying twice changes nothing."""
    assert simplify(simplify(text)) == simplify(text)


@pytest.mark.slow
def test_a_million_keys_in_ten_seconds() -> None:
    """The register makes a key of every name: a fifth of a million in two seconds."""
    names = [PLAIN, "深圳市匯川自動化技術（集團）股份有限公司"] * 100_000
    begun = time.process_time()
    for name in names:
        name_key(name)
    assert time.process_time() - begun < 2
