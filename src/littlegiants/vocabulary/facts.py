"""The facts vocabulary: every fact a rulebook may ask about, read from `catalog/facts`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, cast

import yaml

from littlegiants.vocabulary.errors import CatalogError
from littlegiants.vocabulary.language import Text, load_yaml
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import ANNUAL_FORMS, EVENT_FORMS, Form, Slot, candidate_slots


class Kind(StrEnum):
    """How a fact lives in time."""

    ANNUAL = "annual"
    STANDING = "standing"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of the vocabulary.

    `derived` is a formula over other facts (the parts win over a stated value); `minimum` and
    `maximum` are plausible bounds in yuan, fractions or plain numbers.
    """

    name: str
    title: Text
    kind: Kind
    dimension: Dimension
    definition: Text
    cite: Text
    confidence: str
    evidence: Text
    known_by: tuple[str, ...]
    heads: tuple[str, ...] = ()
    values: tuple[tuple[str, Text], ...] = ()
    default_back: int = 1
    derived: str | None = None
    minimum: float | None = None
    maximum: float | None = None

    def slot(self, back: int | None = None) -> Slot:
        """The slot meant by a plain value: the year for annual facts, else the fact itself."""
        if self.kind is Kind.ANNUAL:
            return Slot(self.name, Form.YEAR, self.default_back if back is None else back)
        return Slot(self.name)

    def allows(self, form: Form) -> bool:
        """True if the fact can be addressed by this form."""
        if self.kind is Kind.ANNUAL:
            return form in ANNUAL_FORMS
        if self.kind is Kind.EVENT:
            money = self.dimension is Dimension.MONEY
            return form in EVENT_FORMS and (money or form is not Form.TOTAL_IN)
        return form is Form.STANDING


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that always holds between facts; where it does not, the data are at fault."""

    id: str
    holds: str
    text: Text
    each_year: bool


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All facts by name, with the relations that hold between them."""

    facts: Mapping[str, Fact]
    relations: tuple[Relation, ...]

    def fact(self, name: str) -> Fact:
        """Return one fact; raises `CatalogError` with the nearest name."""
        if name not in self.facts:
            raise CatalogError("fact.unknown", name=name, nearest=self.nearest(name))
        return self.facts[name]

    def nearest(self, name: str) -> str:
        """Return the most similar fact name, for "did you mean"."""
        close = get_close_matches(name, self.facts, n=1, cutoff=0.5)
        return close[0] if close else "–"

    def slot(self, column: str) -> Slot | None:
        """Return the slot that a column name addresses, or None."""
        for slot in candidate_slots(column):
            fact = self.facts.get(slot.fact)
            if fact is not None and fact.allows(slot.form):
                return slot
        return None

    def dimension(self, slot: Slot) -> Dimension:
        """What the value of a slot counts."""
        return slot.dimension(self.fact(slot.fact).dimension)

    def describe(self, slot: Slot) -> Text:
        """The slot in words."""
        return slot.describe(self.fact(slot.fact).title)


@cache
def load_vocabulary(extra: Path | None = None) -> Vocabulary:
    """Read `catalog/facts` of the package and, if given, of a city's own catalog folder."""
    folders: list[Traversable] = [resources.files("littlegiants").joinpath("catalog", "facts")]
    if extra is not None and (extra / "facts").is_dir():
        folders.append(extra / "facts")
    facts: dict[str, Fact] = {}
    relations: list[Relation] = []
    for path in sorted((p for f in folders for p in f.iterdir()), key=lambda path: path.name):
        if not path.name.endswith(".yaml"):
            continue
        loaded = _loaded(path)
        if isinstance(loaded, list):
            relations += [_relation(entry, path.name) for entry in loaded]
            continue
        for name, entry in loaded.items():
            if name in facts:
                raise CatalogError("fact.twice", name=name, file=path.name)
            facts[name] = _fact(name, entry, path.name)
    return Vocabulary(facts, tuple(relations))


def _loaded(path: Traversable) -> dict[str, Any] | list[Any]:
    """Read a file of facts, or of relations if it is named so."""
    wanted = list if path.name.startswith("_relations") else dict
    try:
        loaded: Any = load_yaml(path.read_text(encoding="utf-8")) or wanted()
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise CatalogError("fact.file", file=path.name, fault=str(fault)) from fault
    if not isinstance(loaded, wanted):
        raise CatalogError("fact.file", file=path.name, fault=type(loaded).__name__)
    return cast("dict[str, Any] | list[Any]", loaded)


def _text(entry: Any) -> Text:
    if isinstance(entry, str):
        return Text(entry, entry)
    return Text(str(entry["zh"]), str(entry["en"]))


def _fact(name: str, entry: Mapping[str, Any], file: str) -> Fact:
    try:
        return Fact(
            name=name,
            title=Text(entry["zh"], entry["en"]),
            kind=Kind(entry["kind"]),
            dimension=Dimension(entry["dimension"]),
            definition=_text(entry["definition"]),
            cite=_text(entry["cite"]),
            confidence=str(entry["confidence"]),
            evidence=_text(entry["evidence"]),
            known_by=tuple(entry["known_by"]),
            heads=tuple(str(head) for head in entry.get("heads", ())),
            values=tuple((str(v), _text(t)) for v, t in entry.get("values", {}).items()),
            default_back=int(entry.get("default_back", 1)),
            derived=entry.get("derived"),
            minimum=entry.get("min"),
            maximum=entry.get("max"),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as fault:
        raise CatalogError("fact.malformed", name=name, file=file, fault=str(fault)) from fault


def _relation(entry: Mapping[str, Any], file: str) -> Relation:
    try:
        return Relation(
            id=str(entry["id"]),
            holds=str(entry["holds"]),
            text=Text(entry["zh"], entry["en"]),
            each_year=bool(entry.get("each_year", False)),
        )
    except (KeyError, TypeError, AttributeError) as fault:
        raise CatalogError("fact.file", file=file, fault=str(fault)) from fault


def columns_of(slots: Iterable[Slot]) -> list[str]:
    """Return the columns of some slots, sorted and without repetition."""
    return sorted({slot.column for slot in slots})
