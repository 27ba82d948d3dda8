"""`littlegiants today`: new titles, what falls due, and who is one clause short."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from littlegiants.assessment.many import Summary, assess_parquet, assess_table
from littlegiants.bootstrap import Site
from littlegiants.cli.batch import procedures_of
from littlegiants.cli.due import due_table, today_as_json
from littlegiants.cli.known import Times, reading
from littlegiants.cli.law import LawRequest, choose
from littlegiants.cli.register_facts import (
    Selection,
    is_small,
    register_columns,
    register_delivery,
)
from littlegiants.cli.screen import console, print_json, table
from littlegiants.recognition.due import Today
from littlegiants.recognition.due_services import today
from littlegiants.recognition.procedures import Procedures
from littlegiants.register.model import Header
from littlegiants.register.services import enterprise_headers
from littlegiants.rulebooks.editions import SIZE_PROGRAMME
from littlegiants.vocabulary.language import Language, say

TITLES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Window:
    """How far back new titles are looked for, and how far ahead deadlines."""

    back: int
    ahead: int
    near: int


def run_today(site: Site, times: Times, window: Window, *, json: bool) -> int:
    """Show what a clerk has to know this morning."""
    with reading(site, times) as (connection, known):
        found = today(
            connection,
            procedures_of(site),
            as_of=times.as_of,
            known=known,
            days_back=window.back,
            days_ahead=window.ahead,
        )
        firms = {interval.enterprise_id for interval in found.new_titles}
        firms |= {item.enterprise_id for item in (*found.reviews, *found.updates)}
        headers = enterprise_headers(connection, sorted(firms), as_of=times.as_of, known=known)
    summaries = one_clause_short(site, times)
    if json:
        print_json(_as_json(found, headers, summaries, times, window.near))
        return 0
    screen, language = console(), site.settings.language
    procedures = procedures_of(site)
    for part in _parts(found, headers, summaries, window, procedures, language):
        screen.print(part, markup=False) if isinstance(part, str) else screen.print(part)
    return 0


def one_clause_short(site: Site, times: Times) -> list[Summary]:
    """Assess the register for every tier of the ladder; the summaries hold the near misses."""
    law = LawRequest((), "new", datetime.combine(times.as_of, time()), ())
    chosen = choose(site.catalog, law)
    rulebooks = [c.rulebook for c in chosen if c.rulebook.programme != SIZE_PROGRAMME]
    vocabulary = site.catalog.vocabulary
    if is_small(site, times):
        delivery = register_delivery(site, Selection(times))
        return assess_table(rulebooks, delivery.table, vocabulary)[0]
    with register_columns(site, times) as path:
        return assess_parquet(rulebooks, path, vocabulary)


def _parts(
    found: Today,
    headers: dict[int, Header],
    summaries: Sequence[Summary],
    window: Window,
    procedures: Procedures,
    language: Language,
) -> Iterator[Any]:
    def words(programme: str) -> str:
        return procedures.programme(programme).title.in_(language)

    yield say(language, "cli.today_new", count=len(found.new_titles), days=window.back)
    rows = [
        [
            words(interval.programme),
            headers[interval.enterprise_id].key,
            headers[interval.enterprise_id].name.replace("[", r"\["),
            interval.valid_from.isoformat(),
            interval.valid_to.isoformat() if interval.valid_to else "–",
        ]
        for interval in found.new_titles[:TITLES_SHOWN]
    ]
    if rows:
        names = ("programme", "id", "name", "from", "to")
        yield table("", [say(language, f"cli.head.{name}") for name in names], rows)
    yield say(language, "cli.today_reviews", count=len(found.reviews), days=window.ahead)
    if found.reviews:
        yield due_table(found.reviews[:TITLES_SHOWN], headers, language)
    yield say(language, "cli.today_updates", count=len(found.updates), days=window.ahead)
    deadlines = Counter((item.day.isoformat(), item.programme) for item in found.updates)
    for (day, programme), count in sorted(deadlines.items()):
        yield f"  {day}  {words(programme)}  {count:,}"
    for summary in summaries:
        yield say(
            language,
            "cli.today_near",
            title=summary.rulebook.title,
            count=sum(summary.near.values()),
            decided=sum(summary.near_decided.values()),
        )
        for clause, count in (+summary.near).most_common(window.near):
            named = summary.rulebook.clause(clause)
            yield f"  {count:>7,}  {clause} {named.title.in_(language)}"


def _as_json(
    found: Today,
    headers: dict[int, Header],
    summaries: Sequence[Summary],
    times: Times,
    near: int,
) -> dict[str, Any]:
    return {
        "schema": "littlegiants.today/1",
        "as_of": times.as_of.isoformat(),
        "known_on": times.known_on.isoformat() if times.known_on else None,
        **today_as_json(found, headers),
        "one_clause_short": [
            {
                "programme": summary.rulebook.programme,
                "edition": summary.rulebook.edition,
                "enterprises": sum(summary.near.values()),
                "otherwise_decided": sum(summary.near_decided.values()),
                "clauses": dict(summary.near.most_common()),
                "examples": [
                    {"id": miss.id, "name": miss.name, "clause": miss.clause, "open": miss.open}
                    for miss in sorted(summary.near_misses, key=lambda miss: miss.open)[:near]
                ],
            }
            for summary in summaries
        ],
    }
