"""What a plan must bring about, as a tree over the amounts by which facts are changed.

The tree has no negation and nothing unknown any more: a leaf holds, or can be made to hold, or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Affine:
    """A constant and, for some levers by position, a factor of the amount by which each is moved.

    Amounts are never below zero, so the constant is the value when nothing is changed.
    """

    const: Fraction
    factors: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def is_const(self) -> bool:
        """True if no lever moves the value."""
        return not self.factors

    def plus(self, other: Affine, times: Fraction | int = 1) -> Affine:
        """Return `self + times × other`."""
        factors = dict(self.factors)
        for lever, factor in other.factors.items():
            total = factors.pop(lever, Fraction(0)) + times * factor
            if total:
                factors[lever] = total
        return Affine(self.const + times * other.const, factors)

    def times(self, number: Fraction | int) -> Affine:
        """Return the value multiplied by a number."""
        if not number:
            return ZERO
        return Affine(self.const * number, {k: v * number for k, v in self.factors.items()})

    def at(self, amounts: Mapping[int, Fraction]) -> Fraction:
        """The exact value for some amounts; a lever that is not named is not moved."""
        moved = (
            factor * amounts[lever] for lever, factor in self.factors.items() if lever in amounts
        )
        return sum(moved, self.const)


ZERO, ONE = Affine(Fraction(0)), Affine(Fraction(1))


@dataclass(frozen=True, slots=True)
class Fixed:
    """Holds whatever is changed, or never."""

    holds: bool


@dataclass(frozen=True, slots=True)
class Line:
    """The value is at least zero, or above it."""

    value: Affine
    strict: bool


@dataclass(frozen=True, slots=True)
class Picked:
    """A flip is made, or is not."""

    lever: int
    wanted: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """None of these levers is moved."""

    levers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Supplied:
    """Open, and left open: these facts are to be evidenced, or these judgements made."""

    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Several:
    """At least `count` parts hold."""

    count: int
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """The total of a score table, or of one group, is at least a line, or above it."""

    table: str
    group: str | None
    line: Fraction
    strict: bool


Node = Fixed | Line | Picked | Kept | Supplied | Every | Several | Reach
YES, NO = Fixed(True), Fixed(False)


def every(parts: Iterable[Node]) -> Node:
    """All parts hold, folded where that is certain."""
    kept: list[Node] = []
    for part in parts:
        if part == NO:
            return NO
        if part == YES or part in kept:
            continue
        kept += part.parts if isinstance(part, Every) else (part,)
    return kept[0] if len(kept) == 1 else Every(tuple(kept)) if kept else YES


def some(parts: Iterable[Node]) -> Node:
    """At least one part holds, folded where that is certain."""
    return several(1, parts)


def several(count: int, parts: Iterable[Node]) -> Node:
    """At least `count` parts hold, folded where that is certain."""
    kept: list[Node] = []
    for part in parts:
        if part == YES:
            count -= 1
        elif part != NO and not (count == 1 and part in kept):
            kept.append(part)
    if count <= 0:
        return YES
    if len(kept) <= count:
        return every(kept) if len(kept) == count else NO
    return Several(count, tuple(kept))


def line(value: Affine, *, strict: bool) -> Node:
    """The value is at least zero (or above it), folded where no change can alter that."""
    now = value.const > 0 or (value.const == 0 and not strict)
    if now and all(factor > 0 for factor in value.factors.values()):
        return YES
    if not now and all(factor < 0 for factor in value.factors.values()):
        return NO
    return Line(value, strict)


def with_supplies(node: Node, instead: Node) -> Node:
    """Return the node with another in place of whatever is to be supplied."""
    match node:
        case Supplied():
            return instead
        case Every(parts):
            return every(with_supplies(part, instead) for part in parts)
        case Several(count, parts):
            return several(count, (with_supplies(part, instead) for part in parts))
        case _:
            return node


def has_supplies(node: Node) -> bool:
    """True if the node may rest on something open."""
    return any(isinstance(part, Supplied) for part in walk(node))


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all below it, parents first."""
    yield node
    if isinstance(node, Every | Several):
        for part in node.parts:
            yield from walk(part)
