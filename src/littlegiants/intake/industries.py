"""From an industry code of GB/T 4754-2017 to the industry of the size standard.

The map is data (`catalog/industries/size_industry_map.csv`); a code without an industry of its own
stays unknown and is counted.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from importlib import resources

from littlegiants.intake.findings import FindingList
from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.quantity import fold

INDUSTRY_CODE = "industry_code"
SIZE_INDUSTRY = "size_industry"
_CODE = re.compile(r"^([A-T])?(\d{2,4})?$")
_SECTIONS = (
    ("A", 1, 5), ("B", 6, 12), ("C", 13, 43), ("D", 44, 46), ("E", 47, 50), ("F", 51, 52),
    ("G", 53, 60), ("H", 61, 62), ("I", 63, 65), ("J", 66, 69), ("K", 70, 70), ("L", 71, 72),
    ("M", 73, 75), ("N", 76, 79), ("O", 80, 82), ("P", 83, 83), ("Q", 84, 85), ("R", 86, 90),
    ("S", 91, 96), ("T", 97, 97),
)  # fmt: skip
"""The sections of GB/T 4754-2017 and the two-digit divisions in them."""
_EXAMPLES = 5


def size_industry_of(code: str) -> str | None:
    """Return the industry of the size standard for a code such as C3569, 3569, 356 or 35.

    The longest row of the map that fits decides, be it empty; None where nothing fits.
    """
    match = _CODE.match(fold(code).upper().replace(" ", ""))
    if match is None or not match[0]:
        return None
    section, digits = match[1], match[2] or ""
    tries = [digits[:length] for length in range(len(digits), 1, -1)]
    tries.append(section or _section_of(digits))
    rows = _size_map()
    return next((rows[prefix] or None for prefix in tries if prefix in rows), None)


def add_size_industry(values: dict[str, Value]) -> bool:
    """Fill the size industry of one enterprise from its industry code; False if the code has none."""
    code = values.get(INDUSTRY_CODE)
    if not isinstance(code, str) or values.get(SIZE_INDUSTRY) is not None:
        return True
    industry = size_industry_of(code)
    if industry is not None:
        values[SIZE_INDUSTRY] = industry
    return industry is not None


def with_size_industry(table: FactTable, found: FindingList) -> FactTable:
    """Fill the size industries of a table; codes without one are counted in a finding."""
    codes = table.columns.get(INDUSTRY_CODE)
    if codes is None:
        return table
    known = table.columns.get(SIZE_INDUSTRY) or [None] * len(table)
    filled: list[Value] = []
    unmapped: Counter[str] = Counter()
    for code, industry in zip(codes, known, strict=True):
        if industry is None and isinstance(code, str):
            industry = size_industry_of(code)
            unmapped.update([code] if industry is None else [])
        filled.append(industry)
    if unmapped:
        examples = ", ".join(code for code, _ in unmapped.most_common(_EXAMPLES))
        found.warning("industry.unmapped", INDUSTRY_CODE, count=unmapped.total(), examples=examples)
    return FactTable(table.ids, table.names, table.columns | {SIZE_INDUSTRY: filled})


def _section_of(digits: str) -> str:
    division = int(digits[:2])
    return next((letter for letter, first, last in _SECTIONS if first <= division <= last), "")


@cache
def _size_map() -> dict[str, str]:
    path = resources.files("littlegiants").joinpath(
        "catalog", "industries", "size_industry_map.csv"
    )
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return {row["code"]: row["size_industry"] for row in csv.DictReader(lines)}
