"""Conflicting sources, and what persons decide: settled, corrected, judged, taken back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from sqlalchemy import select

from littlegiants.register import tables
from littlegiants.register.model import Known
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Range
from tests.unit.register.builders import (
    AS_OF,
    BUREAU,
    FIRM,
    PRESS,
    WHY,
    Clerk,
    Row,
    refused,
    row,
    uscc,
)

A = uscc(1)
NAME = "深圳市甲光电有限公司"
REVENUE = ("revenue", 2025)


def revenue(clerk: Clerk, value: int, source: str = FIRM, as_of: date = AS_OF) -> int:
    """Load a revenue of 2025 by somebody's word; return the delivery."""
    column = f"revenue_y{as_of.year - 2025}"
    told = Row(A, NAME, {column: value})
    return clerk.number(told, source=source, as_of=as_of, mark=f"{source} {as_of}")


def known(clerk: Clerk) -> Known:
    """The revenue of 2025 as it counts."""
    return clerk.knowledge(1).known[REVENUE]


def test_sources_that_disagree_stand_side_by_side(clerk: Clerk) -> None:
    """Nothing is overwritten; the dispute is shown."""
    revenue(clerk, 500, FIRM)
    revenue(clerk, 600, BUREAU)
    assert (known(clerk).speaks.value, [s.value for s in known(clerk).others]) == (600, [500])
    assert known(clerk).is_disputed
    assert [key for key, _ in clerk.knowledge(1).disputes()] == [REVENUE]


def test_sources_that_agree_are_no_dispute(clerk: Clerk) -> None:
    """Two words for one value."""
    revenue(clerk, 500, FIRM)
    revenue(clerk, 500, BUREAU)
    assert not known(clerk).is_disputed


def test_a_later_word_of_the_same_source_is_no_dispute(clerk: Clerk) -> None:
    """Who speaks again corrects himself."""
    revenue(clerk, 500, FIRM)
    revenue(clerk, 501, FIRM, date(2026, 7, 1))
    assert not known(clerk).is_disputed


@pytest.mark.parametrize(
    "order", [(FIRM, BUREAU, PRESS), (PRESS, BUREAU, FIRM), (BUREAU, FIRM, PRESS)]
)
def test_the_source_of_lower_precedence_speaks(clerk: Clerk, order: tuple[str, ...]) -> None:
    """In whatever order the deliveries came."""
    worth = {BUREAU: 600, FIRM: 500, PRESS: 400}
    for source in order:
        revenue(clerk, worth[source], source)
    assert known(clerk).speaks.value == 600
    assert [s.value for s in known(clerk).others] == [500, 400]


def test_of_one_source_the_later_day_speaks(clerk: Clerk) -> None:
    """Not the file that was loaded later."""
    revenue(clerk, 501, FIRM, date(2026, 7, 1))
    revenue(clerk, 500, FIRM, date(2026, 6, 1))
    assert known(clerk).speaks.value == 501


def test_of_one_source_and_day_the_later_file_speaks(clerk: Clerk) -> None:
    """The last word on a day."""
    clerk.receive(row(A, NAME, revenue_y1=500))
    clerk.receive(row(A, NAME, revenue_y1=501))
    assert known(clerk).speaks.value == 501


def test_of_one_file_the_later_row_speaks(clerk: Clerk) -> None:
    """The last resort of the order."""
    clerk.receive(row(A, NAME, revenue_y1=500), row(A, NAME, revenue_y1=501))
    assert known(clerk).speaks.value == 501


def test_a_person_settles_which_delivery_speaks(clerk: Clerk) -> None:
    """Against the precedence; the dispute is over, the other value stays beside it."""
    firm = revenue(clerk, 500, FIRM)
    revenue(clerk, 600, BUREAU)
    number = clerk.settle(1, REVENUE, firm)
    found = known(clerk)
    assert (found.speaks.value, found.resolved_by, found.is_disputed) == (500, number, False)
    assert [s.value for s in found.others] == [600]


