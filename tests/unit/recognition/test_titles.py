"""Titles follow from events: three years, reviews by cohort, and every way out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.recognition.model import EventKind, ReviewList, TitleEvent, TitleInterval
from littlegiants.recognition.procedures import load_procedures
from littlegiants.recognition.titles import title_intervals
from littlegiants.vocabulary.finding import Finding
from tests.unit.recognition.builders import event, review_list

PROGRAMMES = load_procedures().programmes
GIANT = PROGRAMMES["little_giant"]
RECOGNISED = event(EventKind.RECOGNISED, date(2022, 9, 1), year=2022)
REVIEWED = event(EventKind.REVIEWED, date(2025, 10, 20), year=2025)
LIST_2025 = review_list(2025, date(2025, 10, 20))


def intervals(
    events: Sequence[TitleEvent],
    reviews: Sequence[ReviewList] = (),
    as_of: date = date(2026, 11, 25),
    programme: str = "little_giant",
) -> tuple[list[TitleInterval], list[Finding]]:
    """The intervals and findings of some events."""
    return title_intervals(events, reviews, PROGRAMMES[programme], as_of=as_of)


def shown(found: Sequence[TitleInterval]) -> list[tuple[str, str, str | None]]:
    """State, first and last day."""
    return [
        (i.state.value, i.valid_from.isoformat(), i.valid_to.isoformat() if i.valid_to else None)
        for i in found
    ]


def codes(findings: Sequence[Finding]) -> list[str]:
    """The codes of findings without their area."""
    return [finding.code.removeprefix("recognition.") for finding in findings]


def test_a_title_holds_to_the_day_before_its_third_anniversary() -> None:
    """Recognised on 1 September 2022, valid to 31 August 2025."""
    found, findings = intervals([RECOGNISED], as_of=date(2025, 8, 31))
    assert shown(found) == [("valid", "2022-09-01", "2025-08-31")]
    assert not findings


def test_after_the_anniversary_a_title_awaits_its_review_and_counts() -> None:
    """From its anniversary on, while no review list is published, the title is counted with a mark."""
    found, _ = intervals([RECOGNISED], as_of=date(2025, 9, 1))
    assert shown(found)[1:] == [("awaiting_review", "2025-09-01", None)]
    assert found[1].state.counts


def test_a_firm_not_on_the_review_list_has_lost_its_title_on_the_day_of_publication() -> None:
    """It counted to the day before the list, and is expired from the day of the list."""
    found, _ = intervals([RECOGNISED], [LIST_2025], as_of=date(2025, 10, 20))
    assert shown(found)[1:] == [
        ("awaiting_review", "2025-09-01", "2025-10-19"),
        ("expired", "2025-10-20", None),
    ]


def test_before_its_publication_a_review_list_is_unknown_to_the_world() -> None:
    """A day before the list is published the title still awaits its review."""
    found, _ = intervals([RECOGNISED, REVIEWED], [LIST_2025], as_of=date(2025, 10, 19))
    assert found[-1].state == "awaiting_review"


def test_a_review_in_its_cohort_year_goes_on_from_the_old_last_day() -> None:
    """No gap and no wait remains once the review is published; three more years, due in 2028."""
    found, findings = intervals([RECOGNISED, REVIEWED], [LIST_2025])
    assert shown(found) == [
        ("valid", "2022-09-01", "2025-08-31"),
        ("valid", "2025-09-01", "2028-08-31"),
    ]
    assert found[-1].cohort_year == 2028
    assert not findings


def test_a_review_list_published_before_the_last_day_ends_no_title_early() -> None:
    """A firm that is not on it keeps its title to its last day, and then has none."""
    early = review_list(2025, date(2025, 6, 1))
    found, _ = intervals([RECOGNISED], [early], as_of=date(2025, 9, 1))
    assert shown(found) == [
        ("valid", "2022-09-01", "2025-08-31"),
        ("expired", "2025-09-01", None),
    ]


def test_a_review_list_of_another_place_ends_nothing() -> None:
    """The list of one province leaves the titles of another waiting."""
    here = event(EventKind.RECOGNISED, date(2022, 9, 1), year=2022, region="440300")
    beijing = review_list(2025, date(2025, 10, 20), "110000")
    found, _ = intervals([here], [beijing])
    assert found[-1].state == "awaiting_review"
    guangdong = review_list(2025, date(2025, 10, 20), "440000")
    found, _ = intervals([here], [guangdong])
    assert found[-1].state == "expired"


def test_a_cohort_that_waits_for_over_a_year_is_found() -> None:
    """On the anniversary of waiting the missing review list is named, a day before it is not."""
    assert codes(intervals([RECOGNISED], as_of=date(2026, 8, 31))[1]) == []
    assert codes(intervals([RECOGNISED], as_of=date(2026, 9, 1))[1]) == ["review_list_missing"]


def test_a_programme_that_evaluates_anew_ends_its_titles_on_their_last_day() -> None:
    """An innovative SME that is not announced again has no title on its third anniversary."""
    first = event(EventKind.RECOGNISED, date(2022, 9, 1), year=2022, programme="innovative_sme")
    found, _ = intervals([first], programme="innovative_sme", as_of=date(2025, 9, 1))
    assert shown(found)[1:] == [("expired", "2025-09-01", None)]


def test_an_announcement_in_the_year_of_expiry_renews_without_overlap() -> None:
    """Announced again before its last day, the firm goes on from there."""
    first = event(EventKind.RECOGNISED, date(2022, 9, 1), year=2022, programme="innovative_sme")
    again = event(EventKind.RECOGNISED, date(2025, 8, 1), year=2025, programme="innovative_sme")
    found, findings = intervals([first, again], programme="innovative_sme")
    assert shown(found) == [
        ("valid", "2022-09-01", "2025-08-31"),
        ("valid", "2025-09-01", "2028-08-31"),
    ]
    assert not findings


def test_a_review_out_of_turn_is_found() -> None:
    """Passed a year before its cohort's: it goes on from the old last day, and is found."""
    early = event(EventKind.REVIEWED, date(2024, 10, 1), year=2024)
    found, findings = intervals([RECOGNISED, early])
    assert shown(found)[-1] == ("valid", "2025-09-01", "2028-08-31")
    assert codes(findings) == ["review_out_of_turn"]


