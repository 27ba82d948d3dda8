"""The command line as a user meets it: real files in, screen and files out."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from littlegiants.cli.app import run

FILE = """企业名称,统一社会信用代码,2025年营业收入（万元）,上年末资产负债率(%),从事特定细分市场年限
甲科技,91350100M000100Y43,6000,75,3
乙制造,,4999.99,80%,2.5
"""


@pytest.fixture
def firms(tmp_path: Path) -> Path:
    """A small file with Chinese heads."""
    path = tmp_path / "firms.csv"
    path.write_text(FILE, encoding="gb18030")
    return path


def call(*arguments: str, **environment: str) -> int:
    """Run one command in this process."""
    return run(list(arguments), environment)


def test_assess_prints_a_summary_in_chinese(
    firms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without options the ladder is assessed and shown in Chinese."""
    assert call("assess", str(firms), "--as-of", "2026-05-01") == 0

    shown = capsys.readouterr().out
    assert "专精特新" in shown
    assert "RB02-LG-2a 营业收入" in shown
    assert "差一条的企业" in shown


def test_assess_in_english(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """English is complete."""
    assert (
        call("--lang", "en", "assess", str(firms), "-p", "little_giant", "--as-of", "2026-05-01")
        == 0
    )

    assert "Near misses" in capsys.readouterr().out


def test_json_has_one_line_per_enterprise(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The machine-readable answer is keyed by clause id."""
    code = call("assess", str(firms), "-p", "little_giant", "--as-of", "2026-05-01", "--json")

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 0
    assert [a["clauses"]["RB02-LG-2a"]["verdict"] for a in answers] == ["met", "unmet"]
    assert answers[1]["clauses"]["RB02-LG-2a"]["gap"] == 100


def test_a_forced_edition_is_labelled(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An edition that does not govern the day is a comparison."""
    call(
        "assess",
        str(firms),
        "-e",
        "cn_miit/little_giant/2022_63",
        "--as-of",
        "2026-05-01",
        "--json",
    )

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {answer["comparison"] for answer in answers} == {True}


def test_json_lines_may_carry_their_own_day_and_action(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each line is answered under the law of its own day; a bad line is answered too."""
    path = tmp_path / "in.jsonl"
    path.write_text('{"id":"a","as_of":"2025-06-01"}\n{bad\n{"id":"b","action":"review"}\n')

    code = call("assess", str(path), "-p", "little_giant", "--as-of", "2026-05-01", "--json")

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert [a.get("edition") for a in answers] == [
        "cn_miit/little_giant/2025_190", None, "cn_miit/little_giant/2026_117",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("assess", "missing.csv"), "file.missing"),
        (("assess", "{file}", "-p", "nonsense"), "rule.programme_unknown"),
        (("assess", "{file}", "-e", "a/b/c"), "rule.edition_unknown"),
        (("assess", "{file}", "-a", "maybe"), "rule.action_unknown"),
        (("assess", "{file}", "-p", "little_giant", "--as-of", "2010-01-01"), "rule.no_edition"),
        (("assess", "{file}", "-o", "x.pdf"), "cli.out_kind"),
        (("assess", "{file}", "-o", "/nowhere/x.csv"), "cli.out_folder"),
        (("explain", "{file}", "--id", "丁"), "assess.not_found"),
        (("rules", "show", "a/b/c"), "rule.edition_unknown"),
        (("facts", "show", "revenu"), "fact.unknown"),
        (("template", "x.doc"), "cli.out_kind"),
    ],
)
def test_a_request_that_cannot_be_carried_out_says_why(
    arguments: tuple[str, ...], code: str, firms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2 and one message with its code, no traceback."""
    assert call(*(a.replace("{file}", str(firms)) for a in arguments)) == 2

    assert f"[{code}]" in capsys.readouterr().err


def test_usage_errors_exit_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong option is a usage error, not a traceback."""
    assert call("assess", "--nonsense") == 2


def test_explain_one_enterprise(firms: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Part of the name is enough to find it."""
    assert (
        call("explain", str(firms), "--id", "乙制", "-p", "little_giant", "--as-of", "2026-05-01")
        == 0
    )

    assert "差0.01万元" in capsys.readouterr().out


def test_files_are_written(firms: Path, tmp_path: Path) -> None:
    """xlsx, csv, parquet and JSON lines come out of one run."""
    outs = [tmp_path / f"out{kind}" for kind in (".xlsx", ".csv", ".parquet", ".jsonl")]
    options = [part for out in outs for part in ("-o", str(out))]

    assert call("assess", str(firms), "-p", "little_giant", "--as-of", "2026-05-01", *options) == 0
    assert all(out.stat().st_size > 0 for out in outs)


def test_template_reads_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The file to fill in is understood again, empty as it is."""
    path = tmp_path / "fill.xlsx"

    assert call("template", str(path), "-p", "little_giant", "--as-of", "2026-05-01") == 0
    assert call("assess", str(path), "-p", "little_giant", "--as-of", "2026-05-01") == 0


def test_rules_commands_answer(capsys: pytest.CaptureFixture[str]) -> None:
    """The editions can be listed, shown and compared."""
    edition = "cn_miit/srdi_sme/2026_2"

    assert call("rules", "list", "--json") == 0
    assert call("rules", "show", edition) == 0
    assert call("rules", "diff", "cn_miit/srdi_sme/2022_63", edition) == 0
    assert call("rules", "check", edition) == 0


def test_diff_lists_the_enterprises_that_move(
    firms: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A change of law is also a list of firms."""
    before, after = "cn_miit/little_giant/2022_63", "cn_miit/little_giant/2026_2"

    assert (
        call("rules", "diff", before, after, "--on", str(firms), "--as-of", "2026-05-01", "--json")
        == 0
    )
    moves = json.loads(capsys.readouterr().out)["moves"]
    assert {move["name"] for move in moves} <= {"甲科技", "乙制造"}


@pytest.mark.slow
def test_help_is_quick() -> None:
    """Heavy packages are imported only by the commands that need them."""
    script = (
        "import sys; from littlegiants.cli.app import run; run(['--help'], {}); print(*sys.modules)"
    )
    started = time.perf_counter()
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )

    assert time.perf_counter() - started < 30
    assert not {"polars", "sqlglot", "highspy", "openpyxl"} & set(shown.stdout.split())
