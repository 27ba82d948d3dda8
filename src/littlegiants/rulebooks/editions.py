"""The catalog's editions, and which one governs a programme, action and day."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from littlegiants.rulebooks.errors import RulebookError
from littlegiants.rulebooks.expressions import And, Given, Not, OneOf, Or, TruthExpr
from littlegiants.rulebooks.load import Header, Reading, fingerprint, load_criteria, load_header
from littlegiants.rulebooks.model import Action, InForce, Rulebook
from littlegiants.rulebooks.shape import check_shape
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.errors import CatalogError, NoEditionError
from littlegiants.vocabulary.facts import Vocabulary, load_vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.quantity import Dimension

LADDER = (
    "tech_innovative_sme", "tech_sme", "innovative_sme", "srdi_sme", "little_giant",
    "key_little_giant", "single_champion", "high_tech", "sme_size",
)  # fmt: skip
"""The programmes of the national ladder in the order people climb it; others follow by name."""

SIZE_PROGRAMME = "sme_size"
"""The programme whose classes say who is an SME."""


@dataclass(frozen=True, slots=True)
class Edition:
    """One folder of the catalog, read but not yet resolved for an action."""

    header: Header
    raw: Lines
    text: str
    folder: Traversable
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        """`<issuer>/<recognition>/<year>_<number>`."""
        return self.header.id

    @property
    def is_amendment(self) -> bool:
        """True if the edition changes others for a round and has no criteria of its own."""
        return "amendments" in self.raw

    def amendment(self, action: Action) -> Lines | None:
        """Return what the edition changes for an action."""
        for entry in self.raw.get("amendments") or ():
            if isinstance(entry, Lines) and entry.get("action") == action:
                return entry
        return None


@dataclass(frozen=True)
class Catalog:
    """The rulebooks of the package and, if given, of a city's own folder."""

    extra: Path | None = None

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The facts that all editions share."""
        return load_vocabulary(self.extra)

    @cached_property
    def folders(self) -> dict[str, Traversable]:
        """Every edition's folder by its id; a city's own folder wins over the package's."""
        found: dict[str, Traversable] = {}
        for base in self._bases():
            for parts in _edition_folders(base):
                found["/".join(folder.name for folder in parts)] = parts[-1]
        return found

    def _bases(self) -> Iterator[Traversable]:
        yield resources.files("littlegiants").joinpath("catalog", "rulebooks")
        if self.extra is not None and (self.extra / "rulebooks").is_dir():
            yield self.extra / "rulebooks"

    def programmes(self) -> list[str]:
        """The programmes of the catalog, the ladder first."""
        names = {edition_id.split("/")[1] for edition_id in self.folders}
        return sorted(names, key=lambda name: (LADDER.index(name) if name in LADDER else 99, name))

    def editions(self, programme: str | None = None) -> list[Edition]:
        """Read every edition, or those of one programme, by id."""
        wanted = [e for e in sorted(self.folders) if programme in (None, e.split("/")[1])]
        return [self.edition(edition_id) for edition_id in wanted]

    def edition(self, edition_id: str) -> Edition:
        """Read one edition; raises `CatalogError` if there is no such folder."""
        if edition_id not in self.folders:
            raise CatalogError(
                "rule.edition_unknown", edition=edition_id, known=", ".join(sorted(self.folders))
            )
        if edition_id not in self._read:
            self._read[edition_id] = _read_edition(edition_id, self.folders[edition_id])
        return self._read[edition_id]

    @cached_property
    def _read(self) -> dict[str, Edition]:
        return {}

    def require(self, programme: str) -> None:
        """Raise `NoEditionError` if there is no such programme."""
        known = self.programmes()
        if programme not in known:
            raise NoEditionError(
                "rule.programme_unknown", programme=programme, known=", ".join(known)
            )

    def select(self, programme: str, action: Action, day: date) -> Rulebook:
        """Return the rulebook that governs; an amendment wins over its base. Raises `NoEditionError`."""
        self.require(programme)
        governing = [
            (edition.is_amendment, period.starts, edition, period)
            for edition in self.editions(programme)
            for period in edition.header.in_force
            if period.covers(action, day)
        ]
        if not governing:
            raise NoEditionError(
                "rule.no_edition", programme=programme, action=str(action), day=day.isoformat()
            )
        _, _, edition, period = max(governing, key=lambda found: found[:2])
        return self.rulebook(edition.id, action, period=period)

    def rulebook(
        self, edition_id: str, action: Action, *, period: InForce | None = None
    ) -> Rulebook:
        """Resolve one edition for one action. Raises `RulebookError` with every fault."""
        rulebook, findings = self.read(edition_id, action, period=period)
        if rulebook is None or findings:
            raise RulebookError(edition_id, tuple(findings))
        return rulebook

    def read(
        self, edition_id: str, action: Action, *, period: InForce | None = None
    ) -> tuple[Rulebook | None, list[Finding]]:
        """Resolve one edition for one action; faults are returned, not raised."""
        edition = self.edition(edition_id)
        findings = list(edition.findings)
        base = self._base(edition, action, findings)
        raw = None if base is None else _criteria(base, edition, action, findings)
        if base is None or raw is None:
            return None, findings
        chain = (base,) if base is edition else (base, edition)
        reading = Reading(
            self.vocabulary,
            action,
            frozenset(map(str, base.raw.get("forbidden_facts") or ())),
            self._derived_truths(edition.header.programme),
            findings,
        )
        root = load_criteria(raw, reading)
        governing = period or _last_period(edition, action)
        if root is None or governing is None:
            return None, findings
        return Rulebook(
            edition=edition_id,
            editions=tuple(link.id for link in chain),
            programme=edition.header.programme,
            action=action,
            title=edition.header.title,
            document=edition.header.document,
            period=governing,
            root=root,
            scores=tuple(reading.scores),
            classes=tuple(reading.classes),
            fingerprint=fingerprint((str(action), *(link.text for link in chain))),
            boundary=base.header.boundary | edition.header.boundary,
        ), findings

    def _base(self, edition: Edition, action: Action, findings: list[Finding]) -> Edition | None:
        """The edition whose criteria are read: its own, or those that it amends."""
        if not edition.is_amendment:
            return edition
        amendment = edition.amendment(action)
        base_id = "–" if amendment is None else str(amendment.get("base"))
        if base_id in self.folders:
            return self.edition(base_id)
        place = edition.raw.place("amendments")
        findings.append(Finding.of("rule.base_unknown", place, base=base_id))
        return None

    def _derived_truths(self, programme: str) -> Mapping[str, TruthExpr]:
        """Being an SME follows from the size classes, in every rulebook but the size standard itself."""
        size = [e for e in self.folders if e.split("/")[1] == SIZE_PROGRAMME]
        if programme == SIZE_PROGRAMME or not size:
            return {}
        return {"is_sme": _sme_formula(self, max(size))}

    def actions(self, edition_id: str) -> list[Action]:
        """The actions that an edition governs at some time."""
        periods = self.edition(edition_id).header.in_force
        return [action for action in Action if any(period.action is action for period in periods)]


