"""Legal forms and other fixed words of enterprise names, as data with anchored longest match."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib import resources

from littlegiants.linkage.normalise import name_key


class FormClass(StrEnum):
    """What kind of unit a legal form makes; a change of class is never a spelling variant."""

    COMPANY = "company"
    PARTNERSHIP = "partnership"
    SOLE_OWNER = "sole_owner"
    COOPERATIVE = "cooperative"
    FACTORY = "factory"
    INSTITUTE = "institute"
    SOLE_TRADER = "sole_trader"
    GROUP = "group"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A legal form as names end with it."""

    words: str
    kind: FormClass
    key: str
    """The words as they stand in a name key."""


def legal_form_of(key: str) -> LegalForm | None:
    """Return the longest legal form with which a name key ends."""
    forms, lengths = _forms()
    for length in lengths:
        found = forms.get(key[-length:])
        if found is not None and len(key) >= length:
            return found
    return None


def starts_with_business(text: str) -> bool:
    """True if a text begins with a word for a line of business."""
    words, lengths = business_words()
    return any(text[:length] in words for length in lengths)


@lru_cache(maxsize=65_536)
def split_business(core: str) -> tuple[str, str]:
    """Split the core of a name into trade name and business, at the first word for a business.

    The trade name has two characters at least. A core without such a word is all trade name.
    """
    words, lengths = business_words()
    for start in range(2, len(core) - 1):
        for length in lengths:
            if core[start : start + length] in words:
                return core[:start], core[start:]
    return core, ""


@cache
def business_words() -> tuple[frozenset[str], tuple[int, ...]]:
    """The words for lines of business, and their lengths, longest first."""
    words = frozenset(word for (word,) in _rows("business_words.csv"))
    return words, tuple(sorted({len(word) for word in words}, reverse=True))


@cache
def group_names() -> tuple[str, ...]:
    """Names of national groups after which a place may follow, longest first."""
    return tuple(sorted((name for (name,) in _rows("group_names.csv")), key=len, reverse=True))


@cache
def _forms() -> tuple[dict[str, LegalForm], tuple[int, ...]]:
    forms: dict[str, LegalForm] = {}
    for words, kind, _english in _rows("legal_forms.csv"):
        key = name_key(words)
        forms[key] = LegalForm(words, FormClass(kind), key)
    return forms, tuple(sorted({len(words) for words in forms}, reverse=True))


def _rows(name: str) -> list[list[str]]:
    path = resources.files("littlegiants").joinpath("catalog", "names", name)
    return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))[1:]
