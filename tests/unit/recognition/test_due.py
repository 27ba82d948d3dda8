"""What falls due: reviews by cohort, updates by text, reports of changes, ends of validity."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from littlegiants.recognition.due import (
    Due,
    DueKind,
    MaterialChange,
    Period,
    by_month,
    due_items,
    within,
)
from littlegiants.recognition.due_services import due, material_changes, today
from littlegiants.recognition.model import EventKind, TitleEvent
from littlegiants.recognition.titles import title_intervals
from littlegiants.register.bulk import load_columns
from littlegiants.storage.database import EVERYTHING
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.language import Text
from tests.unit.recognition.builders import event
from tests.unit.recognition.city import ACTOR, CODES, NAMES, PROCEDURES, City

GIANTS = PROCEDURES.programme("little_giant")
OF_2023 = event(EventKind.RECOGNISED, date(2023, 7, 14), year=2023, region="440305")
RENAMED = Text("更名", "renamed")


def items(
    first: date,
    last: date,
    events: Sequence[TitleEvent] = (OF_2023,),
    changes: Sequence[MaterialChange] = (),
    programme: str = "little_giant",
) -> list[tuple[str, date]]:
    """Kind and day of what falls due."""
    return [(one.kind.value, one.day) for one in dues(first, last, events, changes, programme)]


def dues(
    first: date,
    last: date,
    events: Sequence[TitleEvent] = (OF_2023,),
    changes: Sequence[MaterialChange] = (),
    programme: str = "little_giant",
) -> list[Due]:
    """What falls due in a period for the titles of some events."""
    rules = PROCEDURES.programme(programme)
    held, _ = title_intervals(events, [], rules, as_of=first)
    counted = [interval for interval in held if interval.covers(first)]
    return due_items(counted, rules, changes, {}, Period(first, last))


def test_a_review_is_due_when_its_announced_window_closes() -> None:
    """The cohort of 2023 is reviewed in 2026; the window of that year closed on 25 May."""
    found = dues(date(2026, 5, 25), date(2026, 5, 25))
    assert [(one.kind, one.day, one.is_estimated) for one in found] == [
        (DueKind.REVIEW, date(2026, 5, 25), False)
    ]
    assert found[0].rule is not None
    assert "117" in found[0].rule.cite.zh
    assert items(date(2026, 5, 26), date(2026, 5, 30)) == []


def test_a_review_without_a_notice_is_listed_on_the_last_day_and_says_so() -> None:
    """No notice of 2027 is known, so the last day of validity stands in."""
    of_2024 = event(EventKind.RECOGNISED, date(2024, 9, 2), year=2024)
    found = dues(date(2027, 9, 1), date(2027, 9, 1), [of_2024])
    assert [(one.kind.value, one.is_estimated) for one in found] == [
        ("expiry", False),
        ("review", True),
    ]
    assert dues(date(2027, 8, 1), date(2027, 8, 31), [of_2024]) == []


def test_a_title_that_awaits_its_review_is_overdue() -> None:
    """After its last day it is listed in every period, on the day that has passed."""
    assert ("review", date(2026, 5, 25)) in items(date(2026, 11, 1), date(2026, 11, 2))


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2025, 4, 30), date(2025, 4, 30), [("update", date(2025, 4, 30))]),
        (date(2025, 5, 1), date(2025, 5, 31), []),
        (date(2026, 4, 30), date(2026, 4, 30), []),
        (date(2026, 5, 31), date(2026, 5, 31), [("update", date(2026, 5, 31))]),
    ],
)
def test_updates_are_due_by_the_text_in_force(
    first: date, last: date, expected: list[tuple[str, date]]
) -> None:
    """30 April under No. 63 and 31 May under No. 2, to the day."""
    assert items(first, last) == expected


def test_an_update_after_the_last_day_of_a_title_is_not_asked_for() -> None:
    """A title that ends before the deadline need not be updated."""
    old = event(EventKind.RECOGNISED, date(2022, 9, 1), year=2022)
    assert ("update", date(2026, 5, 31)) not in items(date(2025, 8, 1), date(2026, 6, 30), [old])
    assert ("update", date(2025, 4, 30)) in items(date(2025, 4, 1), date(2025, 5, 30), [old])


def test_a_change_is_reported_within_three_months() -> None:
    """Renamed on 30 November: due on the last of February, not after."""
    change = MaterialChange(1, date(2025, 11, 30), RENAMED)
    first = date(2025, 12, 1)
    assert items(first, date(2026, 2, 28), changes=[change]) == [
        ("change_report", date(2026, 2, 28))
    ]
    assert items(first, date(2026, 2, 27), changes=[change]) == []
    assert items(date(2026, 3, 1), date(2026, 3, 31), changes=[change]) == []


def test_a_firm_without_a_counted_title_has_nothing_due() -> None:
    """Revoked, nothing is asked of it any more."""
    out = event(EventKind.REVOKED, date(2024, 1, 1))
    assert items(date(2025, 1, 1), date(2027, 1, 1), [OF_2023, out]) == []


def test_due_things_are_counted_by_month_and_district() -> None:
    """Two firms of one district, one of another, in one month."""
    events = [
        event(EventKind.RECOGNISED, date(2023, 7, 14), firm=firm, year=2023, region=region)
        for firm, region in ((1, "440305"), (2, "440305"), (3, "440306"))
    ]
    found = dues(date(2026, 5, 26), date(2026, 5, 31), events)
    assert by_month(found) == [
        ("2026-05", "440305", "little_giant", DueKind.UPDATE, 2),
        ("2026-05", "440306", "little_giant", DueKind.UPDATE, 1),
    ]
    assert len(within(found, "440306")) == 1
    assert len(within(found, "440300")) == 3


# From the register


def renamed(city: City) -> None:
    """E1 is renamed and E2 moves to another district, as told on 1 September 2026."""
    path = city.folder / "changes.csv"
    lines = [
        "uscc,name,region_code",
        f"{CODES[0]},深圳市甲芯智能科技有限公司,440305",
        f"{CODES[1]},{NAMES[1]},440309",
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    load_columns(
        city.database,
        load_vocabulary(),
        path,
        actor=ACTOR,
        source="miit",
        as_of=date(2026, 9, 1),
    )


def test_a_new_name_in_the_register_is_a_change_to_report(city: City) -> None:
    """E1 was renamed; the report is due three months later."""
    city.take(NAMES[:2])
    renamed(city)
    with city.database.read() as connection:
        changes = list(
            material_changes(connection, {1, 2}, as_of=date(2026, 9, 2), known=EVERYTHING)
        )
        found = due(
            connection,
            PROCEDURES,
            as_of=date(2026, 9, 2),
            until=date(2026, 12, 31),
            known=EVERYTHING,
            district="440300",
        )
    assert (1, date(2026, 9, 1)) in [(change.enterprise_id, change.on) for change in changes]
    assert (DueKind.CHANGE_REPORT, date(2026, 12, 1), 1) in [
        (one.kind, one.day, one.enterprise_id) for one in found
    ]


def test_today_lists_new_titles_reviews_and_updates(city: City) -> None:
    """A list of last week gives new titles; the cohort of 2023 is overdue; no update is near."""
    city.take(NAMES[:2], year=2023, issued_on=date(2023, 7, 14))
    city.take(NAMES[2:4], year=2026, issued_on=date(2026, 11, 18))
    with city.database.read() as connection:
        found = today(connection, PROCEDURES, as_of=date(2026, 11, 25), known=EVERYTHING)
    assert [interval.enterprise_id for interval in found.new_titles] == [3, 4]
    assert [one.enterprise_id for one in found.reviews] == [1, 2]
    assert found.updates == ()