@cache
def _sme_formula(catalog: Catalog, edition_id: str) -> TruthExpr:
    """Not in the largest class of one's own industry."""
    classes = catalog.rulebook(edition_id, Action.NEW).classes[0]
    by = Given(classes.by, Dimension.CATEGORY)
    return Or(tuple(And((OneOf(by, (row.value,)), Not(row.conditions[0]))) for row in classes.rows))


def _last_period(edition: Edition, action: Action) -> InForce | None:
    periods = [period for period in edition.header.in_force if period.action is action]
    return next(iter(reversed(periods or list(edition.header.in_force))), None)


def _edition_folders(base: Traversable) -> Iterator[tuple[Traversable, ...]]:
    for issuer in _subfolders(base):
        for recognition in _subfolders(issuer):
            for edition in _subfolders(recognition):
                if edition.joinpath("rulebook.yaml").is_file():
                    yield issuer, recognition, edition


def _subfolders(folder: Traversable) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.is_dir()), key=lambda f: f.name)


def _read_edition(edition_id: str, folder: Traversable) -> Edition:
    where = f"{edition_id}/rulebook.yaml"
    try:
        text = folder.joinpath("rulebook.yaml").read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise RulebookError(edition_id, (Finding.of("yaml.not_utf8", where),)) from None
    raw, findings = load_lines(text, where)
    if not isinstance(raw, Lines):
        raise RulebookError(
            edition_id, tuple(findings) or (Finding.of("rule.not_a_mapping", where),)
        )
    misshapen = check_shape(raw)
    if misshapen:
        raise RulebookError(edition_id, (*findings, *misshapen))
    header = load_header(raw, findings)
    if header.id != edition_id:
        findings.append(
            Finding.of(
                "rule.edition_name", raw.place("edition"), edition=header.id, folder=edition_id
            )
        )
    if header.programme != edition_id.split("/")[1]:
        findings.append(
            Finding.of("rule.programme_name", raw.place("programme"), programme=header.programme)
        )
    return Edition(header, raw, text, folder, tuple(findings))


def _criteria(
    base: Edition, overlay: Edition, action: Action, findings: list[Finding]
) -> Lines | None:
    """The criteria of the base with the amendments for an action applied to a copy."""
    criteria = base.raw.get("criteria")
    if not isinstance(criteria, Lines):
        return None
    amendment = overlay.amendment(action)
    return criteria if amendment is None else _amended(criteria, amendment, findings)


def _amended(criteria: Lines, amendment: Lines, findings: list[Finding]) -> Lines:
    tree = copy.deepcopy(criteria)
    by_id = {str(node.get("id")): node for node in _criteria_nodes(tree)}
    for change in amendment.get("replace") or ():
        target = _target(by_id, change, "id", findings)
        if target is not None:
            target.become(change["criterion"])
    by_id = {str(node.get("id")): node for node in _criteria_nodes(tree)}
    for change in amendment.get("add") or ():
        target = _target(by_id, change, "under", findings)
        group = None if target is None else target.get("all", target.get("any"))
        if isinstance(group, list):
            group.append(change["criterion"])
        elif target is not None:
            findings.append(
                Finding.of("rule.under_not_group", change.place(), id=change.get("under"))
            )
    for change in amendment.get("waive") or ():
        target = _target(by_id, change, "id", findings)
        if target is not None:
            target["waived"] = change.get("reason")
            target.line_of["waived"] = change.line
    return tree


def _target(
    by_id: dict[str, Lines], change: Lines, key: str, findings: list[Finding]
) -> Lines | None:
    target = by_id.get(str(change.get(key)))
    if target is None:
        findings.append(Finding.of("rule.amendment_target", change.place(key), id=change.get(key)))
    return target


def _criteria_nodes(node: Any) -> Iterator[Lines]:
    if isinstance(node, Lines):
        yield node
        for key in ("all", "any"):
            for child in node.get(key) or ():
                yield from _criteria_nodes(child)
        if isinstance(node.get("at_least"), Lines):
            for child in node["at_least"].get("of") or ():
                yield from _criteria_nodes(child)
