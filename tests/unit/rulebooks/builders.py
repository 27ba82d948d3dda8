"""Small editions for the tests of the rulebook room, written as an author writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.model import Action, Criterion, Rulebook

TITLE = {"zh": "某条", "en": "a clause"}
CITE = {"zh": "第一条", "en": "article 1"}


def clause(clause_id: str, **keys: Any) -> dict[str, Any]:
    """One clause of YAML; without another body it asks for an own brand."""
    bodies = {"all", "any", "at_least", "test", "veto", "judgement", "score", "classes"}
    body = {} if bodies & keys.keys() else {"test": "own_brand"}
    return {"id": clause_id, "title": TITLE} | body | keys


def edition(*clauses: dict[str, Any], **keys: Any) -> dict[str, Any]:
    """An edition in force for both actions from 2026 on."""
    period = {"from": "2026-01-01", "confidence": "H1", "cite": CITE}
    head: dict[str, Any] = {
        "edition": "city/star/2026_1",
        "programme": "star",
        "title": TITLE,
        "document": {"number": "1号", "issuer": TITLE, "issued": "2026-01-01", "grade": "H1"},
        "in_force": [period | {"action": action} for action in ("new", "review")],
        "boundary": {"以上": ">=", "以下": "<"},
    }
    root = clause("ROOT", all=list(clauses), cite=CITE, confidence="H1")
    return head | ({} if "amendments" in keys else {"criteria": root}) | keys


def write(folder: Path, *editions: dict[str, Any], source: bool = True) -> Catalog:
    """Write editions into a city's own folder; return the catalog that holds them."""
    for entry in editions:
        home = folder / "rulebooks" / entry["edition"]
        home.mkdir(parents=True)
        text = json.dumps(entry, ensure_ascii=False, indent=1)  # JSON is YAML
        (home / "rulebook.yaml").write_text(text, encoding="utf-8")
        if source:
            (home / "SOURCE.md").write_text("# Source", encoding="utf-8")
    return Catalog(folder)


def write_cases(catalog: Catalog, edition_id: str, text: str, name: str = "cases.yaml") -> None:
    """Put a file of cases beside an edition of a city's folder."""
    assert catalog.extra is not None
    folder = catalog.extra / "rulebooks" / edition_id / "cases"
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def rulebook(folder: Path, *clauses: dict[str, Any], action: Action = Action.NEW) -> Rulebook:
    """The rulebook of an edition with these clauses."""
    return write(folder, edition(*clauses)).rulebook("city/star/2026_1", action)


def read_clause(folder: Path, clause_id: str = "A", **keys: Any) -> Criterion:
    """One clause as the loader reads it."""
    return rulebook(folder, clause(clause_id, **keys)).clause(clause_id)
