"""`littlegiants synthetic`: build an invented city, and say how it compares with what it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from littlegiants.bootstrap import Site
from littlegiants.cli.screen import console, print_json, progress, table
from littlegiants.synthetic.model import COUNTED_ON, CitySummary, MedianCheck, Tier
from littlegiants.synthetic.printing import ListFile, print_lists
from littlegiants.synthetic.services import README, build_city, parse_size
from littlegiants.vocabulary.language import Language, say

SCHEMA = "littlegiants.synthetic/1"
LISTS_FOLDER = "lists"


@dataclass(frozen=True, slots=True)
class SyntheticRequest:
    """What the command was asked for; `size` is a number or `shenzhen`."""

    size: str
    seed: int
    out: Path
    as_of: date
    documents: str = ""


def run_synthetic(site: Site, wanted: SyntheticRequest, *, json: bool) -> int:
    """Build the city and print its summary."""
    language = site.settings.language
    size = parse_size(wanted.size)
    with progress(say(language, "synthetic.progress")) as update:
        summary = build_city(
            size=size, seed=wanted.seed, folder=wanted.out, as_of=wanted.as_of, progress=update
        )
    printed: list[ListFile] = []
    if wanted.documents:
        with progress(say(language, "synthetic.printing")) as update:
            table_ = wanted.out / "lists.parquet"
            folder = wanted.out / LISTS_FOLDER
            printed = print_lists(table_, folder, wanted.documents, progress=update)
    if json:
        print_json(summary_as_json(summary, wanted.out) | {"lists": len(printed)})
    else:
        _show(summary, wanted.out, language)
        if printed:
            folder_shown = str(wanted.out / LISTS_FOLDER)
            told = say(language, "synthetic.printed", count=len(printed), folder=folder_shown)
            console().print(told, markup=False)
    return 0


def summary_as_json(summary: CitySummary, folder: Path) -> dict[str, Any]:
    """Return the summary for machines; `synthetic` is always true."""
    # Any: JSON values.
    return {
        "schema": SCHEMA,
        "synthetic": summary.synthetic,
        "size": summary.city.size,
        "seed": summary.city.seed,
        "as_of": summary.city.as_of.isoformat(),
        "folder": str(folder),
        "firm_years": summary.firm_years,
        "counted_on": COUNTED_ON.isoformat(),
        "titles": {tier.value: count for tier, count in summary.titles.items()},
        "titled_firms": summary.titled_firms,
        "little_giants_by_year": {str(y): n for y, n in summary.little_giants_by_year.items()},
        "documents": dict(summary.documents),
        "files": [
            {"name": f.name, "rows": f.rows, "bytes": f.bytes, "sha256": f.sha256}
            for f in summary.files
        ],
        "medians": [_median_as_json(check) for check in summary.medians],
    }


def _median_as_json(check: MedianCheck) -> dict[str, Any]:
    return {
        "tier": check.tier.value,
        "measure": check.measure,
        "firms": check.firms,
        "panel": check.panel,
        "scale": check.scale,
        "target": check.target,
        "drawn": check.drawn,
        "deviation": check.deviation,
    }


def _show(summary: CitySummary, folder: Path, language: Language) -> None:
    screen = console()

    def words(code: str, **values: object) -> str:
        return say(language, f"synthetic.{code}", **values)

    city = summary.city
    heading = words("heading", size=f"{city.size:,}", seed=city.seed, day=city.as_of.isoformat())
    screen.print(heading, style="bold", markup=False)
    screen.print(
        words(
            "titles",
            counted=COUNTED_ON.isoformat(),
            little_giants=f"{summary.titles[Tier.LITTLE_GIANT]:,}",
            srdi=f"{summary.titles[Tier.SRDI]:,}",
            innovative=f"{summary.titles[Tier.INNOVATIVE]:,}",
            firms=f"{summary.titled_firms:,}",
        ),
        markup=False,
    )
    stocks = ", ".join(f"{year} {count:,}" for year, count in summary.little_giants_by_year.items())
    screen.print(words("stocks", stocks=stocks), markup=False)
    names = ("tier", "measure", "panel", "scale", "drawn", "deviation")
    rows = [
        [
            words(f"tier.{check.tier.value}"),
            words(f"measure.{check.measure}"),
            _number(check.panel),
            f"{check.scale:g}",
            _number(check.drawn),
            f"{check.deviation:+.1%}",
        ]
        for check in summary.medians
    ]
    screen.print(table(words("medians"), [words(f"head.{n}") for n in names], rows, numeric=4))
    files = [[str(folder / f.name), f"{f.rows:,}", f"{f.bytes:,}"] for f in summary.files]
    files.append([str(folder / README), "", ""])
    heads = [words(f"head.{n}") for n in ("file", "rows", "bytes")]
    screen.print(table(words("files"), heads, files, numeric=2))


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.4g}"
