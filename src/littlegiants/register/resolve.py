"""Which of several statements speaks, and what stands beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from littlegiants.register.model import Known, Statement

Key = tuple[str, int | None]
"""Column (of an annual fact: its name) and year."""


def resolve(
    statements: Iterable[Statement], settled: Mapping[Key, tuple[int, int]]
) -> dict[Key, Known]:
    """Choose the statement that speaks for every column and year.

    A person's resolution comes first (`settled`: delivery and resolution by key); then a correction,
    then the source of lower precedence, then the later word. The others are kept beside it.
    """
    by_key: dict[Key, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_key[statement.column, statement.fact_year].append(statement)
    return {key: _choose(said, settled.get(key)) for key, said in by_key.items()}


def _choose(said: list[Statement], settled: tuple[int, int] | None) -> Known:
    ordered = sorted(said, key=lambda statement: statement.order)
    if settled is not None:
        delivery, resolution = settled
        named = [s for s in ordered if s.delivery_id == delivery]
        if named:  # else that delivery was withdrawn since, and precedence decides again
            others = tuple(s for s in ordered if s is not named[0])
            return Known(named[0], others, resolution)
    return Known(ordered[0], tuple(ordered[1:]))
