"""Procedure as data: validity, renewal, updates and reports, by programme, text and day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from littlegiants.recognition.errors import RecognitionError, faulty_catalog
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.errors import CatalogError
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text

_MONTH_DAY = re.compile(r"^(\d\d)-(\d\d)$")
_LEAP_DAY = (2, 29)


class Renewal(StrEnum):
    """How a title goes on after its last day."""

    REVIEW = "review"
    RE_EVALUATION = "re_evaluation"


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a procedure with its authority."""

    cite: Text
    confidence: str
    note: Text | None = None
    missed: Text | None = None
    """What missing the date costs."""


@dataclass(frozen=True, slots=True)
class YearlyUpdate:
    """The window in which data are updated each year, as month and day."""

    rule: Rule
    by: tuple[int, int]
    opens: tuple[int, int] | None = None

    def deadline(self, year: int) -> date:
        """The last day of the window in a year."""
        return date(year, *self.by)

    def opening(self, year: int) -> date | None:
        """The first day of the window in a year, where one is ordered."""
        return None if self.opens is None else date(year, *self.opens)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, in the unit that its place says."""

    count: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Procedure:
    """The procedure of one programme under one text."""

    name: str
    starts: date
    ends: date | None
    cite: Text
    validity_years: Length
    renewal: Renewal
    cohort_years: Length
    update: YearlyUpdate | None = None
    change_report_months: Length | None = None
    ban_years: Length | None = None
    publicity_working_days: Length | None = None

    def covers(self, day: date) -> bool:
        """True if the text is in force on a day."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class LocalUpdate:
    """A province's or city's own update window."""

    region_code: str
    starts: date
    ends: date | None
    update: YearlyUpdate

    def covers(self, day: date, region_code: str | None) -> bool:
        """True if the window governs a place on a day."""
        in_time = self.starts <= day and (self.ends is None or day <= self.ends)
        return in_time and lies_in(region_code, self.region_code)


@dataclass(frozen=True, slots=True)
class AnnouncedRound:
    """A yearly round as its notice announced it; `standard` is the edition that the notice orders."""

    year: int
    action: str
    opens: date | None
    closes: date | None
    region_code: str | None
    standard: str | None
    rule: Rule


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme: its place on the ladder and its procedure through the years."""

    name: str
    title: Text
    tier: int
    editions: tuple[Procedure, ...]
    local: tuple[LocalUpdate, ...] = ()
    rounds: tuple[AnnouncedRound, ...] = ()

    def on(self, day: date) -> Procedure | None:
        """The procedure in force on a day, if any is known."""
        governing = [edition for edition in self.editions if edition.covers(day)]
        return max(governing, key=lambda edition: edition.starts, default=None)

    def update_in(self, year: int, region_code: str | None) -> YearlyUpdate | None:
        """The update window of a year at a place: the local one, else that of the text then in force."""
        for local in self.local:
            if local.covers(local.update.deadline(year), region_code):
                return local.update
        governing = [
            edition.update
            for edition in self.editions
            if edition.update and edition.covers(edition.update.deadline(year))
        ]
        return governing[-1] if governing else None

    def round_of(self, year: int, action: str, region_code: str | None) -> AnnouncedRound | None:
        """The announced round of a year and action at a place, if its notice is known."""
        for found in self.rounds:
            if (found.year, found.action) == (year, action) and (
                found.region_code is None or lies_in(region_code, found.region_code)
            ):
                return found
        return None


def lies_in(region_code: str | None, wider: str | None) -> bool:
    """True if a division lies in a wider one; nowhere lies in the nation only."""
    if wider is None:
        return True
    if not region_code:
        return False
    trimmed = re.sub(r"(00){1,2}$", "", wider)
    return region_code.startswith(trimmed)


def years_later(day: date, years: int) -> date:
    """Return the anniversary of a day; that of 29 February is 1 March where there is none."""
    if (day.month, day.day) == _LEAP_DAY:
        return date(day.year + years, 2, 28) + timedelta(days=1)
    return day.replace(year=day.year + years)


def months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of the month where it has no such day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return min(first + timedelta(days=day.day - 1), following - timedelta(days=1))


@dataclass(frozen=True, slots=True)
class CorrectionWords:
    """How printed corrections say what they change, and where."""

    kind_keys: tuple[str, ...]
    former_keys: tuple[str, ...]
    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Procedures:
    """Every programme's procedure."""

    programmes: Mapping[str, Programme]

    def programme(self, name: str) -> Programme:
        """Return one programme; raises `RecognitionError` that names those there are."""
        if name not in self.programmes:
            raise RecognitionError(
                "recognition.programme_unknown", programme=name, known=", ".join(self.programmes)
            )
        return self.programmes[name]


@cache
def load_procedures(extra: Path | None = None) -> Procedures:
    """Read `catalog/programmes`, and over it the city's own folder, by tier."""
    found: dict[str, Programme] = {}
    for path in _files(extra):
        if not path.name.startswith("_"):
            programme = read_programme(path.read_text(encoding="utf-8"), path.name)
            found[programme.name] = programme
    ordered = sorted(found.values(), key=lambda programme: (programme.tier, programme.name))
    return Procedures({programme.name: programme for programme in ordered})


