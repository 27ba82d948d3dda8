"""What the commands of the register print with --json is what their schemas promise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.contract.clerk import Clerk, work_through
from tests.contract.commands import ROOT, SCHEMA_OF, faults

EXPECTED_CODE = {"faulty": 1, "stopped": 1, "search none": 1, "diff": 1}
"""The commands of the walk that find faults, nothing, or differences; all others end with 0."""


@pytest.fixture(scope="module")
def clerk(tmp_path_factory: pytest.TempPathFactory) -> Clerk:
    """A register on which everything was done once."""
    return work_through(tmp_path_factory.mktemp("register"))


@pytest.mark.slow
def test_exit_codes(clerk: Clerk) -> None:
    """0 if done, 1 if there are faults, nothing was found, or lists differ."""
    codes = {label: code for label, (code, _) in clerk.printed.items()}
    assert codes == {label: EXPECTED_CODE.get(label, 0) for label in codes}


@pytest.mark.slow
def test_every_object_follows_its_schema(clerk: Clerk) -> None:
    """Every object names a schema of the catalog and follows it; nothing else is on the screen."""
    found = {
        f"{label}: {fault}"
        for label, (_, objects) in clerk.printed.items()
        for one in objects
        for fault in faults(one)
    }
    assert found == set()


@pytest.mark.slow
def test_every_command_printed_something(clerk: Clerk) -> None:
    """Only a search and a queue without result are silent."""
    silent = {label for label, (_, objects) in clerk.printed.items() if not objects}
    assert silent == {"search none", "queue empty"}


@pytest.mark.slow
def test_every_schema_of_the_register_was_seen(clerk: Clerk) -> None:
    """Each schema that the commands of the register name was held against real output."""
    seen = {one["schema"] for _, objects in clerk.printed.values() for one in objects}
    of_law = {"case", "check", "diff", "edition", "fact", "rulebook", "summary"}
    assert seen == set(SCHEMA_OF) - {f"littlegiants.{name}/1" for name in of_law}


def test_every_schema_named_in_the_source_is_known() -> None:
    """No command prints an object whose schema is not in the catalog."""
    named: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        named |= set(re.findall(r'"(littlegiants\.[a-z_]+/1)"', path.read_text(encoding="utf-8")))
    assert named == set(SCHEMA_OF)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_findings_are_in_both_languages(clerk: Clerk, language: str) -> None:
    """A finding says the same in Chinese and English, in one form everywhere."""
    findings = [
        finding
        for label in ("dry run", "faulty", "list again", "stopped")
        for one in clerk.printed[label][1]
        for finding in one["findings"]
    ]
    assert findings
    assert all(finding["message"][language] for finding in findings)


@pytest.mark.slow
def test_files_of_export_are_there(clerk: Clerk) -> None:
    """Each export wrote the file it names."""
    for label in ("export enterprises", "export titles", "export facts"):
        (told,) = clerk.printed[label][1]
        assert Path(told["file"]).stat().st_size > 0
