"""A delivery of facts comes in: what it brings, what it would bring, and what is kept for a person."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from sqlalchemy import select

from littlegiants.intake.events import Event
from littlegiants.register.model import Source
from littlegiants.register.services import add_source, deliveries, receive_facts, record_counts
from littlegiants.storage.schema import metadata
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import Range
from tests.unit.register.builders import (
    AS_OF,
    BUREAU,
    FIRM,
    SOURCES,
    VOCABULARY,
    Clerk,
    Row,
    delivery,
    failing,
    refused,
    row,
    uscc,
)

PERSON = "11010519491231002X"
"""The specimen number of a resident ID."""
A, B = uscc(1), uscc(2)
NAME_A, NAME_B = "深圳市甲光电有限公司", "深圳市乙传感器有限公司"


def everything(clerk: Clerk) -> str:
    """All that stands in any table, as text."""
    with clerk.database.read() as connection:
        rows = [
            tuple(found)
            for table in metadata.sorted_tables
            for found in connection.execute(select(table))
        ]
    return repr(rows)


MANY = (
    row(A, NAME_A, revenue_y1=600, revenue_y2=500, is_sme=True),
    row("", NAME_B, revenue_y1=700),
    row(failing(uscc(3)), "深圳市丙科技有限公司", rd_ratio_y1=Fraction(1, 3)),
    Row(uscc(4), "深圳市丁科技有限公司", {"market_share": Range(1, None)}, {"8.1": True}),
    Row(
        uscc(5),
        "深圳市戊科技有限公司",
        events=(("science_award", Event(date(2024, 5, 1), date(2024, 5, 1))),),
        whole=frozenset({"science_award"}),
    ),
)


def test_a_dry_run_tells_what_the_real_run_brings(clerk: Clerk) -> None:
    """The same counts and findings; only the number of the delivery is not given yet."""
    would = clerk.receive(*MANY, dry_run=True)
    did = clerk.receive(*MANY)
    assert would.is_dry_run
    assert would.delivery_id is None
    for name in [
        "rows",
        "new_enterprises",
        "linked",
        "queued",
        "annual_rows",
        "standing_rows",
        "new_values",
        "changed_values",
        "same_values",
        "new_names",
        "findings",
        "is_known",
    ]:
        assert getattr(would, name) == getattr(did, name), name


def test_a_dry_run_changes_nothing(clerk: Clerk) -> None:
    """Not a row in any table."""
    before = clerk.digest()
    clerk.receive(*MANY, dry_run=True)
    assert clerk.digest() == before


def test_a_dry_run_on_a_filled_register_tells_what_the_real_run_brings(clerk: Clerk) -> None:
    """Also where values change, names are new and rows are linked by name."""
    clerk.receive(*MANY)
    more = (
        row(A, "深圳市甲光电股份有限公司", revenue_y1=601, revenue_y2=500),
        row("", NAME_A, employees_y1=3),
    )
    would, did = clerk.receive(*more, dry_run=True), clerk.receive(*more)
    assert (would.linked, would.changed_values, would.same_values, would.new_values) == (
        did.linked,
        did.changed_values,
        did.same_values,
        did.new_values,
    )


def test_the_same_file_twice_changes_nothing(clerk: Clerk) -> None:
    """Neither a row nor an act; the delivery that counts is named."""
    first = clerk.receive(*MANY)
    before, acts = clerk.digest(), clerk.act_count()
    again = clerk.receive(*MANY)
    assert again.is_known
    assert again.delivery_id == first.delivery_id
    assert (clerk.digest(), clerk.act_count()) == (before, acts)


def test_a_dry_run_of_a_known_file_says_so(clerk: Clerk) -> None:
    """Before anybody loads it a second time."""
    clerk.receive(*MANY)
    assert clerk.receive(*MANY, dry_run=True).is_known


def test_values_are_counted_as_new_changed_and_the_same(clerk: Clerk) -> None:
    """Against all that deliveries say now, of whatever source."""
    clerk.receive(row(A, NAME_A, revenue_y1=600, revenue_y2=500, is_sme=True))
    loaded = clerk.receive(
        row(A, NAME_A, revenue_y1=601, revenue_y2=500, is_sme=True, revenue_y3=400), source=BUREAU
    )
    assert (loaded.new_values, loaded.changed_values, loaded.same_values) == (1, 1, 2)


def test_a_value_of_an_unlinked_row_is_not_counted(clerk: Clerk) -> None:
    """What waits has not come in."""
    loaded = clerk.receive(row("", NAME_B, revenue_y1=700))
    assert (loaded.queued, loaded.new_values, loaded.annual_rows) == (1, 0, 0)


def test_facts_of_years_and_of_the_day_come_back(clerk: Clerk) -> None:
    """By the columns under which they came."""
    told: dict[str, Value] = {
        "revenue_y1": 600,
        "revenue_y2": 500,
        "is_sme": True,
        "market_share": Fraction(1, 3),
    }
    clerk.receive(Row(A, NAME_A, told))
    assert clerk.values(1) == told


def test_a_range_and_a_third_come_back_exactly(clerk: Clerk) -> None:
    """Annual values that no column carries are no poorer for it."""
    told: dict[str, Value] = {"revenue_y1": Range(5, None), "rd_ratio_y1": Fraction(1, 3)}
    clerk.receive(Row(A, NAME_A, told))
    assert clerk.values(1) == told


def test_a_code_with_a_failing_check_digit_is_loaded_with_its_warning(clerk: Clerk) -> None:
    """Real codes of before 2016 fail it; the warning stays with the code."""
    loaded = clerk.receive(row(failing(A), NAME_A, revenue_y1=600))
    assert (loaded.new_enterprises, loaded.queued) == (1, 0)
    assert [(c.code, c.check_ok) for c in clerk.portrait(1).codes] == [(failing(A), False)]


def test_a_code_with_a_right_check_digit_has_no_warning(clerk: Clerk) -> None:
    """The counterpart of the above."""
    clerk.receive(row(A, NAME_A))
    assert [c.check_ok for c in clerk.portrait(1).codes] == [True]


def test_the_example_of_xiamen_is_loaded(clerk: Clerk, tmp_path: Path) -> None:
    """M1-T05: a real code whose check digit fails comes in by a real file."""
    code = "91350203M0001QKT19"
    loaded = clerk.receive_text(
        tmp_path, "统一社会信用代码,企业名称,从业人数", f"{code},厦门甲有限公司,5"
    )
    assert loaded.new_enterprises == 1
    assert "id.check_digit" in {finding.code for finding in loaded.findings}


@pytest.mark.parametrize("code", [A[:-1], A + "0", A[:5] + "I" + A[6:], "440301103097413"])
def test_a_malformed_code_registers_nobody(clerk: Clerk, code: str) -> None:
    """Too short, too long, a sign outside of the alphabet, an old registration number: a person decides."""
    loaded = clerk.receive(row(code, NAME_A, revenue_y1=600))
    assert (loaded.new_enterprises, loaded.queued) == (0, 1)
    (waiting,) = clerk.queue()
    assert waiting.record.code == code[:20]


def test_a_malformed_code_does_not_hinder_a_link_by_name(clerk: Clerk) -> None:
    """M1-T05: the entry is kept and can be linked by name."""
    clerk.receive(row(A, NAME_A))
    loaded = clerk.receive(row(A[:-1], NAME_A, revenue_y1=600))
    assert loaded.linked == {"exact": 1}
    assert clerk.values(1) == {"revenue_y1": 600}


@pytest.mark.parametrize("printed", [PERSON, PERSON.lower(), f" {PERSON[:6]} {PERSON[6:]} "])
def test_a_personal_number_is_stored_nowhere(clerk: Clerk, tmp_path: Path, printed: str) -> None:
    """Not in any column of any table, however it was spelt; the row itself waits."""
    loaded = clerk.receive_text(
        tmp_path,
        "统一社会信用代码,企业名称,从业人数",
        f"{printed},深圳市甲商行,5",
        f"{A},{NAME_A},7",
    )
    assert loaded.queued == 1
    stored = "".join(everything(clerk).upper().split())
    assert PERSON not in stored
    assert "uscc.personal_id" in {finding.code for finding in loaded.findings}


def test_a_personal_number_is_repeated_in_no_finding(clerk: Clerk, tmp_path: Path) -> None:
    """What the clerk reads does not carry it either."""
    loaded = clerk.receive_text(
        tmp_path, "统一社会信用代码,企业名称,从业人数", f"{PERSON},深圳市甲商行,5"
    )
    assert PERSON not in repr(loaded)


def test_a_personal_number_of_a_row_with_facts_only_is_stored_nowhere(clerk: Clerk) -> None:
    """Also if a program hands it on as the row's id."""
    clerk.receive(row(PERSON, "深圳市甲商行", employees_y1=5))
    assert PERSON not in everything(clerk)


