"""Names as printed and names as known, and what linking them came to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text, message


class NameKind(StrEnum):
    """What a known name is to its enterprise."""

    CURRENT = "current"
    FORMER = "former"
    PRINTED = "printed"
    """As a list printed it, linked before with evidence."""
    SHORT = "short"
    """A short name: never links, only proposes."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """One name of one enterprise. The region is the enterprise's place of today, as far as known."""

    enterprise_id: int
    name: str
    code: str | None = None
    region_code: str | None = None
    kind: NameKind = NameKind.CURRENT
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """An entry as a list prints it. The region is the one the list states, be it only the province."""

    name: str
    code: str | None = None
    region_code: str | None = None


class Method(StrEnum):
    """The step that decided; none leaves the entry to a person."""

    CODE = "code"
    EXACT = "exact"
    PARSED = "parsed"
    FORMER = "former"
    NONE = "none"

    @property
    def text(self) -> Text:
        """The method in words."""
        return message(f"linkage.method.{self.value}")


class Blocked(StrEnum):
    """Why nothing was linked although something was found, or why a step could not be tried."""

    CODE_MALFORMED = "code_malformed"
    PERSONAL_ID = "personal_id"
    CODE_OF_SEVERAL = "code_of_several"
    CODE_AND_NAME = "code_and_name"
    OTHER_CODE = "other_code"
    REGION = "region"
    SEVERAL = "several"
    BRANCH = "branch"
    FORM = "form"
    PLACE = "place"
    NO_NAME = "no_name"

    @property
    def text(self) -> Text:
        """The reason in words, with the way out."""
        return message(f"linkage.blocked.{self.value}")


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the cascade: what was compared, and why it did or did not decide."""

    method: Method
    code: str
    values: tuple[tuple[str, object], ...] = ()

    @property
    def text(self) -> Text:
        """The step in words."""
        return message(self.code, **dict(self.values))


class Likeness(StrEnum):
    """How one part of two names compares."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of a candidate's waterfall: a part, both sides, and how they compare."""

    part: str
    likeness: Likeness
    printed: str
    known: str

    @property
    def text(self) -> Text:
        """The line in words."""
        part = message(f"linkage.part.{self.part}")
        values = {"part": part, "printed": self.printed, "known": self.known}
        return message(f"linkage.waterfall.{self.likeness.value}", **values)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An enterprise that may be meant. `similarity` and `score` are whole per cents.

    `similarity` compares the spelling of the names; `score` orders candidates by their parts.
    """

    enterprise_id: int
    name: str
    kind: NameKind
    code: str | None
    similarity: int
    score: int
    waterfall: tuple[Compared, ...]

    @property
    def text(self) -> Text:
        """The candidate in one sentence."""
        values = {"name": self.name, "similarity": self.similarity, "score": self.score}
        return message("linkage.candidate", enterprise=self.enterprise_id, **values)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What linking one entry came to.

    `enterprise_id` is None if a person has to decide; then `blocked` says why, and `candidates` proposes
    up to five. `findings` are those of the printed code and stay with the entry.
    """

    enterprise_id: int | None
    method: Method
    evidence: tuple[Step, ...]
    blocked: tuple[Blocked, ...] = ()
    candidates: tuple[Candidate, ...] = field(default=())
    findings: tuple[Finding, ...] = ()

    @property
    def is_linked(self) -> bool:
        """True if a safe step linked the entry."""
        return self.enterprise_id is not None