def test_a_settlement_that_is_taken_back_settles_nothing(clerk: Clerk) -> None:
    """Precedence decides again, and the dispute is open."""
    firm = revenue(clerk, 500, FIRM)
    revenue(clerk, 600, BUREAU)
    clerk.take_back("resolution", clerk.settle(1, REVENUE, firm))
    assert (known(clerk).speaks.value, known(clerk).is_disputed) == (600, True)


def test_the_later_of_two_settlements_holds(clerk: Clerk) -> None:
    """And when it is taken back, the earlier."""
    firm, bureau = revenue(clerk, 500, FIRM), revenue(clerk, 600, BUREAU)
    clerk.settle(1, REVENUE, firm)
    later = clerk.settle(1, REVENUE, bureau)
    assert known(clerk).speaks.value == 600
    clerk.take_back("resolution", later)
    assert known(clerk).speaks.value == 500


def test_a_settlement_for_a_withdrawn_delivery_settles_nothing(clerk: Clerk) -> None:
    """Who no longer speaks cannot be given the word."""
    firm = revenue(clerk, 500, FIRM)
    revenue(clerk, 600, BUREAU)
    revenue(clerk, 700, PRESS)
    clerk.settle(1, REVENUE, firm)
    clerk.withdraw(firm)
    assert (known(clerk).speaks.value, known(clerk).is_disputed) == (600, True)


def test_only_a_delivery_that_speaks_is_chosen(clerk: Clerk) -> None:
    """The refusal names those that do."""
    first, second = revenue(clerk, 500, FIRM), revenue(clerk, 600, BUREAU)
    with refused("register.no_such_speaker", delivery=99, deliveries=f"{first}, {second}"):
        clerk.settle(1, REVENUE, 99)


def test_a_correction_changes_the_value_that_speaks(clerk: Clerk) -> None:
    """On the word of its own source."""
    revenue(clerk, 500, FIRM)
    number = clerk.correct(1, REVENUE, 550)
    speaks = known(clerk).speaks
    assert (speaks.value, speaks.source, speaks.grade, speaks.corrected_by) == (
        550,
        BUREAU,
        "A",
        number,
    )


def test_a_correction_names_the_record_that_it_corrects(clerk: Clerk) -> None:
    """The wrong value stays where it stood."""
    revenue(clerk, 500, FIRM)
    wrong = known(clerk).speaks
    clerk.correct(1, REVENUE, 550)
    with clerk.database.read() as connection:
        (found,) = connection.execute(select(tables.correction)).mappings()
        stored = connection.scalar(select(tables.annual_facts.c.revenue))
    assert (found["corrects_kind"], found["corrects_id"]) == (wrong.kind, wrong.record_id)
    assert (found["column_name"], found["fact_year"], found["reason"]) == ("revenue", 2025, WHY)
    assert stored == 500


def test_a_correction_that_is_taken_back_restores_the_value(clerk: Clerk) -> None:
    """As if it had not been."""
    revenue(clerk, 500, FIRM)
    before = clerk.knowledge(1)
    clerk.take_back("correction", clerk.correct(1, REVENUE, 550))
    assert clerk.knowledge(1) == before


def test_the_later_of_two_corrections_holds(clerk: Clerk) -> None:
    """And when it is taken back, the earlier."""
    revenue(clerk, 500, FIRM)
    clerk.correct(1, REVENUE, 550)
    later = clerk.correct(1, REVENUE, 560)
    assert known(clerk).speaks.value == 560
    clerk.take_back("correction", later)
    assert known(clerk).speaks.value == 550


@pytest.mark.parametrize("value", [0, Range(1, None), Fraction(1, 3), 2**70])
def test_any_value_is_corrected_exactly(clerk: Clerk, value: Value) -> None:
    """Also to what no column carries."""
    revenue(clerk, 500, FIRM)
    clerk.correct(1, REVENUE, value)
    assert clerk.values(1)["revenue_y1"] == value


def test_a_value_is_corrected_to_unknown(clerk: Clerk) -> None:
    """Missing, not zero."""
    revenue(clerk, 500, FIRM)
    clerk.correct(1, REVENUE, None)
    assert clerk.values(1) == {}