def test_a_code_is_the_same_in_lower_case_and_with_spaces(clerk: Clerk, tmp_path: Path) -> None:
    """One enterprise, however its code was typed."""
    head = "统一社会信用代码,企业名称,从业人数"
    clerk.receive_text(tmp_path, head, f"{A},{NAME_A},5")
    loaded = clerk.receive_text(tmp_path, head, f"{A[:2].lower()} {A[2:].lower()},{NAME_A},6")
    assert (loaded.new_enterprises, loaded.linked) == (0, {"code": 1})


def test_a_new_name_makes_the_old_one_a_former_name(clerk: Clerk) -> None:
    """With the days: the old one until the delivery's day, the new one from then on."""
    clerk.receive(row(A, NAME_A))
    clerk.receive(row(A, "深圳市新甲光电有限公司"), as_of=date(2026, 9, 1))
    names = {n.name: (n.kind, n.valid_from, n.valid_to) for n in clerk.portrait(1).names}
    assert names == {
        NAME_A: ("former", None, date(2026, 9, 1)),
        "深圳市新甲光电有限公司": ("current", date(2026, 9, 1), None),
    }


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 8, 31), NAME_A),
        (date(2026, 9, 1), "深圳市新甲光电有限公司"),
        (date(2026, 9, 2), "深圳市新甲光电有限公司"),
    ],
)
def test_the_name_of_a_day_is_the_one_borne_then(clerk: Clerk, day: date, name: str) -> None:
    """Before, on and after the day of the change."""
    clerk.receive(row(A, NAME_A))
    clerk.receive(row(A, "深圳市新甲光电有限公司"), as_of=date(2026, 9, 1))
    assert clerk.headers(as_of=day)[1].name == name


