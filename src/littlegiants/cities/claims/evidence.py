"""What is known of one number: independent counts that agree or differ, the document's own, and what is near."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from littlegiants.cities.claims.model import ClaimVerdict, Evidence, Term
from littlegiants.cities.model import Basis, Count, CountBook, Trust
from littlegiants.vocabulary.language import Text


@dataclass(frozen=True, slots=True)
class Found:
    """Evidence on one number, sorted by what it can do."""

    supporting: tuple[Evidence, ...] = ()
    contradicting: tuple[Evidence, ...] = ()
    own: tuple[Evidence, ...] = ()
    beside: tuple[Evidence, ...] = ()

    @property
    def verdict(self) -> ClaimVerdict:
        """What the evidence alone says.

        Where sources differ, the better of both sides decides, and support wins between equals.
        """
        if self.contradicting and _best(self.contradicting) < _best(self.supporting):
            return ClaimVerdict.CONTRADICTED
        if self.supporting:
            return ClaimVerdict.CONFIRMED
        return ClaimVerdict.ONLY_ITS_OWN_SOURCE if self.own else ClaimVerdict.UNCHECKABLE

    @property
    def is_weak(self) -> bool:
        """True where only sources of the lowest trust support it."""
        return bool(self.supporting) and _best(self.supporting) == Trust.C.order

    def with_(self, other: Found) -> Found:
        """Both together."""
        return Found(
            _joined(self.supporting, other.supporting),
            _joined(self.contradicting, other.contradicting),
            _joined(self.own, other.own),
            _joined(self.beside, other.beside),
        )


def _best(evidence: Iterable[Evidence]) -> int:
    return min((one.source.trust.order for one in evidence), default=len(Trust))


def _joined(first: tuple[Evidence, ...], second: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return (*first, *(one for one in second if not any(one is other for other in first)))


def evidence(book: CountBook, term: Term, document: str) -> Found:
    """Sort every count or figure of a term's cell; without a value they are all beside.

    A source that is or repeats the document is its own. A count that is derived, rounded too coarsely,
    of the lowest trust or of another date can stand beside the claim but cannot contradict it.
    """
    sorted_: dict[str, list[Evidence]] = {
        "supporting": [],
        "contradicting": [],
        "own": [],
        "beside": [],
    }
    for one in candidates(book, term):
        if book.repeats(one.source, document):
            sorted_["own"].append(one)
        elif term.value is None or not _same_time(one, term):
            sorted_["beside"].append(one)
        elif agrees(term.value, Fraction(one.value), is_rounded=term.is_rounded):
            sorted_["supporting"].append(one)
        elif _is_weak(one):
            sorted_["beside"].append(one)
        else:
            sorted_["contradicting"].append(one)
    return Found(*(tuple(group) for group in sorted_.values()))


def candidates(book: CountBook, term: Term) -> list[Evidence]:
    """Return the figures, or the counts of the term's place, tier, basis and batch."""
    if term.figure:
        return [
            f
            for f in book.figures
            if f.quantity == term.figure and term.code in ("", f.region.code)
        ]
    if not term.code or not term.tier or term.basis is None:
        return []
    return [
        count
        for count in book.counts
        if (count.region.code, count.tier, count.basis) == (term.code, term.tier, term.basis)
        and not book.is_partial(count)
        and (term.batch is None or count.last_batch == term.batch)
        and (term.batch is not None or term.as_of is None or count.as_of.overlaps(term.as_of))
    ]


def _same_time(one: Evidence, term: Term) -> bool:
    """A list or a sum of lists is named by its batch; a stock and a figure hold at a date."""
    if isinstance(one, Count) and one.basis is not Basis.VALID and term.batch is not None:
        return True
    return term.as_of is None or one.as_of.overlaps(term.as_of)


def _is_weak(one: Evidence) -> bool:
    is_derived = isinstance(one, Count) and one.is_derived
    return is_derived or one.is_rounded or one.source.trust is Trust.C


def agrees(stated: Fraction, known: Fraction, *, is_rounded: bool) -> bool:
    """True where a stated number, rounded or “more than” if so marked, is the known one."""
    if not is_rounded:
        return stated == known
    step = Fraction(1)
    while stated and stated % (step * 10) == 0:
        step *= 10
    return -step / 2 <= known - stated < step


def number(value: Fraction | int, places: int = 2) -> str:
    """Return a number for people: thousands separated, at most `places` decimals, no trailing zeros."""
    text = _plain(Fraction(value), places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: Fraction, places: int) -> str:
    scaled = round(abs(value) * 10**places)
    whole, rest = divmod(scaled, 10**places)
    sign = "-" if value < 0 and scaled else ""
    return f"{sign}{whole:,}.{rest:0{places}d}" if places else f"{sign}{whole:,}"


def label(one: Evidence) -> str:
    """Return a count with its source and date: 1,026 (sh2025 A-, 2025-10)."""
    return f"{number(Fraction(one.value))} ({one.source.id} {one.source.trust.value}, {one.as_of.text})"


def full_label(one: Evidence) -> Text:
    """Return a count with its place, or a figure with its place and name."""
    name, told = one.region.name, label(one)
    if isinstance(one, Count):
        return Text(f"{name.zh} {told}", f"{name.en} {told}")
    return Text(f"{name.zh}{one.title.zh} {told}", f"{name.en}, {one.title.en}: {told}")
