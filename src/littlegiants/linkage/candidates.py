"""Whom an entry of the queue may mean: the best five enterprises, compared part by part.

Names are preselected by rare pairs of characters that they share with the printed one, and compared in
spelling only then. The order is a proposal to a person; no score ever links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from rapidfuzz import fuzz, process

from littlegiants.linkage.divisions import divisions
from littlegiants.linkage.known import Known, home, is_apart, is_together, pairs_of
from littlegiants.linkage.model import Candidate, Compared, Likeness, Printed
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import ParsedName, parse_key
from littlegiants.vocabulary.uscc import check_uscc

CANDIDATES_MAX = 5
_POSTINGS_MAX = 3_000
"""Pairs that more names share say little and are passed over while rarer ones are at hand."""
_POOL_MAX = 150
_SCAN_BELOW = 75
"""If no preselected name scores so high, all names are scanned, up to `_SCAN_MAX` of them."""
_SCAN_MAX = 300_000
_WEIGHTS = {"trade": 55, "business": 20, "place": 20, "form": 5}


@dataclass(frozen=True, slots=True)
class _Asked:
    """The entry whose enterprise is looked for."""

    printed: Printed
    parsed: ParsedName
    code: str | None
    known: Known


def candidates_for(
    printed: Printed, known: Known, limit: int = CANDIDATES_MAX
) -> tuple[Candidate, ...]:
    """Return the enterprises an entry may mean, the likeliest first, one line of reasons a part."""
    parsed = parse_key(name_key(printed.name))
    reading = check_uscc(printed.code or "")
    asked = _Asked(printed, parsed, reading.code if reading.well_formed else None, known)
    pool = set(known.with_key(parsed.key)) | set(known.with_core(parsed.core))
    for owner in known.owners_of(asked.code) if asked.code else ():
        pool.update(known.of(owner))
    pool.update(_sharing_pairs(parsed, known))
    best = _best(pool, asked)
    if (not best or -best[0][1] < _SCAN_BELOW) and len(known) <= _SCAN_MAX:
        best = _best(pool.union(_scanned(parsed, known)), asked)
    return tuple(_candidate(order, asked) for order in best[:limit])


_Order = tuple[bool, int, int, int, int]
"""Has the code, score, similarity (both negative), enterprise, position: the least comes first."""


def _best(pool: Iterable[int], asked: _Asked) -> list[_Order]:
    """Order a pool and keep the best name of each enterprise; who has the code comes first."""
    best: dict[int, _Order] = {}
    for position in pool:
        order = _order(position, asked)
        held = best.get(order[3])
        if held is None or order < held:
            best[order[3]] = order
    return sorted(best.values())


def _order(position: int, asked: _Asked) -> _Order:
    known, parsed = asked.known, asked.parsed
    other, enterprise_id = known.parsed[position], known.names[position].enterprise_id
    place = _place_likeness(asked, position)
    parts = {
        "trade": fuzz.ratio(parsed.trade, other.trade),
        "business": fuzz.ratio(parsed.business, other.business),
        "place": {Likeness.SAME: 100, Likeness.UNKNOWN: 50, Likeness.DIFFERENT: 0}[place],
        "form": 100 if _form(parsed) == _form(other) else 0,
    }
    score = round(sum(_WEIGHTS[part] * share for part, share in parts.items()) / 100)
    has_code = asked.code is not None and asked.code in known.codes_of.get(enterprise_id, ())
    similarity = round(fuzz.ratio(parsed.key, other.key))
    return not has_code, -score, -similarity, enterprise_id, position


def _candidate(order: _Order, asked: _Asked) -> Candidate:
    """Put a candidate into words, part by part."""
    _, score, similarity, enterprise_id, position = order
    known, parsed = asked.known, asked.parsed
    name, other = known.names[position], known.parsed[position]
    codes = known.codes_of.get(enterprise_id, set())
    here = _place_words(asked.printed.region_code or parsed.region)
    there = _place_words(known.region_of.get(enterprise_id) or other.region)
    lines = (
        Compared(
            "code", _code_likeness(asked.code, codes), asked.code or "", ", ".join(sorted(codes))
        ),
        Compared("place", _place_likeness(asked, position), here, there),
        _line("trade", parsed.trade, other.trade),
        _line("business", parsed.business, other.business),
        _line("form", _form(parsed), _form(other)),
    )
    return Candidate(enterprise_id, name.name, name.kind, name.code, -similarity, -score, lines)


def _line(part: str, printed: str, known: str) -> Compared:
    return Compared(part, _equal(printed, known), printed, known)


def _equal(one: str, other: str) -> Likeness:
    if not one or not other:
        return Likeness.UNKNOWN
    return Likeness.SAME if one == other else Likeness.DIFFERENT


def _code_likeness(code: str | None, codes: set[str]) -> Likeness:
    if code is None or not codes:
        return Likeness.UNKNOWN
    return Likeness.SAME if code in codes else Likeness.DIFFERENT


def _place_likeness(asked: _Asked, position: int) -> Likeness:
    """Names are compared with names, and the list's region with the enterprise's; a difference wins."""
    parsed, other = asked.parsed, asked.known.parsed[position]
    region = asked.known.region_of.get(asked.known.names[position].enterprise_id)
    if parsed.is_placed and other.is_placed and parsed.signature != other.signature:
        return Likeness.DIFFERENT
    if is_apart(asked.printed.region_code, region):
        return Likeness.DIFFERENT
    here, there = asked.printed.region_code or parsed.region, region or other.region
    if (parsed.is_placed and parsed.signature == other.signature) or is_together(here, there):
        return Likeness.SAME
    return Likeness.DIFFERENT if is_apart(here, there) else Likeness.UNKNOWN


def _form(parsed: ParsedName) -> str:
    words = "" if parsed.form is None else parsed.form.words
    return f"集团{words}" if parsed.is_group and words != "集团" else words


def _place_words(code: str | None) -> str:
    if code is None:
        return ""
    register = divisions()
    found = register.by_code(code)
    city = home(code)[1]
    outer = register.by_code(city) if city else None
    if found is None:
        return outer.name if outer is not None else code
    return found.name if outer is None or outer == found else f"{outer.name}{found.name}"


def _sharing_pairs(parsed: ParsedName, known: Known) -> list[int]:
    """Return the names that share most of the rarer pairs of characters."""
    postings = [known.pairs[pair] for pair in pairs_of(parsed.core) if pair in known.pairs]
    rare = [found for found in postings if len(found) <= _POSTINGS_MAX]
    counted: Counter[int] = Counter()
    for found in rare:
        weight = round(log2(1 + len(known) / len(found)) * 16)
        for position in found:
            counted[position] += weight
    return [position for position, _ in counted.most_common(_POOL_MAX)]


def _scanned(parsed: ParsedName, known: Known) -> list[int]:
    found = process.extract(
        parsed.core, known.cores, scorer=fuzz.ratio, limit=_POOL_MAX, score_cutoff=50
    )
    return [position for _, _, position in found]
