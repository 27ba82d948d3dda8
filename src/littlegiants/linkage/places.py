"""Which place an address or an enterprise name tells: province, city, county, and how surely.

Unknown is an answer: a text that tells no place, or several, is not guessed at. The place in brackets of a name
beats the one it begins with (上海宝钢气体（武汉）有限公司 sits in 武汉). Earlier names of divisions are read and
told as what stands there on the day asked for. The region digits of a credit code play no part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from littlegiants.linkage.divisions import Division, Level, divisions, place_as_of
from littlegiants.linkage.forms import (
    FormClass,
    group_names,
    legal_form_of,
    starts_with_business,
)
from littlegiants.linkage.gazetteer import EMPTY, Chain, Kind, Zone, city_words, read_chain
from littlegiants.linkage.normalise import name_key, simplify
from littlegiants.vocabulary.language import Text, message

_TRADE_MIN = 2
_BRACKET = re.compile(r"\(([^()]*)\)")
_NOTHING_BEFORE = re.compile(r"^(?:\d{6})?(?:[^:]{2,8}:)?(?:中国(?!\())?")
_ABROAD = re.compile(r"^中国\(([^()]+)\)")


class Confidence(StrEnum):
    """How surely a place was read."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"

    @property
    def text(self) -> Text:
        """The confidence in words."""
        return message(f"linkage.confidence.{self.value}")


