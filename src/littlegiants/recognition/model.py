"""Documents, their entries, the events that follow from them, and titles."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text, message


class DocumentKind(StrEnum):
    """What a list is."""

    CANDIDATES = "candidates"
    RECOMMENDATION = "recommendation"
    PUBLICITY = "publicity"
    FINAL = "final"
    SUPPLEMENT = "supplement"
    CORRIGENDUM = "corrigendum"
    REVIEW_PASSED = "review_passed"
    REVOCATION = "revocation"

    @property
    def text(self) -> Text:
        """The kind in words."""
        return message(f"recognition.kind_{self.value}")

    @property
    def recognises(self) -> bool:
        """True for the lists that give a title."""
        return self in (DocumentKind.FINAL, DocumentKind.SUPPLEMENT)


class CorrectionMode(StrEnum):
    """How a corrigendum is written: the whole list anew, or only what changes."""

    WHOLE = "whole"
    CHANGES = "changes"


class Change(StrEnum):
    """What one row of a list of changes does to the list that it corrects."""

    ADD = "add"
    REMOVE = "remove"
    RENAME = "rename"

    @property
    def text(self) -> Text:
        """The change in words."""
        return message(f"recognition.change_{self.value}")


@dataclass(frozen=True, slots=True)
class ListHeader:
    """What a person says of a list when loading it; the document itself holds only names."""

    programme: str
    kind: DocumentKind
    batch_year: int
    issued_on: date
    source_code: str
    batch_ordinal: int | None = None
    issuer: str = ""
    document_no: str = ""
    effective_on: date | None = None
    url: str = ""
    rows_expected: int | None = None
    corrects_id: int | None = None
    region_code: str | None = None
    mode: CorrectionMode | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One published list, immutable."""

    id: int
    delivery_id: int
    programme: str
    kind: DocumentKind
    batch_year: int
    batch_ordinal: int | None
    issued_on: date
    effective_on: date | None
    issuer: str
    document_no: str
    url: str
    rows_expected: int | None
    region_code: str | None
    corrects_id: int | None
    mode: CorrectionMode | None
    file_name: str = ""
    sha256: str = ""
    rows: int = 0
    source_code: str = ""

    @property
    def takes_effect_on(self) -> date:
        """The day from which the list counts."""
        return self.effective_on or self.issued_on

    @property
    def batch(self) -> Batch:
        """The batch that the list belongs to."""
        return Batch(self.batch_year, self.batch_ordinal)

    @property
    def label(self) -> str:
        """The list in a few signs that fit into a finding."""
        return f"{self.programme} {self.batch} {self.kind} #{self.id}"


@dataclass(frozen=True, slots=True, order=True)
class Batch:
    """A batch of recognition: its year, and its number where it has one."""

    year: int
    ordinal: int | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return f"{self.year}" if self.ordinal is None else f"{self.year}/{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a list as printed, with the enterprise that it is linked to, if any."""

    record_id: int
    document_id: int
    name: str
    name_key: str
    code: str = ""
    section: str = ""
    seq: int | None = None
    page: int | None = None
    row_no: int = 0
    region_text: str = ""
    region_code: str = ""
    enterprise_id: int | None = None
    method: str = ""

    @property
    def key(self) -> str:
        """What the same firm is likely to have in another version of the list."""
        if self.enterprise_id is not None:
            return f"E{self.enterprise_id}"
        return self.code or self.name_key

    @property
    def place(self) -> str:
        """Where the row stands."""
        where = [f"p.{self.page}"] if self.page else []
        where += [f"no. {self.seq}"] if self.seq is not None else [f"row {self.row_no}"]
        return " ".join(([self.section] if self.section else []) + where)


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One row of a list of changes: what it does, and to which row of the list it corrects."""

    document_id: int
    record_id: int
    change: Change
    target_record_id: int | None


class EventKind(StrEnum):
    """What happens to a title, in the order in which events of one day take effect."""

    RECOGNISED = "recognised"
    REVIEWED = "reviewed"
    MOVED_IN = "moved_in"
    MOVED_OUT = "moved_out"
    WITHDRAWN = "withdrawn"
    REVOKED = "revoked"

    @property
    def text(self) -> Text:
        """The event in words."""
        return message(f"recognition.event_{self.value}")


PERSONAL_EVENTS = (
    EventKind.MOVED_IN,
    EventKind.MOVED_OUT,
    EventKind.WITHDRAWN,
    EventKind.REVOKED,
)
"""The events that a person may record with evidence; the others come from lists only."""


@dataclass(frozen=True, slots=True)
class TitleEvent:
    """Something that happened to one firm's title, with what it rests on.

    `batch` is the batch of the list; of a title brought along by a firm that moves in, its own batch.
    `valid_to` is given for those only.
    """

    kind: EventKind
    enterprise_id: int
    programme: str
    on: date
    published_on: date
    batch: Batch | None = None
    region_code: str | None = None
    document_id: int | None = None
    delivery_id: int | None = None
    record_id: int | None = None
    person_event_id: int | None = None
    evidence: str = ""
    valid_to: date | None = None

    @property
    def identity(self) -> tuple[int, int, int]:
        """What makes it this event and no other."""
        return self.document_id or 0, self.record_id or 0, self.person_event_id or 0

    @property
    def order(self) -> tuple[date, int, date, tuple[int, int, int]]:
        """Events take effect in this order, whatever the order in which they were learned."""
        return self.on, list(EventKind).index(self.kind), self.published_on, self.identity


@dataclass(frozen=True, slots=True)
class ReviewList:
    """A review list of a cohort has been published for a place, or for the nation."""

    programme: str
    cohort_year: int
    published_on: date
    region_code: str | None
    document_id: int


class TitleState(StrEnum):
    """What a title is during an interval."""

    VALID = "valid"
    AWAITING_REVIEW = "awaiting_review"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"
    MOVED_OUT = "moved_out"

    @property
    def text(self) -> Text:
        """The state in words."""
        return message(f"recognition.state_{self.value}")

    @property
    def counts(self) -> bool:
        """True if the title is counted as valid; a title that awaits its review is, with a mark."""
        return self in (TitleState.VALID, TitleState.AWAITING_REVIEW)


@dataclass(frozen=True, slots=True)
class TitleInterval:
    """A title in one state for some time; `valid_to` is the last day, none if it is open.

    `cohort_year` is the year in which the title is due for review.
    """

    enterprise_id: int
    programme: str
    valid_from: date
    valid_to: date | None
    state: TitleState
    batch: Batch | None
    cohort_year: int | None
    region_code: str | None
    because: tuple[TitleEvent, ...]

    def covers(self, day: date) -> bool:
        """True if the day lies in the interval."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class TitleRecord:
    """Every title of a programme as of a day, and what is to be looked at."""

    programme: str
    as_of: date
    intervals: tuple[TitleInterval, ...]
    findings: tuple[Finding, ...]

    def on(self, day: date) -> list[TitleInterval]:
        """The intervals that hold on a day, one for each firm that ever had the title."""
        return [interval for interval in self.intervals if interval.covers(day)]

    def counted_on(self, day: date) -> set[int]:
        """The firms that count as holding the title on a day."""
        return {interval.enterprise_id for interval in self.on(day) if interval.state.counts}