def test_a_late_review_starts_on_its_own_day() -> None:
    """Passed a year after its cohort's list, the title holds again from the day of the late list."""
    late = event(EventKind.REVIEWED, date(2026, 10, 1), year=2026)
    found, findings = intervals([RECOGNISED, late], [LIST_2025])
    assert shown(found)[2:] == [
        ("expired", "2025-10-20", "2026-09-30"),
        ("valid", "2026-10-01", "2029-09-30"),
    ]
    assert codes(findings) == ["review_out_of_turn"]


def test_a_review_of_a_firm_without_recognition_on_record_counts_from_its_day() -> None:
    """A city that loads only the later lists has titles, and is told what is missing."""
    found, findings = intervals([REVIEWED], [LIST_2025])
    assert shown(found) == [("valid", "2025-10-20", "2028-10-19")]
    assert codes(findings) == ["review_without_title"]


@pytest.mark.parametrize("kind", [EventKind.REVOKED, EventKind.WITHDRAWN, EventKind.MOVED_OUT])
def test_a_way_out_ends_the_title_the_day_before(kind: EventKind) -> None:
    """Revoked, withdrawn or moved out on a day: valid to the day before, and no longer counted."""
    out = event(kind, date(2024, 3, 5))
    found, findings = intervals([RECOGNISED, out])
    assert shown(found) == [
        ("valid", "2022-09-01", "2024-03-04"),
        (kind.value, "2024-03-05", None),
    ]
    assert not found[-1].state.counts
    assert not findings


def test_the_revocation_of_an_expired_title_is_found_and_changes_no_state() -> None:
    """What has ended cannot be revoked; the record stays expired."""
    out = event(EventKind.REVOKED, date(2026, 3, 5))
    found, findings = intervals([RECOGNISED, out], [LIST_2025])
    assert found[-1].state == "expired"
    assert codes(findings) == ["exit_of_lost_title"]


def test_a_revocation_without_title_is_found() -> None:
    """A firm that never had the title cannot lose it."""
    found, findings = intervals([event(EventKind.REVOKED, date(2024, 1, 1))])
    assert (found, codes(findings)) == ([], ["exit_without_title"])


@pytest.mark.parametrize(
    ("on", "expected"), [(date(2027, 3, 4), ["recognised_in_ban"]), (date(2027, 3, 5), [])]
)
def test_three_years_after_a_revocation_nobody_is_recognised(on: date, expected: list[str]) -> None:
    """The last day of the ban is found, the day after is not."""
    out = event(EventKind.REVOKED, date(2024, 3, 5))
    again = event(EventKind.RECOGNISED, on, year=on.year)
    _, findings = intervals([RECOGNISED, out, again], as_of=date(2027, 12, 1))
    assert codes(findings) == expected


def test_who_moves_out_and_back_brings_the_title_home() -> None:
    """The title counts again from the day of return to its old last day."""
    out = event(EventKind.MOVED_OUT, date(2023, 1, 1))
    back = event(EventKind.MOVED_IN, date(2024, 1, 1))
    found, findings = intervals([RECOGNISED, out, back], as_of=date(2024, 6, 1))
    assert shown(found)[1:] == [
        ("moved_out", "2023-01-01", "2023-12-31"),
        ("valid", "2024-01-01", "2025-08-31"),
    ]
    assert not findings


