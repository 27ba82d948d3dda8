"""The five verdicts and how they combine (Kleene's three-valued logic with two more words).

The codes are ordered so that an all-of is the minimum of its children: unmet 0 < unknown 1 <
manual_review 2 < met 3 < not_applicable 4.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from littlegiants.vocabulary.language import Text


class Verdict(IntEnum):
    """The answer to one clause."""

    UNMET = 0
    UNKNOWN = 1
    MANUAL_REVIEW = 2
    MET = 3
    NOT_APPLICABLE = 4

    @property
    def word(self) -> str:
        """The verdict's name in files and JSON."""
        return self.name.lower()

    @property
    def text(self) -> Text:
        """The verdict's name for people."""
        return _TEXTS[self]

    @property
    def sign(self) -> str:
        """A sign that tells the verdicts apart without colour."""
        return "✗?◇✓–"[self]

    @property
    def decided(self) -> bool:
        """True for met, unmet and not_applicable."""
        return self not in (Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)


_TEXTS = {
    Verdict.UNMET: Text("不符合", "unmet"),
    Verdict.UNKNOWN: Text("待补充", "unknown"),
    Verdict.MANUAL_REVIEW: Text("需人工判断", "manual review"),
    Verdict.MET: Text("符合", "met"),
    Verdict.NOT_APPLICABLE: Text("不适用", "not applicable"),
}

# From strongest to weakest for an any-of: one met decides; an unknown weighs more than a judgement.
_ANY_ORDER = (Verdict.MET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW, Verdict.UNMET)


def all_of(verdicts: Iterable[int]) -> Verdict:
    """Combine: met if all are met, unmet if any is unmet; not_applicable children are set aside."""
    return Verdict(min(verdicts, default=Verdict.NOT_APPLICABLE))


def any_of(verdicts: Iterable[int]) -> Verdict:
    """Combine: met if any is met, unmet if all are unmet; not_applicable children are set aside."""
    seen = set(verdicts)
    return next((verdict for verdict in _ANY_ORDER if verdict in seen), Verdict.NOT_APPLICABLE)


def at_least(count: int, verdicts: Iterable[int]) -> Verdict:
    """Combine: met if `count` are met, unmet if no longer possible; not_applicable set aside."""
    counted = [verdict for verdict in verdicts if verdict != Verdict.NOT_APPLICABLE]
    met = counted.count(Verdict.MET)
    unknown = counted.count(Verdict.UNKNOWN)
    open_ = unknown + counted.count(Verdict.MANUAL_REVIEW)
    if not counted:
        return Verdict.NOT_APPLICABLE
    if met >= count:
        return Verdict.MET
    if met + open_ < count:
        return Verdict.UNMET
    return Verdict.UNKNOWN if unknown else Verdict.MANUAL_REVIEW
