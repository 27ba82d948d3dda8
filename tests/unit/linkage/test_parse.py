"""The grammar of names: place, trade name, business, form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.linkage.forms import FormClass
from littlegiants.linkage.parse import core_key, parse_name, parsed_key


def test_parts() -> None:
    """A name is taken apart into its four parts."""
    parsed = parse_name("深圳市汇川自动化技术股份有限公司")
    assert (parsed.place, parsed.trade, parsed.business) == ("440300", "汇川", "自动化技术")
    assert parsed.form is not None
    assert (parsed.form.words, parsed.form.kind) == ("股份有限公司", FormClass.COMPANY)


@pytest.mark.parametrize(
    "variant",
    [
        "深圳市汇川自动化技术有限公司",
        "深圳汇川自动化技术有限公司",
        "深圳市汇川自动化技术有限责任公司",
        "深圳市汇川自动化技术股份有限公司",
        "深圳市汇川自动化技术集团有限公司",
        "深圳市汇川自动化技术（集团）股份有限公司",
        "广东省深圳市汇川自动化技术有限公司",
        "深圳市匯川自動化技術有限公司",
        "深圳市汇川自动化技术有限公司（深圳）",
        "深圳市汇川自动化技术股份有限公司（原：深圳市汇川自动化技术有限公司）",
    ],
)
def test_variants_of_one_name_share_a_key(variant: str) -> None:
    """Form, 集团, 市, province and notes are no part of the key."""
    assert parsed_key(variant) == "44|440300|-|汇川自动化技术"


@pytest.mark.parametrize(
    "sibling",
    [
        "广州市汇川自动化技术有限公司",
        "深圳市汇川自动化设备有限公司",
        "深圳市汇州自动化技术有限公司",
        "汇川自动化技术(深圳)有限公司",
        "深圳市汇川自动化技术(苏州)有限公司",
        "深圳市宝安区汇川自动化技术有限公司",
        "深汕特别合作区汇川自动化技术有限公司",
        "深圳市汇川控股有限公司",
        "汇川自动化技术有限公司",
    ],
)
def test_siblings_have_other_keys(sibling: str) -> None:
    """One other part, or the place at another place, is another key."""
    assert parsed_key(sibling) != parsed_key("深圳市汇川自动化技术有限公司")


@pytest.mark.parametrize("ending", ["分公司", "深圳分公司", "第一分厂", "驻京办事处", "营业部"])
def test_branches_have_no_key(ending: str) -> None:
    """A branch is told by its ending and has no key; its company's parts can be seen."""
    parsed = parse_name(f"深圳市汇川自动化技术有限公司{ending}")
    assert parsed.is_branch
    assert parsed.parsed_key is None
    assert parsed.trade == "汇川"


@pytest.mark.parametrize(
    ("name", "words", "kind"),
    [
        ("甲乙科技有限责任公司", "有限责任公司", FormClass.COMPANY),
        ("甲乙科技集团", "集团", FormClass.GROUP),
        ("深圳甲乙投资合伙企业（有限合伙）", "合伙企业(有限合伙)", FormClass.PARTNERSHIP),
        ("长沙甲乙水泵厂", "厂", FormClass.FACTORY),
        ("深圳甲乙材料研究院", "研究院", FormClass.INSTITUTE),
        ("深圳甲乙经营部", "经营部", FormClass.SOLE_TRADER),
        ("甲乙电子Co., Ltd.", "CO.,LTD", FormClass.COMPANY),
    ],
)
def test_forms_match_longest_at_the_end(name: str, words: str, kind: FormClass) -> None:
    """The longest form at the end of a name is its form."""
    form = parse_name(name).form
    assert form is not None
    assert (form.words, form.kind) == (words, kind)


def test_a_form_inside_a_name_is_part_of_it() -> None:
    """Only the end counts: a works' name inside stays in the core."""
    assert parse_name("长沙水泵厂有限公司").core == "水泵厂"


def test_place_and_bracket_are_told_apart() -> None:
    """The bracket is where the firm is; the leading place stays in the key."""
    parsed = parse_name("上海宝钢气体（武汉）有限公司")
    assert (parsed.place, parsed.bracket, parsed.region) == ("310000", "420100", "420100")


def test_a_bracket_that_is_no_place_stays_in_the_name() -> None:
    """Words in brackets that say something else are part of the core."""
    assert parse_name("深圳甲乙(生物)科技有限公司").core == "甲乙生物科技"


def test_two_notes_in_brackets() -> None:
    """A former name and a place behind the form are notes."""
    parsed = parse_name("深圳丙丁精密股份有限公司（原：深圳市丙丁精密有限公司）（深圳）")
    assert (parsed.noted_former_name, parsed.noted_place) == ("深圳市丙丁精密有限公司", "440300")


@pytest.mark.parametrize(
    ("name", "place"),
    [("东方电气有限公司", "-"), ("昆山科技有限公司", "-"), ("昆山国力电子有限公司", "320583")],
)
def test_a_doubtful_place_is_not_taken_from_the_trade_name(name: str, place: str) -> None:
    """A county's short name is no place if no trade name would be left."""
    assert parse_name(name).place == place


@pytest.mark.parametrize("name", ["", "有限公司", "汇川", "深圳市有限公司", "甲有限公司", "---"])
def test_names_without_a_core_have_no_key(name: str) -> None:
    """Nothing can be linked by a form or a place alone."""
    assert parsed_key(name) is None
    assert core_key(name) is None


def test_the_core_is_shared_by_siblings_of_other_places() -> None:
    """By the core a register looks up whom a name without place may mean."""
    assert core_key("深圳甲乙科技有限公司") == core_key("广州市甲乙科技股份有限公司") == "甲乙科技"


@given(st.text("深圳市州县区广东(（)）集团有限责任股份公司科技原：分甲乙丙东方 ", max_size=30))
def test_parsing_never_fails(name: str) -> None:
    """Any text is taken apart, and its key takes no part in what is noted behind it."""
    parsed = parse_name(name)
    assert parsed.trade + parsed.business == parsed.core
