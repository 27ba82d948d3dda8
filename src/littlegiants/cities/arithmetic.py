"""Sums and differences of counts, refused where the counts do not belong together."""

from __future__ import annotations

from collections.abc import Sequence

from littlegiants.cities.errors import MixedBasesError, NoCountsError, NotComparableError
from littlegiants.cities.model import Basis, Count, tier_text
from littlegiants.vocabulary.language import Text


def check_one_basis(counts: Sequence[Count]) -> Basis:
    """Return the basis that all counts share; raises `MixedBasesError` with what to do instead."""
    bases = {count.basis: count.basis.text for count in counts}
    if not bases:
        raise NoCountsError("cities.no_counts")
    if len(bases) > 1:
        raise MixedBasesError("cities.mixed_bases", bases=_joined(list(bases.values())))
    return counts[0].basis


def add(counts: Sequence[Count]) -> int:
    """Add counts of one basis and tier that share no enterprise.

    The lists of one region may be added, batch by batch; stocks may be added over regions that do not
    hold one another, after the same batch.
    """
    basis = check_one_basis(counts)
    _check_one_tier(counts)
    for position, one in enumerate(counts):
        for other in counts[position + 1 :]:
            _check_disjoint(one, other, basis)
    return sum(count.value for count in counts)


def difference(after: Count, before: Count) -> int:
    """Subtract two counts of one basis: the same region at two times, or two regions after one batch."""
    check_one_basis((after, before))
    _check_one_tier((after, before))
    if after.region.code != before.region.code and after.batches != before.batches:
        raise NotComparableError(
            "cities.other_batches", first=after.region.name, second=before.region.name
        )
    return after.value - before.value


def sum_of_lists(counts: Sequence[Count], *, code: str, tier: str, through: int) -> int | None:
    """Add a region's lists up to a batch, starting from an announced total where one is known.

    None where a list in between is not known: nothing is filled in.
    """
    own = [c for c in counts if c.region.code == code and c.tier == tier and not c.is_rounded]
    announced = {c.last_batch: c.value for c in own if c.basis is Basis.ANNOUNCED and c.last_batch}
    lists = {c.last_batch: c.value for c in own if c.basis is Basis.NEW and c.last_batch}
    start = max((batch for batch in announced if batch <= through), default=0)
    missing = [batch for batch in range(start + 1, through + 1) if batch not in lists]
    if missing:
        return None
    total = announced.get(start, 0)
    return total + sum(lists[batch] for batch in range(start + 1, through + 1))


def _check_one_tier(counts: Sequence[Count]) -> None:
    tiers = {count.tier for count in counts}
    if len(tiers) > 1:
        names = [tier_text(tier) for tier in sorted(tiers)]
        raise NotComparableError("cities.mixed_tiers", tiers=_joined(names))


def _check_disjoint(one: Count, other: Count, basis: Basis) -> None:
    if one.region.holds(other.region) or other.region.holds(one.region):
        outer, inner = (one, other) if one.region.holds(other.region) else (other, one)
        raise NotComparableError(
            "cities.region_inside", inner=inner.region.name, outer=outer.region.name
        )
    same_place = one.region.code == other.region.code
    if same_place and (basis.is_stock or set(one.batches) & set(other.batches)):
        raise NotComparableError("cities.counted_twice", region=one.region.name)
    if not same_place and basis.is_stock and one.last_batch != other.last_batch:
        raise NotComparableError(
            "cities.other_batches", first=one.region.name, second=other.region.name
        )


def _joined(texts: Sequence[Text]) -> Text:
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))
