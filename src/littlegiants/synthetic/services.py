"""Build an invented city: its tables in a folder, with a summary beside what it is calibrated on."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import numpy as np

from littlegiants.engines.parquet_tables import Chunk, Schema, write_chunks
from littlegiants.synthetic.calibration import MEASURES, SCALED, Floats, load_calibration
from littlegiants.synthetic.codes import PREFIX
from littlegiants.synthetic.errors import SyntheticError
from littlegiants.synthetic.figures import draw_figures
from littlegiants.synthetic.firms import Plan, draw_firms, plan_city
from littlegiants.synthetic.model import (
    AS_OF_MAX,
    AS_OF_MIN,
    COUNTED_ON,
    SIZE_MAX,
    SIZE_MIN,
    TIERS,
    TITLED,
    City,
    CitySummary,
    FileWritten,
    MedianCheck,
    Tier,
)
from littlegiants.synthetic.tables import (
    ENTERPRISES,
    LISTS,
    TRUTH,
    annual_schema,
    assess_schema,
    iter_annual_facts,
    iter_assess,
    iter_enterprises,
    iter_lists,
    iter_second_source,
    iter_standing_facts,
    iter_truth,
    second_source_schema,
    standing_schema,
)
from littlegiants.vocabulary.language import LANGUAGES, say

Progress = Callable[[int, int], None]
"""Told how many chunks are done, of how many."""

README: Final = "README.txt"
SHENZHEN: Final = "shenzhen"
"""The word for the size at which titles are those published of Shenzhen."""
_MARKS: Final = {"synthetic": "true", "title": "虚构数据 / synthetic data"}
_CHECKED_CHUNKS: Final = 6
"""Chunks whose figures the summary looks at: at most 300,000 firms."""


@dataclass(frozen=True, slots=True)
class _Table:
    """One file to be written."""

    name: str
    schema: Schema
    chunks: Callable[[Plan], Iterator[Chunk]]


def parse_size(text: str) -> int:
    """Read a size: a number of enterprises, or `shenzhen`. Raises `SyntheticError`."""
    if text.strip().lower() == SHENZHEN:
        return load_calibration().reference_size
    digits = text.strip().replace(",", "").replace("_", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(SIZE_MAX))):
        raise SyntheticError("synthetic.size", size=text, least=SIZE_MIN, most=SIZE_MAX)
    return int(digits)


def build_city(
    *, size: int, seed: int, folder: Path, as_of: date, progress: Progress | None = None
) -> CitySummary:
    """Write an invented city into a new or empty folder.

    Raises `SyntheticError`. The same size, seed and day always give the same bytes.
    """
    city = _checked(City(size, seed, as_of))
    _claim(folder)
    plan = plan_city(city)
    tables = _tables(plan)
    total = len(tables) * len(list(plan.chunks()))
    files: list[FileWritten] = []
    for position, table in enumerate(tables):
        done = position * total // len(tables)
        chunks = _counted(table.chunks(plan), done, total, progress)
        path = folder / f"{table.name}.parquet"
        rows = write_chunks(path, table.schema, chunks, marks=_MARKS)
        files.append(_written(path, rows))
    summary = _summary(plan, files)
    _write_readme(folder, summary)
    return summary


def _checked(city: City) -> City:
    if not SIZE_MIN <= city.size <= SIZE_MAX:
        raise SyntheticError("synthetic.size", size=city.size, least=SIZE_MIN, most=SIZE_MAX)
    if not AS_OF_MIN <= city.as_of <= AS_OF_MAX:
        raise SyntheticError("synthetic.as_of", day=city.as_of, first=AS_OF_MIN, last=AS_OF_MAX)
    if city.seed < 0:
        raise SyntheticError("synthetic.seed", seed=city.seed)
    return city


def _claim(folder: Path) -> None:
    """Make the folder, or take an empty one; nothing in a folder is ever written over."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SyntheticError("synthetic.folder", folder=str(folder))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise SyntheticError("synthetic.folder_fault", folder=str(folder), fault=fault) from fault


def _tables(plan: Plan) -> tuple[_Table, ...]:
    return (
        _Table("enterprises", ENTERPRISES, iter_enterprises),
        _Table("annual_facts", annual_schema(), iter_annual_facts),
        _Table("second_source", second_source_schema(), iter_second_source),
        _Table("standing_facts", standing_schema(plan), iter_standing_facts),
        _Table("assess", assess_schema(plan), iter_assess),
        _Table("lists", LISTS, iter_lists),
        _Table("truth", TRUTH, iter_truth),
    )