def test_a_standing_value_is_corrected(clerk: Clerk) -> None:
    """Facts of the day like facts of a year."""
    clerk.receive(row(A, NAME, is_sme=True))
    clerk.correct(1, ("is_sme", None), False)
    assert clerk.values(1) == {"is_sme": False}


def test_a_correction_concerns_one_value(clerk: Clerk) -> None:
    """Neither the year beside it nor the fact beside it."""
    clerk.receive(row(A, NAME, revenue_y1=500, revenue_y2=400, employees_y1=5))
    clerk.correct(1, REVENUE, 550)
    assert clerk.values(1) == {"revenue_y1": 550, "revenue_y2": 400, "employees_y1": 5}


def test_a_corrected_value_goes_with_its_delivery(clerk: Clerk) -> None:
    """What was corrected no longer counts, so neither does what was put in its place."""
    clerk.receive(row(A, NAME, employees_y1=5))
    number = revenue(clerk, 500, FIRM)
    clerk.correct(1, REVENUE, 550)
    clerk.withdraw(number)
    assert clerk.values(1) == {"employees_y1": 5}


def test_a_correction_stands_above_a_better_source(clerk: Clerk) -> None:
    """A person looked at the value; a later file does not undo that."""
    revenue(clerk, 500, FIRM)
    clerk.correct(1, REVENUE, 550)
    revenue(clerk, 600, BUREAU, date(2026, 7, 1))
    assert known(clerk).speaks.value == 550


def test_a_settlement_stands_above_a_correction(clerk: Clerk) -> None:
    """The order of the words: settled, corrected, precedence, later."""
    firm = revenue(clerk, 500, FIRM)
    bureau = revenue(clerk, 600, BUREAU)
    clerk.correct(1, REVENUE, 650)
    clerk.settle(1, REVENUE, firm)
    assert known(clerk).speaks.value == 500
    clerk.settle(1, REVENUE, bureau)
    assert known(clerk).speaks.value == 650


def test_what_nobody_said_is_not_corrected(clerk: Clerk) -> None:
    """There is no record to name."""
    revenue(clerk, 500, FIRM)
    with refused("register.no_such_value", value="revenue 2024"):
        clerk.correct(1, ("revenue", 2024), 550)
    with refused("register.no_such_value", value="is_sme"):
        clerk.correct(1, ("is_sme", None), True)


def test_an_enterprise_that_is_not_there_is_not_decided_on(clerk: Clerk) -> None:
    """Neither corrected, nor settled, nor judged."""
    with refused("register.no_such_enterprise", wanted="E9"):
        clerk.correct(9, REVENUE, 1)
    with refused("register.no_such_enterprise", wanted="E9"):
        clerk.settle(9, REVENUE, 1)
    with refused("register.no_such_enterprise", wanted="E9"):
        clerk.judge(9, "8.1", AS_OF, answer=True)


def test_a_decision_on_the_word_of_nobody_is_refused(clerk: Clerk) -> None:
    """Like a delivery, with the sources that there are."""
    revenue(clerk, 500, FIRM)
    with refused("register.no_such_source", source="nobody", sources="bureau, firm, press"):
        clerk.correct(1, REVENUE, 1, source="nobody")


@pytest.mark.parametrize("reason", ["", "abc", "   a"])
def test_every_decision_needs_a_reason(clerk: Clerk, reason: str) -> None:
    """Of four characters at least; nothing changes without."""
    firm = revenue(clerk, 500, FIRM)
    before = clerk.digest()
    with refused("register.no_reason"):
        clerk.correct(1, REVENUE, 1, reason=reason)
    with refused("register.no_reason"):
        clerk.settle(1, REVENUE, firm, reason=reason)
    with refused("register.no_reason"):
        clerk.judge(1, "8.1", AS_OF, answer=True, evidence=reason)
    with refused("register.no_reason"):
        clerk.take_back("correction", 1, reason=reason)
    assert clerk.digest() == before


