"""Two versions of a list compared: who left, who came, whose printed name changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from littlegiants.recognition.model import Entry


@dataclass(frozen=True, slots=True)
class ListDifference:
    """What changed between two versions of a list."""

    removed: tuple[Entry, ...] = ()
    added: tuple[Entry, ...] = ()
    renamed: tuple[tuple[Entry, Entry], ...] = ()

    @property
    def count(self) -> int:
        """How many rows differ."""
        return len(self.removed) + len(self.added) + len(self.renamed)


def difference(before: Sequence[Entry], after: Sequence[Entry]) -> ListDifference:
    """Compare two lists: rows meet by enterprise, then by code, then by name as compared.

    Rows that meet with different printed names are renamed; a firm that stands twice meets once.
    """
    left, right = list(before), list(after)
    pairs: list[tuple[Entry, Entry]] = []
    for key in (_by_enterprise, _by_code, _by_name):
        pairs += _meet(left, right, key)
    renamed = [(old, new) for old, new in pairs if old.name_key != new.name_key]
    return ListDifference(tuple(left), tuple(right), tuple(renamed))


def _by_enterprise(entry: Entry) -> str:
    return "" if entry.enterprise_id is None else str(entry.enterprise_id)


def _by_code(entry: Entry) -> str:
    return entry.code


def _by_name(entry: Entry) -> str:
    return entry.name_key


def _meet(
    left: list[Entry], right: list[Entry], key: Callable[[Entry], str]
) -> list[tuple[Entry, Entry]]:
    """Take the rows that meet out of both lists."""
    waiting: dict[str, list[Entry]] = {}
    for entry in right:
        if key(entry):
            waiting.setdefault(key(entry), []).append(entry)
    pairs = []
    for entry in list(left):
        partners = waiting.get(key(entry)) if key(entry) else None
        if partners:
            pairs.append((entry, partners.pop(0)))
    met_left = {id(old) for old, _ in pairs}
    met_right = {id(new) for _, new in pairs}
    left[:] = [entry for entry in left if id(entry) not in met_left]
    right[:] = [entry for entry in right if id(entry) not in met_right]
    return pairs