def _counted(
    chunks: Iterator[Chunk], done: int, total: int, progress: Progress | None
) -> Iterator[Chunk]:
    for number, chunk in enumerate(chunks, start=done + 1):
        yield chunk
        if progress is not None:
            progress(min(number, total), total)


def _written(path: Path, rows: int) -> FileWritten:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileWritten(path.name, rows, path.stat().st_size, digest)


def _summary(plan: Plan, files: list[FileWritten]) -> CitySummary:
    ladder = plan.ladder
    years = range(2019, COUNTED_ON.year + 1)
    holding = np.array([ladder.holding(tier, COUNTED_ON) for tier in TITLED]).any(axis=0)
    listed = ladder.listed @ ladder.counts
    documents = zip(ladder.documents, listed.tolist(), strict=True)
    return CitySummary(
        city=plan.city,
        files=tuple(files),
        titles={tier: ladder.titles(tier, COUNTED_ON) for tier in TITLED},
        titled_firms=int(ladder.counts[holding].sum()),
        little_giants_by_year={
            year: ladder.titles(Tier.LITTLE_GIANT, date(year, 12, 31)) for year in years
        },
        documents={document.key: count for document, count in documents},
        medians=tuple(median_checks(plan)),
        firm_years=next(file.rows for file in files if file.name == "annual_facts.parquet"),
    )


def median_checks(plan: Plan) -> Iterator[MedianCheck]:
    """Compare the medians of the drawn firms with those they were calibrated on.

    The figures of the latest year are taken from the first 300,000 firms.
    """
    drawn = _measured(plan)
    for position, tier in enumerate(TIERS):
        spec = plan.calibration.tiers[tier]
        group = plan.calibration.groups[spec.group]
        firms = drawn["tier"] == position
        if not firms.any():
            continue
        for name in MEASURES:
            panel = float(group.quantiles[name][len(group.quantiles[name]) // 2])
            scale = spec.scale if name in SCALED else 1.0
            median = float(np.median(drawn[name][firms]))
            yield MedianCheck(tier, name, int(firms.sum()), panel, scale, median)


def _measured(plan: Plan) -> Mapping[str, Floats]:
    """The measures of the calibration, worked out again from the facts."""
    parts: dict[str, list[Floats]] = {}
    for number, (start, stop) in enumerate(plan.chunks()):
        if number == _CHECKED_CHUNKS:
            break
        firms = draw_firms(plan, start, stop)
        facts = {
            name: v[:, :2].astype(float) for name, v in draw_figures(plan, firms).values.items()
        }
        revenue = facts["revenue"][:, 0]
        found = {
            "tier": firms.tiers.astype(float),
            "revenue": revenue / 100,
            "rd_intensity": facts["rd_expense"][:, 0] / revenue,
            "employees": facts["employees"][:, 0],
            "rd_staff_share": facts["rd_staff"][:, 0] / facts["employees"][:, 0],
            "debt_ratio": facts["total_liabilities"][:, 0] / facts["total_assets"][:, 0],
            "net_margin": facts["net_profit"][:, 0] / revenue,
            "assets_to_revenue": facts["total_assets"][:, 0] / revenue,
            "growth": revenue / facts["revenue"][:, 1],
        }
        for name, values in found.items():
            parts.setdefault(name, []).append(values)
    return {name: np.concatenate(values) for name, values in parts.items()}


def _write_readme(folder: Path, summary: CitySummary) -> None:
    """Say in both languages what the folder holds and that nothing in it is real."""
    city = summary.city
    text = "\n\n".join(
        say(
            language,
            "synthetic.readme",
            size=f"{city.size:,}",
            seed=city.seed,
            day=city.as_of.isoformat(),
            first=city.years[-1],
            last=city.years[0],
            prefix=PREFIX,
            counted=COUNTED_ON.isoformat(),
            little_giants=f"{summary.titles[Tier.LITTLE_GIANT]:,}",
            srdi=f"{summary.titles[Tier.SRDI]:,}",
            innovative=f"{summary.titles[Tier.INNOVATIVE]:,}",
        )
        for language in LANGUAGES
    )
    (folder / README).write_text(text + "\n", encoding="utf-8")
