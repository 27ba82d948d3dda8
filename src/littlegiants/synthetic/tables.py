"""The city's tables as chunks of columns, each made on its own and nothing kept between them.

The tables of one city agree with each other because every column comes from a random stream that
depends on the city, the topic and the chunk only; so each table can be streamed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

import numpy as np

from littlegiants.engines.parquet_tables import Cells, Chunk, ColumnKind, Schema
from littlegiants.synthetic.figures import PARTS, STATED, Figures, draw_figures
from littlegiants.synthetic.firms import Firms, Plan, draw_firms, former_names, full_names
from littlegiants.synthetic.lists import ListRows, list_rows
from littlegiants.synthetic.model import YEARS, Tier
from littlegiants.synthetic.shuffle import stream
from littlegiants.synthetic.standing import draw_standing
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.language import say
from littlegiants.vocabulary.quantity import Dimension

_TEXT, _WHOLE, _DAY = ColumnKind.TEXT, ColumnKind.WHOLE, ColumnKind.DAY
SYNTHETIC: Final = {"synthetic": ColumnKind.TRUTH}
"""The last column of every table: always true."""
SECOND_FACTS: Final = ("revenue", "rd_expense", "employees")
"""Facts that a second source states too."""

ENTERPRISES: Final[Schema] = {
    "uscc": _TEXT,
    "name": _TEXT,
    "former_name": _TEXT,
    "former_until": _DAY,
    "region_code": _TEXT,
    "district": _TEXT,
    "zone": _TEXT,
    "industry_code": _TEXT,
    "established_on": _DAY,
    **SYNTHETIC,
}
LISTS: Final[Schema] = {
    "document": _TEXT,
    "kind": _TEXT,
    "tier": _TEXT,
    "batch": _TEXT,
    "issued_on": _DAY,
    "title": _TEXT,
    "seq": _WHOLE,
    "name_as_printed": _TEXT,
    "code": _TEXT,
    "district": _TEXT,
    "true_uscc": _TEXT,
    **SYNTHETIC,
}
TRUTH: Final[Schema] = {
    "document": _TEXT,
    "seq": _WHOLE,
    "name_as_printed": _TEXT,
    "code": _TEXT,
    "district": _TEXT,
    "variant": _TEXT,
    "true_uscc": _TEXT,
    "true_name": _TEXT,
    **SYNTHETIC,
}


def kind_of(column: str) -> ColumnKind:
    """What a column of facts holds, by the vocabulary: money and counts are whole numbers."""
    vocabulary = load_vocabulary()
    slot = vocabulary.slot(column)
    assert slot is not None, column
    dimension = vocabulary.dimension(slot)
    if dimension is Dimension.BOOLEAN:
        return ColumnKind.TRUTH
    if dimension is Dimension.CATEGORY:
        return _TEXT
    return _WHOLE if dimension in _WHOLE_NUMBERS else ColumnKind.NUMBER


_WHOLE_NUMBERS: Final = frozenset(
    {
        Dimension.MONEY,
        Dimension.PERSONS,
        Dimension.ITEMS,
        Dimension.RANK,
        Dimension.DAYS,
        Dimension.LEVEL,
    }
)


@cache
def annual_schema() -> Schema:
    """One row for each firm and year, the facts under their vocabulary names."""
    facts = {name: kind_of(f"{name}_y1") for name in (*PARTS, *STATED)}
    return {"uscc": _TEXT, "name": _TEXT, "year": _WHOLE, **facts, **SYNTHETIC}


@cache
def second_source_schema() -> Schema:
    """Some figures of some firm-years, as another source has them."""
    facts = {name: kind_of(f"{name}_y1") for name in SECOND_FACTS}
    return {"uscc": _TEXT, "name": _TEXT, "year": _WHOLE, **facts, **SYNTHETIC}


def standing_schema(plan: Plan) -> Schema:
    """One row for each firm: standing facts and events of a window."""
    return {"uscc": _TEXT, "name": _TEXT, **_standing_kinds(plan), **SYNTHETIC}


def assess_schema(plan: Plan) -> Schema:
    """One row for each firm with every slot, as `littlegiants assess` reads it."""
    years = range(1, YEARS + 1)
    annual = {f"{name}_y{n}": kind_of(f"{name}_y{n}") for name in PARTS for n in years}
    return {"id": _TEXT, "name": _TEXT, **annual, **_standing_kinds(plan), **SYNTHETIC}


def _standing_kinds(plan: Plan) -> Schema:
    few = draw_firms(plan, 0, 1)
    return {name: kind_of(name) for name in draw_standing(plan, few)}


def iter_enterprises(plan: Plan) -> Iterator[Chunk]:
    """Yield the register: codes, names, places, trades."""
    for firms in _firms(plan):
        yield _enterprises(plan, firms)


def iter_annual_facts(plan: Plan) -> Iterator[Chunk]:
    """Yield the annual facts, the years of a firm one below the other, the earliest first."""
    for firms in _firms(plan):
        yield _annual(plan, firms, draw_figures(plan, firms))


def iter_second_source(plan: Plan) -> Iterator[Chunk]:
    """Yield what a second source says on a few firm-years."""
    for firms in _firms(plan):
        yield _second_source(plan, firms, draw_figures(plan, firms))


def iter_standing_facts(plan: Plan) -> Iterator[Chunk]:
    """Yield the standing facts."""
    for firms in _firms(plan):
        yield {**_identity(plan, firms, "uscc"), **draw_standing(plan, firms), **_mark(len(firms))}


def iter_assess(plan: Plan) -> Iterator[Chunk]:
    """Yield everything that rulebooks ask for, one row for each firm."""
    for firms in _firms(plan):
        figures = draw_figures(plan, firms)
        annual = {
            f"{name}_y{back + 1}": Cells(
                figures.values[name][:, back],
                figures.missing[name][:, back] | ~figures.traded[:, back],
            )
            for name in PARTS
            for back in range(YEARS)
        }
        standing = draw_standing(plan, firms)
        yield {**_identity(plan, firms, "id"), **annual, **standing, **_mark(len(firms))}


def iter_lists(plan: Plan) -> Iterator[Chunk]:
    """Yield the rows of the published lists; sort by document and seq to print them."""
    for _, rows in _list_rows(plan):
        yield _lists(plan, rows)


def iter_truth(plan: Plan) -> Iterator[Chunk]:
    """Yield what was printed, how, and which enterprise it is."""
    for names, rows in _list_rows(plan):
        yield _truth(plan, names, rows)


def _firms(plan: Plan) -> Iterator[Firms]:
    for start, stop in plan.chunks():
        yield draw_firms(plan, start, stop)


def _list_rows(plan: Plan) -> Iterator[tuple[dict[str, str], list[ListRows]]]:
    """The rows of a chunk with the names of today by code, for those who stand on some list."""
    counters: dict[str, int] = {}
    for firms in _firms(plan):
        rows = list(list_rows(plan, firms, counters))
        titled = firms.careers < len(plan.ladder.careers) - 1
        names = full_names(firms, plan.calibration)[titled].tolist()
        if rows:
            yield dict(zip(firms.codes[titled].tolist(), names, strict=True)), rows


def _mark(rows: int) -> dict[str, Cells]:
    return {"synthetic": Cells(np.ones(rows, dtype=bool))}


def _identity(plan: Plan, firms: Firms, head: str) -> dict[str, Cells]:
    return {head: Cells(firms.codes), "name": Cells(full_names(firms, plan.calibration))}


def _enterprises(plan: Plan, firms: Firms) -> Chunk:
    calibration = plan.calibration
    words = calibration.names.businesses
    codes = np.array([district.code for district in calibration.districts])
    districts = np.array([district.name for district in calibration.districts])
    zones = np.array([district.zone for district in calibration.districts])
    return {
        **_identity(plan, firms, "uscc"),
        "former_name": Cells(former_names(firms, calibration), ~firms.has_former),
        "former_until": Cells(firms.former_until, ~firms.has_former),
        "region_code": Cells(codes[firms.districts]),
        "district": Cells(districts[firms.districts]),
        "zone": Cells(zones[firms.districts], ~firms.in_zone),
        "industry_code": Cells(np.array([code for _, code, _ in words])[firms.names.businesses]),
        "established_on": Cells(firms.established),
        **_mark(len(firms)),
    }


def _annual(plan: Plan, firms: Firms, figures: Figures) -> Chunk:
    traded = figures.traded[:, ::-1].ravel()
    years = np.tile(np.array(plan.city.years[::-1]), len(firms))[traded]
    facts = {
        name: Cells(
            figures.values[name][:, ::-1].ravel()[traded],
            figures.missing[name][:, ::-1].ravel()[traded],
        )
        for name in (*PARTS, *STATED)
    }
    # As objects, so that the three years of a firm share one text.
    names = full_names(firms, plan.calibration).astype(object)
    return {
        "uscc": Cells(np.repeat(firms.codes.astype(object), YEARS)[traded]),
        "name": Cells(np.repeat(names, YEARS)[traded]),
        "year": Cells(years),
        **facts,
        **_mark(len(years)),
    }


def _second_source(plan: Plan, firms: Firms, figures: Figures) -> Chunk:
    """Half of the figures agree, the others differ by up to a tenth."""
    rng = stream(plan.city, "second source", firms.chunk)
    chosen = (rng.random(figures.traded.shape) < plan.calibration.second_source) & figures.traded
    firm, back = np.nonzero(chosen)
    facts: dict[str, Cells] = {}
    for name in SECOND_FACTS:
        differs = rng.random(len(firm)) < 0.5
        factor = np.where(differs, rng.uniform(0.9, 1.1, len(firm)), 1.0)
        own = figures.values[name][firm, back]
        facts[name] = Cells(np.where(differs, np.rint(own * factor).astype(np.int64), own))
    names = full_names(firms, plan.calibration)
    return {
        "uscc": Cells(firms.codes[firm]),
        "name": Cells(names[firm]),
        "year": Cells(np.array(plan.city.years)[back]),
        **facts,
        **_mark(len(firm)),
    }


def _lists(plan: Plan, rows: list[ListRows]) -> Chunk:
    counts = [len(part) for part in rows]
    documents = [part.document for part in rows]
    districts = np.array([district.name for district in plan.calibration.districts])
    titles = np.array([title_of(part.document.key, plan) for part in rows])
    issued = np.array([document.issued_on for document in documents], dtype="datetime64[D]")
    return {
        "document": Cells(np.repeat([document.key for document in documents], counts)),
        "kind": Cells(np.repeat([document.kind.value for document in documents], counts)),
        "tier": Cells(np.repeat([document.tier.value for document in documents], counts)),
        "batch": Cells(np.repeat([document.batch for document in documents], counts)),
        "issued_on": Cells(np.repeat(issued, counts)),
        "title": Cells(np.repeat(titles, counts)),
        **_printed(rows),
        "district": Cells(districts[np.concatenate([part.districts for part in rows])]),
        "true_uscc": Cells(np.concatenate([part.true_codes for part in rows])),
        **_mark(sum(counts)),
    }


def title_of(key: str, plan: Plan) -> str:
    """The printed title of a document, marked 虚构数据."""
    document = next(one for one in plan.ladder.documents if one.key == key)
    tier = say("zh", f"synthetic.tier.{document.tier.value}")
    family = "title" if document.tier is Tier.LITTLE_GIANT else "title_year"
    code = f"synthetic.{family}.{document.kind.value}"
    return say("zh", code, tier=tier, batch=document.batch, year=document.issued_on.year)


def _truth(plan: Plan, names: dict[str, str], rows: list[ListRows]) -> Chunk:
    counts = [len(part) for part in rows]
    districts = np.array([district.name for district in plan.calibration.districts])
    codes = np.concatenate([part.true_codes for part in rows])
    # A loop over the rows of a chunk: at most a few for each of its firms.
    true_names = np.array([names[code] for code in codes.tolist()], dtype=object)
    return {
        "document": Cells(np.repeat([part.document.key for part in rows], counts)),
        **_printed(rows),
        "district": Cells(districts[np.concatenate([part.districts for part in rows])]),
        "variant": Cells(np.concatenate([part.variants for part in rows])),
        "true_uscc": Cells(codes),
        "true_name": Cells(true_names),
        **_mark(sum(counts)),
    }


def _printed(rows: list[ListRows]) -> dict[str, Cells]:
    return {
        "seq": Cells(np.concatenate([part.sequence for part in rows])),
        "name_as_printed": Cells(np.concatenate([part.names for part in rows])),
        "code": Cells(
            np.concatenate([part.codes for part in rows]),
            np.concatenate([part.codes_missing for part in rows]),
        ),
    }
