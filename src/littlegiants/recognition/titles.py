"""Events → titles: the intervals during which a firm held a title, awaited its review, or had lost it.

The rules, of which docs/decisions tells the reasons:

- A title holds from the day its list takes effect to the day before its anniversary after the years of
  validity. Where the programme has a review, it is then awaiting review, and still counted, until the
  review list of its cohort is published; a firm on that list goes on from its old last day, any other
  has lost the title on the day of publication. Where the programme evaluates anew, it simply ends.
- A state lasts until another event ends it; intervals of one firm and programme never overlap and leave
  no gap after the first.
- The result depends on what happened when, never on the order in which it was learned.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from littlegiants.recognition.model import (
    Batch,
    EventKind,
    ReviewList,
    TitleEvent,
    TitleInterval,
    TitleState,
)
from littlegiants.recognition.procedures import (
    Procedure,
    Programme,
    Renewal,
    lies_in,
    years_later,
)
from littlegiants.vocabulary.finding import Finding, Severity

_DAY = timedelta(days=1)


def title_intervals(
    events: Iterable[TitleEvent],
    reviews: Sequence[ReviewList],
    programme: Programme,
    *,
    as_of: date,
) -> tuple[list[TitleInterval], list[Finding]]:
    """Return the intervals of one programme, by firm and time, as the world stood on a day.

    Events and review lists published after the day are unknown to it. Firms are taken one by one: at
    most some hundred thousand events of one programme, a few seconds.
    """
    by_firm: dict[int, dict[tuple[int, int, int], TitleEvent]] = defaultdict(dict)
    for event in events:
        if event.programme == programme.name and event.published_on <= as_of:
            by_firm[event.enterprise_id][event.identity] = event
    known = [r for r in reviews if r.programme == programme.name and r.published_on <= as_of]
    intervals: list[TitleInterval] = []
    findings: list[Finding] = []
    for firm in sorted(by_firm):
        line = _Timeline(programme, known, findings)
        for event in sorted(by_firm[firm].values(), key=lambda event: event.order):
            line.take(event)
        intervals += line.until(as_of)
    findings += _missing_reviews(intervals, as_of)
    return intervals, findings


def _missing_reviews(intervals: Iterable[TitleInterval], as_of: date) -> list[Finding]:
    """A cohort that has waited for over a year: its review list is likely not loaded."""
    waiting = Counter(
        (interval.programme, interval.cohort_year)
        for interval in intervals
        if interval.state is TitleState.AWAITING_REVIEW
        and interval.covers(as_of)
        and years_later(interval.valid_from, 1) <= as_of
    )
    return [
        Finding.of(
            "recognition.review_list_missing",
            f"{programme} {cohort}",
            severity=Severity.WARNING,
            cohort=cohort,
            count=count,
        )
        for (programme, cohort), count in sorted(waiting.items(), key=str)
    ]


@dataclass(frozen=True, slots=True)
class _Title:
    """A title that runs: its first and last day and the year of its review."""

    starts: date
    ends: date
    cohort_year: int
    batch: Batch
    region_code: str | None
    renewal: Renewal
    because: tuple[TitleEvent, ...]


@dataclass(slots=True)
class _Timeline:
    """One firm's intervals, planned as far as they can be and cut where an event says otherwise."""

    programme: Programme
    reviews: Sequence[ReviewList]
    findings: list[Finding]
    intervals: list[TitleInterval] = field(default_factory=list)
    title: _Title | None = None
    banned_until: date | None = None

    def take(self, event: TitleEvent) -> None:
        if event.kind is EventKind.RECOGNISED:
            self._recognise(event)
        elif event.kind is EventKind.REVIEWED:
            self._review(event)
        elif event.kind is EventKind.MOVED_IN:
            self._move_in(event)
        else:
            self._leave(event)

    def until(self, as_of: date) -> list[TitleInterval]:
        """The intervals that have begun by a day."""
        return [interval for interval in self.intervals if interval.valid_from <= as_of]

    # Ways in

    def _recognise(self, event: TitleEvent) -> None:
        assert event.batch is not None
        procedure = self._procedure(event)
        if procedure is None or self._is_repeated(event):
            return
        self._check_ban(event)
        held = self._at(event.on)
        counts = held is not None and held.state.counts
        renews = counts and held is not None and held.cohort_year == event.batch.year
        if counts and held is not None and not renews:
            self._note(event, "recognition.recognised_again", batch=str(held.batch))
        starts = event.on
        if renews and self.title is not None and self.title.ends >= event.on:
            starts = self.title.ends + _DAY  # renewed before its last day: it goes on from there
        self._run(event, event.batch, procedure, starts, (event,))

    def _review(self, event: TitleEvent) -> None:
        assert event.batch is not None
        procedure = self._procedure(event)
        if procedure is None or self._is_repeated(event):
            return
        title = self.title
        if title is None:
            self._note(event, "recognition.review_without_title")
            self._run(event, event.batch, procedure, event.on, (event,))
            return
        if title.cohort_year != event.batch.year:
            self._note(event, "recognition.review_out_of_turn", cohort=title.cohort_year)
        starts = title.ends + _DAY
        if event.batch.year > title.cohort_year:
            starts = max(event.on, starts)
        self._run(event, title.batch, procedure, starts, (*title.because, event))

    def _is_repeated(self, event: TitleEvent) -> bool:
        """True if the running title already rests on a list of this kind and year."""
        held = self._at(event.on)
        if self.title is None or held is None or not held.state.counts:
            return False
        year = event.batch.year if event.batch else None
        return any(
            earlier.kind is event.kind and earlier.batch is not None and earlier.batch.year == year
            for earlier in self.title.because
        )

    def _move_in(self, event: TitleEvent) -> None:
        title = self.title
        if title is None or (event.valid_to is not None and event.batch is not None):
            title = self._brought_along(event)
        if title is None:
            self._note(event, "recognition.moved_in_without_title")
            return
        self.title = replace(
            title,
            region_code=event.region_code or title.region_code,
            because=(*title.because, event),
        )
        self._plan(self.title, event.on)

    def _brought_along(self, event: TitleEvent) -> _Title | None:
        procedure = self._procedure(event)
        if procedure is None or event.batch is None or event.valid_to is None:
            return None
        cohort = event.batch.year + procedure.cohort_years.count
        return _Title(
            event.on, event.valid_to, cohort, event.batch, event.region_code, procedure.renewal, ()
        )

    # Ways out

    def _leave(self, event: TitleEvent) -> None:
        held = self._at(event.on)
        if held is None:
            self._note(event, "recognition.exit_without_title")
            return
        self._ban(event)
        if not held.state.counts:
            self._note(event, "recognition.exit_of_lost_title", state=held.state.text)
            return
        state = TitleState(event.kind.value)
        self._cut(event.on)
        because = (*held.because, event)
        self.intervals.append(
            replace(held, valid_from=event.on, valid_to=None, state=state, because=because)
        )
        if state is not TitleState.MOVED_OUT:
            self.title = None  # who moves out may come back with the title; who lost it may not

    def _ban(self, event: TitleEvent) -> None:
        procedure = self.programme.on(event.on)
        if event.kind is EventKind.REVOKED and procedure and procedure.ban_years:
            self.banned_until = years_later(event.on, procedure.ban_years.count) - _DAY

    # The line itself

    def _run(
        self,
        event: TitleEvent,
        batch: Batch,
        procedure: Procedure,
        starts: date,
        because: tuple[TitleEvent, ...],
    ) -> None:
        """Let a title run from a day for its years."""
        assert event.batch is not None
        held = self._at(event.on)
        self.title = _Title(
            starts,
            years_later(starts, procedure.validity_years.count) - _DAY,
            event.batch.year + procedure.cohort_years.count,
            batch,
            event.region_code or (self.title.region_code if self.title else None),
            procedure.renewal,
            because,
        )
        away = held is not None and held.state is TitleState.MOVED_OUT
        if event.kind is EventKind.REVIEWED and away:
            return  # reviewed elsewhere; it counts here again only when the firm comes back
        self._plan(self.title, starts)

    def _plan(self, title: _Title, starts: date) -> None:
        """Replace everything from a day on by what the title will be if nothing more happens."""
        self._cut(starts)
        if starts <= title.ends:
            self._add(title, starts, title.ends, TitleState.VALID)
        over = max(starts, title.ends + _DAY)
        lost: date | None = over
        if title.renewal is Renewal.REVIEW:
            published = self._review_published(title)
            lost = None if published is None else max(published, over)
            if lost is None or lost > over:
                last = None if lost is None else lost - _DAY
                self._add(title, over, last, TitleState.AWAITING_REVIEW)
        if lost is not None:
            self._add(title, lost, None, TitleState.EXPIRED)

    def _review_published(self, title: _Title) -> date | None:
        """The day on which the review list of the title's cohort and place was first published."""
        days = [
            review.published_on
            for review in self.reviews
            if review.cohort_year == title.cohort_year
            and lies_in(title.region_code, review.region_code)
        ]
        return min(days, default=None)

    def _add(self, title: _Title, first: date, last: date | None, state: TitleState) -> None:
        self.intervals.append(
            TitleInterval(
                title.because[-1].enterprise_id,
                self.programme.name,
                first,
                last,
                state,
                title.batch,
                title.cohort_year,
                title.region_code,
                title.because,
            )
        )

    def _cut(self, day: date) -> None:
        """Forget what was planned from a day on."""
        kept = [interval for interval in self.intervals if interval.valid_from < day]
        self.intervals = [
            interval
            if interval.valid_to is not None and interval.valid_to < day
            else replace(interval, valid_to=day - _DAY)
            for interval in kept
        ]

    def _at(self, day: date) -> TitleInterval | None:
        return next((i for i in self.intervals if i.covers(day)), None)

    def _procedure(self, event: TitleEvent) -> Procedure | None:
        found = self.programme.on(event.on)
        if found is None:
            self._note(event, "recognition.no_procedure", severity=Severity.ERROR)
        return found

    def _check_ban(self, event: TitleEvent) -> None:
        if self.banned_until is not None and event.on <= self.banned_until:
            self._note(event, "recognition.recognised_in_ban", until=self.banned_until.isoformat())

    def _note(
        self,
        event: TitleEvent,
        code: str,
        *,
        severity: Severity = Severity.WARNING,
        **values: object,
    ) -> None:
        where = f"{self.programme.name} E{event.enterprise_id}"
        self.findings.append(
            Finding.of(
                code,
                where,
                severity=severity,
                enterprise=event.enterprise_id,
                day=event.on.isoformat(),
                event=event.kind.text,
                **values,
            )
        )
