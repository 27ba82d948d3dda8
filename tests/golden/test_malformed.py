"""Malformed rulebooks, expressions and cases: each is answered with its message, in both languages."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from littlegiants.rulebooks.check import check_edition
from littlegiants.rulebooks.editions import Catalog
from littlegiants.vocabulary.finding import Finding, Severity

HEAD = """\
edition: EDITION
programme: sample
title: {zh: 样例, en: Sample}
document: {number: 1号, issuer: {zh: 市, en: City}, issued: 2026-01-01, grade: H1}
in_force:
  - {action: new, from: 2026-01-01, confidence: H1, cite: {zh: 第一条, en: art. 1}}
boundary: {以上: ">="}
forbidden_facts: [total_liabilities]
criteria:
"""
CRITERIA = """\
id: A
title: {zh: 甲, en: A}
cite: {zh: 第一条, en: art. 1}
confidence: H1
test: LEAF
"""
SOUND = "niche_years >= 3"
KINDS = ("leaf", "criteria", "rulebook", "cases", "hex", "no_source")
FIELDS = ("code", "where", "zh", "en")


@dataclass(frozen=True)
class Entry:
    """One line of the table: an edition that is wrong in one way, and what is said about it."""

    name: str
    kind: str
    text: str
    expected: tuple[str, ...]

    @property
    def edition(self) -> str:
        """The edition's id in the invented catalog."""
        return f"test/sample/{self.name}"

    def write(self, catalog: Path) -> None:
        """Write the edition's folder."""
        folder = catalog / "rulebooks" / self.edition
        (folder / "cases").mkdir(parents=True)
        if self.kind != "no_source":
            (folder / "SOURCE.md").write_text("样例", encoding="utf-8")
        if self.kind == "cases":
            (folder / "cases" / "cases.yaml").write_text(self.text, encoding="utf-8")
        (folder / "rulebook.yaml").write_bytes(self._rulebook())

    def _rulebook(self) -> bytes:
        if self.kind == "hex":
            return bytes.fromhex(self.text)
        if self.kind == "rulebook":
            return _expanded(self.text).replace("EDITION", self.edition).encode()
        criteria = self.text if self.kind == "criteria" else CRITERIA
        leaf = _expanded(self.text) if self.kind == "leaf" else SOUND
        indented = "".join(f"  {line}\n" for line in criteria.splitlines())
        text = (HEAD + indented).replace("EDITION", self.edition)
        return text.replace("LEAF", json.dumps(leaf, ensure_ascii=False)).encode()


def _expanded(text: str) -> str:
    """Write out `<500*(>` as five hundred parentheses."""
    return re.sub(r"<(\d+)\*([^>]+)>", lambda found: found[2] * int(found[1]), text)


def _entries() -> list[Entry]:
    table = yaml.safe_load(Path(__file__).with_name("malformed.yaml").read_text(encoding="utf-8"))
    found: list[Entry] = []
    for name, line in table.items():
        kind = next(kind for kind in KINDS if kind in line)
        expected = tuple(str(line.get(field, "")) for field in FIELDS)
        found.append(Entry(name, kind, str(line[kind]), expected))
    return found


ENTRIES = _entries()
SOUND_ENTRY = Entry("sound", "leaf", SOUND, ())


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """A city's catalog that holds every malformed edition and one sound one."""
    folder = tmp_path_factory.mktemp("catalog")
    for entry in (*ENTRIES, SOUND_ENTRY):
        entry.write(folder)
    return Catalog(folder)


def errors(catalog: Catalog, entry: Entry) -> list[Finding]:
    """The errors found in one edition."""
    found = check_edition(catalog, entry.edition).findings
    return [finding for finding in found if finding.severity is Severity.ERROR]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_message(catalog: Catalog, entry: Entry) -> None:
    """One fault gives one message, with its code, its place and its words in both languages."""
    said = [
        (f.code, f.where.removeprefix(entry.edition + "/"), f.text.zh, f.text.en)
        for f in errors(catalog, entry)
    ]

    assert said == [entry.expected]


def test_the_frame_itself_is_sound(catalog: Catalog) -> None:
    """What surrounds the faults of the table has none."""
    assert errors(catalog, SOUND_ENTRY) == []


def test_the_table_is_long_enough() -> None:
    """At least forty ways to be wrong."""
    assert len(ENTRIES) >= 40
