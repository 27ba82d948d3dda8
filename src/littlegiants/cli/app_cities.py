"""The commands that compare cities and invent one, and their options."""

# No `from __future__ import annotations` here: Typer reads the options out of the annotations, which
# name local values.
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from littlegiants.bootstrap import Site
from littlegiants.vocabulary.language import say


def add_cities(app: typer.Typer, site: Site) -> None:
    """Add rank, overtakes and claims."""

    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    json_ = typer.Option("--json", help=words("opt.json"))
    tier_ = typer.Option("--tier", help=words("opt.tier"))

    @app.command(help=words("rank"))
    def rank(
        tier: Annotated[str, tier_] = "little_giant",
        basis: Annotated[str, typer.Option("--basis", help=words("opt.basis"))] = "valid_on_date",
        as_of: Annotated[
            str | None, typer.Option("--as-of", help=words("opt.as_of_count"), show_default=False)
        ] = None,
        batch: Annotated[
            int | None, typer.Option("--batch", help=words("opt.after_batch"), min=1)
        ] = None,
        level: Annotated[str, typer.Option("--level", help=words("opt.level"))] = "city",
        register: Annotated[bool, typer.Option("--register", help=words("opt.register"))] = False,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cities.services import (
            RankQuestion,
            read_basis,
            read_level,
            read_tier,
            read_when,
        )
        from littlegiants.cli.rank import own_counts, run_rank

        when = None if as_of is None else read_when(as_of)
        question = RankQuestion(read_tier(tier), read_basis(basis), read_level(level), batch, when)
        own = own_counts(site, question.tier) if register else ()
        return run_rank(site, question, json=json, own=own)

    @app.command(help=words("overtakes"))
    def overtakes(
        city: Annotated[str | None, typer.Option("--city", help=words("opt.city"))] = None,
        tier: Annotated[str, tier_] = "little_giant",
        target: Annotated[str | None, typer.Option("--target", help=words("opt.target"))] = None,
        theirs_new: Annotated[
            str | None, typer.Option("--theirs-new", help=words("opt.theirs_new"))
        ] = None,
        json: Annotated[bool, json_] = False,
    ) -> int:
        from littlegiants.cities.services import read_interval, read_tier
        from littlegiants.cli.overtakes import run_overtakes

        new = None if theirs_new is None else read_interval(theirs_new)
        return run_overtakes(
            site, city, tier=read_tier(tier), json=json, target=target, theirs_new=new
        )

    @app.command(help=words("claims"))
    def claims(
        file: Annotated[
            Path | None, typer.Argument(help=words("arg.claims"), show_default=False)
        ] = None,
        json: Annotated[bool, json_] = False,
        strict: Annotated[bool, typer.Option("--strict", help=words("opt.claims_strict"))] = False,
    ) -> int:
        from littlegiants.cli.claims import run_claims

        return run_claims(site, file, json=json, strict=strict)


def add_synthetic(app: typer.Typer, site: Site) -> None:
    """Add synthetic."""

    def words(code: str) -> str:
        return say(site.settings.language, f"cli.{code}")

    @app.command(help=words("synthetic"))
    def synthetic(
        out: Annotated[Path, typer.Option("--out", "-o", help=words("opt.synthetic_out"))],
        size: Annotated[str, typer.Option("--size", help=words("opt.size"))] = "shenzhen",
        seed: Annotated[int, typer.Option("--seed", help=words("opt.seed"))] = 1,
        as_of: Annotated[
            datetime | None,
            typer.Option(
                "--as-of", help=words("opt.as_of"), formats=["%Y-%m-%d"], show_default=False
            ),
        ] = None,
        documents: Annotated[
            str, typer.Option("--documents", help=words("opt.documents"), show_default=False)
        ] = "",
        json: Annotated[bool, typer.Option("--json", help=words("opt.json"))] = False,
    ) -> int:
        from littlegiants.cli.synthetic import SyntheticRequest, run_synthetic

        day = as_of.date() if as_of else site.today
        return run_synthetic(site, SyntheticRequest(size, seed, out, day, documents), json=json)
