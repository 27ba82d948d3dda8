"""`littlegiants register`: looking enterprises up, deliveries, sources, and what persons decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times, reading
from littlegiants.cli.screen import console, done, print_json, table
from littlegiants.recognition.procedures import load_procedures
from littlegiants.recognition.services import dependents
from littlegiants.register.model import GRADES, Known, Source, Statement
from littlegiants.register.resolve import Key
from littlegiants.register.services import (
    add_source,
    brought_by,
    deliveries,
    disputes,
    enterprise_headers,
    find_delivery,
    record_counts,
    sources,
    withdraw,
)
from littlegiants.register.values import encode
from littlegiants.register.views import Portrait, find_one, portrait, search
from littlegiants.storage.database import EVERYTHING
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.format import format_value
from littlegiants.vocabulary.language import Language, Text, say
from littlegiants.vocabulary.quantity import Range

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TITLES_SHOWN = 20


def run_search(site: Site, words: str, times: Times, most: int, *, json: bool) -> int:
    """List the enterprises that answer to a code, a name or parts of one; exit code 1 if none do."""
    with reading(site, times) as (connection, known):
        found, is_more = search(connection, words, as_of=times.as_of, known=known, most=most)
    language = site.settings.language
    if json:
        for hit in found:
            print_json(
                {
                    "schema": "littlegiants.found/1",
                    "id": hit.header.key,
                    "number": hit.header.id,
                    "name": hit.header.name,
                    "region": hit.header.region_code or None,
                    "found_by": hit.found_by,
                }
            )
        return 0 if found else 1
    if not found:
        console().print(say(language, "cli.search_none", words=words), markup=False)
        return 1
    heads = [say(language, f"cli.head.{name}") for name in ("id", "name", "region", "found_by")]
    rows = [
        [
            hit.header.key,
            hit.header.name,
            hit.header.region_code or "–",
            "" if hit.found_by == hit.header.name else hit.found_by,
        ]
        for hit in found
    ]
    console().print(table("", heads, rows))
    if is_more:
        console().print(say(language, "cli.search_more", most=most), markup=False)
    return 0


def run_show(site: Site, who: str, times: Times, *, json: bool) -> int:
    """Show one enterprise: identity, and every fact with the word it stands on."""
    vocabulary = site.catalog.vocabulary
    with reading(site, times) as (connection, known):
        number = find_one(connection, who, known=known, loosely=True)
        found = portrait(connection, vocabulary, number, as_of=times.as_of, known=known)
    if json:
        print_json(portrait_as_json(found, vocabulary, times))
        return 0
    screen, language = console(), site.settings.language
    for line in _identity_lines(found, language):
        screen.print(line, markup=False, soft_wrap=True)
    rows = list(_fact_rows(found, vocabulary, language))
    heads = [say(language, f"cli.head.{n}") for n in ("fact", "year", "value", "source", "beside")]
    if rows:
        screen.print(table(say(language, "cli.facts_known", day=times.as_of), heads, rows))
    else:
        screen.print(say(language, "cli.no_facts"), markup=False)
    for judgement in found.knowledge.judgements:
        screen.print(
            say(
                language,
                "cli.judgement_line",
                number=judgement.id,
                clause=judgement.clause,
                answer=say(language, "cli.yes" if judgement.answer else "cli.no"),
                actor=judgement.actor,
                evidence=judgement.evidence,
                since=judgement.valid_from,
            ),
            markup=False,
        )
    return 0


def _identity_lines(found: Portrait, language: Language) -> Iterator[str]:
    header = found.header
    yield f"{header.name}  ({', '.join(dict.fromkeys((header.key, f'E{header.id}')))})"
    for code in found.codes:
        mark = "" if code.check_ok else f"  ⚠ {say(language, 'cli.check_digit_fails')}"
        yield f"  {say(language, f'cli.code.{code.kind}')}: {code.code}{mark}"
    for name in found.names:
        since = f"{name.valid_from or '…'} – {name.valid_to or '…'}"
        yield f"  {say(language, f'cli.name.{name.kind}')}: {name.name}  {since}  [{name.source} {name.grade}]"
    for place in found.places:
        words = " ".join(w for w in (place.region_code, place.zone_code, place.address) if w)
        yield f"  {say(language, 'cli.place')}: {words}  [{place.source} {place.grade}]"
    trades = {(t.industry_code, t.edition, t.source): t for t in found.industries}
    for trade in trades.values():
        yield f"  {say(language, 'cli.industry')}: {trade.industry_code} ({trade.edition})  [{trade.source} {trade.grade}]"
    for record in found.records:
        seq = f"#{record.seq}" if record.seq else f"row {record.row_no}"
        method = say(language, f"cli.method.{record.method}")
        yield f"  {say(language, 'cli.printed_in')}: {record.delivery_id} {seq} {record.name}  ({method})"


def _fact_rows(found: Portrait, vocabulary: Vocabulary, language: Language) -> Iterator[list[str]]:
    for key, known in sorted(found.knowledge.known.items(), key=lambda item: _order(item[0])):
        title = _title(key, vocabulary).in_(language)
        beside = "; ".join(
            f"{_shown(other, vocabulary, language)} [{other.source}]"
            for other in known.others
            if other.value != known.speaks.value
        )
        mark = "≠ " if known.is_disputed else ""
        yield [
            title,
            str(key[1] or ""),
            _shown(known.speaks, vocabulary, language),
            _word(known, language),
            mark + beside,
        ]


def _order(key: Key) -> tuple[str, int]:
    return key[0], -(key[1] or 0)


def _title(key: Key, vocabulary: Vocabulary) -> Text:
    slot = vocabulary.slot(key[0]) if key[1] is None else None
    return vocabulary.describe(slot) if slot is not None else vocabulary.fact(key[0]).title


def _word(known: Known, language: Language) -> str:
    said = known.speaks
    told = f"{said.source} {said.grade} ({say(language, 'cli.delivery_short', delivery=said.delivery_id)})"
    if said.corrected_by is not None:
        told += " " + say(language, "cli.corrected", number=said.corrected_by)
    if known.resolved_by is not None:
        told += " " + say(language, "cli.settled", number=known.resolved_by)
    return told


def _shown(said: Statement, vocabulary: Vocabulary, language: Language) -> str:
    value = said.value
    if value is None:
        return "–"
    if isinstance(value, bool):
        return say(language, "cli.yes" if value else "cli.no")
    slot = vocabulary.slot(said.column)
    if isinstance(value, str):
        named = dict(vocabulary.fact(slot.fact if slot is not None else said.column).values)
        return named[value].in_(language) if value in named else value
    dimension = (
        vocabulary.dimension(slot)
        if slot is not None and said.fact_year is None
        else vocabulary.fact(said.column).dimension
    )
    if isinstance(value, Range):
        ends = (value.low, value.high)
        return "～".join("…" if e is None else format_value(e, dimension, language) for e in ends)
    return format_value(value, dimension, language)


def portrait_as_json(found: Portrait, vocabulary: Vocabulary, times: Times) -> dict[str, Any]:
    """The whole of one enterprise as `--json` prints it."""
    header = found.header
    return {
        "schema": "littlegiants.enterprise/1",
        "id": header.key,
        "number": header.id,
        "name": header.name,
        "region": header.region_code or None,
        "as_of": times.as_of.isoformat(),
        "known_on": times.known_on and times.known_on.isoformat(),
        "codes": [
            {
                "code": c.code,
                "kind": c.kind,
                "check_ok": c.check_ok,
                "source": c.source,
                "grade": c.grade,
            }
            for c in found.codes
        ],
        "names": [
            {
                "name": n.name,
                "kind": n.kind,
                "valid_from": n.valid_from and n.valid_from.isoformat(),
                "valid_to": n.valid_to and n.valid_to.isoformat(),
                "source": n.source,
                "grade": n.grade,
            }
            for n in found.names
        ],
        "places": [
            {"region": p.region_code or None, "zone": p.zone_code or None, "source": p.source}
            for p in found.places
        ],
        "industries": [
            {"code": i.industry_code, "edition": i.edition, "source": i.source}
            for i in found.industries
        ],
        "facts": [
            {
                "fact": key[0],
                "year": key[1],
                "column": found.knowledge.column_of(key, vocabulary),
                **_said(known.speaks),
                "resolved_by": known.resolved_by,
                "disputed": known.is_disputed,
                "others": [_said(other) for other in known.others],
            }
            for key, known in sorted(
                found.knowledge.known.items(), key=lambda item: _order(item[0])
            )
        ],
        "judgements": [
            {
                "number": j.id,
                "clause": j.clause,
                "answer": j.answer,
                "evidence": j.evidence,
                "actor": j.actor,
                "source": j.source,
                "valid_from": j.valid_from.isoformat(),
                "valid_to": j.valid_to and j.valid_to.isoformat(),
            }
            for j in found.knowledge.judgements
        ],
    }


def _said(statement: Statement) -> dict[str, Any]:
    return {
        "value": encode(statement.value),
        "source": statement.source,
        "grade": statement.grade,
        "delivery": statement.delivery_id,
        "record": statement.record_id,
        "corrected_by": statement.corrected_by,
    }


# Deliveries and sources


def run_deliveries(site: Site, times: Times, *, json: bool) -> int:
    """List what was received, the latest first."""
    with reading(site, times) as (connection, known):
        found, counts = deliveries(connection, known=known), record_counts(connection, known=known)
    language = site.settings.language
    if json:
        for row in found:
            printed, linked = counts.get(row.id, (0, 0))
            print_json(
                {
                    "schema": "littlegiants.delivery/1",
                    "delivery": row.id,
                    "kind": row.kind,
                    "file": row.file_name,
                    "sha256": row.sha256,
                    "source": row.source,
                    "as_of": row.as_of.isoformat(),
                    "rows": row.row_count,
                    "kept_as_printed": printed,
                    "linked": linked,
                    "recorded_at": row.recorded_at.isoformat(),
                    "actor": row.actor,
                    "withdrawn_because": row.withdrawn_because or None,
                }
            )
        return 0
    names = ("delivery", "kind", "file", "source", "recorded", "actor", "state", "rows", "waiting")
    rows = [
        [
            str(row.id),
            say(language, f"cli.kind.{row.kind}"),
            row.file_name,
            row.source,
            f"{row.recorded_at:%Y-%m-%d}",
            row.actor,
            row.withdrawn_because and say(language, "cli.withdrawn", reason=row.withdrawn_because),
            f"{row.row_count:,}",
            str(counts.get(row.id, (0, 0))[0] - counts.get(row.id, (0, 0))[1] or ""),
        ]
        for row in found
    ]
    if not rows:
        console().print(say(language, "cli.no_deliveries"), markup=False)
        return 0
    console().print(table("", [say(language, f"cli.head.{n}") for n in names], rows, numeric=2))
    return 0


def run_withdraw(site: Site, delivery: int, reason: str, *, json: bool) -> int:
    """Declare a delivery wrong; what it brought no longer counts, and what rested on it is listed."""
    with site.register.read() as connection:
        brought = brought_by(connection, delivery)
        titles = _titles_on(site, connection, delivery)
    withdraw(site.register, actor=site.actor, delivery_id=delivery, reason=reason)
    language = site.settings.language
    if json:
        return done(
            language,
            "withdraw_done",
            json=True,
            delivery=delivery,
            brought=brought,
            titles_lost=titles,
        )
    done(language, "withdraw_done", json=False, delivery=delivery)
    screen = console()
    for name, count in brought.items():
        screen.print(f"  {say(language, f'cli.brought.{name}')}: {count:,}", markup=False)
    if titles:
        screen.print(say(language, "cli.titles_lost", count=len(titles)), markup=False)
    for title in titles[:_TITLES_SHOWN]:
        screen.print(f"  {title}", markup=False)
    return 0


def _titles_on(site: Site, connection: Connection, delivery: int) -> list[str]:
    """The titles that would not be without a list; nothing for a delivery of facts."""
    if find_delivery(connection, delivery).kind != "list":
        return []
    procedures = load_procedures(site.settings.catalog)
    _, hanging = dependents(connection, procedures, delivery, as_of=site.today, known=EVERYTHING)
    firms = [interval.enterprise_id for interval in hanging]
    headers = enterprise_headers(connection, firms, as_of=site.today)
    return [
        f"{headers[i.enterprise_id].key} {headers[i.enterprise_id].name} {i.programme}"
        for i in hanging
    ]


def run_disputes(site: Site, times: Times, most: int, *, json: bool) -> int:
    """List the values on which sources disagree and no person has decided."""
    vocabulary, language = site.catalog.vocabulary, site.settings.language
    with reading(site, times) as (connection, known):
        found = disputes(connection, vocabulary, as_of=times.as_of, known=known, most=most)
    if json:
        for header, key, value in found:
            print_json(
                {
                    "schema": "littlegiants.dispute/1",
                    "id": header.key,
                    "name": header.name,
                    "fact": key[0],
                    "year": key[1],
                    **_said(value.speaks),
                    "others": [_said(other) for other in value.others],
                }
            )
        return 0
    rows = [
        [
            header.key,
            header.name.replace("[", r"\["),
            _title(key, vocabulary).in_(language),
            str(key[1] or ""),
            f"{_shown(value.speaks, vocabulary, language)} [{value.speaks.source}]".replace(
                "[", r"\["
            ),
            "; ".join(
                f"{_shown(other, vocabulary, language)} ({other.source} {other.delivery_id})"
                for other in value.others
                if other.value != value.speaks.value
            ),
        ]
        for header, key, value in found
    ]
    if not rows:
        console().print(say(language, "cli.no_disputes"), markup=False)
        return 0
    names = ("id", "name", "fact", "year", "value", "beside")
    console().print(table("", [say(language, f"cli.head.{name}") for name in names], rows))
    return 0


def run_sources(site: Site, *, json: bool) -> int:
    """List the sources, the most trusted first."""
    with site.register.read() as connection:
        found = sources(connection)
    language = site.settings.language
    if json:
        for source in found:
            print_json(
                {
                    "schema": "littlegiants.source/1",
                    "source": source.code,
                    "zh": source.title.zh,
                    "en": source.title.en,
                    "grade": source.grade,
                    "precedence": source.precedence,
                    "synthetic": source.is_synthetic,
                }
            )
        return 0
    heads = [say(language, f"cli.head.{n}") for n in ("source", "title", "grade", "precedence")]
    rows = [[s.code, s.title.in_(language), s.grade, str(s.precedence)] for s in found]
    console().print(table("", heads, rows, numeric=1))
    return 0


def run_add_source(site: Site, source: Source, *, json: bool) -> int:
    """Record a source."""
    if source.grade not in GRADES:
        raise LittleGiantsError("cli.grade_unknown", grade=source.grade, grades=" ".join(GRADES))
    add_source(site.register, actor=site.actor, source=source)
    return done(site.settings.language, "source_done", json=json, source=source.code)
