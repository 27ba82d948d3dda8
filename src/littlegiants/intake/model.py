"""What intake hands on, and the sheets it works from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from littlegiants.intake.events import Event
from littlegiants.vocabulary.enterprise import FactTable
from littlegiants.vocabulary.finding import Finding

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as the file holds it; None for one that is not there."""

Place = tuple[int, int]
"""Row and column of a cell, both counted from 0."""

IGNORED = "ignored"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ColumnUse:
    """What became of one column of a file.

    `head` is the head as printed, `column` the column of the fact table, `id`, `name`, `ignored` or
    `unknown`, and `unit` the unit of its bare numbers as read from head, unit row or note.
    """

    head: str
    column: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """Where an enterprise is, as printed: divisions from the largest to the smallest, and an address."""

    region: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One file received: its facts, what there is to say of it, and the file's fingerprint.

    `events` are the dated events as told, each with the name of its fact, by enterprise;
    `events_complete` the facts whose events are told without exception, by enterprise. Both are empty
    unless the file is JSON; the windows in `table` are computed from them. `places` is what the file
    says of where an enterprise is, by enterprise.
    """

    table: FactTable
    findings: tuple[Finding, ...]
    columns: tuple[ColumnUse, ...]
    sha256: str
    source: str
    events: Mapping[str, tuple[tuple[str, Event], ...]] = field(default_factory=dict)
    events_complete: Mapping[str, frozenset[str]] = field(default_factory=dict)
    places: Mapping[str, PlaceTold] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of cells as it stands in a file.

    `lines` gives each row its number in the file, or on its page where `pages` gives the page.
    `merged` are the merged ranges, both corners included; `percent` the cells shown as percentages,
    `errors` those that show a formula error. `notes` are the paragraphs that stand above the table,
    `after` those below it, in files that have both.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    lines: Sequence[int]
    is_text: bool = False
    merged: tuple[tuple[Place, Place], ...] = ()
    percent: frozenset[Place] = frozenset()
    errors: Mapping[Place, str] = field(default_factory=dict)
    pages: Sequence[int] = ()
    notes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    def place(self, row: int, column: int, head: str) -> str:
        """Name a cell: `Sheet1!C7 (row 7, 营业收入)`, or `line 7, column 营业收入` in text and PDF."""
        if self.is_text or self.pages:
            return f"{self.row_place(row)}, column {head or column + 1}"
        detail = f", {head}" if head else ""
        return f"{self.name}!{letters(column)}{self.lines[row]} (row {self.lines[row]}{detail})"

    def row_place(self, row: int) -> str:
        """Name a row for people."""
        if self.pages:
            return f"page {self.pages[row]}, row {self.lines[row]}"
        if self.is_text:
            return f"line {self.lines[row]}"
        return f"{self.name} (row {self.lines[row]})"

    def column_place(self, column: int, head: str) -> str:
        """Name a column for people."""
        if self.is_text or self.pages:
            return f"column {head or column + 1}"
        return (
            f"{self.name}!{letters(column)} ({head})" if head else f"{self.name}!{letters(column)}"
        )

    def page(self, row: int) -> int | None:
        """Return the page on which a row stands, None in files without pages."""
        return self.pages[row] if self.pages else None


def letters(column: int) -> str:
    """Return the letters of a spreadsheet column counted from 0: A, B, … Z, AA."""
    word = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("A") + rest) + word
    return word
