"""Running the commands in this process, and the schemas of what they print."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from littlegiants.cli.app import run

ROOT = Path(__file__).parents[2]
CATALOG = ROOT / "src" / "littlegiants" / "catalog"
SCHEMAS = CATALOG / "schemas"
FIRMS = ROOT / "examples" / "firms.jsonl"
SHEET = ROOT / "examples" / "firms.csv"

SCHEMA_OF = {
    "littlegiants.assessment/1": "assessment",
    "littlegiants.case/1": "case",
    "littlegiants.check/1": "check",
    "littlegiants.claim/1": "claim",
    "littlegiants.delivery/1": "delivery",
    "littlegiants.diff/1": "diff",
    "littlegiants.dispute/1": "dispute",
    "littlegiants.done/1": "done",
    "littlegiants.due/1": "due",
    "littlegiants.edition/1": "edition",
    "littlegiants.enterprise/1": "enterprise",
    "littlegiants.entry/1": "entry",
    "littlegiants.fact/1": "fact",
    "littlegiants.found/1": "found",
    "littlegiants.init/1": "init",
    "littlegiants.link/1": "link",
    "littlegiants.list/1": "list",
    "littlegiants.list_diff/1": "list_diff",
    "littlegiants.list_import/1": "list_import",
    "littlegiants.loaded/1": "loaded",
    "littlegiants.overtake/1": "overtake",
    "littlegiants.plan/1": "plan",
    "littlegiants.queued/1": "queued",
    "littlegiants.rank/1": "rank",
    "littlegiants.round/1": "round",
    "littlegiants.rulebook/1": "rulebook_text",
    "littlegiants.source/1": "source",
    "littlegiants.summary/1": "summary",
    "littlegiants.synthetic/1": "synthetic",
    "littlegiants.title/1": "title",
    "littlegiants.today/1": "today",
}
"""The file of the schema that each object of `--json` names."""


@cache
def schema(name: str) -> Draft202012Validator:
    """Return a validator for one schema of the catalog."""
    loaded = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(loaded, format_checker=Draft202012Validator.FORMAT_CHECKER)


def answer(
    *arguments: str, environment: Mapping[str, str] | None = None
) -> tuple[int, list[dict[str, Any]]]:
    """Run one command and return its exit code and the objects that it printed."""
    screen = StringIO()
    with redirect_stdout(screen), redirect_stderr(StringIO()):
        code = run([*arguments, "--json"], environment or {})
    return code, [json.loads(line) for line in screen.getvalue().splitlines()]


def faults(found: dict[str, Any]) -> list[str]:
    """Return how an object differs from the schema that it names."""
    validator = schema(SCHEMA_OF[found["schema"]])
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found)]
