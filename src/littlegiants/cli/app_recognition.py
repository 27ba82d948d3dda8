"""The commands of lists, titles, rounds and what falls due, and their options."""

# No `from __future__ import annotations` here: Typer reads the options out of the annotations, which
# name local values.
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from littlegiants.bootstrap import Site
from littlegiants.vocabulary.language import say

_DAY = ["%Y-%m-%d"]
_MONTHS_AHEAD = 183

Words = Callable[[str], str]


def add_recognition(app: typer.Typer, site: Site) -> None:
    """Add batch, due, today, round and export."""

    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    batch = typer.Typer(help=words("batch"), no_args_is_help=True, rich_markup_mode=None)
    round_ = typer.Typer(help=words("round"), no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(batch, name="batch")
    app.add_typer(round_, name="round")
    _add_import(batch, site, words)
    _add_lists(batch, site, words)
    _add_events(batch, site, words)
    _add_round(round_, site, words)
    _add_round_publicity(round_, site, words)
    _add_days(app, site, words)
    _add_export(app, site, words)


def _day(value: datetime | None) -> date | None:
    return value.date() if value else None


def _json(words: Words) -> Any:  # an option of Typer; its class is private
    return typer.Option("--json", help=words("opt.json"))


def _date(name: str, help_: str) -> Any:  # as above
    return typer.Option(name, help=help_, formats=_DAY, show_default=False)


def _add_import(batch: typer.Typer, site: Site, words: Words) -> None:
    json_, file = _json(words), typer.Argument(help=words("arg.list"), show_default=False)

    @batch.command("import", help=words("batch.import"))
    def import_(
        path: Annotated[Path, file],
        programme: Annotated[
            str, typer.Option("--programme", "-p", help=words("opt.one_programme"))
        ],
        year: Annotated[int, typer.Option("--year", help=words("opt.batch_year"))],
        source: Annotated[str, typer.Option("--source", "-s", help=words("opt.source"))],
        batch: Annotated[int | None, typer.Option("--batch", help=words("opt.batch"))] = None,
        kind: Annotated[str | None, typer.Option("--kind", help=words("opt.list_kind"))] = None,
        issued_on: Annotated[datetime | None, _date("--issued-on", words("opt.issued_on"))] = None,
        effective_on: Annotated[
            datetime | None, _date("--effective-on", words("opt.effective_on"))
        ] = None,
        issuer: Annotated[str, typer.Option("--issuer", help=words("opt.issuer"))] = "",
        document: Annotated[str, typer.Option("--document", help=words("opt.document"))] = "",
        url: Annotated[str, typer.Option("--url", help=words("opt.url"))] = "",
        rows: Annotated[int | None, typer.Option("--rows-expected", help=words("opt.rows"))] = None,
        region: Annotated[str | None, typer.Option("--region", help=words("opt.region"))] = None,
        corrects: Annotated[
            int | None, typer.Option("--corrects", help=words("opt.corrects"))
        ] = None,
        mode: Annotated[str | None, typer.Option("--mode", help=words("opt.mode"))] = None,
        answer: Annotated[
            Path | None, typer.Option("--answer", help=words("opt.answer"), show_default=False)
        ] = None,
        yes: Annotated[bool, typer.Option("--yes", "-y", help=words("opt.yes"))] = False,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import ListRequest, run_import_list

        wanted = ListRequest(
            path,
            programme,
            year,
            source,
            kind=kind,
            batch=batch,
            issued_on=_day(issued_on),
            effective_on=_day(effective_on),
            issuer=issuer,
            document_no=document,
            url=url,
            rows_expected=rows,
            region=region,
            corrects=corrects,
            mode=mode,
            answer=answer,
        )
        return run_import_list(site, wanted, yes=yes, json=json)


def _add_lists(batch: typer.Typer, site: Site, words: Words) -> None:
    json_, known_on = _json(words), _date("--known-on", words("opt.known_on"))
    one = typer.Argument(help=words("arg.document"), show_default=False)
    programme = typer.Option("--programme", "-p", help=words("opt.one_programme"))

    @batch.command("list", help=words("batch.list"))
    def list_(
        programme: Annotated[str | None, programme] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import run_batch_list
        from littlegiants.cli.known import times_of

        return run_batch_list(site, programme, times_of(site, None, known_on), json=json)

    @batch.command("show", help=words("batch.show"))
    def show(
        document: Annotated[int, one],
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import run_batch_show
        from littlegiants.cli.known import times_of

        return run_batch_show(site, document, times_of(site, None, known_on), json=json)

    @batch.command("diff", help=words("batch.diff"))
    def diff(
        before: Annotated[int, one],
        after: Annotated[int, one],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import run_batch_diff
        from littlegiants.cli.known import Times

        return run_batch_diff(site, before, after, Times(site.today), json=json)

    @batch.command("dependents", help=words("batch.dependents"))
    def dependents(
        delivery: Annotated[
            int, typer.Argument(help=words("arg.delivery_number"), show_default=False)
        ],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import run_dependents
        from littlegiants.cli.known import Times

        return run_dependents(site, delivery, Times(site.today), json=json)

    @batch.command("print", help=words("batch.print"))
    def print_(
        document: Annotated[int, one],
        out: Annotated[Path, typer.Argument(help=words("arg.list_out"), show_default=False)],
        encoding: Annotated[str, typer.Option("--encoding", help=words("opt.encoding"))] = "utf-8",
    ) -> int:
        from littlegiants.cli.batch import run_print_list

        return run_print_list(site, document, out, encoding=encoding)

    @batch.command("titles", help=words("batch.titles"))
    def titles(
        programme: Annotated[str, programme] = "little_giant",
        as_of: Annotated[datetime | None, _date("--as-of", words("opt.as_of_day"))] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        every: Annotated[bool, typer.Option("--all", help=words("opt.every"))] = False,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import run_titles
        from littlegiants.cli.known import times_of

        times = times_of(site, as_of, known_on)
        return run_titles(site, programme, times, every=every, json=json)


def _add_events(batch: typer.Typer, site: Site, words: Words) -> None:
    json_ = _json(words)

    @batch.command("event", help=words("batch.event"))
    def event(
        who: Annotated[str, typer.Argument(help=words("arg.who"), show_default=False)],
        what: Annotated[str, typer.Argument(help=words("arg.event"), show_default=False)],
        programme: Annotated[
            str, typer.Option("--programme", "-p", help=words("opt.one_programme"))
        ],
        source: Annotated[str, typer.Option("--source", "-s", help=words("opt.source"))],
        evidence: Annotated[str, typer.Option("--evidence", help=words("opt.evidence"))],
        on: Annotated[datetime | None, _date("--on", words("opt.on_day"))] = None,
        year: Annotated[int | None, typer.Option("--year", help=words("opt.batch_year"))] = None,
        valid_to: Annotated[datetime | None, _date("--valid-to", words("opt.valid_to"))] = None,
        region: Annotated[str | None, typer.Option("--region", help=words("opt.region"))] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import EventRequest, run_record_event

        wanted = EventRequest(
            who,
            programme,
            what,
            _day(on) or site.today,
            evidence,
            source,
            batch_year=year,
            valid_to=_day(valid_to),
            region=region,
        )
        return run_record_event(site, wanted, json=json)

    @batch.command("take-back", help=words("batch.take_back"))
    def take_back(
        number: Annotated[int, typer.Argument(help=words("arg.number"), show_default=False)],
        reason: Annotated[str, typer.Option("--reason", help=words("opt.reason"))],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.batch import run_take_back_event

        return run_take_back_event(site, number, reason, json=json)


def _add_round(round_: typer.Typer, site: Site, words: Words) -> None:
    json_, on = _json(words), _date("--on", words("opt.on_day"))
    number = typer.Argument(help=words("arg.round"), show_default=False)
    who = typer.Argument(help=words("arg.who"), show_default=False)
    document = typer.Option("--document", help=words("opt.document"))

    @round_.command("open", help=words("round.open"))
    def open_(
        programme: Annotated[
            str, typer.Option("--programme", "-p", help=words("opt.one_programme"))
        ],
        year: Annotated[int, typer.Option("--year", help=words("opt.batch_year"))],
        region: Annotated[str, typer.Option("--region", help=words("opt.region"))],
        issuer: Annotated[str, typer.Option("--issuer", help=words("opt.issuer"))],
        source: Annotated[str, typer.Option("--source", "-s", help=words("opt.source"))] = "bureau",
        ordinal: Annotated[int, typer.Option("--ordinal", help=words("opt.ordinal"))] = 1,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import RoundRequest, run_open

        wanted = RoundRequest(programme, year, region, issuer, source, ordinal)
        return run_open(site, wanted, json=json)

    @round_.command("show", help=words("round.show"))
    def show(
        number: Annotated[int | None, typer.Argument(help=words("arg.round"))] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_show

        return run_show(site, number, json=json)

    @round_.command("add", help=words("round.add"))
    def add(
        number: Annotated[int, number],
        who: Annotated[list[str] | None, who] = None,
        assessed: Annotated[
            str, typer.Option("--assessed", help=words("opt.assessed"), show_default=False)
        ] = "",
        on: Annotated[datetime | None, on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_add, run_add_assessed

        day = _day(on) or site.today
        if assessed:
            return run_add_assessed(site, number, assessed, day, json=json)
        return run_add(site, number, who or [], day, json=json)

    @round_.command("check", help=words("round.check"))
    def check(
        number: Annotated[int, number],
        who: Annotated[str, who],
        kept: Annotated[bool, typer.Option("--kept/--refused", help=words("opt.kept"))],
        reason: Annotated[str, typer.Option("--reason", help=words("opt.reason"))],
        on: Annotated[datetime | None, on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_check

        day = _day(on) or site.today
        return run_check(site, number, who, day, kept=kept, reason=reason, json=json)

    @round_.command("recommend", help=words("round.recommend"))
    def recommend(
        number: Annotated[int, number],
        on: Annotated[datetime | None, on] = None,
        document: Annotated[str, document] = "",
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_recommend

        return run_recommend(site, number, _day(on) or site.today, document, json=json)


def _add_round_publicity(round_: typer.Typer, site: Site, words: Words) -> None:
    json_, on = _json(words), _date("--on", words("opt.on_day"))
    number = typer.Argument(help=words("arg.round"), show_default=False)
    document = typer.Option("--document", help=words("opt.document"))
    reason = typer.Option("--reason", help=words("opt.reason"))

    @round_.command("publish", help=words("round.publish"))
    def publish(
        number: Annotated[int, number],
        on: Annotated[datetime | None, on] = None,
        days: Annotated[
            int | None, typer.Option("--working-days", help=words("opt.working_days"))
        ] = None,
        document: Annotated[str, document] = "",
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_publish

        day = _day(on) or site.today
        return run_publish(site, number, day, document, working_days=days, json=json)

    @round_.command("object", help=words("round.object"))
    def object_(
        number: Annotated[int, number],
        by: Annotated[str, typer.Option("--by", help=words("opt.by"))],
        statement: Annotated[str, typer.Option("--statement", help=words("opt.statement"))],
        who: Annotated[str | None, typer.Option("--against", help=words("arg.who"))] = None,
        on: Annotated[datetime | None, on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_object

        day = _day(on) or site.today
        return run_object(site, number, day, by=by, statement=statement, who=who, json=json)

    @round_.command("decide", help=words("round.decide"))
    def decide(
        number: Annotated[int, number],
        objection: Annotated[int, typer.Argument(help=words("arg.objection"), show_default=False)],
        upheld: Annotated[bool, typer.Option("--upheld/--rejected", help=words("opt.upheld"))],
        reason: Annotated[str, reason],
        on: Annotated[datetime | None, on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_decide_objection

        day = _day(on) or site.today
        return run_decide_objection(
            site, number, objection, day, upheld=upheld, reason=reason, json=json
        )

    @round_.command("close", help=words("round.close"))
    def close(
        number: Annotated[int, number],
        on: Annotated[datetime | None, on] = None,
        effective_on: Annotated[
            datetime | None, _date("--effective-on", words("opt.effective_on"))
        ] = None,
        document: Annotated[str, document] = "",
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rounds import run_close

        day = _day(on) or site.today
        return run_close(site, number, day, document, effective_on=_day(effective_on), json=json)


def _add_days(app: typer.Typer, site: Site, words: Words) -> None:
    json_, known_on = _json(words), _date("--known-on", words("opt.known_on"))
    as_of = _date("--as-of", words("opt.as_of_day"))

    @app.command(help=words("due"))
    def due(
        until: Annotated[datetime | None, _date("--until", words("opt.due_until"))] = None,
        programme: Annotated[
            str | None, typer.Option("--programme", "-p", help=words("opt.one_programme"))
        ] = None,
        district: Annotated[
            str | None, typer.Option("--district", help=words("opt.district"))
        ] = None,
        as_of: Annotated[datetime | None, as_of] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.due import DueRequest, run_due
        from littlegiants.cli.known import times_of

        times = times_of(site, as_of, known_on)
        last = _day(until) or times.as_of + timedelta(days=_MONTHS_AHEAD)
        return run_due(site, DueRequest(last, programme, district), times, json=json)

    @app.command(help=words("today"))
    def today(
        as_of: Annotated[datetime | None, as_of] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        back: Annotated[int, typer.Option("--back", help=words("opt.back"), min=0)] = 30,
        ahead: Annotated[int, typer.Option("--ahead", help=words("opt.ahead"), min=0)] = 60,
        near: Annotated[int, typer.Option("--near", help=words("opt.near_clauses"), min=0)] = 5,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.known import times_of
        from littlegiants.cli.today import Window, run_today

        times = times_of(site, as_of, known_on)
        return run_today(site, times, Window(back, ahead, near), json=json)


def _add_export(app: typer.Typer, site: Site, words: Words) -> None:
    @app.command(help=words("export"))
    def export(
        what: Annotated[str, typer.Argument(help=words("arg.export"), show_default=False)],
        out: Annotated[Path, typer.Argument(help=words("arg.export_out"), show_default=False)],
        programme: Annotated[
            str, typer.Option("--programme", "-p", help=words("opt.one_programme"))
        ] = "little_giant",
        as_of: Annotated[datetime | None, _date("--as-of", words("opt.as_of_day"))] = None,
        known_on: Annotated[datetime | None, _date("--known-on", words("opt.known_on"))] = None,
        encoding: Annotated[str, typer.Option("--encoding", help=words("opt.encoding"))] = "utf-8",
        json: Annotated[bool, _json(words)] = False,
    ) -> int:
        from littlegiants.cli.export import ExportRequest, run_export
        from littlegiants.cli.known import times_of

        wanted = ExportRequest(what, out, programme, encoding)
        return run_export(site, wanted, times_of(site, as_of, known_on), json=json)
