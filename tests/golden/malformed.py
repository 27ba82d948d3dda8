"""Malformed expressions, rulebooks and cases, each with what a reader is told in both languages.

`python -m tests.golden.malformed` writes the sentences again: read every one that changes. In the
files, `text` is the malformed text; `replace` and `by` say how the sound edition `base.yaml` is spoilt.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from littlegiants.rulebooks.check import check_edition
from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.parse import LeafError, parse_test
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import LANGUAGES, load_yaml

FOLDER = Path(__file__).parent / "malformed_texts"
KINDS = ("expressions", "rulebooks", "cases")
EDITION = "city/local_star/2026_1"
BASE = (FOLDER / "base.yaml").read_text(encoding="utf-8")

Entry = Mapping[str, Any]


def entries(kind: str) -> list[Entry]:
    """The table of one kind."""
    loaded: list[Entry] = load_yaml((FOLDER / f"{kind}.yaml").read_text(encoding="utf-8"))
    return loaded


def sentences(kind: str, entry: Entry) -> dict[str, list[str]]:
    """What a reader is told about one entry, by language."""
    findings = list(_findings(kind, entry))
    return {language: [f.render(language) for f in findings] for language in LANGUAGES}


def _findings(kind: str, entry: Entry) -> Iterable[Finding]:
    if kind == "expressions":
        return _of_expression(entry["text"])
    if kind == "rulebooks":
        return of_edition(spoilt(entry))
    return of_edition(BASE, cases=entry["text"])


def spoilt(entry: Entry) -> str:
    """The sound edition with one fault put in."""
    assert entry["replace"] in BASE, entry["name"]
    return BASE.replace(entry["replace"], entry["by"], 1)


def _of_expression(text: str) -> list[Finding]:
    try:
        parse_test(text, load_vocabulary())
    except LeafError as fault:
        return [Finding(fault.code, values=tuple(fault.values.items()))]
    return []


def of_edition(text: str, *, cases: str = "cases: []\n") -> list[Finding]:
    """Check an edition as `rules check` does; return the errors."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "rulebooks", EDITION)
        (folder / "cases").mkdir(parents=True)
        (folder / "rulebook.yaml").write_text(text, encoding="utf-8")
        (folder / "cases" / "cases.yaml").write_text(cases, encoding="utf-8")
        (folder / "SOURCE.md").write_text("# Source", encoding="utf-8")
        checked = check_edition(Catalog(Path(name)), EDITION)
    return [finding for finding in checked.findings if finding.severity is Severity.ERROR]


def write() -> None:
    """Write the sentences of all tables."""
    for kind in KINDS:
        told = [{**entry, **sentences(kind, entry)} for entry in entries(kind)]
        text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=1000)
        (FOLDER / f"{kind}.yaml").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