def test_an_older_file_loaded_later_does_not_rename_an_enterprise(clerk: Clerk) -> None:
    """Last year's file tells last year's name, whenever it is loaded."""
    clerk.receive(row(A, "深圳市新甲光电有限公司"), as_of=date(2026, 9, 1))
    clerk.receive(row(A, NAME_A), as_of=date(2025, 9, 1))
    assert clerk.headers(as_of=date(2026, 10, 1))[1].name == "深圳市新甲光电有限公司"
    names = {n.name: n.kind for n in clerk.portrait(1).names}
    assert names == {NAME_A: "former", "深圳市新甲光电有限公司": "current"}


def test_the_same_name_in_another_spelling_is_no_new_name(clerk: Clerk) -> None:
    """Brackets and width differ in form only."""
    clerk.receive(row(A, "甲（深圳）光电有限公司"))
    assert clerk.receive(row(A, "甲(深圳) 光电有限公司", is_sme=True)).new_names == 0


def test_the_former_name_still_finds_its_enterprise(clerk: Clerk) -> None:
    """A row printed with the old name and no code is linked to it once its place is known."""
    clerk.receive(row(A, NAME_A))
    clerk.receive(row(A, "深圳市新甲科技有限公司"), as_of=date(2026, 9, 1))
    clerk.receive(row("", NAME_A, revenue_y1=600), as_of=date(2026, 10, 1))
    linked, waiting = clerk.values(1), clerk.queue()
    assert linked == {"revenue_y1": 600} or [c.enterprise_id for c in waiting[0].candidates] == [1]


