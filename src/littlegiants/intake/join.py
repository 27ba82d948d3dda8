"""Several sheets of one file become one table: rows of the same enterprise are joined by its id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from littlegiants.intake.findings import FindingList
from littlegiants.intake.sheets import SheetFacts
from littlegiants.vocabulary.enterprise import FactTable, Value


@dataclass(slots=True)
class _Growing:
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    columns: dict[str, list[Value]] = field(default_factory=dict)


def join_sheets(sheets: Sequence[SheetFacts], found: FindingList) -> FactTable:
    """Join the sheets; rows without an id, or whose id stands twice in a sheet, stay apart."""
    table = _Growing()
    for number, facts in enumerate(sheets):
        positions = _positions(table, facts) if number else [None] * len(facts.ids)
        targets = [
            _target(table, facts, at, position, number) for at, position in enumerate(positions)
        ]
        for column, values in facts.columns.items():
            kept = table.columns.setdefault(column, [])
            kept.extend([None] * (len(table.ids) - len(kept)))
            for at, value in enumerate(values):
                _fill(kept, targets[at], value, column, (facts, at), found)
    for values in table.columns.values():
        values.extend([None] * (len(table.ids) - len(values)))
    return FactTable(table.ids, table.names, table.columns)


def _positions(table: _Growing, facts: SheetFacts) -> list[int | None]:
    """Where each row's enterprise already stands in the table, if it does exactly once."""
    if not facts.has_ids:
        return [None] * len(facts.ids)
    known = {id_: at for at, id_ in enumerate(table.ids)}
    many = {id_ for ids in (table.ids, facts.ids) for id_, n in Counter(ids).items() if n > 1}
    return [None if id_ in many else known.get(id_) for id_ in facts.ids]


def _target(table: _Growing, facts: SheetFacts, at: int, position: int | None, number: int) -> int:
    if position is not None:
        table.names[position] = table.names[position] or facts.names[at]
        return position
    own = facts.ids[at]
    is_row_number = own == f"row-{facts.sheet.lines[facts.rows[at]]}"
    table.ids.append(f"{facts.sheet.name}-{own}" if number and is_row_number else own)
    table.names.append(facts.names[at])
    return len(table.ids) - 1


def _fill(
    kept: list[Value],
    target: int,
    value: Value,
    column: str,
    origin: tuple[SheetFacts, int],
    found: FindingList,
) -> None:
    if kept[target] is None:
        kept[target] = value
    elif value is not None and value != kept[target]:
        facts, at = origin
        place = facts.sheet.row_place(facts.rows[at])
        found.warning("cell.sheets_differ", place, column=column, id=facts.ids[at])
