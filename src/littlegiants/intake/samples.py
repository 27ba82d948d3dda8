"""Real annual-report figures as facts: the shipped Shenzhen extract, and a whole panel beside it.

Only what the public figures give becomes a fact. Main business revenue, years in the niche, market
share, intellectual property and every title stay unknown. The mark of known little giants is the
truth to validate against, never a fact.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from littlegiants.intake.findings import FindingList
from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.quantity import FEN_PER_YUAN
from littlegiants.vocabulary.slots import Form, Slot

AS_OF = date(2022, 12, 31)
"""The day the samples are assessed for: last year is 2021, the newest year they hold."""

EXTRACT = "shenzhen_listed_2019_2021"
PANEL_FILE = "panel_2019_2021.csv"
REGISTER_FILE = "register_2025_11.csv"
VENDOR_MAP = "vendor_industry_map.csv"

AMOUNTS = ("revenue", "rd_expense", "net_profit", "total_assets", "total_liabilities")
COUNTS = ("employees", "rd_staff")
FIGURES = (*AMOUNTS, *COUNTS)
USED_FACTS = (*FIGURES, "size_industry", "registered_in_china")
"""Every fact the samples give; each has a caveat on its definition."""

YEARS_USED = 3
JUMP_FACTOR = 10
"""A figure that changes by more than this from one year to the next is suspected."""
ASSETS_PER_EMPLOYEE_YUAN = 15_000
"""Below so few yuan of assets a head, a report was read as yuan that is in thousands or millions."""
ROWS_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """Facts of real enterprises as of a day, with all there is to say of them.

    `known_little_giants` are listed firms on the lists of batches 1 to 4; `labels_unmapped` counts the
    firms of each vendor label without a size industry ("" for firms without a label).
    """

    source: str
    as_of: date
    firm_years: int
    table: FactTable
    findings: tuple[Finding, ...]
    known_little_giants: frozenset[str]
    listed_on: Mapping[str, date]
    labels_unmapped: Mapping[str, int]

    def known_table(self) -> FactTable:
        """The facts of the known little giants only."""
        kept = [at for at, id_ in enumerate(self.table.ids) if id_ in self.known_little_giants]
        return FactTable(
            [self.table.ids[at] for at in kept],
            [self.table.names[at] for at in kept],
            {name: [cells[at] for at in kept] for name, cells in self.table.columns.items()},
        )


class Doubt(StrEnum):
    """Why a figure is suspected to be wrong."""

    JUMP = "jump"
    RD_ABOVE_REVENUE = "rd_above_revenue"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A suspected figure: its slot, its value, and the value it does not fit to."""

    doubt: Doubt
    slot: Slot
    value: int
    other: int


@dataclass(slots=True)
class _Firm:
    id: str
    name: str
    label: str
    is_known: bool
    is_registered: bool
    listed_on: str
    years: dict[int, dict[str, int]] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


def caveat(fact: str) -> Text:
    """How the public figure differs from the definition of the law."""
    return message(f"sample.caveat.{fact}")


def extract_file() -> Traversable:
    """The shipped extract."""
    return resources.files("littlegiants").joinpath("catalog", "samples", EXTRACT, "facts.csv")


def panel_file(folder: Path | None) -> Path | None:
    """The whole panel in a folder of samples, or None if it is not there."""
    path = folder / PANEL_FILE if folder is not None else None
    return path if path is not None and path.is_file() else None


def load_extract(as_of: date = AS_OF) -> Sample:
    """Read the shipped extract: the 346 Shenzhen firms of the panel."""
    found = FindingList()
    rows = _rows(extract_file().read_text(encoding="utf-8"), EXTRACT)
    firms = [_firm_of_wide_row(row, found) for row in rows]
    return _sample(EXTRACT, firms, as_of, found)


def load_panel(path: Path, as_of: date = AS_OF) -> Sample:
    """Read a whole panel, a row for each firm and year; raises `DeliveryError`.

    Listing dates come from the register beside it, if there is one.
    """
    found = FindingList()
    register = path.with_name(REGISTER_FILE)
    listed: dict[str, str] = {}
    if register.is_file():
        for row in _rows(_text(register), register.name):
            listed[row.get("symbol", "")] = row.get("list_date", "")
    firms: dict[str, _Firm] = {}
    for row in _rows(_text(path), path.name):
        _add_panel_row(firms, row, listed, found)
    return _sample(path.name, list(firms.values()), as_of, found)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DeliveryError("file.encoding_unknown", file=path.name) from None
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise DeliveryError("file.unreadable", file=path.name, fault=reason) from fault


