"""Rows without a code: linked by name or by a person, and what goes with the link when it is taken back."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.intake.events import Event
from littlegiants.intake.list_model import ListEntry
from littlegiants.register.repository.records import links_of
from littlegiants.register.rows import RowFacts, from_payload
from littlegiants.register.services import (
    LinkSummary,
    decide,
    link_records,
    linked_records,
    queue,
    store_list,
    unlink,
)
from littlegiants.register.values import read_payload, write_payload
from littlegiants.vocabulary.quantity import Range
from tests.properties.strategies import SETTINGS
from tests.unit.register.builders import WHY, Clerk, Row, refused, row, uscc

A, B = uscc(1), uscc(2)
NAME_A, NAME_B = "深圳市甲光电有限公司", "深圳市乙传感器有限公司"
AWARD = ("science_award", Event(date(2024, 5, 1), date(2024, 5, 1)))
FULL = Row(
    "",
    NAME_B,
    {"revenue_y1": 700, "is_sme": True, "market_share": Range(None, Fraction(1, 3))},
    {"8.1": True},
    (AWARD,),
    frozenset({"science_award"}),
)
TEXTS = st.text("abcdefgh_", min_size=1, max_size=8)
DAYS = st.dates(date(2000, 1, 1), date(2026, 12, 31))
AMOUNTS = st.none() | st.integers(0, 10**12) | st.just(Range(1, None)) | st.just(Fraction(1, 3))


@settings(SETTINGS, max_examples=100)
@given(
    annual=st.dictionaries(
        st.integers(2000, 2030), st.dictionaries(TEXTS, st.integers(), min_size=1)
    ),
    standing=st.dictionaries(TEXTS, st.booleans() | st.just(Range(1, 2)) | st.text()),
    judgements=st.dictionaries(st.text("0123456789.", min_size=1), st.booleans()),
    events=st.lists(st.tuples(TEXTS, st.builds(Event, DAYS, DAYS, AMOUNTS))),
    whole=st.frozensets(TEXTS),
)
def test_a_row_that_waits_loses_nothing(
    annual: dict[int, dict[str, int]],
    standing: dict[str, bool | str | Range],
    judgements: dict[str, bool],
    events: list[tuple[str, Event]],
    whole: frozenset[str],
) -> None:
    """Years, values of the day, answers and events come back from the text that is kept with it."""
    told = RowFacts(3, "123", "甲", annual, standing, judgements, tuple(events), whole)
    kept = write_payload(told.payload())
    read = from_payload(3, "123", "甲", read_payload(kept))
    assert sorted(read.events, key=repr) == sorted(events, key=repr)
    assert (read.annual, read.standing, read.judgements, read.events_complete) == (
        annual,
        standing,
        judgements,
        whole,
    )


def test_a_persons_decision_takes_the_facts_of_the_row_along(clerk: Clerk) -> None:
    """Values, answers and events, as if the row had had its code."""
    clerk.receive(row(A, NAME_A), FULL)
    clerk.decide(clerk.queue()[0].record.record_id, 1)
    values = clerk.values(1)
    assert {name: values[name] for name in FULL.values} == FULL.values
    assert values["science_award_in_2y"] is True
    assert values["science_award_in_1y"] is False
    assert clerk.answers(1) == {"8.1": True}


def test_what_waited_says_the_same_as_what_came_with_a_code(clerk: Clerk) -> None:
    """Neither more nor less."""
    clerk.receive(Row(A, NAME_B, FULL.values, FULL.judgements, FULL.events, FULL.whole))
    clerk.receive(FULL, Row(name="深圳市丙光电有限公司"), mark="other")
    waiting = [queued.record for queued in clerk.queue()]
    for record in waiting:
        clerk.decide(record.record_id)
    by_name = {header.name: key for key, header in clerk.headers().items()}
    assert clerk.values(by_name[NAME_B]) == clerk.values(1)


def test_a_decision_for_a_new_enterprise_registers_it(clerk: Clerk) -> None:
    """With the name as printed and the facts of its row."""
    clerk.receive(FULL)
    number = clerk.decide(clerk.queue()[0].record.record_id)
    assert clerk.headers()[number].name == NAME_B
    assert clerk.values(number)["revenue_y1"] == 700
    assert clerk.queue() == []


def test_a_decision_is_kept_with_who_and_why(clerk: Clerk) -> None:
    """The record names its link and by which method it came."""
    clerk.receive(row(A, NAME_A), FULL)
    clerk.decide(clerk.queue()[0].record.record_id, 1)
    with clerk.database.read() as connection:
        (record,) = linked_records(connection)
    assert (record.enterprise_id, record.method) == (1, "person")
    assert record.link_id is not None


def test_a_link_that_is_taken_back_takes_its_facts_back(clerk: Clerk) -> None:
    """And the row waits again."""
    clerk.receive(row(A, NAME_A, employees_y1=5), FULL)
    record = clerk.queue()[0].record.record_id
    clerk.decide(record, 1)
    clerk.unlink(record)
    assert clerk.values(1) == {"employees_y1": 5}
    assert clerk.answers(1) == {}
    assert [queued.record.record_id for queued in clerk.queue()] == [record]


def test_a_row_can_be_moved_to_another_enterprise(clerk: Clerk) -> None:
    """Its facts move with it."""
    clerk.receive(row(A, NAME_A), row(B, "深圳市丁科技有限公司"), FULL)
    record = clerk.queue()[0].record.record_id
    clerk.decide(record, 1)
    clerk.unlink(record)
    clerk.decide(record, 2)
    assert clerk.values(1) == {}
    assert clerk.values(2)["revenue_y1"] == 700


def test_a_link_can_be_made_again(clerk: Clerk) -> None:
    """The same row to the same enterprise, after a second thought: the facts count once."""
    clerk.receive(row(A, NAME_A), FULL)
    record = clerk.queue()[0].record.record_id
    clerk.decide(record, 1)
    clerk.unlink(record)
    clerk.decide(record, 1)
    known = clerk.knowledge(1).known["revenue", 2025]
    assert (known.speaks.value, known.others) == (700, ())


def test_an_enterprise_made_for_a_row_goes_with_the_link(clerk: Clerk) -> None:
    """Else the name of a decision taken back would catch the next row."""
    clerk.receive(FULL)
    record = clerk.queue()[0].record.record_id
    clerk.decide(record)
    clerk.unlink(record)
    assert clerk.headers() == {}
    assert clerk.receive(row("", NAME_B, employees_y1=5)).queued == 1


def test_a_link_by_name_is_reversible_with_facts_and_names(clerk: Clerk) -> None:
    """What a row without a code brought goes with its link."""
    clerk.receive(row(A, "深圳市甲光电有限公司"))
    clerk.receive(row("", "深圳市甲光电有限责任公司", revenue_y1=600))
    assert clerk.values(1) == {"revenue_y1": 600}
    assert len(clerk.portrait(1).names) == 2
    clerk.unlink(clerk.records()[0])
    assert clerk.values(1) == {}
    assert [name.name for name in clerk.portrait(1).names] == ["深圳市甲光电有限公司"]


def test_a_link_by_name_is_reversible_with_the_code_it_brought(clerk: Clerk) -> None:
    """A code that a row gave to an enterprise without one goes with the link."""
    clerk.receive(row("", NAME_B, employees_y1=5), new_by_name=True)
    clerk.receive(row(B, NAME_B, revenue_y1=600))
    assert clerk.headers()[1].code == B
    clerk.unlink(clerk.records()[0])
    assert clerk.headers()[1].code == ""
    assert clerk.values(1) == {"employees_y1": 5}


def test_a_code_that_went_with_its_link_is_free_again(clerk: Clerk) -> None:
    """The next row with it is of an enterprise of its own, once the name does not speak against it."""
    clerk.receive(row("", NAME_B, employees_y1=5), new_by_name=True)
    clerk.receive(row(B, NAME_B, revenue_y1=600))
    clerk.unlink(clerk.records()[0])
    clerk.receive(row(B, "深圳市丁科技有限公司", revenue_y1=9))
    assert clerk.headers()[2].code == B


@pytest.mark.parametrize("reason", ["", "   ", "abc", " abc "])
def test_a_decision_needs_a_reason(clerk: Clerk, reason: str) -> None:
    """Of four characters at least, spaces not counted."""
    clerk.receive(FULL)
    record = clerk.queue()[0].record.record_id
    before = clerk.digest()
    with refused("register.no_reason", least=4):
        decide(clerk.database, actor="b", record_id=record, enterprise_id=None, reason=reason)
    with refused("register.no_reason", least=4):
        unlink(clerk.database, actor="b", record_id=record, reason=reason)
    assert clerk.digest() == before


def test_four_characters_are_a_reason(clerk: Clerk) -> None:
    """电话核实 says why."""
    clerk.receive(FULL)
    record = clerk.queue()[0].record.record_id
    decide(clerk.database, actor="b", record_id=record, enterprise_id=None, reason="电话核实")
    assert clerk.queue() == []


def test_a_linked_row_is_not_linked_twice(clerk: Clerk) -> None:
    """The link is taken back first."""
    clerk.receive(row(A, NAME_A), FULL)
    record = clerk.queue()[0].record.record_id
    clerk.decide(record, 1)
    with refused("register.linked_before", record=record):
        clerk.decide(record, 1)


def test_an_unlinked_row_has_no_link_to_take_back(clerk: Clerk) -> None:
    """Nor has one whose link was taken back."""
    clerk.receive(row(A, NAME_A), FULL)
    record = clerk.queue()[0].record.record_id
    with refused("register.not_linked"):
        clerk.unlink(record)
    clerk.decide(record, 1)
    clerk.unlink(record)
    with refused("register.not_linked"):
        clerk.unlink(record)


@pytest.mark.parametrize("number", [0, 99, 2**70])
def test_a_row_is_linked_to_no_enterprise_that_is_not_there(clerk: Clerk, number: int) -> None:
    """However large the number."""
    clerk.receive(FULL)
    record = clerk.queue()[0].record.record_id
    with refused("register.no_such_enterprise"):
        clerk.decide(record, number)


def test_a_row_that_is_not_there_is_not_decided(clerk: Clerk) -> None:
    """Nor one whose delivery was withdrawn."""
    with refused("register.no_such_record"):
        clerk.decide(99)
    number = clerk.number(FULL)
    record = clerk.queue()[0].record.record_id
    clerk.withdraw(number)
    with refused("register.no_such_record"):
        clerk.decide(record)


def test_the_queue_shows_whom_a_row_may_mean(clerk: Clerk) -> None:
    """The name that resembles it, with its waterfall."""
    clerk.receive(row(A, "深圳市甲光电有限公司"), row("", "深圳市甲光电子有限公司"))
    (waiting,) = clerk.queue()
    assert [candidate.enterprise_id for candidate in waiting.candidates] == [1]
    assert waiting.candidates[0].waterfall


def test_the_queue_of_one_delivery_is_that_of_no_other(clerk: Clerk) -> None:
    """And the whole number is told though few are shown."""
    first = clerk.number(row("", NAME_A), row("", NAME_B))
    clerk.receive(row("", "深圳市丁科技有限公司"))
    with clerk.database.read() as connection:
        shown, count = queue(connection, delivery_id=first, most=1)
        everything = queue(connection)[1]
    assert (len(shown), count, everything) == (1, 2, 3)


def test_a_printed_list_is_linked_where_it_is_safe(clerk: Clerk) -> None:
    """Rows of a list are kept as printed; linking them is a step of its own that can be repeated."""
    clerk.receive(row(A, NAME_A))
    entries = [
        ListEntry(at, 1, at, name, None, "", None, {})
        for at, name in enumerate((NAME_A, "无人认识有限公司"), start=1)
    ]

    def linked(number: int) -> LinkSummary:
        with clerk.database.write("clerk", "link") as work:
            return link_records(work, number)

    with clerk.database.write("clerk", "import") as work:
        number = store_list(
            work,
            file_name="list.pdf",
            sha256="0" * 64,
            source_code="bureau",
            as_of=date(2026, 6, 1),
            entries=entries,
        )
    first, second = linked(number), linked(number)
    assert (dict(first.linked), first.queued) == ({"exact": 1}, 1)
    assert (dict(second.linked), second.queued) == ({}, 1)


def test_a_reason_is_kept_word_for_word(clerk: Clerk) -> None:
    """What was decided can be asked for later, with who decided it."""
    clerk.receive(row(A, NAME_A), FULL)
    record = clerk.queue()[0].record.record_id
    clerk.decide(record, 1)
    clerk.unlink(record)
    with clerk.database.read() as connection:
        history = links_of(connection, record)
    assert [(link["method"], link["actor"], WHY in link["evidence"]) for link in history] == [
        ("person", "clerk", True),
        ("person", "clerk", True),
    ]
    assert history[1]["reverses_id"] == history[0]["id"]


def test_no_code_is_of_two_enterprises(clerk: Clerk) -> None:
    """A person may say that a row is of a new enterprise; its code stays with the one that has it."""
    clerk.receive(row(A, NAME_A), row(B, NAME_B))
    clerk.receive(row(A, NAME_B, revenue_y1=600))
    number = clerk.decide(clerk.queue()[0].record.record_id)
    keys = [header.key for header in clerk.headers().values()]
    assert sorted(keys) == sorted([A, B, f"E{number}"])


def test_no_code_is_given_to_two_enterprises_by_one_file(clerk: Clerk) -> None:
    """Two rows of one code, linked by name to two enterprises without code: one of them has it."""
    clerk.receive(row("", NAME_A), row("", "杭州丙机械有限公司"), new_by_name=True)
    clerk.receive(row(B, NAME_A), row(B, "杭州丙机械有限公司"))
    assert [header.code for header in clerk.headers().values()].count(B) == 1


def test_two_near_names_of_one_list_wait_for_a_person(clerk: Clerk) -> None:
    """Each alone would be linked by its parts; both on one list may be two firms."""
    clerk.receive(row(A, "深圳市甲芯科技有限公司"))
    printed = ("深圳市甲芯科技股份有限公司", "深圳甲芯科技有限责任公司")
    with clerk.database.write("clerk", "list") as work:
        number = store_list(
            work,
            file_name="list.pdf",
            sha256="1" * 64,
            source_code="bureau",
            as_of=date(2026, 1, 1),
            entries=[
                ListEntry(at, None, at, name, None, "", None, {})
                for at, name in enumerate(printed, start=1)
            ],
        )
        summary = link_records(work, number)
    assert (summary.linked, summary.queued) == ({}, 2)
