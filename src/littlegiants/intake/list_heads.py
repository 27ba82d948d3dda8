"""The heads of published lists: which field a column holds. The words are data (`catalog/heads`)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from littlegiants.intake.cells import is_blank
from littlegiants.intake.head_rows import head_lines, head_text
from littlegiants.intake.model import Cell, Sheet
from littlegiants.vocabulary.language import load_yaml
from littlegiants.vocabulary.quantity import fold

ROWS_SEARCHED = 600
"""A head stands within so many rows; a long notice may come before it."""

_LEVELS_MAX = 2
_NOT_IN_HEADS = re.compile(r"[\s*★:：。.、,;；“”\"'‘’]")
_BRACKETED = re.compile(r"[(\[【<].*?[)\]】>]")
_LONGEST_HEAD = 40
_LONE_HEAD = 4


class ListField(StrEnum):
    """What a column of a list may hold."""

    SEQ = "seq"
    NAME = "name"
    CODE = "code"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    RECOMMENDER = "recommender"
    FORMER_NAME = "former_name"
    PRODUCT = "product"
    INDUSTRY = "industry"
    CATEGORY = "category"
    BATCH = "batch"
    VALID = "valid"
    CERTIFICATE = "certificate"
    ADDRESS = "address"
    REASON = "reason"
    REMARK = "remark"


REGION_FIELDS = (ListField.PROVINCE, ListField.CITY, ListField.DISTRICT)


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list; `field` is None if its head is not known."""

    position: int
    printed: str
    field: ListField | None


@dataclass(frozen=True, slots=True)
class ListHead:
    """The head of a list: its rows and its columns, parted where a row holds several entries."""

    first_row: int
    last_row: int
    blocks: tuple[tuple[ListColumn, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """The printed heads, by which a repetition is known."""
        return tuple(_key(column.printed) for block in self.blocks for column in block)


@cache
def load_list_heads() -> Mapping[str, ListField]:
    """Return the field of every known head."""
    path = resources.files("littlegiants").joinpath("catalog", "heads", "list.yaml")
    words: dict[str, list[str]] = load_yaml(path.read_text(encoding="utf-8"))
    return {_key(head): ListField(name) for name, heads in words.items() for head in heads}


def field_of(printed: str) -> ListField | None:
    """Return the field that a head names, or None."""
    heads = load_list_heads()
    return heads.get(_key(printed)) or heads.get(_key(_BRACKETED.sub("", fold(printed))))


def find_head(sheet: Sheet, start: int) -> ListHead | None:
    """Return the first head of a list from some row on."""
    for at in range(start, min(start + ROWS_SEARCHED, len(sheet.rows))):
        head = head_at(sheet, at)
        if head is not None:
            return head
    return None


def head_at(sheet: Sheet, at: int) -> ListHead | None:
    """Return the head that begins in a row, or None; the fewest lines that say as much win."""
    known = sum(field_of(head_text(cell)) is not None for cell in sheet.rows[at])
    if not known or not _is_head_like(sheet.rows[at]):
        return None
    best: tuple[int, int, Sequence[tuple[str, ...]]] | None = None
    for depth in range(1, min(_LEVELS_MAX, len(sheet.rows) - at) + 1):
        if depth > 1 and not _is_head_like(sheet.rows[at + depth - 1]):
            break
        lines = head_lines(sheet, at, depth)
        fields = [_field_of_levels(levels) for levels in lines]
        weight = sum(field is not None for field in fields)
        if _makes_entries(fields, sheet.rows[at]) and (best is None or weight > best[0]):
            best = (weight, depth, lines)
    if best is None:
        return None
    columns = [
        ListColumn(position, _printed(levels), _field_of_levels(levels))
        for position, levels in enumerate(best[2])
    ]
    return ListHead(at, at + best[1] - 1, _blocks(columns))


def _makes_entries(fields: Sequence[ListField | None], row: Sequence[Cell]) -> bool:
    """True if names and something else are headed, or nothing but 企业名称 or the like."""
    known = [field for field in fields if field is not None]
    if ListField.NAME not in known:
        return False
    words = [head_text(cell) for cell in row if not is_blank(cell)]
    return len(known) > 1 or (len(words) == 1 and len(words[0]) >= _LONE_HEAD)


def _field_of_levels(levels: Sequence[str]) -> ListField | None:
    lines = list(dict.fromkeys(line for line in levels if line))
    if not lines:
        return None
    return field_of("".join(lines)) or field_of(lines[-1]) or field_of(lines[0])


def _printed(levels: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(line for line in levels if line))


def _is_head_like(row: Sequence[Cell]) -> bool:
    """True for a row of short words, none of them a number."""
    words = [head_text(cell) for cell in row if not is_blank(cell)]
    if not words or any(len(word) > _LONGEST_HEAD for word in words):
        return False
    return not any(re.fullmatch(r"\d+", fold(word)) for word in words)


def _blocks(columns: Sequence[ListColumn]) -> tuple[tuple[ListColumn, ...], ...]:
    """Part columns where the first field comes again: lists printed two or three abreast."""
    first = next(column.field for column in columns if column.field is not None)
    starts = [at for at, column in enumerate(columns) if column.field is first]
    starts[0] = 0
    ends = [*starts[1:], len(columns)]
    parts = [tuple(columns[a:b]) for a, b in zip(starts, ends, strict=True)]
    names = [any(column.field is ListField.NAME for column in part) for part in parts]
    return tuple(parts) if all(names) else (tuple(columns),)


def _key(head: str) -> str:
    return _NOT_IN_HEADS.sub("", fold(head)).replace("(", "").replace(")", "").casefold()