def test_a_row_without_a_code_waits_with_its_facts(clerk: Clerk) -> None:
    """Nobody is registered by a name alone, and the facts are kept with the row."""
    loaded = clerk.receive(row("", NAME_B, revenue_y1=700, is_sme=True))
    assert (loaded.new_enterprises, loaded.queued) == (0, 1)
    assert clerk.headers() == {}
    (waiting,) = clerk.queue()
    assert waiting.record.name == NAME_B
    assert '"revenue@2025":700' in waiting.record.detail


def test_a_row_with_a_known_name_and_no_code_is_linked(clerk: Clerk) -> None:
    """Where just one enterprise has this very name."""
    clerk.receive(row(A, NAME_A))
    loaded = clerk.receive(row("", NAME_A, revenue_y1=600))
    assert loaded.linked == {"exact": 1}
    assert clerk.values(1) == {"revenue_y1": 600}


def test_a_row_without_code_and_name_waits(clerk: Clerk) -> None:
    """It says of nobody what it says, and is not dropped."""
    assert clerk.receive(row("", "", revenue_y1=700)).queued == 1


def test_a_new_code_with_the_name_of_another_waits(clerk: Clerk) -> None:
    """One of the two is wrong; a person finds out which."""
    clerk.receive(row(A, NAME_A))
    loaded = clerk.receive(row(B, NAME_A, revenue_y1=600))
    assert (loaded.new_enterprises, loaded.queued) == (0, 1)


def test_new_by_name_registers_where_nothing_looks_alike(clerk: Clerk) -> None:
    """If the clerk says so, a row without code becomes an enterprise."""
    loaded = clerk.receive(row("", NAME_B, revenue_y1=700), new_by_name=True)
    assert (loaded.new_enterprises, loaded.queued) == (1, 0)
    assert clerk.headers()[1].key == "E1"
    assert clerk.values(1) == {"revenue_y1": 700}


def test_new_by_name_leaves_look_alikes_to_a_person(clerk: Clerk) -> None:
    """A name that resembles one of the register may be that one."""
    clerk.receive(row(A, "深圳市甲光电有限公司"))
    loaded = clerk.receive(row("", "深圳市甲光电子有限公司"), new_by_name=True)
    assert (loaded.new_enterprises, loaded.queued) == (0, 1)


def test_new_by_name_registers_a_name_once(clerk: Clerk) -> None:
    """Two rows of one name in a file are one enterprise."""
    loaded = clerk.receive(
        row("", NAME_B, revenue_y1=700), row("", NAME_B + " ", revenue_y2=600), new_by_name=True
    )
    assert loaded.new_enterprises == 1
    assert clerk.values(1) == {"revenue_y1": 700, "revenue_y2": 600}


def test_new_by_name_does_not_double_an_enterprise_of_the_same_file(clerk: Clerk) -> None:
    """A row with a code and one without, of one name, are not two enterprises."""
    clerk.receive(row(A, NAME_A, revenue_y1=600), row("", NAME_A, employees_y1=5), new_by_name=True)
    assert len(clerk.headers()) == 1


def test_two_rows_of_one_new_code_are_one_enterprise(clerk: Clerk) -> None:
    """And what each says is kept."""
    loaded = clerk.receive(row(A, NAME_A, revenue_y1=600), row(A, NAME_A, employees_y1=5))
    assert loaded.new_enterprises == 1
    assert clerk.values(1) == {"revenue_y1": 600, "employees_y1": 5}