def test_who_passes_a_review_elsewhere_counts_only_after_the_return() -> None:
    """Reviewed while away: nothing changes here until the firm comes back."""
    out = event(EventKind.MOVED_OUT, date(2025, 1, 1))
    away, _ = intervals([RECOGNISED, out, REVIEWED], [LIST_2025], as_of=date(2026, 1, 1))
    assert away[-1].state == "moved_out"
    back = event(EventKind.MOVED_IN, date(2026, 2, 1))
    found, _ = intervals([RECOGNISED, out, REVIEWED, back], [LIST_2025])
    assert shown(found)[-1] == ("valid", "2026-02-01", "2028-08-31")


def test_a_firm_from_elsewhere_brings_its_title_along() -> None:
    """Its batch and last day are those on its certificate."""
    came = event(EventKind.MOVED_IN, date(2024, 5, 1), year=2023, valid_to=date(2026, 6, 30))
    found, findings = intervals([came], as_of=date(2026, 6, 30))
    assert shown(found) == [("valid", "2024-05-01", "2026-06-30")]
    assert found[0].cohort_year == 2026
    assert not findings


def test_a_move_in_without_a_title_is_found() -> None:
    """Nothing is invented for a firm that brings nothing along."""
    found, findings = intervals([event(EventKind.MOVED_IN, date(2024, 5, 1))])
    assert (found, codes(findings)) == ([], ["moved_in_without_title"])


def test_a_second_recognition_while_the_title_holds_is_found() -> None:
    """The new title starts on its day and the old ends the day before."""
    again = event(EventKind.RECOGNISED, date(2024, 9, 1), year=2024)
    found, findings = intervals([RECOGNISED, again])
    assert shown(found) == [
        ("valid", "2022-09-01", "2024-08-31"),
        ("valid", "2024-09-01", "2027-08-31"),
    ]
    assert codes(findings) == ["recognised_again"]


def test_a_day_before_any_known_procedure_gives_no_title() -> None:
    """Without a text in force nothing is counted, and that is an error to look at."""
    old = event(EventKind.RECOGNISED, date(2011, 9, 23), year=2011)
    found, findings = intervals([old])
    assert (found, codes(findings)) == ([], ["no_procedure"])


# Laws

DAYS = st.dates(date(2022, 8, 1), date(2031, 12, 31))


@st.composite
def histories(draw: st.DrawFn) -> list[TitleEvent]:
    """Any events of one firm, in any order."""
    found = []
    for number in range(1, draw(st.integers(1, 7)) + 1):
        kind = draw(st.sampled_from(list(EventKind)))
        on = draw(DAYS)
        listed = kind in (EventKind.RECOGNISED, EventKind.REVIEWED)
        brought = kind is EventKind.MOVED_IN and draw(st.booleans())
        found.append(
            event(
                kind,
                on,
                number=number,
                year=on.year if listed or brought else None,
                valid_to=on + timedelta(days=draw(st.integers(0, 900))) if brought else None,
                published_on=max(on + timedelta(days=draw(st.integers(-90, 90))), date(2022, 8, 1)),
            )
        )
    return found


REVIEW_LISTS = st.lists(st.builds(review_list, st.integers(2024, 2032), DAYS), max_size=3)


@given(histories(), REVIEW_LISTS, DAYS)
@settings(max_examples=300, deadline=None)
def test_intervals_never_overlap_and_leave_no_gap(
    events: list[TitleEvent], reviews: list[ReviewList], as_of: date
) -> None:
    """One state at a time, from the first event on; at most the last interval is open."""
    found, _ = intervals(events, reviews, as_of)
    for earlier, later in pairwise(found):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + timedelta(days=1)
    assert all(i.valid_to is None or i.valid_from <= i.valid_to for i in found)
    assert all(i.valid_from <= as_of for i in found)
    assert all(e.published_on <= as_of for i in found for e in i.because)


@given(histories(), REVIEW_LISTS, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_order_and_repetition_of_learning_change_nothing(
    events: list[TitleEvent], reviews: list[ReviewList], random: Random
) -> None:
    """The same events in another order, each learned twice, give the same intervals and findings."""
    once = intervals(events, reviews)
    shuffled = [*events, *events]
    random.shuffle(shuffled)
    assert intervals(shuffled, list(reversed(reviews))) == once


@given(histories(), REVIEW_LISTS)
@settings(max_examples=100, deadline=None)
def test_without_events_no_title_is_left(
    events: list[TitleEvent], reviews: list[ReviewList]
) -> None:
    """Taking a firm's events away takes its titles away and leaves other firms' alone."""
    other = event(EventKind.RECOGNISED, date(2023, 7, 1), firm=2, year=2023)
    both, _ = intervals([*events, other], reviews)
    alone, _ = intervals([other], reviews)
    assert [i for i in both if i.enterprise_id == 2] == alone
