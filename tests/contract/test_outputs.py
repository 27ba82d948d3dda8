"""What the commands print with --json is what their schemas promise."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest

from tests.contract.commands import FIRMS, ROOT, SCHEMA_OF, SCHEMAS, SHEET, answer, faults
from tests.contract.golden import GOLDEN, answers

SRDI, GIANT = "cn_miit/srdi_sme/2026_2", "cn_miit/little_giant/2026_2"

COMMANDS = {
    "assess lines": ("assess", str(FIRMS)),
    "assess a sheet": ("assess", str(SHEET), "--as-of", "2026-06-01"),
    "assess by force": ("assess", str(FIRMS), "--edition", "cn_miit/little_giant/2022_63"),
    "assess high-tech": (
        *("assess", str(SHEET), "--as-of", "2026-06-01", "--programme", "high_tech"),
    ),
    "explain": ("explain", str(SHEET), "--id", "SYN-03", "--as-of", "2026-06-01"),
    "plan": ("plan", str(SHEET), "--id", "SYN-03", "--as-of", "2026-06-01"),
    "plan that is blocked": ("plan", str(SHEET), "--id", "SYN-07", "--as-of", "2026-06-01"),
    "plan by ranges": ("plan", str(SHEET), "--id", "SYN-10", "--as-of", "2026-06-01"),
    "rules list": ("rules", "list"),
    "rules show": ("rules", "show", GIANT),
    "rules show a review": ("rules", "show", GIANT, "--action", "review"),
    "rules check": ("rules", "check", "cn_miit/tech_innovative_sme/2026_2"),
    "rules cases": ("rules", "cases", "cn_miit/tech_innovative_sme/2026_2"),
    "rules diff": ("rules", "diff", SRDI, GIANT),
    "rules diff on a file": (
        *("rules", "diff", SRDI, GIANT, "--on", str(SHEET), "--as-of", "2026-06-01"),
    ),
    "facts list": ("facts", "list"),
    "facts show": ("facts", "show", "revenue"),
}


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_output_follows_its_schema(arguments: tuple[str, ...]) -> None:
    """Every object printed names its schema and follows it."""
    code, found = answer(*arguments)
    assert code == 0
    assert found
    assert [fault for one in found for fault in faults(one)] == []


def test_summary_of_parquet_follows_its_schema(tmp_path: Path) -> None:
    """From Parquet there is one summary for each rulebook."""
    path = tmp_path / "firms.parquet"
    table = {"id": ["a", "b"], "revenue_y1": [5_000_000_000, None], "niche_years": [3.0, 2.0]}
    polars.DataFrame(table).write_parquet(path)
    code, found = answer("assess", str(path), "--as-of", "2026-06-01")
    assert code == 0
    assert [one["schema"] for one in found] == ["littlegiants.summary/1"] * 4
    assert [fault for one in found for fault in faults(one)] == []


def test_unreadable_line_follows_its_schema(tmp_path: Path) -> None:
    """A line that is no JSON is answered by its findings, and the exit code says so."""
    path = tmp_path / "firms.jsonl"
    path.write_text('{"id": 1\n{"id": "b", "facts": {}}\n', encoding="utf-8")
    code, found = answer("assess", str(path), "--programme", "little_giant")
    assert code == 1
    assert found[0]["verdict"] is None
    assert [fault for one in found for fault in faults(one)] == []


def test_faulty_edition_follows_its_schema(tmp_path: Path) -> None:
    """An edition with faults is answered in the same form, and the exit code says so."""
    folder = tmp_path / "rulebooks" / "cn_xx" / "mine" / "2026_1"
    folder.mkdir(parents=True)
    (folder / "rulebook.yaml").write_text("edition: cn_xx/mine/2026_1\n", encoding="utf-8")
    code, found = answer(
        "rules", "check", "cn_xx/mine/2026_1", environment={"LITTLEGIANTS_CATALOG": str(tmp_path)}
    )
    assert code == 1
    assert found[0]["findings"]
    assert faults(found[0]) == []


def test_every_schema_is_known() -> None:
    """A schema of the catalog is one of output, of input, or of a file of the catalog."""
    files = {path.name.removesuffix(".schema.json") for path in SCHEMAS.iterdir()}
    assert files == {*SCHEMA_OF.values(), "input", "rulebook", "cases"}


def test_golden_answer() -> None:
    """Three invented firms get the answer that was written down; see `golden` for changing it."""
    assert answers() == GOLDEN.read_text(encoding="utf-8")


def test_golden_answer_is_not_of_real_firms() -> None:
    """Invented firms say so in their names."""
    for path in (FIRMS, SHEET):
        rows = path.read_text(encoding="utf-8").splitlines()
        assert all("虚构" in row for row in rows if "SYN-" in row)
    assert ROOT in GOLDEN.parents
