"""Every file of the catalog has the form that its schema promises to editors."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from littlegiants.vocabulary.language import load_yaml
from tests.contract.commands import CATALOG, FIRMS, SCHEMAS, schema

RULEBOOKS = sorted((CATALOG / "rulebooks").glob("*/*/*/rulebook.yaml"))
CASES = sorted((CATALOG / "rulebooks").glob("*/*/*/cases/*.yaml"))


def loaded(path: Path) -> Any:
    """Read YAML as JSON would say it: days as text."""
    return _plain(load_yaml(path.read_text(encoding="utf-8")))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def faults(name: str, value: Any) -> list[str]:
    """Return how a value differs from a schema."""
    return [f"{error.json_path}: {error.message}" for error in schema(name).iter_errors(value)]


@pytest.mark.parametrize("path", sorted(SCHEMAS.iterdir()), ids=lambda path: path.name)
def test_schemas_are_schemas(path: Path) -> None:
    """Each schema is one itself."""
    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", RULEBOOKS, ids=lambda path: "/".join(path.parts[-4:-1]))
def test_rulebooks(path: Path) -> None:
    """Each edition has the form of the rulebook language."""
    assert not faults("rulebook", loaded(path))


@pytest.mark.parametrize("path", CASES, ids=lambda path: "/".join(path.parts[-5:]))
def test_cases(path: Path) -> None:
    """Each file of cases has the form of cases."""
    assert not faults("cases", loaded(path))


def test_example_input() -> None:
    """The JSON lines that the documents use have the form of the input contract."""
    for line in FIRMS.read_text(encoding="utf-8").splitlines():
        assert not faults("input", json.loads(line))


def test_a_misspelt_key_is_not_accepted() -> None:
    """The schema of rulebooks is strict: an editor shows a slip at once."""
    book = loaded(RULEBOOKS[0])
    book["criteria"]["titel"] = book["criteria"].pop("title")
    assert faults("rulebook", book)
