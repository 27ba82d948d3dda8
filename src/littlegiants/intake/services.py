"""Receiving a file of facts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from littlegiants.intake.findings import FindingList
from littlegiants.intake.head_rows import Layout, find_layout
from littlegiants.intake.heads import HeadReader, Role
from littlegiants.intake.implied import with_implied_windows
from littlegiants.intake.industries import with_size_industry
from littlegiants.intake.join import join_sheets
from littlegiants.intake.json_lines import LineReader, load_json
from littlegiants.intake.model import Delivery, Sheet
from littlegiants.intake.sheets import SheetFacts, read_sheet
from littlegiants.intake.template import DATA_SHEET, MARK_SHEET, TEMPLATE_MARK
from littlegiants.intake.text_files import ROWS_MAX, decode, load_text
from littlegiants.intake.workbooks import Workbook, is_workbook, load_workbook
from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable, Value, judgement_column
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.language import message

SIZE_MAX = 200_000_000
"""Bytes of a file; more belongs into Parquet, which is not read here."""

TEXT_KINDS = (".csv", ".txt", ".tsv")
WORKBOOK_KINDS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
LINE_KINDS = (".jsonl", ".ndjson")
KINDS = (*TEXT_KINDS, *WORKBOOK_KINDS, *LINE_KINDS, ".json")

Progress = Callable[[int, int], None]
"""Called with the work done and the work in all: cells of facts, or lines of JSON."""

_HEADS_SHOWN = 6

Entry = TypeVar("Entry")


def read_facts(
    path: Path, vocabulary: Vocabulary, as_of: date, *, progress: Progress | None = None
) -> Delivery:
    """Read a file of facts as of a day; raises `DeliveryError` if it cannot be read at all."""
    content = _load_content(path)
    found = FindingList()
    kind = path.suffix.lower()
    if kind == ".json" or kind in LINE_KINDS:
        reader = LineReader(vocabulary, as_of, found)
        enterprises = _read_json(path, content, reader, progress)
        _check_ids(enterprises, found)
        table, uses = _table(enterprises), tuple(reader.uses.values())
    else:
        workbook = _load_sheets(path, content)
        sheets = _read_sheets(path, workbook, HeadReader(vocabulary, as_of), found, progress)
        table = join_sheets(sheets, found)
        uses = tuple(use for sheet in sheets for use in sheet.uses)
    table = with_size_industry(with_implied_windows(table, vocabulary), found)
    if not len(table):
        found.error("file.no_rows", path.name)
    digest = hashlib.sha256(content).hexdigest()
    return Delivery(table, found.all(), uses, digest, str(path))


def _load_content(path: Path) -> bytes:
    if path.is_dir():
        raise DeliveryError("file.is_folder", file=str(path))
    if path.suffix.lower() not in KINDS:
        raise DeliveryError("file.kind_unknown", file=path.name, kinds=" ".join(KINDS))
    try:
        size = path.stat().st_size
        if size > SIZE_MAX:
            raise DeliveryError("file.too_large", file=path.name, limit=SIZE_MAX // 10**6)
        content = path.read_bytes()
    except FileNotFoundError:
        raise DeliveryError("file.missing", file=str(path)) from None
    except OSError as fault:
        reason = fault.strerror or type(fault).__name__
        raise DeliveryError("file.unreadable", file=path.name, fault=reason) from fault
    if not content.strip():
        raise DeliveryError("file.empty", file=path.name)
    return content


def _load_sheets(path: Path, content: bytes) -> Workbook:
    """The sheets of a file, whose content counts for more than its ending."""
    if is_workbook(content):
        return load_workbook(path, content, mark_sheet=MARK_SHEET)
    return Workbook((load_text(path, content),), ())


def _read_sheets(
    path: Path,
    workbook: Workbook,
    reader: HeadReader,
    found: FindingList,
    progress: Progress | None,
) -> list[SheetFacts]:
    for name in workbook.hidden:
        found.note("sheet.hidden", name)
    chosen = _choose_sheets(path, workbook, reader, found)
    total = sum(_work(sheet, layout) for sheet, layout in chosen)
    done = 0

    def step(cells: int) -> None:
        nonlocal done
        done += cells
        if progress is not None:
            progress(min(done, total), total)

    return [read_sheet(sheet, layout, reader, found, step) for sheet, layout in chosen]


def _choose_sheets(
    path: Path, workbook: Workbook, reader: HeadReader, found: FindingList
) -> list[tuple[Sheet, Layout]]:
    """The sheets whose heads speak of facts; the others are noted, or refused if there are no more."""
    sheets: Sequence[Sheet] = workbook.sheets
    if workbook.mark == TEMPLATE_MARK:
        sheets = [sheet for sheet in sheets if sheet.name == DATA_SHEET] or sheets
    if not sheets:
        raise DeliveryError("file.empty", file=path.name)
    layouts = [(sheet, find_layout(sheet, reader)) for sheet in sheets]
    with_facts = [(s, found_) for s, found_ in layouts if found_ is not None and found_.has_facts]
    chosen = [(s, layout) for s, layout in with_facts if layout.names_enterprises] or with_facts[:1]
    if not chosen:
        raise DeliveryError("file.no_heads", file=path.name, heads=_first_words(sheets[0]))
    for sheet in sheets:
        if all(sheet is not other for other, _ in chosen):
            found.note("sheet.set_aside", sheet.name)
    return chosen


def _first_words(sheet: Sheet) -> str:
    words = (str(cell).strip() for row in sheet.rows[:10] for cell in row if cell is not None)
    shown = [" ".join(word.split())[:20] for word in words if word][:_HEADS_SHOWN]
    return "、".join(shown)


def _work(sheet: Sheet, layout: Layout) -> int:
    columns = sum(c.head.role in (Role.FACT, Role.JUDGEMENT) for c in layout.columns)
    return columns * (len(sheet.rows) - layout.first_row)


def _read_json(
    path: Path, content: bytes, reader: LineReader, progress: Progress | None
) -> list[EnterpriseFacts]:
    if is_workbook(content):
        raise DeliveryError("file.binary", file=path.name)
    text = decode(path, content)
    if path.suffix.lower() == ".json":
        whole, fault = load_json(text)
        if fault is None:
            return _read_objects(_objects(whole), reader, progress)
        if load_json(text.lstrip().partition("\n")[0])[1] is not None:
            reason = message(fault.code, **fault.values)
            raise DeliveryError("file.bad_json", file=path.name, fault=reason)
    lines = text.split("\n")
    if len(lines) > ROWS_MAX:
        raise DeliveryError("file.too_many_rows", file=path.name, limit=ROWS_MAX)
    read = (reader.parse(line, number) for number, line in _steps(lines, progress) if line.strip())
    return [enterprise for enterprise in read if enterprise is not None]


def _objects(whole: Any) -> list[Any]:
    """The enterprises of a JSON document: a list, an object that holds one, or a single one."""
    if isinstance(whole, dict) and isinstance(whole.get("enterprises"), list):
        return list(whole["enterprises"])
    return whole if isinstance(whole, list) else [whole]


def _read_objects(
    objects: list[Any], reader: LineReader, progress: Progress | None
) -> list[EnterpriseFacts]:
    read = (
        reader.read(given, f"[{number - 1}]", f"row-{number}")
        for number, given in _steps(objects, progress)
    )
    return [enterprise for enterprise in read if enterprise is not None]


def _steps(entries: Sequence[Entry], progress: Progress | None) -> Iterable[tuple[int, Entry]]:
    for number, entry in enumerate(entries, start=1):
        yield number, entry
        if progress is not None and (number % 1000 == 0 or number == len(entries)):
            progress(number, len(entries))


def _check_ids(enterprises: list[EnterpriseFacts], found: FindingList) -> None:
    seen: dict[str, int] = {}
    for number, enterprise in enumerate(enterprises, start=1):
        first = seen.setdefault(enterprise.id, number)
        if first != number:
            found.warning("id.twice", f"[{number - 1}]", id=enterprise.id, first=f"[{first - 1}]")


def _table(enterprises: list[EnterpriseFacts]) -> FactTable:
    table = FactTable([e.id for e in enterprises], [e.name for e in enterprises], {})
    for at, enterprise in enumerate(enterprises):
        values: dict[str, Value] = dict(enterprise.values)
        values |= {judgement_column(clause): yes for clause, yes in enterprise.judgements.items()}
        for column, value in values.items():
            if column not in table.columns:
                table.columns[column] = [None] * len(enterprises)
            table.columns[column][at] = value
    return table
