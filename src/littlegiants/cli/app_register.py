"""The commands of the register and their options; the work is done in the modules beside this one."""

# No `from __future__ import annotations` here: Typer reads the options out of the annotations, which
# name local values.
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from littlegiants.bootstrap import Site
from littlegiants.vocabulary.language import say


def add_register(app: typer.Typer, site: Site) -> None:
    """Add init, import, link and register."""
    language = site.settings.language

    def words(code: str) -> str:
        return say(language, f"cli.{code}")

    json_ = typer.Option("--json", help=words("opt.json"))
    source = typer.Option("--source", "-s", help=words("opt.source"))
    as_of = typer.Option(
        "--as-of", help=words("opt.as_of"), formats=["%Y-%m-%d"], show_default=False
    )
    reason = typer.Option("--reason", help=words("opt.reason"))

    @app.command(help=words("init"))
    def init(json: Annotated[bool, json_] = False) -> int:
        from littlegiants.cli.init import run_init

        return run_init(site, json=json)

    @app.command("import", help=words("import"))
    def import_(
        path: Annotated[Path, typer.Argument(help=words("arg.delivery"), show_default=False)],
        source: Annotated[str, source],
        as_of: Annotated[datetime | None, as_of] = None,
        yes: Annotated[bool, typer.Option("--yes", "-y", help=words("opt.yes"))] = False,
        new_by_name: Annotated[
            bool, typer.Option("--new-by-name", help=words("opt.new_by_name"))
        ] = False,
        columns: Annotated[bool, typer.Option("--columns", help=words("opt.columns"))] = False,
        answer: Annotated[
            Path | None, typer.Option("--answer", help=words("opt.answer"), show_default=False)
        ] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.importing import ImportRequest, run_import

        day = as_of.date() if as_of else site.today
        wanted = ImportRequest(path, source, day, yes, new_by_name, columns, answer, json)
        return run_import(site, wanted)

    link = typer.Typer(help=words("link"), no_args_is_help=True, rich_markup_mode=None)
    register = typer.Typer(help=words("register"), no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(link, name="link")
    app.add_typer(register, name="register")

    @link.command("queue", help=words("link.queue"))
    def queue(
        delivery: Annotated[
            int | None, typer.Option("--delivery", help=words("opt.delivery"))
        ] = None,
        most: Annotated[int, typer.Option("--most", help=words("opt.most"), min=1)] = 20,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.linking import run_queue

        return run_queue(site, delivery, most, json=json)

    @link.command("decide", help=words("link.decide"))
    def decide(
        record: Annotated[int, typer.Argument(help=words("arg.record"), show_default=False)],
        who: Annotated[str, typer.Argument(help=words("arg.who_or_new"), show_default=False)],
        reason: Annotated[str, reason],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.linking import run_decide

        return run_decide(site, record, who, reason, json=json)

    @link.command("undo", help=words("link.undo"))
    def undo(
        record: Annotated[int, typer.Argument(help=words("arg.record"), show_default=False)],
        reason: Annotated[str, reason],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.linking import run_unlink

        return run_unlink(site, record, reason, json=json)

    @link.command("history", help=words("link.history"))
    def history(
        record: Annotated[int, typer.Argument(help=words("arg.record"), show_default=False)],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.linking import run_history

        return run_history(site, record, json=json)

    _add_views(register, site)
    _add_decisions(register, site)


def _add_views(register: typer.Typer, site: Site) -> None:
    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    json_ = typer.Option("--json", help=words("opt.json"))
    reason = typer.Option("--reason", help=words("opt.reason"))
    as_of = typer.Option(
        "--as-of", help=words("opt.as_of_day"), formats=["%Y-%m-%d"], show_default=False
    )
    known_on = typer.Option(
        "--known-on", help=words("opt.known_on"), formats=["%Y-%m-%d"], show_default=False
    )

    @register.command("search", help=words("lookup.search"))
    def search(
        wanted: Annotated[list[str], typer.Argument(help=words("arg.words"), show_default=False)],
        as_of: Annotated[datetime | None, as_of] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        most: Annotated[int, typer.Option("--most", help=words("opt.most"), min=1)] = 20,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.known import times_of
        from littlegiants.cli.register import run_search

        return run_search(site, " ".join(wanted), times_of(site, as_of, known_on), most, json=json)

    @register.command("show", help=words("lookup.show"))
    def show(
        who: Annotated[str, typer.Argument(help=words("arg.who"), show_default=False)],
        as_of: Annotated[datetime | None, as_of] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.known import times_of
        from littlegiants.cli.register import run_show

        return run_show(site, who, times_of(site, as_of, known_on), json=json)

    @register.command("deliveries", help=words("lookup.deliveries"))
    def deliveries(
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.known import times_of
        from littlegiants.cli.register import run_deliveries

        return run_deliveries(site, times_of(site, None, known_on), json=json)

    @register.command("disputes", help=words("lookup.disputes"))
    def disputes(
        as_of: Annotated[datetime | None, as_of] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        most: Annotated[int, typer.Option("--most", help=words("opt.most"), min=1)] = 50,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.known import times_of
        from littlegiants.cli.register import run_disputes

        return run_disputes(site, times_of(site, as_of, known_on), most, json=json)

    @register.command("withdraw", help=words("lookup.withdraw"))
    def withdraw(
        delivery: Annotated[
            int, typer.Argument(help=words("arg.delivery_number"), show_default=False)
        ],
        reason: Annotated[str, reason],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.register import run_withdraw

        return run_withdraw(site, delivery, reason, json=json)

    @register.command("sources", help=words("lookup.sources"))
    def sources(json: Annotated[bool, json_] = False) -> int:
        from littlegiants.cli.register import run_sources

        return run_sources(site, json=json)

    @register.command("source", help=words("lookup.source"))
    def source(
        code: Annotated[str, typer.Argument(help=words("arg.source"), show_default=False)],
        zh: Annotated[str, typer.Option("--zh", help=words("opt.zh"))],
        en: Annotated[str, typer.Option("--en", help=words("opt.en"))],
        grade: Annotated[str, typer.Option("--grade", help=words("opt.grade"))],
        precedence: Annotated[int, typer.Option("--precedence", help=words("opt.precedence"))],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.register import run_add_source
        from littlegiants.register.model import Source
        from littlegiants.vocabulary.language import Text

        wanted = Source(code, Text(zh, en), grade, precedence)
        return run_add_source(site, wanted, json=json)


def _add_decisions(register: typer.Typer, site: Site) -> None:
    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    json_ = typer.Option("--json", help=words("opt.json"))
    reason = typer.Option("--reason", help=words("opt.reason"))
    source = typer.Option("--source", "-s", help=words("opt.source"))
    who = typer.Argument(help=words("arg.who"), show_default=False)
    fact = typer.Argument(help=words("arg.fact"), show_default=False)
    year = typer.Option("--year", help=words("opt.year"))

    @register.command("correct", help=words("lookup.correct"))
    def correct(
        who: Annotated[str, who],
        fact: Annotated[str, fact],
        value: Annotated[str, typer.Argument(help=words("arg.value"), show_default=False)],
        reason: Annotated[str, reason],
        source: Annotated[str, source],
        year: Annotated[int | None, year] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.decisions import Place, run_correct
        from littlegiants.cli.known import Times

        place, times = Place(who, fact, year), Times(site.today)
        return run_correct(site, place, value, reason, source, times, json=json)

    @register.command("settle", help=words("lookup.settle"))
    def settle(
        who: Annotated[str, who],
        fact: Annotated[str, fact],
        delivery: Annotated[
            int, typer.Argument(help=words("arg.delivery_number"), show_default=False)
        ],
        reason: Annotated[str, reason],
        year: Annotated[int | None, year] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.decisions import Place, run_settle
        from littlegiants.cli.known import Times

        place, times = Place(who, fact, year), Times(site.today)
        return run_settle(site, place, delivery, reason, times, json=json)

    @register.command("judge", help=words("lookup.judge"))
    def judge(
        who: Annotated[str, who],
        clause: Annotated[str, typer.Argument(help=words("arg.clause"), show_default=False)],
        source: Annotated[str, source],
        evidence: Annotated[str, typer.Option("--evidence", help=words("opt.evidence"))],
        yes: Annotated[bool, typer.Option("--yes/--no", help=words("opt.answer_yes"))],
        since: Annotated[
            datetime | None,
            typer.Option(
                "--since", help=words("opt.since"), formats=["%Y-%m-%d"], show_default=False
            ),
        ] = None,
        until: Annotated[
            datetime | None,
            typer.Option(
                "--until", help=words("opt.until"), formats=["%Y-%m-%d"], show_default=False
            ),
        ] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.decisions import Answer, run_judge

        first = since.date() if since else site.today
        last = until.date() if until else None
        answer = Answer(clause, yes, evidence, source, first, last)
        return run_judge(site, who, answer, json=json)

    @register.command("take-back", help=words("lookup.take_back"))
    def take_back(
        kind: Annotated[str, typer.Argument(help=words("arg.decision"), show_default=False)],
        number: Annotated[int, typer.Argument(help=words("arg.number"), show_default=False)],
        reason: Annotated[str, reason],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.decisions import run_take_back

        return run_take_back(site, kind, number, reason, json=json)
