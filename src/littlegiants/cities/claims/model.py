"""Claims that a document makes, and what a check says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from littlegiants.cities.model import Basis, Count, Figure, When
from littlegiants.vocabulary.language import Text, message


class ClaimKind(StrEnum):
    """What sort of statement a claim is; it says which keys the claim has."""

    COUNT = "count"
    SUM = "sum"
    DIFFERENCE = "difference"
    RATIO = "ratio"
    COMPARISON = "comparison"
    SHARE = "share"
    RANK = "rank"
    OVERTAKE = "overtake"
    MEMBERSHIP = "membership"
    RULE = "rule"

    @property
    def text(self) -> Text:
        """The kind in words."""
        return message(f"claims.kind.{self.value}")


class ClaimVerdict(StrEnum):
    """What the check says of a claim."""

    CONFIRMED = "confirmed"
    INCONSISTENT = "inconsistent"
    CONTRADICTED = "contradicted"
    ONLY_ITS_OWN_SOURCE = "only_its_own_source"
    UNCHECKABLE = "uncheckable"

    @property
    def text(self) -> Text:
        """The answer in words."""
        return message(f"claims.verdict.{self.value}")

    @property
    def sign(self) -> str:
        """A sign that tells the answers apart without colour."""
        return dict(zip(ClaimVerdict, "✓≠✗○?", strict=True))[self]


class Flag(StrEnum):
    """A trap that a claim falls into."""

    WRONG_BATCH = "wrong_batch"
    MIXED_BASES = "mixed_bases"
    UNIT_MISMATCH = "unit_mismatch"
    RATIO_OF_MEANS = "ratio_of_means"
    DENOMINATOR_UNDEFINED = "denominator_undefined"
    ROUNDED_PARTS = "rounded_parts"
    EDITION_UNDEFINED = "edition_undefined"
    INFERRED = "inferred"
    NOT_DERIVABLE = "not_derivable"
    FEW_KNOWN = "few_known"
    WEAK_SUPPORT = "weak_support"

    @property
    def text(self) -> Text:
        """The trap in words."""
        return message(f"claims.flag.{self.value}")


ENTERPRISES = "enterprises"
PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Term:
    """A number of a claim with what it counts; without a value it is to be found or computed."""

    value: Fraction | None
    unit: str = ENTERPRISES
    code: str = ""
    tier: str = ""
    basis: Basis | None = None
    batch: int | None = None
    as_of: When | None = None
    figure: str = ""
    is_rounded: bool = False


@dataclass(frozen=True, slots=True)
class CountClaim:
    """So many there are."""

    of: Term


@dataclass(frozen=True, slots=True)
class SumClaim:
    """These together make that."""

    terms: tuple[Term, ...]
    total: Term


@dataclass(frozen=True, slots=True)
class DifferenceClaim:
    """The first is ahead of the second by so many; one of the three may be without a value."""

    first: Term
    second: Term
    value: Term


@dataclass(frozen=True, slots=True)
class RatioClaim:
    """So much of one for each of another; one of the three may be without a value."""

    over: Term
    under: Term
    value: Term
    tolerance: Fraction
    is_of_means: bool


@dataclass(frozen=True, slots=True)
class ComparisonClaim:
    """One number is said to be greater than another; `fits` is the unit that would make the second comparable."""

    left: Term
    right: Term
    fits: Term | None


@dataclass(frozen=True, slots=True)
class ShareClaim:
    """Parts of a whole, or one part with its share; `wholes` are what the whole might be."""

    parts: tuple[Term, ...]
    total: Fraction | None
    share: Fraction | None
    wholes: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class RankClaim:
    """A place holds this rank."""

    of: Term
    rank: int


@dataclass(frozen=True, slots=True)
class OvertakeClaim:
    """One place passed another at a time, from one rank to another."""

    who: str
    whom: str
    tier: str
    when: When
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True, slots=True)
class MembershipClaim:
    """These enterprises hold the title."""

    tier: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RuleClaim:
    """What a regulation gives or demands."""

    topic: Text


Content = (
    CountClaim
    | SumClaim
    | DifferenceClaim
    | RatioClaim
    | ComparisonClaim
    | ShareClaim
    | RankClaim
    | OvertakeClaim
    | MembershipClaim
    | RuleClaim
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: what is said, in structured form, and what a reader should know besides."""

    id: str
    kind: ClaimKind
    quote: Text
    content: Content
    where: str
    beside: tuple[Term, ...] = ()
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """The claims of one document; `source` is its id among the sources of counts."""

    source: str
    title: Text
    units: Mapping[str, Text]
    claims: tuple[Claim, ...]

    def unit(self, name: str) -> Text:
        """A unit in words."""
        return self.units.get(name, Text(name, name))


Evidence = Count | Figure


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What the check of one claim found.

    `own` are counts whose source is, or repeats, the document: they never confirm it. `beside` are
    counts that are near but decide nothing: another date, a weak source, rounded or derived.
    """

    claim: Claim
    verdict: ClaimVerdict
    lines: tuple[Text, ...] = ()
    supporting: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()
    own: tuple[Evidence, ...] = ()
    beside: tuple[Evidence, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def note(self) -> Text | None:
        """What the file says besides."""
        return self.claim.note

    @property
    def is_fault(self) -> bool:
        """True where the claim cannot stand as published."""
        return self.verdict in (ClaimVerdict.INCONSISTENT, ClaimVerdict.CONTRADICTED)