def _rows(text: str, name: str) -> list[dict[str, str]]:
    lines = text.splitlines()
    if len(lines) > ROWS_MAX:
        raise DeliveryError("file.too_many_rows", file=name, limit=ROWS_MAX)
    return [{k: v or "" for k, v in row.items() if k} for row in csv.DictReader(lines)]


def _firm_of_wide_row(row: Mapping[str, str], found: FindingList) -> _Firm:
    """One row of the extract: a firm with its years side by side."""
    firm = _Firm(
        id=row["id"],
        name=row["name"],
        label=row["industry"],
        is_known=row["little_giant_listed_b1_b4"] == "1",
        is_registered=row["registered_in_china"] == "TRUE",
        listed_on=row["listed_on"],
        years={int(year): {} for year in _REPORT.findall(row["source"])},
        flags=[flag for flag in row["remarks"].split("; ") if flag],
    )
    for column, cell in row.items():
        fact, _, year = column.rpartition("_")
        if fact in FIGURES and cell:
            _put(firm, int(year), fact, cell, found)
    return firm


_REPORT = re.compile(r"annual report (\d{4})")


def _add_panel_row(
    firms: dict[str, _Firm], row: Mapping[str, str], listed: Mapping[str, str], found: FindingList
) -> None:
    """One row of the panel: one year of a firm, whose latest row names it."""
    id_, year = row.get("code", ""), row.get("year", "")
    if not id_ or not year.isdigit():
        found.error("sample.row_unusable", PANEL_FILE, id=id_ or "–", year=year or "–")
        return
    firm = firms.setdefault(id_, _Firm(id_, "", "", False, False, listed.get(id_, "")))
    if not firm.years or int(year) >= max(firm.years):
        firm.name, firm.label = row.get("full_name", ""), row.get("industry", "")
        firm.is_registered = bool(row.get("province") or row.get("city"))
    firm.is_known = firm.is_known or row.get("little_giant_listed_b1_b4") == "1"
    firm.years.setdefault(int(year), {})
    firm.flags += [f"{year} {flag}" for flag in row.get("flags", "").split(";") if flag]
    for fact in ("revenue", "rd_expense", "net_profit", *COUNTS):
        _put(firm, int(year), fact, row.get(fact, ""), found)
    for whole in ("assets", "liabilities"):
        parts = [row.get(f"{part}_{whole}", "") for part in ("current", "noncurrent")]
        _put_sum(firm, int(year), f"total_{whole}", parts, found)


def _put_sum(firm: _Firm, year: int, fact: str, parts: Sequence[str], found: FindingList) -> None:
    """A total is known only if both parts are."""
    values = [_whole(part, firm, year, fact, found) for part in parts]
    known = [value for value in values if value is not None]
    if len(known) == len(values):
        firm.years[year][fact] = sum(known)


def _put(firm: _Firm, year: int, fact: str, cell: str, found: FindingList) -> None:
    value = _whole(cell, firm, year, fact, found)
    if value is not None:
        firm.years.setdefault(year, {})[fact] = value


def _whole(cell: str, firm: _Firm, year: int, fact: str, found: FindingList) -> int | None:
    if not cell:
        return None
    try:
        return int(cell)
    except ValueError:
        found.error("sample.cell_unreadable", _place(firm, year), fact=fact, cell=cell[:40])
        return None


def _place(firm: _Firm, year: int) -> str:
    return f"{firm.id} {firm.name} {year}"


def _sample(source: str, firms: Sequence[_Firm], as_of: date, found: FindingList) -> Sample:
    for firm in firms:
        _report_flags(firm, found)
        _withhold_misread_units(firm, found)
    table = FactTable([f.id for f in firms], [f.name for f in firms], _columns(firms, as_of))
    labels = Counter(firm.label for firm in firms)
    vendor = _vendor_industries()
    table.columns["size_industry"] = [vendor.get(firm.label, _NO_INDUSTRY).name for firm in firms]
    table.columns["registered_in_china"] = [firm.is_registered or None for firm in firms]
    _report_suspicions(table, found)
    _report_year_absent(source, firms, as_of, found)
    _report_labels(source, labels, vendor, found)
    return Sample(
        source=source,
        as_of=as_of,
        firm_years=sum(len(firm.years) for firm in firms),
        table=table,
        findings=found.all(),
        known_little_giants=frozenset(firm.id for firm in firms if firm.is_known),
        listed_on={f.id: date.fromisoformat(f.listed_on) for f in firms if f.listed_on},
        labels_unmapped={
            label: n for label, n in labels.items() if not vendor.get(label, _NO_INDUSTRY).name
        },
    )


@dataclass(frozen=True, slots=True)
class _VendorIndustry:
    """What the vendor map says of one vendor label."""

    name: str | None
    confidence: str


