"""What falls due: reviews by cohort, yearly updates, reports of changes, ends of validity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from littlegiants.recognition.model import EventKind, TitleInterval, TitleState
from littlegiants.recognition.procedures import Programme, Rule, lies_in, months_later
from littlegiants.vocabulary.language import Text, message

_DAY = timedelta(days=1)


class DueKind(StrEnum):
    """What falls due."""

    REVIEW = "review"
    UPDATE = "update"
    CHANGE_REPORT = "change_report"
    EXPIRY = "expiry"

    @property
    def text(self) -> Text:
        """The kind in words."""
        return message(f"recognition.due_{self.value}")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due for one firm on a day.

    `rule` is what orders it, with citation, confidence and what missing it costs; `is_estimated` says
    that no notice has fixed the day; `standard` is the edition that the notice of a review orders, where it
    does not leave it to the one in force. Whether the firm has done it already is not known here.
    """

    day: date
    kind: DueKind
    programme: str
    enterprise_id: int
    region_code: str
    rule: Rule | None = None
    opens: date | None = None
    is_estimated: bool = False
    detail: Text | None = None
    standard: str | None = None

    @property
    def month(self) -> str:
        """The month as 2026-05."""
        return f"{self.day:%Y-%m}"


@dataclass(frozen=True, slots=True)
class MaterialChange:
    """A firm was renamed or moved on a day."""

    enterprise_id: int
    on: date
    detail: Text


@dataclass(frozen=True, slots=True)
class Period:
    """The days asked for, both included; the first is the day of asking."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        """True if a day lies in the period."""
        return self.first <= day <= self.last


def due_items(
    held: Sequence[TitleInterval],
    programme: Programme,
    changes: Iterable[MaterialChange],
    regions: Mapping[int, str],
    period: Period,
) -> list[Due]:
    """Return what falls due for the titles that are counted on the first day of a period.

    A title that awaits its review is always listed, for it is overdue. A loop over the titles: some
    hundred thousand at most.
    """
    counted = [interval for interval in held if interval.state.counts]
    items: list[Due] = []
    for interval in counted:
        region = regions.get(interval.enterprise_id) or interval.region_code or ""
        items += _review(interval, programme, region, period)
        items += _expiry(interval, region, period)
        items += _updates(interval, programme, region, period)
    by_firm = {interval.enterprise_id: interval for interval in counted}
    for change in changes:
        title = by_firm.get(change.enterprise_id)
        if title is not None:
            region = regions.get(change.enterprise_id) or title.region_code or ""
            items += _report(change, programme, region, period)
    return sorted(items, key=lambda due: (due.day, due.kind, due.region_code, due.enterprise_id))


def _review(
    interval: TitleInterval, programme: Programme, region: str, period: Period
) -> Iterator[Due]:
    if interval.cohort_year is None:
        return
    awaits = interval.state is TitleState.AWAITING_REVIEW
    announced = programme.round_of(interval.cohort_year, "review", region)
    closes = announced and (announced.closes or announced.opens)
    last_day = interval.valid_from - _DAY if awaits else interval.valid_to
    day = closes or last_day
    if day is None or not (awaits or period.covers(day)):
        return
    procedure = programme.on(day)
    rule = announced.rule if announced else procedure.cohort_years.rule if procedure else None
    yield Due(
        day,
        DueKind.REVIEW,
        interval.programme,
        interval.enterprise_id,
        region,
        rule,
        opens=announced.opens if announced else None,
        is_estimated=closes is None,
        detail=None if closes else message("recognition.due_window_unknown"),
        standard=announced.standard if announced else None,
    )


def _expiry(interval: TitleInterval, region: str, period: Period) -> Iterator[Due]:
    day = interval.valid_to
    if interval.state is TitleState.VALID and day is not None and period.covers(day):
        yield Due(day, DueKind.EXPIRY, interval.programme, interval.enterprise_id, region)


def _updates(
    interval: TitleInterval, programme: Programme, region: str, period: Period
) -> Iterator[Due]:
    for year in range(period.first.year, period.last.year + 1):
        update = programme.update_in(year, region)
        if update is None:
            continue
        day = update.deadline(year)
        holds = interval.valid_to is None or day <= interval.valid_to
        if period.covers(day) and holds:
            yield Due(
                day,
                DueKind.UPDATE,
                interval.programme,
                interval.enterprise_id,
                region,
                update.rule,
                opens=update.opening(year),
            )


def _report(
    change: MaterialChange, programme: Programme, region: str, period: Period
) -> Iterator[Due]:
    procedure = programme.on(change.on)
    months = procedure.change_report_months if procedure else None
    if months is None:
        return
    day = months_later(change.on, months.count)
    if period.covers(day) and change.on <= period.first:
        yield Due(
            day,
            DueKind.CHANGE_REPORT,
            programme.name,
            change.enterprise_id,
            region,
            months.rule,
            opens=change.on,
            detail=change.detail,
        )


def within(items: Iterable[Due], district: str | None) -> list[Due]:
    """Return what falls due in a division."""
    return [due for due in items if lies_in(due.region_code, district)]


def by_month(items: Iterable[Due]) -> list[tuple[str, str, str, DueKind, int]]:
    """Count firms by month, division, programme and kind, in that order."""
    counts = Counter((due.month, due.region_code, due.programme, due.kind) for due in items)
    return [(*key, count) for key, count in sorted(counts.items())]


@dataclass(frozen=True, slots=True)
class Today:
    """What a clerk looks at in the morning."""

    as_of: date
    new_titles: tuple[TitleInterval, ...]
    reviews: tuple[Due, ...]
    updates: tuple[Due, ...]


def new_titles(held: Iterable[TitleInterval], since: date) -> list[TitleInterval]:
    """Return the titles that rest on a recognition published since a day."""
    return [
        interval
        for interval in held
        if interval.state.counts
        and any(
            e.kind is EventKind.RECOGNISED and e.published_on >= since for e in interval.because
        )
    ]
