"""The names a register knows, indexed for the cascade.

The whole index fits some hundred thousand names. A larger register stores `name_key` and `core_key` of
every name, looks the keys of an entry up (`lookup_keys`), and builds the index of all names of the
enterprises found: the cascade decides the same, for every name it can link by shares the code, the exact
key or the core.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from littlegiants.linkage.divisions import home_of
from littlegiants.linkage.model import KnownName, NameKind, Printed
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import ParsedName, parse_key, parse_name
from littlegiants.vocabulary.uscc import check_uscc, normalise_uscc

_NOBODY: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class LookupKeys:
    """What a register has to look up so that the cascade can decide on an entry."""

    code: str | None
    name_keys: tuple[str, ...]
    core: str | None


def lookup_keys(printed: Printed) -> LookupKeys:
    """Return the keys of an entry: names that share one of them are all that can be linked to."""
    reading = check_uscc(printed.code or "")
    key = name_key(printed.name)
    parsed = parse_key(key)
    noted = parsed.noted_former_name
    keys = dict.fromkeys([key, parsed.key, *([noted] if noted else [])])
    core = parsed.core if parsed.parsed_key is not None else None
    return LookupKeys(reading.code if reading.well_formed else None, tuple(keys), core)


class Known:
    """An index of known names. Positions are those of `names`.

    `covers` is the division whose enterprises the register means to hold, all of them; None is the nation. Outside of
    it a name without a place cannot be told to be the only one of its kind.
    """

    def __init__(self, names: Sequence[KnownName], covers: str | None = None) -> None:
        self.names = names
        self.covers = covers
        self.parsed: list[ParsedName] = []
        self.codes_of: dict[int, set[str]] = defaultdict(set)
        self.region_of: dict[int, str] = {}
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._by_core: dict[str, list[int]] = defaultdict(list)
        self._of_enterprise: dict[int, list[int]] = defaultdict(list)
        for position, name in enumerate(names):
            self._add(position, name)

    @classmethod
    def from_names(cls, names: Iterable[KnownName], *, covers: str | None = None) -> Known:
        """Index names, all of a register or those that `lookup_keys` found."""
        return cls(tuple(names), covers)

    def _add(self, position: int, known: KnownName) -> None:
        parsed = parse_name(known.name)
        self.parsed.append(parsed)
        self._of_enterprise[known.enterprise_id].append(position)
        if known.code:
            code = normalise_uscc(known.code)
            self._by_code[code].append(known.enterprise_id)
            self.codes_of[known.enterprise_id].add(code)
        if known.region_code and (
            known.kind is NameKind.CURRENT or known.enterprise_id not in self.region_of
        ):
            self.region_of[known.enterprise_id] = known.region_code
        if known.kind is not NameKind.SHORT:
            self._by_key[parsed.key].append(position)
            if parsed.parsed_key is not None:
                self._by_core[parsed.core].append(position)

    def __len__(self) -> int:
        return len(self.names)

    def owners_of(self, code: str) -> frozenset[int]:
        """Return the enterprises that have a code."""
        return frozenset(self._by_code.get(code, _NOBODY))

    def with_key(self, key: str) -> Sequence[int]:
        """Return the names with an exact key."""
        return self._by_key.get(key, _NOBODY)

    def with_core(self, core: str) -> Sequence[int]:
        """Return the names with the same trade name and business."""
        return self._by_core.get(core, _NOBODY)

    def of(self, enterprise_id: int) -> Sequence[int]:
        """Return the names of an enterprise."""
        return self._of_enterprise.get(enterprise_id, _NOBODY)

    def place_of(self, enterprise_id: int) -> str | None:
        """Return where an enterprise is: its region, or what its current name tells for certain."""
        region = self.region_of.get(enterprise_id)
        if region is not None:
            return region
        for position in self.of(enterprise_id):
            parsed = self.parsed[position]
            is_sure = self.names[position].kind is NameKind.CURRENT and not parsed.is_place_weak
            if is_sure and parsed.region is not None:
                return parsed.region
        return None

    @cached_property
    def cores(self) -> list[str]:
        """Trade name and business of every name."""
        return [parsed.core for parsed in self.parsed]

    @cached_property
    def pairs(self) -> dict[str, list[int]]:
        """The pairs of characters of all cores, built when the queue is first opened."""
        index: dict[str, list[int]] = defaultdict(list)
        for position, parsed in enumerate(self.parsed):
            for pair in pairs_of(parsed.core):
                index[pair].append(position)
        return dict(index)


def pairs_of(core: str) -> set[str]:
    """Return the pairs of neighbouring characters; the first character counts as one by itself."""
    return {core[:1], *(core[start : start + 2] for start in range(len(core) - 1))}


def is_within(inner: str | None, outer: str | None) -> bool:
    """True if a division lies in another, or is it; everything that is known lies in the nation, None."""
    if inner is None or home(inner)[0] is None:
        return False
    if outer is None:
        return True
    (province, city), (outer_province, outer_city) = home(inner), home(outer)
    return province == outer_province and outer_city in (None, city)


@lru_cache(maxsize=16_384)
def home(code: str) -> tuple[str | None, str | None]:
    """Return today's province and city code of a division code; unknown codes are no place."""
    found = home_of(code)
    return (None, None) if found is None else (found[0], found[1])


def is_apart(one: str | None, other: str | None) -> bool:
    """True if two division codes are different places, as far as both tell; districts do not count."""
    if one is None or other is None:
        return False
    (province, city), (other_province, other_city) = home(one), home(other)
    if province is None or other_province is None:
        return False
    if province != other_province:
        return True
    return city is not None and other_city is not None and city != other_city


def is_together(one: str | None, other: str | None) -> bool:
    """True if both codes are known and are the same place as far as both tell."""
    if one is None or other is None or home(one)[0] is None or home(other)[0] is None:
        return False
    return not is_apart(one, other)
