"""Characters that no file can carry, and texts that a spreadsheet would take for a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from littlegiants.documents.model import PrintedList
from littlegiants.vocabulary.finding import Finding, Severity

Places = Iterable[tuple[str, str]]
"""Texts, each with the place where it stands."""

_LINE_ENDS = re.compile(r"\r\n?")
# Controls but tab and line feed, halves of surrogate pairs, and what Unicode keeps free for itself.
_NO_FILE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | end) for plane in range(17) for end in (0xFFFE, 0xFFFF))
    + "]"
)
_FORMULA_STARTS = frozenset("=+-@\t\n＝＋－＠")
_INVISIBLE = " \u3000\u00a0\u200b\ufeff"
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?[%‰]?")


def shown_as_code(character: str) -> str:
    """Return what stands in a file for a character that it cannot carry, such as 〔U+0007〕."""
    return f"〔U+{ord(character):04X}〕"


def clean(text: str) -> str:
    """Return text that every kind of file can carry; line ends become line feeds."""
    return _NO_FILE.sub(lambda found: shown_as_code(found[0]), _LINE_ENDS.sub("\n", text))


def unwritable(places: Places) -> tuple[Finding, ...]:
    """Report every character that no file can carry, with the first place where it stands."""
    return findings_of(
        "documents.unwritable",
        ((place, _NO_FILE.findall(_LINE_ENDS.sub("\n", text))) for place, text in places),
    )


def findings_of(code: str, faults: Iterable[tuple[str, Iterable[str]]]) -> tuple[Finding, ...]:
    """Make one finding per character out of the characters at fault in each place."""
    first: dict[str, str] = {}
    counts: dict[str, int] = {}
    for place, characters in faults:
        for character in characters:
            first.setdefault(character, place)
            counts[character] = counts.get(character, 0) + 1
    return tuple(
        Finding.of(
            code,
            place,
            severity=Severity.WARNING,
            character=shown_as_code(character),
            count=counts[character],
        )
        for character, place in first.items()
    )


def with_texts(printed: PrintedList, change: Callable[[str], str]) -> PrintedList:
    """Return the list with every text changed."""
    return replace(
        printed,
        title=change(printed.title),
        lead=tuple(map(change, printed.lead)),
        issuer=change(printed.issuer),
        document_no=change(printed.document_no),
        notes=tuple(map(change, printed.notes)),
        columns=tuple(replace(column, head=change(column.head)) for column in printed.columns),
        rows=tuple(tuple(map(change, row)) for row in printed.rows),
        footer=change(printed.footer),
        mark=change(printed.mark),
    )


def cleaned(printed: PrintedList) -> tuple[PrintedList, tuple[Finding, ...]]:
    """Return the list as every kind of file can carry it, and what had to be shown by its code."""
    return with_texts(printed, clean), unwritable(printed.places())


def guarded(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, not even after being saved as csv.

    An apostrophe is put before it. A plain number with its sign stays as it is: it cannot call anything.
    """
    start = text.lstrip(_INVISIBLE)[:1]
    if start in _FORMULA_STARTS and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text
