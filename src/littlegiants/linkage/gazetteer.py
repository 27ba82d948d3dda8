"""The words by which texts name places, and the chains that such words form.

A chain is province, city, county in this order, each optional, each inside the one before. The longest
chain wins, and among equals the divisions of today win over earlier ones.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib import resources

from littlegiants.linkage.divisions import Division, Level, divisions, place_as_of
from littlegiants.linkage.normalise import simplify

_NATIONALITIES = (
    "蒙古族", "回族", "藏族", "维吾尔族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族",
    "瑶族", "白族", "土家族", "哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族", "高山族",
    "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜族", "柯尔克孜", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族",
    "撒拉族", "毛南族", "仡佬族", "锡伯族", "锡伯", "阿昌族", "普米族", "塔吉克族", "塔吉克", "怒族", "乌孜别克族", "俄罗斯族",
    "鄂温克族", "德昂族", "保安族", "裕固族", "京族", "塔塔尔族", "独龙族", "鄂伦春族", "赫哲族", "门巴族", "珞巴族", "基诺族",
    "蒙古", "各族",
)  # fmt: skip
_SUFFIXES = ("自治县", "自治旗", "自治州", "地区", "林区", "特区", "新区", "市", "县", "区", "盟")
_SKIPPED = ("市辖区", "市辖县", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖", "县")
_SHORT_MIN = 2


class Kind(IntEnum):
    """How surely a word names a division: the whole name, a usual short one, or only a likely one."""

    FULL = 3
    SHORT = 2
    WEAK = 1
    WITHIN = 0
    """A short name that counts only after the city it lies in."""


@dataclass(frozen=True, slots=True)
class Word:
    """One reading of a word: the division it names."""

    division: Division
    kind: Kind
    is_current: bool
    outer: frozenset[str]
    """Codes of the divisions, of then and of now, that may stand before it."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A development zone: no division, but it tells the city. `title` is its one name among several."""

    name: str
    title: str
    city_code: str
    also_in: str


@dataclass(frozen=True, slots=True)
class Chain:
    """The place with which a text begins: what was read, where it ends, how surely."""

    words: tuple[Word, ...] = ()
    zone: Zone | None = None
    end: int = 0
    is_ambiguous: bool = False

    @property
    def division(self) -> Division | None:
        """The innermost division that was named."""
        return self.words[-1].division if self.words else None

    @property
    def is_weak(self) -> bool:
        """True if all that was found is one word that is also a common one."""
        return self.zone is None and len(self.words) == 1 and self.words[0].kind is Kind.WEAK


EMPTY = Chain()


def read_chain(text: str, start: int = 0) -> Chain:
    """Return the place with which a simplified text begins at `start`."""
    heads = _heads()
    if text[start : start + 2] not in heads:
        return EMPTY
    zone = _zone_at(text, start, None)
    found = _longest(_chains(text, start, None, (), heads))
    if zone is not None and start + len(zone.name) > found.end:
        return _with_zone(text, (), zone, start + len(zone.name))
    if not found.words:
        return found
    after = _zone_at(text, found.end, found.division)
    if after is None:
        return found
    return _with_zone(text, found.words, after, found.end + len(after.name))


def city_words(province_code: str) -> tuple[tuple[str, Division], ...]:
    """Usual names of the cities of a province, for places deeper inside a name."""
    return _city_words().get(province_code, ())


def _chains(
    text: str,
    start: int,
    outer: Division | None,
    words: tuple[Word, ...],
    heads: dict[str, tuple[int, ...]],
) -> list[Chain]:
    """Every chain from here on, the one that stops here included."""
    found = [Chain(words, None, start)]
    if outer is not None and outer.level is Level.COUNTY:
        return found
    start = _skip(text, start, outer)
    table = _words()
    for length in heads.get(text[start : start + 2], ()):
        token = text[start : start + length]
        for word in table.get(token, ()):
            if len(token) == length and _may_follow(word, outer):
                inner = _chains(text, start + length, word.division, (*words, word), heads)
                found.extend(inner)
    return found


def _skip(text: str, start: int, outer: Division | None) -> int:
    if outer is None:
        return start
    for filler in (*_SKIPPED, outer.name):
        if text.startswith(filler, start) and (filler != "县" or text[start - 1] == "市"):
            return start + len(filler)
    return start


def _may_follow(word: Word, outer: Division | None) -> bool:
    if outer is None:
        return word.kind is not Kind.WITHIN
    if outer.code not in word.outer:
        return False
    return (
        outer.level is not Level.PROVINCE or word.kind is not Kind.WITHIN or _hangs(word.division)
    )


def _hangs(division: Division) -> bool:
    """True for counties that belong to no city of their own province but to the province itself."""
    return division.city_code in (division.code, division.province_code)


def _longest(chains: list[Chain]) -> Chain:
    """Return the longest chain, today's before earlier ones; equals of different places are no answer."""
    if len(chains) == 1:
        return chains[0]
    ranks = [_rank(chain) for chain in chains]
    highest = max(ranks)
    best = [chain for chain, rank in zip(chains, ranks, strict=True) if rank == highest]
    if len({chain.division for chain in best}) > 1:
        return Chain((), None, 0, is_ambiguous=True)
    return best[0]


def _rank(chain: Chain) -> tuple[int, int, int]:
    current = sum(word.is_current for word in chain.words)
    return chain.end, current - len(chain.words), sum(word.kind for word in chain.words)


