"""What one window of an event says of another: longer windows contain shorter ones."""

from __future__ import annotations

from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.facts import Kind, Vocabulary
from littlegiants.vocabulary.slots import YEARS_BACK_MAX, Form, Slot

HAPPENING_FORMS = (Form.HAPPENED_IN, Form.HAPPENED_PAST, Form.HAPPENED_SINCE)


def imply_windows(values: dict[str, Value], vocabulary: Vocabulary) -> None:
    """Fill windows that follow: none in five years is none in three; one in two years is one in three."""
    for base in {
        name.rpartition("_")[0] for name, value in values.items() if isinstance(value, bool)
    }:
        fact = base.removesuffix("_in").removesuffix("_past").removesuffix("_since")
        known = vocabulary.facts.get(fact)
        if known is not None and known.kind is Kind.EVENT:
            for form in HAPPENING_FORMS:
                _imply(values, fact, form)


def _imply(values: dict[str, Value], fact: str, form: Form) -> None:
    columns = windows_of_form(fact, form)
    happened = False
    for column in columns:  # from the shortest: what happened stays happened
        happened = happened or values.get(column) is True
        if happened:
            values.setdefault(column, True)
    none = False
    for column in reversed(
        columns
    ):  # from the longest: what did not happen did not happen in a part
        none = none or values.get(column) is False
        if none:
            values.setdefault(column, False)


def windows_of_form(fact: str, form: Form) -> list[str]:
    """Return the columns of a form, the shortest window first."""
    first = 0 if form is Form.HAPPENED_SINCE else 1
    return [Slot(fact, form, n).column for n in range(first, YEARS_BACK_MAX + 1)]


def with_implied_windows(table: FactTable, vocabulary: Vocabulary) -> FactTable:
    """The same for a table."""
    events = [name for name, fact in vocabulary.facts.items() if fact.kind is Kind.EVENT]
    columns = dict(table.columns)
    for fact in events:
        for form in HAPPENING_FORMS:
            _imply_columns(columns, windows_of_form(fact, form), len(table))
    return FactTable(table.ids, table.names, columns)


def _imply_columns(columns: dict[str, list[Value]], windows: list[str], rows: int) -> None:
    given = [window for window in windows if window in columns]
    if not given:
        return
    for order, answer in ((windows, True), (windows[::-1], False)):
        seen = [False] * rows
        for window in order:
            cells = columns.get(window)
            if cells is not None:
                seen = [before or cell is answer for before, cell in zip(seen, cells, strict=True)]
            if any(seen):
                old = cells if cells is not None else [None] * rows
                columns[window] = [
                    answer if cell is None and now else cell
                    for cell, now in zip(old, seen, strict=True)
                ]