_NO_INDUSTRY = _VendorIndustry(None, "")


def _vendor_industries() -> dict[str, _VendorIndustry]:
    """The size industry of each vendor label, None where the map gives no single answer."""
    file = resources.files("littlegiants").joinpath("catalog", "industries", VENDOR_MAP)
    rows = _rows(file.read_text(encoding="utf-8"), VENDOR_MAP)
    return {r["label"]: _VendorIndustry(r["size_industry"] or None, r["confidence"]) for r in rows}


def _columns(firms: Sequence[_Firm], as_of: date) -> dict[str, list[Value]]:
    columns: dict[str, list[Value]] = {}
    for fact in FIGURES:
        factor = FEN_PER_YUAN if fact in AMOUNTS else 1
        for back in range(1, YEARS_USED + 1):
            figures = (firm.years.get(as_of.year - back, {}).get(fact) for firm in firms)
            cells: list[Value] = [None if value is None else value * factor for value in figures]
            columns[Slot(fact, Form.YEAR, back).column] = cells
    return columns


def _withhold_misread_units(firm: _Firm, found: FindingList) -> None:
    """Set amounts aside whose unit was evidently read wrong: a thousandth of them would be law."""
    for year, figures in firm.years.items():
        assets, staff = figures.get("total_assets"), figures.get("employees")
        if assets is None or staff is None or assets >= ASSETS_PER_EMPLOYEE_YUAN * staff:
            continue
        for fact in AMOUNTS:
            figures.pop(fact, None)
        place = _place(firm, year)
        found.warning("sample.unit_suspected", place, assets=f"{assets:,}", staff=f"{staff:,}")


def suspicions(values: Mapping[str, Value]) -> Iterator[Suspicion]:
    """Find figures that do not fit together: jumps from year to year, R&D above revenue."""
    for fact in _STEADY:
        for back in range(1, YEARS_USED):
            slot = Slot(fact, Form.YEAR, back)
            now, before = values.get(slot.column), values.get(f"{fact}_y{back + 1}")
            if isinstance(now, int) and isinstance(before, int) and _is_jump(now, before):
                yield Suspicion(Doubt.JUMP, slot, now, before)
    for back in range(1, YEARS_USED + 1):
        slot = Slot("rd_expense", Form.YEAR, back)
        spent, revenue = values.get(slot.column), values.get(f"revenue_y{back}")
        if isinstance(spent, int) and isinstance(revenue, int) and spent > revenue:
            yield Suspicion(Doubt.RD_ABOVE_REVENUE, slot, spent, revenue)


_STEADY = tuple(fact for fact in FIGURES if fact != "net_profit")  # profits do jump


def _is_jump(now: int, before: int) -> bool:
    """True for two positive figures that differ by more than the factor."""
    return min(now, before) > 0 and max(now, before) > JUMP_FACTOR * min(now, before)


def _report_suspicions(table: FactTable, found: FindingList) -> None:
    # one pass over the sample, which ROWS_MAX bounds
    for facts in table.rows():
        for doubt in suspicions(facts.values):
            found.warning(
                f"sample.{doubt.doubt}",
                f"{facts.id} {facts.name}",
                column=doubt.slot.column,
                value=_shown(doubt.slot.fact, doubt.value),
                other=_shown(doubt.slot.fact, doubt.other),
            )


def _shown(fact: str, value: int) -> str:
    return f"{value // FEN_PER_YUAN if fact in AMOUNTS else value:,}"


def _report_flags(firm: _Firm, found: FindingList) -> None:
    for flag in firm.flags:
        year, _, what = flag.partition(" ")
        found.note("sample.flagged", f"{firm.id} {firm.name} {year}", flag=what)


def _report_year_absent(
    source: str, firms: Iterable[_Firm], as_of: date, found: FindingList
) -> None:
    last_year = as_of.year - 1
    absent = sum(last_year not in firm.years for firm in firms)
    if absent:
        found.note("sample.year_absent", source, count=absent, year=last_year)


def _report_labels(
    source: str,
    labels: Mapping[str, int],
    vendor: Mapping[str, _VendorIndustry],
    found: FindingList,
) -> None:
    """Count the firms whose label decides nothing, or decides on a weak source."""
    for label, count in sorted(labels.items()):
        industry = vendor.get(label, _NO_INDUSTRY)
        if industry.name is None:
            code = "sample.label_unmapped" if label else "sample.label_missing"
            found.note(code, source, label=label, count=count)
        elif industry.confidence.startswith(_WEAK):
            found.note(
                "sample.label_weak", source, label=label, industry=industry.name, count=count
            )


_WEAK = ("L", "UNCONFIRMED")
