"""Receiving a file of facts."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from littlegiants.intake.files import FOLDER_KINDS, LINE_KINDS, is_folder, load_content, load_sheets
from littlegiants.intake.findings import FindingList
from littlegiants.intake.head_rows import Layout, find_layout
from littlegiants.intake.heads import HeadReader, Role
from littlegiants.intake.implied import with_implied_windows
from littlegiants.intake.industries import with_size_industry
from littlegiants.intake.join import join_sheets
from littlegiants.intake.json_lines import LineReader, load_json
from littlegiants.intake.model import Delivery, Sheet
from littlegiants.intake.sheets import SheetFacts, read_sheet
from littlegiants.intake.template import DATA_SHEET, TEMPLATE_MARK
from littlegiants.intake.text_files import ROWS_MAX, decode
from littlegiants.intake.workbooks import Workbook, is_workbook
from littlegiants.intake.zipped_folders import check_folder, unpack
from littlegiants.vocabulary.enterprise import EnterpriseFacts, FactTable, Value, judgement_column
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import message

Progress = Callable[[int, int], None]
"""Called with the work done and the work in all: cells of facts, or lines of JSON."""

_HEADS_SHOWN = 6

Entry = TypeVar("Entry")


def read_facts(
    path: Path, vocabulary: Vocabulary, as_of: date, *, progress: Progress | None = None
) -> Delivery:
    """Read a file of facts as of a day; raises `DeliveryError` if it cannot be read at all.

    A zipped folder is read if it holds one file; `read_deliveries` reads several.
    """
    content = load_content(path)
    if _is_zipped_folder(path, content):
        return _only_delivery(path, content, vocabulary, as_of, progress)
    found = FindingList()
    kind = path.suffix.lower()
    digest = hashlib.sha256(content).hexdigest()
    if kind == ".json" or kind in LINE_KINDS:
        reader = LineReader(vocabulary, as_of, found)
        enterprises = _read_json(path, content, reader, progress)
        _check_ids(enterprises, found)
        table = _completed(_table(enterprises), vocabulary, found, path)
        uses = tuple(reader.uses.values())
        events, complete = reader.told.by_enterprise(), reader.told.complete()
        return Delivery(table, found.all(), uses, digest, str(path), events, complete)
    workbook = load_sheets(path, content)
    sheets = _read_sheets(path, workbook, HeadReader(vocabulary, as_of), found, progress)
    table = _completed(join_sheets(sheets, found), vocabulary, found, path)
    uses = tuple(use for sheet in sheets for use in sheet.uses)
    places = {id_: told for sheet in sheets for id_, told in sheet.places.items()}
    return Delivery(table, found.all(), uses, digest, str(path), places=places)


def read_deliveries(
    path: Path, vocabulary: Vocabulary, as_of: date, *, progress: Progress | None = None
) -> list[Delivery]:
    """Read a file, or every file of a zipped folder as a delivery of its own.

    A member that cannot be read is a delivery without rows whose one finding says why; only the
    folder as a whole is refused with a `DeliveryError`.
    """
    content = load_content(path)
    if not _is_zipped_folder(path, content):
        return [read_facts(path, vocabulary, as_of, progress=progress)]
    deliveries = []
    with tempfile.TemporaryDirectory() as folder:
        for member in unpack(path, content, Path(folder)):
            source = f"{path}!{member.name}"
            try:
                if member.fault is not None:
                    raise member.fault
                assert member.path is not None
                delivery = read_facts(member.path, vocabulary, as_of, progress=progress)
                deliveries.append(replace(delivery, source=source))
            except DeliveryError as fault:
                deliveries.append(_refused(source, member.name, member.path, fault))
    if not deliveries:
        raise DeliveryError("file.empty", file=path.name)
    return deliveries


def _is_zipped_folder(path: Path, content: bytes) -> bool:
    if path.suffix.lower() not in FOLDER_KINDS:
        return False
    check_folder(path, content)
    return is_folder(content)


def _only_delivery(
    path: Path, content: bytes, vocabulary: Vocabulary, as_of: date, progress: Progress | None
) -> Delivery:
    with tempfile.TemporaryDirectory() as folder:
        members = [member.name for member in unpack(path, content, Path(folder))]
        if not members:
            raise DeliveryError("file.empty", file=path.name)
        if len(members) > 1:
            names = "、".join(members[:_HEADS_SHOWN])
            raise DeliveryError(
                "file.several_inside", file=path.name, count=len(members), names=names
            )
        member = next(iter(unpack(path, content, Path(folder))))
        if member.fault is not None:
            raise member.fault
        assert member.path is not None
        delivery = read_facts(member.path, vocabulary, as_of, progress=progress)
        return replace(delivery, source=f"{path}!{member.name}")


def _refused(source: str, name: str, path: Path | None, fault: DeliveryError) -> Delivery:
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path is not None else ""
    finding = Finding(fault.code, name, values=tuple(fault.values.items()))
    return Delivery(FactTable([], [], {}), (finding,), (), digest, source)


def _completed(
    table: FactTable, vocabulary: Vocabulary, found: FindingList, path: Path
) -> FactTable:
    """Add what follows from the facts read."""
    table = with_size_industry(with_implied_windows(table, vocabulary), found)
    if not len(table):
        found.error("file.no_rows", path.name)
    return table


def _read_sheets(
    path: Path,
    workbook: Workbook,
    reader: HeadReader,
    found: FindingList,
    progress: Progress | None,
) -> list[SheetFacts]:
    for finding in workbook.findings:
        found.add(finding)
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
