"""Lists of changes: what each printed row does, and to which row of the list that it corrects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from littlegiants.intake.list_model import ListEntry
from littlegiants.linkage.normalise import name_key
from littlegiants.recognition.model import Change, CorrectionMode, Entry
from littlegiants.recognition.procedures import CorrectionWords
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import message

_SHOWN = 40


@dataclass(frozen=True, slots=True)
class PrintedChange:
    """What one printed row says: the change, and the name that the corrected list has."""

    entry: ListEntry
    change: Change
    name_before: str


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A change with the row that it concerns; an addition concerns none."""

    change: Change
    target_record_id: int | None


def find_mode(entries: Sequence[ListEntry], words: CorrectionWords) -> CorrectionMode | None:
    """Return how a corrigendum is written where it is plain: every row says what it changes."""
    if entries and all(_change_of(entry, words) is not None for entry in entries):
        return CorrectionMode.CHANGES
    return None


def read_changes(
    entries: Iterable[ListEntry], words: CorrectionWords
) -> tuple[list[PrintedChange], list[Finding]]:
    """Read every row of a list of changes; rows that do not say what they change are findings."""
    read: list[PrintedChange] = []
    findings: list[Finding] = []
    for entry in entries:
        change = _change_of(entry, words)
        former = _former(entry, words)
        if change is None:
            told = " ".join((entry.name_as_printed, *entry.detail.values()))[:_SHOWN]
            findings.append(Finding.of("recognition.change_unread", entry.place, text=told))
        elif change is Change.RENAME and not former:
            findings.append(
                Finding.of(
                    "recognition.change_name_wanted",
                    entry.place,
                    change=change.text,
                    column=message("recognition.change_column_before"),
                )
            )
        else:
            before = former if change is Change.RENAME else entry.name_as_printed
            read.append(PrintedChange(entry, change, before))
    return read, findings


def place_changes(
    changes: Sequence[PrintedChange], standing: Sequence[Entry]
) -> tuple[list[PlacedChange], list[Finding]]:
    """Find the row that each change concerns, by code or by name; one that is not there is a finding."""
    by_code: dict[str, list[Entry]] = defaultdict(list)
    by_name: dict[str, list[Entry]] = defaultdict(list)
    for entry in standing:
        by_name[entry.name_key].append(entry)
        if entry.code:
            by_code[entry.code].append(entry)
    placed: list[PlacedChange] = []
    findings: list[Finding] = []
    for change in changes:
        if change.change is Change.ADD:
            placed.append(PlacedChange(Change.ADD, None))
            continue
        found = by_code.get(change.entry.code or "") or by_name.get(name_key(change.name_before))
        if found and len(found) == 1:
            placed.append(PlacedChange(change.change, found[0].record_id))
        else:
            findings.append(_not_placed(change, len(found or ())))
    return placed, findings


def _not_placed(change: PrintedChange, count: int) -> Finding:
    place, name = change.entry.place, change.name_before
    if count:
        return Finding.of("recognition.change_target_twice", place, name=name, count=count)
    return Finding.of("recognition.change_target_missing", place, name=name)


def _change_of(entry: ListEntry, words: CorrectionWords) -> Change | None:
    for key in words.kind_keys:
        told = entry.detail.get(key, "").strip().casefold()
        change = _change_in(told, words.words) if told else None
        if change is not None:
            return change
    former = _former(entry, words)
    if former and name_key(former) != name_key(entry.name_as_printed):
        return Change.RENAME
    return None


def _change_in(told: str, words: Mapping[str, tuple[str, ...]]) -> Change | None:
    fitting = [
        (len(word), change)
        for change, entries in words.items()
        for word in entries
        if told.startswith(word)
    ]
    return Change(max(fitting)[1]) if fitting else None


def _former(entry: ListEntry, words: CorrectionWords) -> str:
    return next((entry.detail[key] for key in words.former_keys if entry.detail.get(key)), "")
