"""Tables of counts → `CountBook`, with every fault found, named by file and line.

`catalog/counts/*.csv` holds what the package ships; a city's own folder `<catalog>/counts` adds rows
under the same file names. A preference of the city's replaces the package's for the same count.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import TypeVar

from littlegiants.cities.errors import CountsError
from littlegiants.cities.model import (
    TIERS,
    Basis,
    BatchFigure,
    BatchMeasure,
    Count,
    CountBook,
    Figure,
    KeyBatch,
    KeyRank,
    Level,
    Preference,
    Region,
    Source,
    Trust,
    When,
    parse_batches,
    parse_when,
)
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Text

ROWS_MAX = 100_000
SIZE_MAX = 20_000_000
_COUNT_HEADS = ("code", "tier", "basis", "as_of", "batches", "value", "source")
HEADS: Mapping[str, tuple[str, ...]] = {
    "regions.csv": ("code", "level", "name_zh", "name_en"),
    "sources.csv": ("source", "title", "kind", "date", "address", "trust"),
    "batches.csv": ("batch", "announced"),
    "national_batches.csv": ("batches", "year", "measure", "value", "source"),
    "region_counts.csv": _COUNT_HEADS,
    "tier_counts.csv": _COUNT_HEADS,
    "figures.csv": ("code", "quantity", "title_zh", "title_en", "unit", "as_of", "value", "source"),
    "preferences.csv": ("code", "tier", "basis", "batch", "source", "reason_zh", "reason_en"),
    "key_batches.csv": ("batch", "published", "value", "source"),
    "key_city_ranks_2022.csv": ("place", "code", "source"),
}
"""The tables read, in order, with the columns that each must have."""

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def load_counts(catalog: Path | None = None) -> CountBook:
    """Read the package's counts and those of a city's own catalog; raises `CountsError` with every fault."""
    book, findings = read_tables(_texts(catalog))
    errors = tuple(one for one in findings if one.severity is Severity.ERROR)
    if errors:
        raise CountsError(errors)
    return book


def read_tables(texts: Iterable[tuple[str, str]]) -> tuple[CountBook, tuple[Finding, ...]]:
    """Read tables given as (file name, text); later tables of one name add rows to earlier ones."""
    reading = _Reading()
    tables: dict[str, list[_Row]] = {name: [] for name in HEADS}
    for place, text in texts:
        name = place.rsplit("/", 1)[-1]
        if name in HEADS:
            tables[name] += reading.rows(place, text, HEADS[name])
    for row in tables["regions.csv"]:
        reading.add_region(row)
    for row in tables["sources.csv"]:
        reading.add_source(row)
    reading.check_repeats()
    for row in tables["batches.csv"]:
        batch, announced = row.integer("batch"), row.when("announced")
        if batch is not None and announced is not None:
            reading.calendar[batch] = announced
    national = _kept(reading.batch_figure(row) for row in tables["national_batches.csv"])
    counts = [
        *_kept(reading.count(r) for r in tables["region_counts.csv"] + tables["tier_counts.csv"])
    ]
    counts += _kept(reading.national_count(figure) for figure in national)
    preferred = {
        (p.code, p.tier, p.basis, p.batch): p
        for p in _kept(map(reading.preference, tables["preferences.csv"]))
    }
    book = CountBook(
        tuple(counts),
        reading.regions,
        reading.sources,
        reading.calendar,
        tuple(national),
        tuple(_kept(map(reading.figure, tables["figures.csv"]))),
        tuple(preferred.values()),
        tuple(_kept(map(reading.key_batch, tables["key_batches.csv"]))),
        tuple(_kept(map(reading.key_rank, tables["key_city_ranks_2022.csv"]))),
    )
    return book, tuple(reading.findings)


def _kept(values: Iterable[T | None]) -> list[T]:
    return [value for value in values if value is not None]


def _texts(catalog: Path | None) -> Iterator[tuple[str, str]]:
    folder = resources.files("littlegiants").joinpath("catalog", "counts")
    for name in HEADS:
        yield name, folder.joinpath(name).read_text(encoding="utf-8")
    own = None if catalog is None else catalog / "counts"
    if own is None or not own.is_dir():
        return
    for path in sorted(own.glob("*.csv")):
        if path.name not in HEADS:
            raise CountsError(
                (Finding.of("cities.file_unknown", f"counts/{path.name}", known=", ".join(HEADS)),)
            )
        yield f"counts/{path.name}", read_own(path)


def read_own(path: Path) -> str:
    """Read a site's own file as UTF-8; raises if it is too large, not UTF-8 or cannot be opened."""
    try:
        if path.stat().st_size > SIZE_MAX:
            raise CountsError((Finding.of("cities.too_large", path.name, most=SIZE_MAX),))
        return path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise DeliveryError(
            "cities.unreadable", file=path.name, fault=fault.strerror or ""
        ) from fault
    except UnicodeDecodeError:
        raise CountsError((Finding.of("yaml.not_utf8", path.name),)) from None


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a table: its cells, its place, and where its faults go."""

    cells: Mapping[str, str]
    where: str
    findings: list[Finding]

    def fault(self, code: str, **values: object) -> None:
        self.findings.append(Finding(code, self.where, values=tuple(values.items())))

    def text(self, head: str) -> str:
        return self.cells.get(head, "").strip()

    def integer(self, head: str) -> int | None:
        text = self.text(head).replace(",", "")
        if not (text.isascii() and text.removeprefix("-").isdigit() and len(text) <= 12):
            self.fault("cities.number_malformed", head=head, text=self.text(head))
            return None
        value = int(text)
        if value < 0:
            self.fault("cities.negative", head=head, value=value)
            return None
        return value

    def when(self, head: str) -> When | None:
        return self._read(head, parse_when, "cities.when_malformed")

    def batches(self, head: str) -> tuple[int, ...] | None:
        return self._read(head, parse_batches, "cities.batches_malformed")

    def number(self, head: str) -> Fraction | None:
        return self._read(head, Fraction, "cities.number_malformed")

    def word(self, head: str, kind: type[E]) -> E | None:
        try:
            return kind(self.text(head))
        except ValueError:
            self.fault(
                "cities.word_unknown", head=head, word=self.text(head), known=", ".join(kind)
            )
            return None

    def flag(self, head: str) -> bool:
        text = self.text(head)
        if text not in ("", "0", "1"):
            self.fault("cities.word_unknown", head=head, word=text, known="1")
        return text == "1"

    def both(self, stem: str) -> Text | None:
        zh, en = self.text(f"{stem}_zh"), self.text(f"{stem}_en")
        return Text(zh or en, en or zh) if zh or en else None

    def _read(self, head: str, parse: Callable[[str], T], code: str) -> T | None:
        try:
            return parse(self.text(head))
        except (ValueError, ZeroDivisionError):
            self.fault(code, head=head, text=self.text(head))
            return None


@dataclass(slots=True)
class _Reading:
    """Collects what the tables say, and every fault."""

    findings: list[Finding] = field(default_factory=list)
    regions: dict[str, Region] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    calendar: dict[int, When] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _seen: dict[tuple[object, ...], str] = field(default_factory=dict)

    def rows(self, place: str, text: str, heads: tuple[str, ...]) -> list[_Row]:
        reader = csv.DictReader(io.StringIO(text), restval="")
        missing = [head for head in heads if head not in (reader.fieldnames or ())]
        if missing:
            self.findings.append(
                Finding.of("cities.heads_missing", f"{place}:1", heads=", ".join(missing))
            )
            return []
        found: list[_Row] = []
        for cells in reader:
            where = f"{place}:{reader.line_num}"
            if len(found) >= ROWS_MAX:
                self.findings.append(Finding.of("cities.too_many_rows", where, most=ROWS_MAX))
                break
            if None in cells:
                self.findings.append(
                    Finding.of("cities.row_too_long", where, heads=len(reader.fieldnames or ()))
                )
                continue
            found.append(_Row(cells, where, self.findings))
        return found

    def add_region(self, row: _Row) -> None:
        level, name = row.word("level", Level), row.both("name")
        if level is not None and name is not None:
            self.regions[row.text("code")] = Region(row.text("code"), level, name)

    def add_source(self, row: _Row) -> None:
        trust = row.word("trust", Trust)
        if trust is None:
            return
        id_, title, kind, day, address = (row.text(head) for head in HEADS["sources.csv"][:5])
        self.sources[id_] = Source(id_, title, kind, day, address, trust, row.text("repeats"))
        self._places[id_] = row.where

    def check_repeats(self) -> None:
        for source in self.sources.values():
            if source.repeats and source.repeats not in self.sources:
                where = self._places[source.id]
                self.findings.append(
                    Finding.of("cities.source_unknown", where, source=source.repeats)
                )

    def _source(self, row: _Row) -> Source | None:
        found = self.sources.get(row.text("source"))
        if found is None:
            row.fault("cities.source_unknown", source=row.text("source"))
        return found

    def _region(self, row: _Row) -> Region | None:
        found = self.regions.get(row.text("code"))
        if found is None:
            row.fault("cities.region_unknown", region=row.text("code"))
        return found

    def _tier(self, row: _Row) -> str | None:
        if row.text("tier") in TIERS:
            return row.text("tier")
        row.fault("cities.word_unknown", head="tier", word=row.text("tier"), known=", ".join(TIERS))
        return None

    def count(self, row: _Row) -> Count | None:
        region, tier, basis, source = (
            self._region(row),
            self._tier(row),
            row.word("basis", Basis),
            self._source(row),
        )
        as_of, batches, value = row.when("as_of"), row.batches("batches"), row.integer("value")
        rounded, derived = row.flag("rounded"), row.flag("derived")
        if region is None or tier is None or basis is None or source is None:
            return None
        if as_of is None or batches is None or value is None:
            return None
        count = Count(
            region, tier, basis, as_of, batches, value, source, rounded, derived, row.both("note")
        )
        self._check_batches(count, row)
        key = (region.code, tier, basis, as_of.text, batches, source.id)
        if key in self._seen:
            row.fault("cities.count_twice", first=self._seen[key])
            return None
        self._seen[key] = row.where
        return count

    def _check_batches(self, count: Count, row: _Row) -> None:
        if count.basis is Basis.NEW and len(count.batches) > 1:
            row.fault("cities.new_of_many", batches=row.text("batches"))
        announced = self.calendar.get(count.last_batch or 0)
        if announced is not None and count.as_of.last < announced.first:
            row.fault(
                "cities.before_batch",
                batch=count.last_batch,
                announced=announced.text,
                as_of=count.as_of.text,
            )

    def national_count(self, figure: BatchFigure) -> Count | None:
        """Turn a national list into a count; reviews and partial figures are none."""
        basis = {
            BatchMeasure.RECOGNISED: Basis.NEW,
            BatchMeasure.ANNOUNCED_FIRST_WAVE: Basis.NEW,
            BatchMeasure.PUBLICISED: Basis.PUBLICISED,
        }.get(figure.measure)
        nation = next((one for one in self.regions.values() if one.level is Level.NATION), None)
        if basis is None or nation is None:
            return None
        as_of = self.calendar.get(figure.batches[0]) or parse_when(str(figure.year))
        return Count(
            nation,
            TIERS[0],
            basis,
            as_of,
            figure.batches,
            figure.value,
            figure.source,
            note=figure.note,
        )

    def batch_figure(self, row: _Row) -> BatchFigure | None:
        batches, year, value = row.batches("batches"), row.integer("year"), row.integer("value")
        measure, source = row.word("measure", BatchMeasure), self._source(row)
        if batches == ():
            row.fault("cities.batches_malformed", head="batches", text="")
        if not batches or year is None or value is None or measure is None or source is None:
            return None
        return BatchFigure(
            batches, year, measure, value, source, row.flag("preferred"), row.both("note")
        )

    def figure(self, row: _Row) -> Figure | None:
        region, as_of, value, source = (
            self._region(row),
            row.when("as_of"),
            row.number("value"),
            self._source(row),
        )
        if region is None or as_of is None or value is None or source is None:
            return None
        quantity, title = row.text("quantity"), row.both("title")
        return Figure(
            region,
            quantity,
            title or Text(quantity, quantity),
            row.text("unit"),
            as_of,
            value,
            source,
            row.flag("rounded"),
            row.both("note"),
        )

    def preference(self, row: _Row) -> Preference | None:
        region, tier, basis, source = (
            self._region(row),
            self._tier(row),
            row.word("basis", Basis),
            self._source(row),
        )
        batch = row.integer("batch") if row.text("batch") else None
        reason = row.both("reason")
        if reason is None:
            row.fault("cities.reason_missing")
        if region is None or tier is None or basis is None or source is None or reason is None:
            return None
        return Preference(region.code, tier, basis, batch, source.id, reason)

    def key_batch(self, row: _Row) -> KeyBatch | None:
        batch, published, value, source = (
            row.integer("batch"),
            row.when("published"),
            row.integer("value"),
            self._source(row),
        )
        if batch is None or published is None or value is None or source is None:
            return None
        return KeyBatch(batch, published, value, source, row.both("note"))

    def key_rank(self, row: _Row) -> KeyRank | None:
        rank, region, source = row.integer("place"), self._region(row), self._source(row)
        return (
            None
            if rank is None or region is None or source is None
            else KeyRank(rank, region, source)
        )
