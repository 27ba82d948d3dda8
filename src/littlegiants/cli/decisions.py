"""`littlegiants register correct|settle|judge|take-back`: what persons decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times
from littlegiants.cli.screen import done
from littlegiants.intake.cells import measure, read_cell
from littlegiants.register.clerical import correct, judge, settle, take_back
from littlegiants.register.resolve import Key
from littlegiants.register.views import find_one
from littlegiants.storage.database import EVERYTHING
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.facts import Kind, Vocabulary
from littlegiants.vocabulary.quantity import NotAQuantityError


@dataclass(frozen=True, slots=True)
class Place:
    """Which value of which enterprise is meant."""

    who: str
    fact: str
    year: int | None


def run_correct(
    site: Site, place: Place, given: str, reason: str, source: str, times: Times, *, json: bool
) -> int:
    """Set one value right."""
    vocabulary = site.catalog.vocabulary
    number = _number(site, place.who)
    key, value = parse_value(vocabulary, place, given)
    correction = correct(
        site.register,
        vocabulary,
        actor=site.actor,
        enterprise_id=number,
        key=key,
        value=value,
        reason=reason,
        source=source,
        as_of=times.as_of,
    )
    return done(site.settings.language, "correct_done", json=json, number=correction)


def run_settle(
    site: Site, place: Place, delivery: int, reason: str, times: Times, *, json: bool
) -> int:
    """Say which delivery speaks where sources disagree."""
    vocabulary = site.catalog.vocabulary
    key = _key(vocabulary, place)
    resolution = settle(
        site.register,
        vocabulary,
        actor=site.actor,
        enterprise_id=_number(site, place.who),
        key=key,
        delivery_id=delivery,
        reason=reason,
        as_of=times.as_of,
    )
    return done(site.settings.language, "settle_done", json=json, number=resolution)


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer to a clause, and what it rests on."""

    clause: str
    yes: bool
    evidence: str
    source: str
    valid_from: date
    valid_to: date | None


def run_judge(site: Site, who: str, answer: Answer, *, json: bool) -> int:
    """Record a person's answer to a clause that no fact decides."""
    number = judge(
        site.register,
        actor=site.actor,
        enterprise_id=_number(site, who),
        clause=answer.clause,
        answer=answer.yes,
        evidence=answer.evidence,
        source=answer.source,
        valid_from=answer.valid_from,
        valid_to=answer.valid_to,
    )
    return done(site.settings.language, "judge_done", json=json, number=number)


DECISIONS = ("correction", "resolution", "judgement")


def run_take_back(site: Site, kind: str, number: int, reason: str, *, json: bool) -> int:
    """Take a correction, resolution or judgement back."""
    if kind not in DECISIONS:
        raise LittleGiantsError("cli.decision_unknown", kind=kind, kinds=" ".join(DECISIONS))
    take_back(site.register, actor=site.actor, kind=kind, number=number, reason=reason)
    return done(site.settings.language, "take_back_done", json=json, kind=kind, number=number)


def _number(site: Site, who: str) -> int:
    with site.register.read() as connection:
        return find_one(connection, who, known=EVERYTHING)


def _key(vocabulary: Vocabulary, place: Place) -> Key:
    slot = vocabulary.slot(place.fact)
    fact = vocabulary.fact(place.fact if slot is None else slot.fact)
    if slot is not None and fact.kind is not Kind.ANNUAL:
        return place.fact, None
    if fact.kind is Kind.ANNUAL and fact.name == place.fact and place.year is not None:
        return fact.name, place.year
    raise LittleGiantsError("cli.year_wanted", fact=place.fact)


def parse_value(vocabulary: Vocabulary, place: Place, given: str) -> tuple[Key, Value]:
    """Read a value as it is typed, with its unit, such as 5000万元, 3.5% or 是. Raises `LittleGiantsError`."""
    key = _key(vocabulary, place)
    fact = vocabulary.fact(key[0]) if key[1] is not None else None
    slot = fact.slot() if fact is not None else vocabulary.slot(key[0])
    assert slot is not None
    try:
        value = read_cell(given, measure(vocabulary.fact(slot.fact), slot))
    except NotAQuantityError as fault:
        raise LittleGiantsError("cli.value_unreadable", value=given, fact=place.fact) from fault
    if value is None:
        raise LittleGiantsError("cli.value_unreadable", value=given, fact=place.fact)
    return key, value
