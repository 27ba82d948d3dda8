"""The invented city's published lists as office files, so that they can be dropped in like real ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from littlegiants.documents.model import Align, PrintedColumn, PrintedList
from littlegiants.documents.services import KINDS, write_list
from littlegiants.engines.parquet_tables import read_cells
from littlegiants.synthetic.errors import SyntheticError
from littlegiants.vocabulary.language import say

_PROGRAMMES = {"innovative": "innovative_sme", "srdi": "srdi_sme"}
"""The rungs of the ladder by the names of their programmes, where these differ."""

_COLUMNS = (
    "document",
    "kind",
    "tier",
    "batch",
    "issued_on",
    "title",
    "seq",
    "name_as_printed",
    "code",
    "district",
)


@dataclass(frozen=True, slots=True)
class ListFile:
    """One list that was written, and what a clerk says of it when it is imported."""

    path: Path
    programme: str
    kind: str
    batch: str
    issued_on: date
    rows: int


def print_lists(
    table: Path, folder: Path, kind: str, *, progress: Callable[[int, int], None] | None = None
) -> list[ListFile]:
    """Write every list of `lists.parquet` as xlsx, docx, pdf, html or csv, oldest first. Raises `SyntheticError`."""
    if kind not in KINDS:
        raise SyntheticError("synthetic.list_kind", kind=kind, kinds=" ".join(KINDS))
    folder.mkdir(parents=True, exist_ok=True)
    documents = _documents(table)
    ordered = sorted(documents.items(), key=lambda item: (item[1][0].issued_on, item[0]))
    written: list[ListFile] = []
    for number, (name, rows) in enumerate(ordered, start=1):
        path = folder / f"{name}.{kind}"
        write_list(_printed(rows), path)
        first = rows[0]
        written.append(
            ListFile(
                path,
                _PROGRAMMES.get(first.tier, first.tier),
                first.kind,
                first.batch,
                first.issued_on,
                len(rows),
            )
        )
        if progress is not None:
            progress(number, len(ordered))
    return written


@dataclass(frozen=True, slots=True)
class _Row:
    tier: str
    kind: str
    batch: str
    issued_on: date
    title: str
    seq: int
    name: str
    code: str
    district: str


def _documents(table: Path) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for cells in zip(*(read_cells(table, name) for name in _COLUMNS), strict=True):
        document, kind, tier, batch, issued_on, title, seq, name, code, district = cells
        row = _Row(tier, kind, batch, issued_on, title, seq, name, code or "", district)
        found[document].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: row.seq)
    return found


def _printed(rows: list[_Row]) -> PrintedList:
    """A list as such lists are printed: the ministry's carry no codes."""
    has_codes = any(row.code for row in rows)
    columns = [
        PrintedColumn("序号", 0.6, Align.CENTER),
        PrintedColumn("企业名称", 3.4),
        *([PrintedColumn("统一社会信用代码", 2.0, Align.CENTER)] if has_codes else []),
        PrintedColumn("所属地区", 1.2, Align.CENTER),
    ]
    return PrintedList(
        title=rows[0].title,
        columns=columns,
        rows=[
            (str(row.seq), row.name, *((row.code,) if has_codes else ()), row.district)
            for row in rows
        ],
        dated=rows[0].issued_on,
        notes=[f"共{len(rows)}家"],
        mark=say("zh", "recognition.print_synthetic"),
    )
