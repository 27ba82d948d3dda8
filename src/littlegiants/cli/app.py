"""The commands and their options; the work is done in the modules beside this one.

Exit codes: 0 done; 1 faults found, or the enterprise asked for is not there; 2 the request cannot be
carried out; 130 interrupted.
"""

# No `from __future__ import annotations` here: Typer reads the options out of the annotations, which
# name local values.
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from littlegiants.bootstrap import Site, open_site
from littlegiants.cli.app_cities import add_cities, add_synthetic
from littlegiants.cli.app_recognition import add_recognition
from littlegiants.cli.app_register import add_register
from littlegiants.vocabulary.errors import CatalogError, LittleGiantsError
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Language, say

FAULTS_FOUND = 1
CANNOT = 2
INTERRUPTED = 130


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run one command; return its exit code."""
    site = open_site(environment)
    arguments, language = _language(list(arguments), site.settings.language)
    site = replace(site, settings=replace(site.settings, language=language))
    try:
        return int(build_app(site)(arguments, standalone_mode=False, prog_name="littlegiants") or 0)
    except typer.Exit as leaving:
        return int(leaving.exit_code)
    except LittleGiantsError as fault:
        _complain(fault, language)
        return CANNOT
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as fault:
        # Typer carries its own copy of click, whose usage errors know how to show themselves.
        show = getattr(fault, "show", None)
        if show is None:
            raise
        show()
        return CANNOT
    finally:
        site.close()


def _language(arguments: list[str], default: Language) -> tuple[list[str], Language]:
    """Take `--lang` out of the arguments, so that help itself is in the language asked for."""
    for position, argument in enumerate(arguments):
        if argument == "--lang" and position + 1 < len(arguments):
            word = arguments[position + 1]
            return arguments[:position] + arguments[position + 2 :], _known(word)
        if argument.startswith("--lang="):
            return arguments[:position] + arguments[position + 1 :], _known(
                argument.split("=", 1)[1]
            )
    return arguments, default


def _known(word: str) -> Language:
    return "en" if word.lower().startswith("en") else "zh"


def _complain(fault: LittleGiantsError, language: Language) -> None:
    print(fault.render(language), file=sys.stderr)
    if isinstance(fault, CatalogError):
        for finding in fault.findings:
            if isinstance(finding, Finding):
                print(f"  {finding.render(language)}", file=sys.stderr)


def build_app(site: Site) -> typer.Typer:
    """Build the commands in the site's language."""
    language = site.settings.language

    def words(code: str) -> str:
        return say(language, f"cli.{code}")

    app = typer.Typer(
        help=words("help"),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
        epilog=words("epilog"),
    )
    rules = typer.Typer(help=words("rules"), no_args_is_help=True, rich_markup_mode=None)
    facts = typer.Typer(help=words("facts"), no_args_is_help=True, rich_markup_mode=None)
    app.add_typer(rules, name="rules")
    app.add_typer(facts, name="facts")

    file = typer.Argument(help=words("arg.file"), show_default=False)
    known_on = typer.Option(
        "--known-on", help=words("opt.known_on"), formats=["%Y-%m-%d"], show_default=False
    )
    programme = typer.Option("--programme", "-p", help=words("opt.programme"))
    action = typer.Option("--action", "-a", help=words("opt.action"))
    as_of = typer.Option(
        "--as-of", help=words("opt.as_of"), formats=["%Y-%m-%d"], show_default=False
    )
    edition = typer.Option("--edition", "-e", help=words("opt.edition"))
    json_ = typer.Option("--json", help=words("opt.json"))
    out = typer.Option("--out", "-o", help=words("opt.out"))
    firm = typer.Option("--id", help=words("opt.id"))

    @app.command(help=words("assess"))
    def assess(
        path: Annotated[str, file] = "",
        programme: Annotated[list[str] | None, programme] = None,
        action: Annotated[str, action] = "new",
        as_of: Annotated[datetime | None, as_of] = None,
        edition: Annotated[list[str] | None, edition] = None,
        out: Annotated[list[Path] | None, out] = None,
        json: Annotated[bool, json_] = False,
        gaps: Annotated[bool, typer.Option("--gaps", help=words("opt.gaps"))] = False,
        near: Annotated[int, typer.Option("--near", help=words("opt.near"), min=0)] = 10,
        encoding: Annotated[str, typer.Option("--encoding", help=words("opt.encoding"))] = "utf-8",
        known_on: Annotated[datetime | None, known_on] = None,
    ) -> int:
        from littlegiants.cli.assess import AssessRequest, run_assess
        from littlegiants.cli.law import LawRequest

        law = LawRequest(tuple(programme or ()), action, _day(as_of, site), tuple(edition or ()))
        wanted = AssessRequest(
            path,
            law,
            tuple(out or ()),
            json=json,
            gaps=gaps,
            near=near,
            encoding=encoding,
            known_on=known_on.date() if known_on else None,
        )
        return run_assess(site, wanted)

    @app.command(help=words("explain"))
    def explain(
        path: Annotated[str, file] = "",
        firm: Annotated[str | None, firm] = None,
        programme: Annotated[list[str] | None, programme] = None,
        action: Annotated[str, action] = "new",
        as_of: Annotated[datetime | None, as_of] = None,
        edition: Annotated[list[str] | None, edition] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.explain import run_explain
        from littlegiants.cli.law import LawRequest

        law = LawRequest(tuple(programme or ()), action, _day(as_of, site), tuple(edition or ()))
        day = known_on.date() if known_on else None
        return run_explain(site, path, firm, law, day, json=json)

    @app.command(help=words("plan"))
    def plan(
        path: Annotated[str, file] = "",
        firm: Annotated[str | None, firm] = None,
        programme: Annotated[list[str] | None, programme] = None,
        action: Annotated[str, action] = "new",
        as_of: Annotated[datetime | None, as_of] = None,
        edition: Annotated[list[str] | None, edition] = None,
        costs: Annotated[Path | None, typer.Option("--costs", help=words("opt.costs"))] = None,
        known_on: Annotated[datetime | None, known_on] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.law import LawRequest
        from littlegiants.cli.plan import run_plan

        law = LawRequest(tuple(programme or ()), action, _day(as_of, site), tuple(edition or ()))
        day = known_on.date() if known_on else None
        return run_plan(site, path, firm, law, costs, day, json=json)

    @app.command(help=words("template"))
    def template(
        out: Annotated[Path, typer.Argument(help=words("arg.template"), show_default=False)],
        programme: Annotated[list[str] | None, programme] = None,
        action: Annotated[str, action] = "new",
        as_of: Annotated[datetime | None, as_of] = None,
        edition: Annotated[list[str] | None, edition] = None,
        list_: Annotated[bool, typer.Option("--list", help=words("opt.list_template"))] = False,
    ) -> int:
        from littlegiants.cli.law import LawRequest
        from littlegiants.cli.template import run_list_template, run_template

        if list_:
            return run_list_template(site, out)

        law = LawRequest(tuple(programme or ()), action, _day(as_of, site), tuple(edition or ()))
        return run_template(site, out, law)

    @app.command(help=words("demo"))
    def demo(
        out: Annotated[Path, typer.Option("--out", "-o", help=words("opt.demo_out"))] = Path("out"),
    ) -> int:
        from littlegiants.cli.demo import run_demo
        from littlegiants.cli.demo_city import run_demo_city

        return run_demo(site, out) or run_demo_city(site, out)

    _add_rules(rules, site)
    _add_facts(facts, site)
    add_register(app, site)
    add_recognition(app, site)
    add_cities(app, site)
    add_synthetic(app, site)
    return app


def _day(value: datetime | None, site: Site) -> datetime:
    if value is not None:
        return value
    return datetime.combine(site.today, datetime.min.time())


def _add_rules(rules: typer.Typer, site: Site) -> None:
    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    json_ = typer.Option("--json", help=words("opt.json"))
    one = typer.Argument(help=words("arg.edition"), show_default=False)
    action = typer.Option("--action", "-a", help=words("opt.action"))

    @rules.command("list", help=words("rules.list"))
    def list_(
        programme: Annotated[str | None, typer.Argument(help=words("arg.programme"))] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rules import run_list

        return run_list(site, programme, json=json)

    @rules.command("show", help=words("rules.show"))
    def show(
        edition: Annotated[str, one],
        action: Annotated[str, action] = "new",
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.rules import run_show

        return run_show(site, edition, action, json=json)

    @rules.command("check", help=words("rules.check"))
    def check(
        editions: Annotated[list[str] | None, typer.Argument(help=words("arg.editions"))] = None,
        json: Annotated[bool, json_] = False,
        strict: Annotated[bool, typer.Option("--strict", help=words("opt.strict"))] = False,
    ) -> int:
        from littlegiants.cli.rules import run_check

        return run_check(site, editions or [], json=json, strict=strict)

    @rules.command("cases", help=words("rules.cases"))
    def cases(edition: Annotated[str, one], json: Annotated[bool, json_] = False) -> int:
        from littlegiants.cli.rules import run_case_list

        return run_case_list(site, edition, json=json)

    @rules.command("diff", help=words("rules.diff"))
    def diff(
        before: Annotated[str, typer.Argument(help=words("arg.before"), show_default=False)],
        after: Annotated[str, typer.Argument(help=words("arg.after"), show_default=False)],
        action: Annotated[str, action] = "new",
        on: Annotated[str | None, typer.Option("--on", help=words("opt.on"))] = None,
        as_of: Annotated[
            datetime | None, typer.Option("--as-of", help=words("opt.as_of"), formats=["%Y-%m-%d"])
        ] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.diff import run_diff

        return run_diff(site, before, after, action, on, _day(as_of, site).date(), json=json)


def _add_facts(facts: typer.Typer, site: Site) -> None:
    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    json_ = typer.Option("--json", help=words("opt.json"))

    @facts.command("list", help=words("facts.list"))
    def list_(json: Annotated[bool, json_] = False) -> int:
        from littlegiants.cli.facts import run_list

        return run_list(site, json=json)

    @facts.command("show", help=words("facts.show"))
    def show(
        name: Annotated[str, typer.Argument(help=words("arg.fact"), show_default=False)],
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cli.facts import run_show

        return run_show(site, name, json=json)
