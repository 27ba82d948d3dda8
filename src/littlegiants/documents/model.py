"""A list as it is printed: text in columns, and what stands around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain

from littlegiants.vocabulary.language import Language, say

_PORTRAIT_COLUMNS = 7


class Align(StrEnum):
    """Where the text of a column stands."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column: its head, its share of the width beside the other columns, its alignment."""

    head: str
    width: float = 1.0
    align: Align = Align.LEFT

    def __post_init__(self) -> None:
        assert self.width > 0, f"column {self.head} has no width"


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A list that is printed or sent.

    `lead` are the paragraphs above the table, `notes` those below; issuer and date sign the lead.
    `mark` stands on every page, for instance 虚构数据 on what is synthetic. Every row has one text
    for every column; codes are text too.
    """

    title: str
    columns: Sequence[PrintedColumn]
    rows: Sequence[Sequence[str]]
    lead: Sequence[str] = ()
    issuer: str = ""
    document_no: str = ""
    dated: date | None = None
    notes: Sequence[str] = ()
    footer: str = ""
    mark: str = ""
    language: Language = "zh"

    def __post_init__(self) -> None:
        assert self.columns, "a list has columns"
        width = len(self.columns)
        wrong = next((at for at, row in enumerate(self.rows, 1) if len(row) != width), None)
        assert wrong is None, f"row {wrong} has not {width} texts"

    @property
    def heads(self) -> tuple[str, ...]:
        """The heads of the columns."""
        return tuple(column.head for column in self.columns)

    @property
    def is_wide(self) -> bool:
        """True if the list is printed across the long side of the page."""
        return len(self.columns) > _PORTRAIT_COLUMNS

    @property
    def shares(self) -> tuple[float, ...]:
        """The part of the page that each column takes; together one."""
        total = sum(column.width for column in self.columns)
        return tuple(column.width / total for column in self.columns)

    def places(self) -> Iterator[tuple[str, str]]:
        """Give every text with the place where it stands, in reading order."""
        around = [
            ("title", [self.title]),
            ("document_no", [self.document_no]),
            ("lead", self.lead),
            ("issuer", [self.issuer]),
            ("head", self.heads),
        ]
        below = [("notes", self.notes), ("footer", [self.footer]), ("mark", [self.mark])]
        return chain(self._named(around), self._cells(), self._named(below))

    def _named(self, parts: Sequence[tuple[str, Sequence[str]]]) -> Iterator[tuple[str, str]]:
        for code, texts in parts:
            for text in texts:
                yield say(self.language, f"documents.place_{code}"), text

    def _cells(self) -> Iterator[tuple[str, str]]:
        for number, row in enumerate(self.rows, start=1):
            for head, text in zip(self.heads, row, strict=True):
                yield f"row {number}, {head}", text
