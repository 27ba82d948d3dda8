"""What the register knows, and on whose word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text

NAME_MAX = 200
"""Characters of a name that the register keeps; the file as received keeps the whole."""

GRADES = "ABCDEK"
"""Grades of a source: A official, B named press, C copied with its number, D unidentified, K no source, E own measurement."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who supplies; where two sources disagree, the one of lower precedence speaks."""

    code: str
    title: Text
    grade: str
    precedence: int
    is_synthetic: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """One enterprise in a line."""

    id: int
    name: str
    code: str
    region_code: str = ""

    @property
    def key(self) -> str:
        """What people and files call it: its credit code, else its number here."""
        return self.code or f"E{self.id}"

    @property
    def is_known(self) -> bool:
        """True if a name or a code of it counts; else all that told of it was withdrawn or taken back."""
        return bool(self.name or self.code)


@dataclass(frozen=True, slots=True)
class DatedName:
    """A name with the time for which it is known; `kind` is current, former, printed or short."""

    name: str
    kind: str
    valid_from: date | None
    valid_to: date | None
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class DatedCode:
    """An identifier; `check_ok` is false where its check digit fails."""

    code: str
    kind: str
    check_ok: bool
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class DatedPlace:
    """A place: division, zone, address."""

    kind: str
    region_code: str
    zone_code: str
    address: str
    valid_from: date | None
    valid_to: date | None
    source: str
    grade: str


@dataclass(frozen=True, slots=True)
class DatedIndustry:
    """A trade with the edition of its code."""

    kind: str
    industry_code: str
    edition: str
    valid_from: date | None
    source: str
    grade: str


class RecordKind(StrEnum):
    """Which table a statement stands in."""

    ANNUAL = "annual"
    STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one column from one delivery, with where it stands and who says so."""

    column: str
    fact_year: int | None
    value: Value
    kind: RecordKind
    record_id: int
    delivery_id: int
    act_id: int
    source: str
    grade: str
    precedence: int
    said_on: date
    corrected_by: int | None = None

    @property
    def order(self) -> tuple[bool, int, int, int, int]:
        """The stated precedence: corrections, then precedence of the source, then the later word."""
        later = -self.said_on.toordinal()
        return self.corrected_by is None, self.precedence, later, -self.act_id, -self.record_id


@dataclass(frozen=True, slots=True)
class Known:
    """A fact as it counts: the statement that speaks, the others beside it, and why it speaks."""

    speaks: Statement
    others: tuple[Statement, ...] = ()
    resolved_by: int | None = None

    @property
    def is_disputed(self) -> bool:
        """True if another source says something else and no person has settled it."""
        return self.resolved_by is None and any(
            other.value != self.speaks.value and other.source != self.speaks.source
            for other in self.others
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A named person's dated answer to a clause, or on a piece of evidence."""

    id: int
    clause: str
    answer: bool
    evidence: str
    actor: str
    source: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a file as it was printed, and the enterprise it is linked to, if any."""

    record_id: int
    delivery_id: int
    section: str
    seq: int | None
    page: int | None
    row_no: int
    name: str
    code: str
    region_text: str
    region_code: str
    name_key: str
    enterprise_id: int | None = None
    link_id: int | None = None
    method: str = ""
    detail: str = "{}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a delivery brings, or would bring (`is_dry_run`), or brought before (`is_known`)."""

    delivery_id: int | None
    rows: int
    new_enterprises: int = 0
    linked: Mapping[str, int] = field(default_factory=dict)
    queued: int = 0
    annual_rows: int = 0
    standing_rows: int = 0
    new_values: int = 0
    changed_values: int = 0
    same_values: int = 0
    new_names: int = 0
    findings: tuple[Finding, ...] = ()
    is_dry_run: bool = False
    is_known: bool = False
