"""`littlegiants due`: what falls due, by month and district; and the recognition half of `today`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from littlegiants.bootstrap import Site
from littlegiants.cli.batch import procedures_of, programme_words
from littlegiants.cli.known import Times, reading
from littlegiants.cli.screen import console, print_json, table
from littlegiants.recognition.contract import due_as_json, title_as_json
from littlegiants.recognition.due import Due, Today, by_month
from littlegiants.recognition.due_services import division_name, due
from littlegiants.register.model import Header
from littlegiants.register.services import enterprise_headers
from littlegiants.vocabulary.language import Language, say

SHOWN_MAX = 50
"""So many firms are named on the screen; --json names all."""


@dataclass(frozen=True, slots=True)
class DueRequest:
    """What was asked for on the command line."""

    until: date
    programme: str | None = None
    district: str | None = None


def run_due(site: Site, wanted: DueRequest, times: Times, *, json: bool) -> int:
    """Show what falls due from a day to another."""
    with reading(site, times) as (connection, known):
        items = due(
            connection,
            procedures_of(site),
            as_of=times.as_of,
            until=wanted.until,
            known=known,
            programme=wanted.programme,
            district=wanted.district,
        )
        firms = sorted({item.enterprise_id for item in items})
        headers = enterprise_headers(connection, firms, as_of=times.as_of, known=known)
    language = site.settings.language
    if json:
        for item in items:
            print_json(due_as_json(item, headers))
        return 0
    screen = console()
    if not items:
        screen.print(say(language, "recognition.due_none", until=wanted.until.isoformat()))
        return 0
    screen.print(_month_table(site, items))
    names = {item.programme: programme_words(site, item.programme) for item in items}
    screen.print(due_table(items[:SHOWN_MAX], headers, language, names))
    for line in _rule_lines(items, language):
        screen.print(line, markup=False, soft_wrap=True)
    return 0


def _month_table(site: Site, items: Sequence[Due]) -> object:
    language = site.settings.language
    rows = [
        [
            month,
            division_name(region) if region else "–",
            programme_words(site, programme),
            kind.text.in_(language),
            f"{n:,}",
        ]
        for month, region, programme, kind, n in by_month(items)
    ]
    heads = ("month", "region", "programme", "what", "count")
    return table("", _heads(heads, language), rows, numeric=1)


def due_table(
    items: Sequence[Due],
    headers: dict[int, Header],
    language: Language,
    names: Mapping[str, str] = MappingProxyType({}),
) -> object:
    """Build the table of firms; `names` are the titles of programmes."""
    rows = [
        [
            item.day.isoformat(),
            item.kind.text.in_(language),
            names.get(item.programme, item.programme),
            headers[item.enterprise_id].key,
            headers[item.enterprise_id].name.replace("[", r"\["),
            item.detail.in_(language).replace("[", r"\[") if item.detail else "",
        ]
        for item in items
    ]
    heads = ("day", "what", "programme", "enterprise", "name", "reason")
    return table("", _heads(heads, language), rows)


def _rule_lines(items: Sequence[Due], language: Language) -> Iterator[str]:
    """Name each rule once, with its confidence and what missing it costs."""
    seen: set[tuple[str, str]] = set()
    for item in items:
        if item.rule is None:
            continue
        cite = item.rule.cite.in_(language)
        if (item.kind, cite) in seen:
            continue
        seen.add((item.kind, cite))
        parts = [f"{item.kind.text.in_(language)}: {cite} ({item.rule.confidence})"]
        parts += [text.in_(language) for text in (item.rule.missed, item.rule.note) if text]
        yield "  " + " · ".join(parts)


def today_as_json(found: Today, headers: dict[int, Header]) -> dict[str, object]:
    """The recognition half of `today` for JSON."""
    return {
        "new_titles": [title_as_json(interval, headers) for interval in found.new_titles],
        "reviews_due": [due_as_json(item, headers) for item in found.reviews],
        "updates_due": [due_as_json(item, headers) for item in found.updates],
    }


def _heads(names: Sequence[str], language: Language) -> list[str]:
    return [say(language, f"recognition.head_{name}") for name in names]
