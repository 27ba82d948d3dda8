"""The second half of `littlegiants demo`: a clerk's year in an invented city, from lists to titles."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import perf_counter

from rich.console import Console

from littlegiants.bootstrap import Site
from littlegiants.cities.load import load_counts
from littlegiants.cities.services import check
from littlegiants.cli.screen import console, table
from littlegiants.intake.lists import read_list
from littlegiants.recognition.due import by_month
from littlegiants.recognition.due_services import due
from littlegiants.recognition.importing import ImportReport, import_list
from littlegiants.recognition.model import DocumentKind, ListHeader, TitleState
from littlegiants.recognition.procedures import Procedures, load_procedures
from littlegiants.recognition.services import titles
from littlegiants.register.bulk import load_columns
from littlegiants.register.services import add_source, queue
from littlegiants.register.source_list import load_sources
from littlegiants.storage.database import EVERYTHING, Database
from littlegiants.storage.migrate import migrate
from littlegiants.synthetic.printing import ListFile, print_lists
from littlegiants.synthetic.services import build_city
from littlegiants.vocabulary.language import Language, say

SIZE, SEED = 3_000, 1
AS_OF, UNTIL = date(2026, 3, 1), date(2026, 12, 31)
REGION = "440300"
ACTOR, SOURCE = "demo", "synthetic"
_TABLES = ("enterprises", "annual_facts", "second_source", "standing_facts")
_QUEUE_SHOWN = 3
_LADDER = ("innovative_sme", "srdi_sme", "little_giant")


def run_demo_city(site: Site, out: Path) -> int:
    """Build an invented city under `out`, load it, drop its lists in, and show what the city now knows."""
    started = perf_counter()
    screen, language = console(), site.settings.language
    folder = out / "city"
    shutil.rmtree(folder, ignore_errors=True)
    screen.print(f"\n{say(language, 'demo.city_title')}", style="bold", markup=False)
    build_city(size=SIZE, seed=SEED, folder=folder, as_of=AS_OF)
    lists = print_lists(folder / "lists.parquet", folder / "lists", "xlsx")
    own = replace(site, settings=replace(site.settings, data=folder / "register", database=""))
    own.settings.data.mkdir(parents=True)
    database = own.database
    try:
        migrate(database)
        _load(own, folder)
        procedures = load_procedures(site.settings.catalog)
        reports = [_import(database, procedures, one) for one in lists]
        for line in _story(reports, lists, language):
            screen.print(line, markup=False, soft_wrap=True)
        _show_titles(screen, database, procedures, language)
        _show_due(screen, database, procedures, language)
        _show_queue(screen, database, language)
    finally:
        database.close()
    _show_claims(screen, site, language)
    seconds = f"{perf_counter() - started:.1f}"
    screen.print(
        say(language, "demo.city_done", folder=str(folder / "register"), seconds=seconds),
        markup=False,
        soft_wrap=True,
    )
    return 0


def _load(site: Site, folder: Path) -> None:
    for source in load_sources(site.settings.catalog):
        add_source(site.database, actor=ACTOR, source=source)
    for name in _TABLES:
        load_columns(
            site.database,
            site.catalog.vocabulary,
            folder / f"{name}.parquet",
            actor=ACTOR,
            source=SOURCE,
            as_of=AS_OF,
        )


def _import(database: Database, procedures: Procedures, one: ListFile) -> ImportReport:
    """Import one list; the ministry's batches have numbers, the city's are named by their years."""
    is_numbered = one.programme == "little_giant"
    header = ListHeader(
        one.programme,
        DocumentKind(one.kind),
        one.issued_on.year,
        one.issued_on,
        SOURCE,
        batch_ordinal=int(one.batch) if is_numbered else None,
        region_code=REGION,
    )
    return import_list(
        database,
        procedures,
        read_list(one.path),
        header,
        actor=ACTOR,
        file_name=one.path.name,
        as_of=AS_OF,
    )


def _story(
    reports: Sequence[ImportReport], lists: Sequence[ListFile], language: Language
) -> Iterator[str]:
    linked: Counter[str] = Counter()
    for report in reports:
        linked.update({str(method): count for method, count in report.linked.items()})
    rows = sum(one.rows for one in lists)
    yield say(language, "demo.city_lists", lists=len(lists), rows=f"{rows:,}", firms=f"{SIZE:,}")
    methods = ", ".join(
        f"{say(language, f'cli.method.{method}')} {count:,}"
        for method, count in linked.most_common()
    )
    queued = sum(report.queued for report in reports)
    yield say(language, "demo.city_links", methods=methods, queued=queued)


def _show_titles(
    screen: Console, database: Database, procedures: Procedures, language: Language
) -> None:
    rows = []
    with database.read() as connection:
        for name in _LADDER:
            record = titles(connection, procedures, programme=name, as_of=AS_OF, known=EVERYTHING)
            states = Counter(interval.state for interval in record.on(AS_OF))
            title = procedures.programme(name).title.in_(language)
            shown = (TitleState.VALID, TitleState.AWAITING_REVIEW, TitleState.EXPIRED)
            rows.append([title, *(f"{states[state]:,}" for state in shown)])
    heads = [say(language, "cli.head.programme")]
    heads += [
        state.text.in_(language)
        for state in (TitleState.VALID, TitleState.AWAITING_REVIEW, TitleState.EXPIRED)
    ]
    screen.print(say(language, "demo.city_titles", day=AS_OF), style="bold", markup=False)
    screen.print(table("", heads, rows, numeric=3))


def _show_due(
    screen: Console, database: Database, procedures: Procedures, language: Language
) -> None:
    with database.read() as connection:
        items = due(
            connection,
            procedures,
            as_of=AS_OF,
            until=UNTIL,
            known=EVERYTHING,
            programme="little_giant",
        )
    months: Counter[tuple[str, str]] = Counter()
    for month, _, _, kind, count in by_month(items):
        months[month, kind.text.in_(language)] += count
    rows = [[month, kind, f"{count:,}"] for (month, kind), count in sorted(months.items())]
    heads = [say(language, f"recognition.head_{name}") for name in ("month", "what", "count")]
    screen.print(say(language, "demo.city_due", until=UNTIL), style="bold", markup=False)
    screen.print(table("", heads, rows, numeric=1))


def _show_queue(screen: Console, database: Database, language: Language) -> None:
    with database.read() as connection:
        waiting, count = queue(connection, most=_QUEUE_SHOWN)
    screen.print(say(language, "demo.city_queue", count=count, shown=len(waiting)), markup=False)
    for entry in waiting:
        best = entry.candidates[0].text.in_(language) if entry.candidates else "–"
        why = "; ".join(reason.text.in_(language) for reason in entry.blocked)
        screen.print(f"  {entry.record.name} → {best} {why}".rstrip(), markup=False, soft_wrap=True)


def _show_claims(screen: Console, site: Site, language: Language) -> None:
    _, results = check(load_counts(site.settings.catalog), None)
    found = Counter(result.verdict for result in results)
    parts = ", ".join(f"{v.text.in_(language)} {count}" for v, count in found.most_common())
    told = say(language, "demo.city_claims", count=len(results), parts=parts)
    screen.print(told, markup=False, soft_wrap=True)
