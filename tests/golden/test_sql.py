"""The golden SQL of every edition is what the compiler prints today."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from littlegiants.rulebooks.golden import golden_sql, main, stale_files, stray_files
from tests.factories import catalog


@cache
def wanted() -> dict[Path, str]:
    """What the compiler prints, once."""
    return golden_sql(catalog())


def test_files_are_current() -> None:
    """Whoever changes the law or the compiler shows the change: run `make golden`."""
    assert stale_files(wanted()) == []


def test_no_stray_files() -> None:
    """No file is left of an edition or action that is gone."""
    assert stray_files(catalog(), wanted()) == []


def test_every_action_in_both_dialects() -> None:
    """One file for each action that an edition governs, and for each dialect."""
    actions = sum(len(catalog().actions(edition)) for edition in catalog().folders)

    assert len(wanted()) == 2 * actions


def test_a_changed_text_is_stale() -> None:
    """Another text than the file's is noticed."""
    path = next(iter(wanted()))

    assert stale_files({path: "SELECT 1\n"}) == [path]


def test_check_writes_nothing_and_passes() -> None:
    """The comparison alone answers with 0."""
    assert main(["--check"]) == 0
