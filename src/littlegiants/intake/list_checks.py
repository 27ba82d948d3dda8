"""Is a list whole? Serial numbers, counts and repetitions of its entries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from littlegiants.intake.findings import FindingList
from littlegiants.intake.list_model import ListEntry
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.quantity import fold

RANGES_SHOWN = 30
_NOT_COMPARED = re.compile(r"[\s·•．.]")


def check_entries(
    entries: Sequence[ListEntry], nameless: Collection[tuple[str, int]], found: FindingList
) -> None:
    """Report gaps and repetitions of serial numbers, names and codes.

    `nameless` are the sections and numbers of rows that are there but name nobody.
    """
    if entries and all(entry.seq is None for entry in entries):
        found.warning("list.no_serials", entries[0].section)
    for run in runs_of(entries, found):
        _check_run(run, nameless, found)
    _check_names(entries, found)
    _check_codes(entries, found)


def check_count(
    entries: Sequence[ListEntry], counts: Sequence[int], found: FindingList
) -> int | None:
    """Compare the number of entries with what the document states; return what it states."""
    if not counts:
        return None
    stated = counts[0]
    if len(counts) > 1:
        whole = [count for count in counts if count == sum(counts) - count]
        if not whole:
            found.warning("list.counts_several", "", counts="、".join(map(str, counts)))
            return None
        stated = whole[0]
    if stated != len(entries):
        found.error("list.count_differs", "", stated=stated, count=len(entries))
    return stated


def check_sections(
    entries: Sequence[ListEntry], counts: dict[str, int], found: FindingList
) -> None:
    """Compare the number of entries of each part with the number in its title."""
    for section, stated in counts.items():
        inside = sum(
            entry.section == section or entry.section.startswith(f"{section} / ")
            for entry in entries
        )
        if inside and inside != stated:
            found.error("list.section_count_differs", section, stated=stated, count=inside)


def runs_of(entries: Sequence[ListEntry], found: FindingList) -> list[list[ListEntry]]:
    """Part entries where the serial numbers begin anew."""
    runs: list[list[ListEntry]] = []
    before: ListEntry | None = None
    for entry in (entry for entry in entries if entry.seq is not None):
        assert entry.seq is not None
        if (
            before is None
            or before.seq is None
            or (entry.section != before.section and entry.seq <= before.seq)
        ):
            runs.append([])
        elif entry.seq == 1 and before.seq > 1:
            found.warning("list.seq_restarts", entry.place)
            runs.append([])
        runs[-1].append(entry)
        before = entry
    return runs


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers as ranges from first to last."""
    parts: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if parts and number == parts[-1][1] + 1:
            parts[-1] = (parts[-1][0], number)
        else:
            parts.append((number, number))
    return parts


def in_words(numbers: Iterable[int]) -> Text:
    """Return numbers as people write them: 17、203–205."""
    parts = [str(a) if a == b else f"{a}–{b}" for a, b in ranges(numbers)]
    shown = parts[:RANGES_SHOWN]
    more = ("…",) if len(parts) > RANGES_SHOWN else ()
    return Text("、".join((*shown, *more)), ", ".join((*shown, *more)))


def _spot(entry: ListEntry) -> Text:
    """Where an entry stands, in words."""
    if entry.page is None:
        return Text(f"第{entry.row}行", f"row {entry.row}")
    return Text(f"第{entry.page}页第{entry.row}行", f"page {entry.page}, row {entry.row}")


def _check_run(
    run: Sequence[ListEntry], nameless: Collection[tuple[str, int]], found: FindingList
) -> None:
    seen: dict[int, ListEntry] = {}
    for entry in run:
        assert entry.seq is not None
        first = seen.setdefault(entry.seq, entry)
        if first is not entry:
            found.error("list.seq_twice", entry.place, seq=entry.seq, first=_spot(first))
    sections = {entry.section for entry in run}
    present = seen.keys() | {seq for section, seq in nameless if section in sections}
    missing = set(range(1, max(seen) + 1)) - present
    if missing:
        where = run[0].section or run[0].place
        found.error("list.gap", where, missing=in_words(missing), count=len(missing))


def _check_names(entries: Sequence[ListEntry], found: FindingList) -> None:
    seen: dict[str, ListEntry] = {}
    for entry in entries:
        first = seen.setdefault(_NOT_COMPARED.sub("", fold(entry.name_as_printed)), entry)
        if first is entry:
            continue
        values = {"name": entry.name_as_printed, "first": _spot(first)}
        if first.section == entry.section:
            found.error("list.name_twice", entry.place, **values)
        else:
            found.warning("list.name_in_two_parts", entry.place, **values)


def _check_codes(entries: Sequence[ListEntry], found: FindingList) -> None:
    counts = Counter(entry.code for entry in entries if entry.code)
    seen: dict[str, ListEntry] = {}
    for entry in entries:
        if entry.code is None or counts[entry.code] < 2:
            continue
        first = seen.setdefault(entry.code, entry)
        if first is not entry and first.section == entry.section:
            found.error("list.code_twice", entry.place, id=entry.code, first=_spot(first))
