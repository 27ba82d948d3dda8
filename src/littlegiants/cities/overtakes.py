"""Overtakes as events: who passed whom, between which batches, by what margin, on which basis.

An overtake is derived only where counts of both exist on one basis after the same batches and their
order changes strictly. A tie is reported and is no overtake. Rounded counts carry none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from littlegiants.cities.choose import Choice, cells, choose
from littlegiants.cities.model import Basis, Count, CountBook, Level, When
from littlegiants.vocabulary.language import Text, message


@dataclass(frozen=True, slots=True)
class Pairing:
    """Counts of two places after the same batch on the same basis, set side by side."""

    batch: int
    who: Count
    whom: Count

    @property
    def margin(self) -> int:
        """The first's count less the second's."""
        return self.who.value - self.whom.value

    @property
    def is_one_source(self) -> bool:
        """True where one source gives both."""
        return self.who.source.id == self.whom.source.id

    def turned(self) -> Pairing:
        """The same pairing seen from the other side."""
        return Pairing(self.batch, self.whom, self.who)


@dataclass(frozen=True, slots=True)
class Overtake:
    """One place passes another between two batches.

    `ties` are batches in between at which both were level; `other_pairings` are what other sources say
    at either end; `doubts` say why a reader may not rely on it.
    """

    basis: Basis
    before: Pairing
    after: Pairing
    ties: tuple[int, ...]
    other_pairings: tuple[Pairing, ...]
    bases_agreeing: tuple[Basis, ...]
    bases_disagreeing: tuple[Basis, ...]
    doubts: tuple[Text, ...]

    @property
    def is_firm(self) -> bool:
        """True where nothing speaks against it."""
        return not self.doubts


@dataclass(frozen=True, slots=True)
class Tie:
    """Two places with the same count after a batch, in one source or by default."""

    basis: Basis
    pairing: Pairing


@dataclass(frozen=True, slots=True)
class Overtakes:
    """What the counts carry: overtakes and ties, in order of the batch."""

    events: tuple[Overtake, ...]
    ties: tuple[Tie, ...]


_Choices = dict[str, dict[int, Choice]]
"""The choice of each place after each batch."""


def find_overtakes(
    book: CountBook,
    *,
    tier: str,
    level: Level = Level.CITY,
    code: str | None = None,
    bases: Sequence[Basis] = (Basis.VALID, Basis.ANNOUNCED),
) -> Overtakes:
    """Derive every overtake of a tier from the counts, of one place or of all."""
    choices = {basis: _choices(book, tier, basis, level) for basis in bases}
    events, ties = [], []
    for basis in bases:
        codes = sorted(choices[basis])
        for one, other in combinations(codes, 2):
            if code is not None and code not in (one, other):
                continue
            ends = _ends(choices[basis], one, other)
            ties += [
                Tie(basis, pairing) for _, all_ in ends for pairing in all_ if not pairing.margin
            ]
            events += list(_turns(basis, ends, choices))
    events.sort(key=lambda event: (event.after.batch, event.after.who.region.code))
    ties.sort(key=lambda tie: (tie.pairing.batch, tie.pairing.who.region.code))
    return Overtakes(tuple(events), tuple(ties))


def _choices(book: CountBook, tier: str, basis: Basis, level: Level) -> _Choices:
    found: _Choices = {}
    for cell, counts in cells(book).items():
        exact = tuple(count for count in counts if not count.is_rounded)
        is_wanted = cell.tier == tier and cell.basis is basis and cell.about != "partial"
        if is_wanted and cell.batch is not None and exact and exact[0].region.level is level:
            found.setdefault(cell.code, {})[cell.batch] = choose(exact, book.preferences)
    return found


_End = tuple[Pairing, tuple[Pairing, ...]]


def _ends(choices: _Choices, one: str, other: str) -> list[_End]:
    """Per batch that both have: the pairing taken, and all pairings that are fair."""
    found = []
    mine, theirs = choices[one], choices[other]
    for batch in sorted(mine.keys() & theirs.keys()):
        pairings = fair_pairings(mine[batch], theirs[batch], batch)
        found.append((pairings[0], pairings))
    return found


def fair_pairings(one: Choice, other: Choice, batch: int) -> tuple[Pairing, ...]:
    """Return the pairings that set like against like: the defaults, and both counts of each source.

    The defaults come first if one source gives both; else a source that gives both does.
    """
    default = Pairing(batch, one.count, other.count)
    same = [
        Pairing(batch, mine, theirs)
        for mine in one.all
        for theirs in other.all
        if mine.source.id == theirs.source.id and mine.as_of == theirs.as_of
    ]
    told = {(default.who.value, default.whom.value)}
    same = [pairing for pairing in same if (pairing.who.value, pairing.whom.value) not in told]
    return (default, *same) if default.is_one_source or not same else (*same, default)


def _turns(
    basis: Basis, ends: Sequence[_End], choices: dict[Basis, _Choices]
) -> Iterator[Overtake]:
    last: _End | None = None
    ties: list[int] = []
    for end in ends:
        pairing = end[0]
        if pairing.margin == 0:
            ties.append(pairing.batch)
            continue
        if last is not None and (last[0].margin > 0) != (pairing.margin > 0):
            yield _event(basis, last, end, tuple(ties), choices)
        last, ties = end, []


def _event(
    basis: Basis, before: _End, after: _End, ties: tuple[int, ...], choices: dict[Basis, _Choices]
) -> Overtake:
    is_turned = after[0].margin < 0
    first, last = (end[0].turned() if is_turned else end[0] for end in (before, after))
    others = tuple(
        pairing.turned() if is_turned else pairing
        for end in (before, after)
        for pairing in end[1]
        if pairing is not end[0]
    )
    agreeing, disagreeing = _other_bases(basis, first, last, choices)
    doubts = tuple(_doubts(first, last, others, disagreeing))
    return Overtake(basis, first, last, ties, others, agreeing, disagreeing, doubts)


def _other_bases(
    basis: Basis, before: Pairing, after: Pairing, choices: dict[Basis, _Choices]
) -> tuple[tuple[Basis, ...], tuple[Basis, ...]]:
    """Which other bases show the same change of order, and which show another order at either end."""
    agreeing, disagreeing = [], []
    who, whom = before.who.region.code, before.whom.region.code
    for other, known in choices.items():
        if other is basis:
            continue
        signs = []
        for batch in (before.batch, after.batch):
            mine, theirs = known.get(who, {}).get(batch), known.get(whom, {}).get(batch)
            signs.append(
                None if mine is None or theirs is None else mine.count.value - theirs.count.value
            )
        first, last = signs
        if (first is not None and first >= 0) or (last is not None and last <= 0):
            disagreeing.append(other)
        elif first is not None and last is not None:
            agreeing.append(other)
    return tuple(agreeing), tuple(disagreeing)


def _doubts(
    before: Pairing, after: Pairing, others: Sequence[Pairing], disagreeing: Sequence[Basis]
) -> Iterator[Text]:
    for pairing in (before, after):
        for count in (pairing.who, pairing.whom):
            if count.is_derived:
                yield message(
                    "cities.doubt.derived", region=count.region.name, value=f"{count.value:,}"
                )
        if not pairing.is_one_source and not pairing.who.as_of.overlaps(pairing.whom.as_of):
            yield message(
                "cities.doubt.dates",
                batch=pairing.batch,
                first=pairing.who.as_of.text,
                second=pairing.whom.as_of.text,
            )
    for pairing in others:
        expected = before if pairing.batch == before.batch else after
        if pairing.margin == 0:
            yield message(
                "cities.doubt.tie",
                batch=pairing.batch,
                source=_sources(pairing),
                value=f"{pairing.who.value:,}",
            )
        elif (pairing.margin > 0) != (expected.margin > 0):
            yield message(
                "cities.doubt.order",
                batch=pairing.batch,
                source=_sources(pairing),
                margin=f"{pairing.margin:+,}",
            )
    for basis in disagreeing:
        yield message("cities.doubt.basis", basis=basis.text)


def _sources(pairing: Pairing) -> str:
    return " / ".join(dict.fromkeys((pairing.who.source.id, pairing.whom.source.id)))


@dataclass(frozen=True, slots=True)
class ClaimedOvertake:
    """An overtake that a source claims: derived from counts, or claimed only, with the nearest counts.

    `spanning` is a derived overtake of the two over a longer stretch that holds the time claimed: the
    counts carry that it happened, but not when.
    """

    who: Text
    whom: Text
    when: When
    source: str
    derived: Overtake | None
    spanning: Overtake | None
    nearest: tuple[Count, ...]

    @property
    def is_derivable(self) -> bool:
        """True where the counts carry it."""
        return self.derived is not None


def claimed_overtake(
    book: CountBook, *, who: str, whom: str, tier: str, when: When, source: str
) -> ClaimedOvertake:
    """Hold a claimed overtake against the counts: derived if its batch turns the order, else claimed only."""
    batch = batch_of(book, when)
    level = book.regions[who].level
    found = find_overtakes(book, tier=tier, level=level, code=who).events
    events = [event for event in found if _is(event, who, whom) and _holds(event, batch)]
    derived = next((event for event in events if event.before.batch + 1 == event.after.batch), None)
    spanning = next(iter(events), None) if derived is None else None
    nearest = () if derived is not None else nearest_counts(book, (who, whom), tier, batch)
    names = book.regions[who].name, book.regions[whom].name
    return ClaimedOvertake(*names, when, source, derived, spanning, nearest)


def _holds(event: Overtake, batch: int | None) -> bool:
    return batch is not None and event.before.batch < batch <= event.after.batch


def _is(event: Overtake, who: str, whom: str) -> bool:
    return (event.after.who.region.code, event.after.whom.region.code) == (who, whom)


def batch_of(book: CountBook, when: When) -> int | None:
    """Return the last batch announced within a date or stretch of dates."""
    inside = [
        batch
        for batch, announced in book.calendar.items()
        if when.first <= announced.last and announced.first <= when.last
    ]
    return max(inside, default=None)


def nearest_counts(
    book: CountBook, codes: Sequence[str], tier: str, batch: int | None
) -> tuple[Count, ...]:
    """Return, for each place, its last counts before a batch, at it, and its first counts after."""
    found: list[Count] = []
    for code in codes:
        chosen = {
            (cell.batch or 0, cell.basis): choose(counts, book.preferences).count
            for cell, counts in cells(book).items()
            if cell.code == code
            and cell.tier == tier
            and cell.batch is not None
            and cell.basis.is_stock
            and not cell.about
        }
        at = [batch for batch, _ in chosen]
        wanted = {max((b for b in at if batch is None or b < batch), default=None), batch}
        wanted.add(min((b for b in at if batch is not None and b > batch), default=None))
        found += [
            count
            for key, count in sorted(chosen.items(), key=lambda one: one[0][0])
            if key[0] in wanted
        ]
    return tuple(found)