@cache
def load_correction_words() -> CorrectionWords:
    """Read `catalog/programmes/_corrections.yaml`."""
    path = resources.files("littlegiants").joinpath("catalog", "programmes", "_corrections.yaml")
    raw, _ = load_lines(path.read_text(encoding="utf-8"), path.name)
    keys = {key: tuple(map(str, raw[key])) for key in ("kind_keys", "former_keys")}
    words = {kind: tuple(map(str, entries)) for kind, entries in raw["words"].items()}
    return CorrectionWords(**keys, words=words)


def _files(extra: Path | None) -> Iterator[Traversable]:
    folders: list[Traversable] = [resources.files("littlegiants").joinpath("catalog", "programmes")]
    if extra is not None and (extra / "programmes").is_dir():
        folders.append(extra / "programmes")
    for folder in folders:
        names = sorted(folder.iterdir(), key=lambda path: path.name)
        yield from (path for path in names if path.name.endswith(".yaml"))


def read_programme(text: str, where: str) -> Programme:
    """Read one programme's file; raises `CatalogError` with file and line."""
    raw, findings = load_lines(text, where)
    if findings or not isinstance(raw, Lines):
        raise faulty_catalog(where, findings or [Finding.of("recognition.catalog_shape", where)])
    reader = _Reader(where)
    return Programme(
        name=str(reader.wanted(raw, "programme")),
        title=reader.text(reader.wanted(raw, "title")),
        tier=int(reader.wanted(raw, "tier")),
        editions=tuple(reader.procedure(entry) for entry in reader.wanted(raw, "editions")),
        local=tuple(reader.local(entry) for entry in raw.get("local") or ()),
        rounds=tuple(reader.announced(entry) for entry in raw.get("rounds") or ()),
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """Turns the mappings of one file into values; a fault names its line."""

    where: str

    def wanted(self, raw: Lines, key: str) -> Any:  # whatever stands in the file
        if raw.get(key) is None:
            raise self.fault(raw, key)
        return raw[key]

    def fault(self, raw: Lines, key: str) -> CatalogError:
        return faulty_catalog(
            self.where, [Finding.of("recognition.catalog_value", raw.place(key), key=key)]
        )

    def text(self, raw: Any) -> Text:  # whatever stands in the file
        if not isinstance(raw, Lines) or not raw.get("zh") or not raw.get("en"):
            raise faulty_catalog(self.where, [Finding.of("recognition.catalog_shape", self.where)])
        return Text(str(raw["zh"]), str(raw["en"]))

    def rule(self, raw: Lines, cite: Text) -> Rule:
        return Rule(
            cite=self.text(raw["cite"]) if "cite" in raw else cite,
            confidence=str(self.wanted(raw, "confidence")),
            note=self.text(raw["note"]) if "note" in raw else None,
            missed=self.text(raw["missed"]) if "missed" in raw else None,
        )

    def length(self, raw: Lines, name: str, unit: str, cite: Text) -> Length | None:
        entry = raw.get(name)
        if entry is None:
            return None
        count = self.wanted(entry, unit)
        if not isinstance(count, int) or not 1 <= count <= 100:
            raise self.fault(entry, unit)
        return Length(count, self.rule(entry, cite))

    def required(self, raw: Lines, name: str, unit: str, cite: Text) -> Length:
        found = self.length(raw, name, unit, cite)
        if found is None:
            raise self.fault(raw, name)
        return found

    def update(self, raw: Lines, cite: Text) -> YearlyUpdate:
        opens = self.month_day(raw, "opens") if "opens" in raw else None
        return YearlyUpdate(self.rule(raw, cite), self.month_day(raw, "by"), opens)

    def month_day(self, raw: Lines, key: str) -> tuple[int, int]:
        found = _MONTH_DAY.match(str(raw.get(key, "")))
        if found is None:
            raise self.fault(raw, key)
        return int(found[1]), int(found[2])

    def procedure(self, raw: Lines) -> Procedure:
        cite = self.text(self.wanted(raw, "cite"))
        renewal = self.wanted(raw, "renewal")
        kind = str(self.wanted(renewal, "kind"))
        if kind not in tuple(Renewal):
            raise self.fault(renewal, "kind")
        return Procedure(
            name=str(self.wanted(raw, "name")),
            starts=self.wanted(raw, "from"),
            ends=raw.get("to"),
            cite=cite,
            validity_years=self.required(raw, "validity", "years", cite),
            renewal=Renewal(kind),
            cohort_years=self.required(raw, "renewal", "after_years", cite),
            update=self.update(raw["update"], cite) if "update" in raw else None,
            change_report_months=self.length(raw, "change_report", "months", cite),
            ban_years=self.length(raw, "ban", "years", cite),
            publicity_working_days=self.length(raw, "publicity", "working_days", cite),
        )

    def local(self, raw: Lines) -> LocalUpdate:
        cite = self.text(self.wanted(raw, "cite"))
        update = self.update(self.wanted(raw, "update"), cite)
        return LocalUpdate(
            str(self.wanted(raw, "region")), self.wanted(raw, "from"), raw.get("to"), update
        )

    def announced(self, raw: Lines) -> AnnouncedRound:
        return AnnouncedRound(
            year=int(self.wanted(raw, "year")),
            action=str(self.wanted(raw, "action")),
            opens=raw.get("opens"),
            closes=raw.get("closes"),
            region_code=str(raw["region"]) if "region" in raw else None,
            standard=str(raw["standard"]) if "standard" in raw else None,
            rule=self.rule(raw, self.text(self.wanted(raw, "cite"))),
        )