class Where(StrEnum):
    """Where in a text a place was found."""

    ADDRESS = "address"
    LEADING = "leading"
    BRACKET = "bracket"
    SECOND = "second"
    DEEPER = "deeper"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that told a place, and where they stood."""

    words: str
    where: Where

    @property
    def text(self) -> Text:
        """The evidence in words."""
        return message(f"linkage.place.{self.where.value}", words=self.words)


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """The place a text tells; what it does not tell is None."""

    province: Division | None = None
    city: Division | None = None
    district: Division | None = None
    zone: str | None = None
    evidence: tuple[Evidence, ...] = ()
    confidence: Confidence = Confidence.NONE

    @property
    def is_known(self) -> bool:
        """True if at least the province is told."""
        return self.province is not None

    @property
    def code(self) -> str | None:
        """The code of the innermost division that is told."""
        found = self.district or self.city or self.province
        return None if found is None else found.code


@dataclass(frozen=True, slots=True)
class Head:
    """What a name begins with: its place, and where the rest begins."""

    chain: Chain
    end: int


UNKNOWN = PlaceReading()


def place_of_address(text: str, *, as_of: date | None = None) -> PlaceReading:
    """Read the place of an address; `as_of` names the day whose divisions are meant, None the newest."""
    address = simplify(text)
    abroad = _ABROAD.match(address)
    address = abroad[1] if abroad else _NOTHING_BEFORE.sub("", address, count=1)
    chain = read_chain(address)
    if chain is EMPTY or not (chain.words or chain.zone):
        return UNKNOWN
    evidence = (Evidence(address[: chain.end], Where.ADDRESS),)
    return _reading(chain, evidence, _address_confidence(chain), as_of)


def place_of_name(name: str, *, as_of: date | None = None) -> PlaceReading:
    """Read the place of an enterprise from its name."""
    key = name_key(name)
    branch = _branch_place(key)
    if branch is not None:
        return _reading(*branch, Confidence.MEDIUM, as_of)
    head = head_of(key)
    for inside in _BRACKET.findall(head):
        chain = bracket_place(inside)
        if chain is not None:
            return _reading(chain, (Evidence(inside, Where.BRACKET),), Confidence.HIGH, as_of)
    return _leading_place(_BRACKET.sub("", head), as_of)


def head_of(key: str) -> str:
    """Return a name key without its legal form and without what follows that form in brackets."""
    form = legal_form_of(key)
    if form is None and key.endswith(")") and "(" in key:
        outer = key[: key.rindex("(")]
        form = legal_form_of(outer)
        key = outer if form is not None else key
    return key if form is None else key[: -len(form.key)]


def leading_place(head: str) -> Head:
    """Return the place a name begins with; a doubtful word that may be the trade name is left to it."""
    chain = read_chain(head)
    while chain.words and chain.zone is None and chain.words[-1].kind in (Kind.WEAK, Kind.WITHIN):
        rest = head[chain.end :]
        if len(rest) >= _TRADE_MIN and not starts_with_business(rest):
            break
        chain = _without_last(chain, head)
    return Head(chain, chain.end)


def bracket_place(inside: str) -> Chain | None:
    """Return the place that fills a bracket; None if the bracket says something else."""
    chain = read_chain(inside)
    has_place = bool(chain.words) or chain.zone is not None
    return chain if has_place and chain.end == len(inside) else None


def _without_last(chain: Chain, head: str) -> Chain:
    """Give the last word of a chain back to the trade name."""
    words = chain.words[:-1]
    if not words:
        return EMPTY
    shorter = read_chain(head[: chain.end - 1])
    while shorter.words and len(shorter.words) > len(words):
        shorter = read_chain(head[: shorter.end - 1])
    return shorter


def _leading_place(head: str, as_of: date | None) -> PlaceReading:
    found = leading_place(head)
    if found.chain.words or found.chain.zone:
        evidence = [Evidence(head[: found.end], Where.LEADING)]
        division = found.chain.division
        if division is not None and division.level is Level.PROVINCE and division.city_code is None:
            deeper = _deeper(head, found.end, division)
            if deeper is not None:
                evidence.append(Evidence(deeper[0], Where.DEEPER))
                return _of_division(deeper[1], tuple(evidence), Confidence.LOW, as_of)
        return _reading(found.chain, tuple(evidence), _name_confidence(found.chain), as_of)
    return _second_place(head, as_of)


def _deeper(head: str, start: int, province: Division) -> tuple[str, Division] | None:
    """A name that begins with its province may name a city of it further on, as 吉林敖东延边药业 does."""
    for token, division in city_words(province.code):
        if head.find(token, start) >= 0:
            return token, division
    return None


def _second_place(head: str, as_of: date | None) -> PlaceReading:
    """After the name of a national group the place may stand in second position, as in 中车株洲."""
    group = next((name for name in group_names() if head.startswith(name)), None)
    if group is None:
        return UNKNOWN
    chain = read_chain(head, len(group))
    division = chain.division
    if division is None or division.level is Level.COUNTY:
        return UNKNOWN
    evidence = (Evidence(head[len(group) : chain.end], Where.SECOND),)
    return _reading(chain, evidence, Confidence.LOW, as_of)


def _branch_place(key: str) -> tuple[Chain, tuple[Evidence, ...]] | None:
    """The place of a branch stands after the name of its company: …有限公司深圳分公司."""
    form = legal_form_of(key)
    if form is None or form.kind is not FormClass.BRANCH:
        return None
    head = key[: -len(form.words)]
    for end in range(len(head) - 1, 1, -1):
        outer = legal_form_of(head[:end])
        if outer is not None and outer.kind is FormClass.COMPANY:
            tail = head[end:].strip("()")
            chain = read_chain(tail)
            has_place = bool(chain.words) or chain.zone is not None
            return (chain, (Evidence(tail[: chain.end], Where.BRANCH),)) if has_place else None
    return None


def _address_confidence(chain: Chain) -> Confidence:
    if any(word.kind is Kind.WEAK for word in chain.words):
        return Confidence.LOW
    is_full = all(word.kind is Kind.FULL for word in chain.words)
    return Confidence.HIGH if is_full else Confidence.MEDIUM


def _name_confidence(chain: Chain) -> Confidence:
    if any(word.kind in (Kind.WEAK, Kind.WITHIN) for word in chain.words):
        return Confidence.LOW
    is_full = all(word.kind is Kind.FULL for word in chain.words)
    return Confidence.HIGH if is_full else Confidence.MEDIUM


def _reading(
    chain: Chain, evidence: tuple[Evidence, ...], confidence: Confidence, as_of: date | None
) -> PlaceReading:
    division = _told(chain)
    if division is None:
        return UNKNOWN
    return _of_division(division, evidence, confidence, as_of, chain.zone)


def _told(chain: Chain) -> Division | None:
    """The zone tells the city, unless a county was named inside it."""
    division = chain.division
    if chain.zone is None or (division is not None and division.level is Level.COUNTY):
        return division
    return divisions().current.get(chain.zone.city_code)


def _of_division(
    division: Division,
    evidence: tuple[Evidence, ...],
    confidence: Confidence,
    as_of: date | None,
    zone: Zone | None = None,
) -> PlaceReading:
    now = place_as_of(division, as_of)
    if now is None:
        return UNKNOWN
    register = divisions()
    city = None if now.city_code is None else register.by_code(now.city_code)
    return PlaceReading(
        register.current.get(now.province_code),
        city,
        now if now.level is Level.COUNTY else None,
        None if zone is None else zone.title,
        evidence,
        confidence,
    )