def test_every_row_is_linked_new_or_waiting(clerk: Clerk) -> None:
    """Nothing is dropped silently."""
    clerk.receive(row(A, NAME_A))
    loaded = clerk.receive(
        row(A, NAME_A, revenue_y1=1), *MANY[1:], row("", NAME_A), row("123", "某公司"), row("", "")
    )
    assert sum(loaded.linked.values()) + loaded.queued == loaded.rows == 8


def test_a_row_that_waits_is_counted_with_its_delivery(clerk: Clerk) -> None:
    """Printed one, linked none."""
    number = clerk.number(row("", NAME_B))
    with clerk.database.read() as connection:
        assert record_counts(connection) == {number: (1, 0)}


def test_a_long_name_is_cut_with_a_finding(clerk: Clerk) -> None:
    """At 200 characters, the most a column holds; the row is loaded."""
    below, above = clerk.receive(row(A, "甲" * 200)), clerk.receive(row(B, "乙" * 201))
    assert "register.name_cut" not in {finding.code for finding in below.findings}
    assert "register.name_cut" in {finding.code for finding in above.findings}
    assert clerk.headers()[2].name == "乙" * 200


def test_a_long_file_name_is_no_hindrance(clerk: Clerk) -> None:
    """A file system allows longer names than a column."""
    receive_facts(
        clerk.database,
        VOCABULARY,
        delivery(row(A, NAME_A)),
        actor="clerk",
        source=FIRM,
        as_of=AS_OF,
        file_name="长" * 210 + ".csv",
    )
    with clerk.database.read() as connection:
        (found,) = deliveries(connection)
    assert found.file_name.startswith("长" * 190)


def test_an_unknown_source_is_refused_with_those_there_are(clerk: Clerk) -> None:
    """Nothing comes in on nobody's word."""
    with refused("register.no_such_source", sources="bureau, firm, press"):
        clerk.receive(row(A, NAME_A), source="nobody")


def test_a_source_added_twice_changes_nothing(clerk: Clerk) -> None:
    """If it is the same."""
    before = clerk.digest()
    add_source(clerk.database, actor="admin", source=SOURCES[0])
    assert clerk.digest() == before


def test_a_source_is_not_changed(clerk: Clerk) -> None:
    """Another grade under the same code would change what stood on it."""
    other = Source(BUREAU, Text("统计局", "Bureau"), "C", 10)
    with refused("register.source_differs"):
        add_source(clerk.database, actor="admin", source=other)


def test_every_value_has_a_source_with_its_grade(clerk: Clerk) -> None:
    """And the delivery in which it came."""
    number = clerk.number(row(A, NAME_A, revenue_y1=600), source=BUREAU)
    speaks = clerk.knowledge(1).known["revenue", 2025].speaks
    assert (speaks.source, speaks.grade, speaks.delivery_id) == (BUREAU, "A", number)


@pytest.mark.parametrize(
    "sibling", ["深圳市甲光电股份有限公司", "深圳甲光电有限公司", "深圳市甲光电集团有限公司", ""]
)
def test_a_new_code_is_registered_though_a_name_looks_alike(clerk: Clerk, sibling: str) -> None:
    """Siblings have codes of their own; it does not matter whether they come in one file or in two."""
    clerk.receive(row(A, NAME_A))
    loaded = clerk.receive(row(B, sibling, revenue_y1=600))
    assert (loaded.new_enterprises, loaded.queued) == (1, 0)
    assert clerk.values(2) == {"revenue_y1": 600}


def test_a_new_code_whose_check_digit_fails_waits_where_a_name_looks_alike(clerk: Clerk) -> None:
    """It may be a slip of the pen."""
    clerk.receive(row(A, NAME_A))
    loaded = clerk.receive(row(failing(B), "深圳市甲光电股份有限公司"))
    assert (loaded.new_enterprises, loaded.queued) == (0, 1)


def test_a_branch_waits_for_a_person(clerk: Clerk) -> None:
    """It has a code of its own and is no legal unit."""
    clerk.receive(row(A, NAME_A))
    assert clerk.receive(row(B, NAME_A + "南山分公司")).queued == 1