def _zone_at(text: str, start: int, outer: Division | None) -> Zone | None:
    if text[start : start + 2] not in _zone_heads():
        return None
    for length in _zone_lengths():
        zone = _zones().get(text[start : start + length])
        if zone is not None and _zone_fits(zone, outer):
            return zone
    return None


def _zone_fits(zone: Zone, outer: Division | None) -> bool:
    if outer is None or (outer.code[:2] == zone.city_code[:2] and outer.level is Level.PROVINCE):
        return True
    return outer.city_code in (zone.city_code, zone.also_in)


def _with_zone(text: str, words: tuple[Word, ...], zone: Zone, end: int) -> Chain:
    """A county may follow a zone, as in 雄安新区容城县."""
    city = divisions().current.get(zone.city_code)
    heads = _heads()
    if city is None or text[end : end + 2] not in heads:
        return Chain(words, zone, end)
    inner = _longest(_chains(text, end, city, words, heads))
    has_county = inner.end > end and inner.words[-1].kind is Kind.FULL
    return Chain(inner.words, zone, inner.end) if has_county else Chain(words, zone, end)


@cache
def _words() -> dict[str, tuple[Word, ...]]:
    register = divisions()
    everyone = [(division, True) for division in register.current.values()]
    everyone += [(division, False) for division in register.former.values()]
    table: dict[str, list[Word]] = defaultdict(list)
    for division, is_current in everyone:
        outer = _outer(division)
        for token, kind in _names(division, is_current=is_current):
            table[token].append(Word(division, kind, is_current, outer))
    return {token: _settled(token, words) for token, words in table.items()}


def _outer(division: Division) -> frozenset[str]:
    now = place_as_of(division)
    codes = {division.province_code, division.city_code, f"{division.code[:4]}00"}
    if now is not None:
        codes |= {now.province_code, now.city_code}
    return frozenset(code for code in codes if code and code != division.code)


def _names(division: Division, *, is_current: bool) -> list[tuple[str, Kind]]:
    """The words for a division, the whole name first."""
    name = simplify(division.name)
    found = [(name, Kind.FULL)]
    short = simplify(division.short_name) or _short(name)
    if len(short) < _SHORT_MIN or short == name:
        return found
    if division.level is Level.PROVINCE:
        return [*found, (short, Kind.SHORT)]
    if division.level is Level.CITY:
        kind = Kind.WEAK if short in _common_words() else Kind.SHORT
        found.append((short, kind if is_current else Kind.WITHIN))
        return [*found, (f"{short}州", Kind.FULL)] if name.endswith("自治州") else found
    is_town = not name.endswith("区") and short not in _common_words() and is_current
    return [*found, (short, Kind.WEAK if is_town else Kind.WITHIN)]


def _short(name: str) -> str:
    for suffix in _SUFFIXES:
        if name.endswith(suffix):
            name = name.removesuffix(suffix)
            break
    stripped = True
    while stripped:
        stripped = False
        for people in _NATIONALITIES:
            if name.endswith(people) and len(name) > len(people):
                name, stripped = name.removesuffix(people), True
    return name


def _settled(token: str, words: list[Word]) -> tuple[Word, ...]:
    """A short name that several places share counts only inside one of them."""
    provinces = [w for w in words if w.division.level is Level.PROVINCE]
    cities = [w for w in words if w.division.level is Level.CITY and w.kind is not Kind.WITHIN]
    weak = [w for w in words if w.kind is Kind.WEAK and w.division.level is Level.COUNTY]
    settled: list[Word] = []
    for word in words:
        is_shadowed = (
            word.kind in (Kind.SHORT, Kind.WEAK) and bool(provinces) and word not in provinces
        ) or (word in weak and (len(weak) > 1 or bool(cities)))
        kind = Kind.WITHIN if is_shadowed else word.kind
        settled.append(Word(word.division, kind, word.is_current, word.outer))
    return tuple(settled)


@cache
def _heads() -> dict[str, tuple[int, ...]]:
    """Lengths of the words that begin with two characters, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for token in (*_words(), *_zones()):
        lengths[token[:2]].add(len(token))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


@cache
def _city_words() -> dict[str, tuple[tuple[str, Division], ...]]:
    table: dict[str, list[tuple[str, Division]]] = defaultdict(list)
    for token, words in _words().items():
        for word in words:
            if word.division.level is Level.CITY and word.is_current and len(token) >= _SHORT_MIN:
                table[word.division.province_code].append((token, word.division))
    return {
        code: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for code, found in table.items()
    }


@cache
def _zones() -> dict[str, Zone]:
    rows = _csv("zones.csv")
    return {
        r["name"]: Zone(r["name"], r["same_as"] or r["name"], r["city_code"], r["also_in"])
        for r in rows
    }


@cache
def _zone_heads() -> frozenset[str]:
    """The first two characters of every zone's name; most texts begin otherwise."""
    return frozenset(name[:2] for name in _zones())


@cache
def _zone_lengths() -> tuple[int, ...]:
    return tuple(sorted({len(name) for name in _zones()}, reverse=True))


@cache
def _common_words() -> frozenset[str]:
    return frozenset(row["word"] for row in _csv("common_words.csv"))


def _csv(name: str) -> list[dict[str, str]]:
    path = resources.files("littlegiants").joinpath("catalog", "places", name)
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