@pytest.mark.parametrize(
    "kind", ["correction", "resolution", "judgement", "enterprise", "link", "x"]
)
def test_what_was_not_decided_is_not_taken_back(clerk: Clerk, kind: str) -> None:
    """Nor anything else than a decision."""
    with refused("register.no_such_decision", kind=kind, number=1):
        clerk.take_back(kind, 1)


def test_a_decision_is_taken_back_once(clerk: Clerk) -> None:
    """And taking back is not taken back; one decides again."""
    revenue(clerk, 500, FIRM)
    number = clerk.correct(1, REVENUE, 550)
    clerk.take_back("correction", number)
    for again in (number, number + 1):
        with refused("register.no_such_decision"):
            clerk.take_back("correction", again)


def test_as_known_before_a_decision_it_is_as_it_was(clerk: Clerk) -> None:
    """Corrected, and corrected back: three states of knowledge."""
    revenue(clerk, 500, FIRM)
    first = clerk.last_act()
    number = clerk.correct(1, REVENUE, 550)
    second = clerk.last_act()
    clerk.take_back("correction", number)
    assert [
        clerk.values(1, known=at)["revenue_y1"] for at in (first, second, clerk.last_act())
    ] == [500, 550, 500]


@pytest.mark.parametrize(
    ("day", "answers"),
    [
        (date(2026, 2, 28), {}),
        (date(2026, 3, 1), {"8.1": True}),
        (date(2026, 6, 1), {"8.1": True}),
        (date(2026, 12, 31), {"8.1": True}),
        (date(2027, 1, 1), {}),
    ],
)
def test_a_judgement_holds_from_its_first_day_to_its_last(
    clerk: Clerk, day: date, answers: dict[str, bool]
) -> None:
    """Both included."""
    clerk.receive(row(A, NAME))
    clerk.judge(1, "8.1", date(2026, 3, 1), date(2026, 12, 31), answer=True)
    assert clerk.answers(1, as_of=day) == answers


def test_a_judgement_without_an_end_holds_on(clerk: Clerk) -> None:
    """Until it is taken back."""
    clerk.receive(row(A, NAME))
    number = clerk.judge(1, "8.1", date(2026, 3, 1), answer=False)
    assert clerk.answers(1, as_of=date(2099, 1, 1)) == {"8.1": False}
    clerk.take_back("judgement", number)
    assert clerk.answers(1, as_of=date(2099, 1, 1)) == {}


def test_a_judgement_of_one_day_is_a_judgement(clerk: Clerk) -> None:
    """The end may be the beginning, not earlier."""
    clerk.receive(row(A, NAME))
    clerk.judge(1, "8.1", AS_OF, AS_OF, answer=True)
    assert clerk.answers(1) == {"8.1": True}
    with refused("register.ends_before"):
        clerk.judge(1, "8.1", AS_OF, date(2026, 5, 31), answer=True)


def test_the_later_judgement_on_a_clause_holds(clerk: Clerk) -> None:
    """And when it is taken back, the earlier."""
    clerk.receive(row(A, NAME))
    clerk.judge(1, "8.1", date(2026, 3, 1), answer=True)
    later = clerk.judge(1, "8.1", date(2026, 4, 1), answer=False)
    assert clerk.answers(1) == {"8.1": False}
    clerk.take_back("judgement", later)
    assert clerk.answers(1) == {"8.1": True}


def test_a_judgement_names_its_person_and_evidence(clerk: Clerk) -> None:
    """Dated, sourced, reversible."""
    clerk.receive(row(A, NAME))
    number = clerk.judge(1, "8.1", AS_OF, answer=True)
    (found,) = clerk.knowledge(1).judgements
    assert (found.id, found.actor, found.evidence, found.source) == (number, "expert", WHY, BUREAU)


def test_judgements_in_a_file_go_with_it(clerk: Clerk) -> None:
    """Those of a person do not."""
    clerk.receive(row(A, NAME))
    number = clerk.number(Row(A, NAME, {}, {"8.1": True}))
    clerk.judge(1, "8.2", AS_OF, answer=True)
    assert clerk.answers(1) == {"8.1": True, "8.2": True}
    clerk.withdraw(number)
    assert clerk.answers(1) == {"8.2": True}
