"""Reasons: every clause says its law, its value and what is missing, in both languages."""

from __future__ import annotations

from littlegiants.assessment.explain import Explanation, explain, render
from littlegiants.assessment.one import Assessor
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from tests.factories import LITTLE_GIANT, WAN_YUAN, catalog, firm, rulebook


def explained(facts: EnterpriseFacts, edition: str = LITTLE_GIANT) -> Explanation:
    """A firm's explanation."""
    vocabulary = catalog().vocabulary
    return explain(Assessor(rulebook(edition), vocabulary).assess(facts), vocabulary)


def lines(facts: EnterpriseFacts, edition: str = LITTLE_GIANT) -> tuple[str, str]:
    """The explanation as text, zh and en."""
    found = explained(facts, edition)
    return "\n".join(render(found, "zh")), "\n".join(render(found, "en"))


def test_an_unmet_line_shows_value_line_and_shortfall() -> None:
    """A founder reads what is missing in the unit of the fact."""
    zh, en = lines(firm(revenue_y1=4500 * WAN_YUAN))

    assert "要求不低于5,000万元，本企业4,500万元 (差500万元)" in zh
    assert (
        "required at least CNY 50 million, own value CNY 45 million (short by CNY 5 million)" in en
    )


def test_a_tiny_shortfall_is_not_rounded_away() -> None:
    """One fen short must not read as enough."""
    zh, _ = lines(firm(revenue_y1=5000 * WAN_YUAN - 1))

    assert "本企业4,999.999999万元" in zh


def test_an_unknown_clause_names_the_facts_wanted() -> None:
    """What would decide it is said."""
    zh, en = lines(firm(niche_years=None))

    assert "需补充后才能判定：从事特定细分市场年限" in zh
    assert "Wanted to decide it:" in en


def test_unconfirmed_law_is_marked() -> None:
    """A clause of weak source shows it beside its verdict."""
    zh, _ = lines(firm())

    assert "复合增长率 — 符合 [UNCONFIRMED]" in zh


def test_the_outlook_lists_what_failed_and_what_is_open() -> None:
    """The first line after the title says what the whole depends on."""
    outlook = explained(firm(niche_years=1)).outlook

    assert outlook.en == (
        "Not met because of RB02-LG-1b. Also still open: facts –; judgements RB02-LG-5-KNOWN, RB02-LG-6."
    )


def test_every_clause_appears_once_in_the_order_of_the_text() -> None:
    """Nothing of the law is left out."""
    found = explained(firm())

    assert [item.clause.id for item in found.clauses] == [
        c.id for c in rulebook(LITTLE_GIANT).clauses
    ]


def test_points_show_each_indicator() -> None:
    """A score is an interval, with every indicator behind it."""
    zh, _ = lines(firm(), "cn_miit/srdi_sme/2022_63")

    assert "RB63-SRDI-3" in zh
    assert "分数线 >= 60" in zh
