"""The commands of the register as a clerk meets them: help, empty states, refusals, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from littlegiants.cli.app import run
from tests.contract.clerk import CODES, NAMES, Clerk

COMMANDS = (
    *("init", "import", "assess", "explain", "plan", "template", "demo", "due", "today", "export"),
    *("rank", "overtakes", "claims", "synthetic", "link", "register", "batch", "round"),
    *(f"link {word}" for word in ("queue", "decide", "undo", "history")),
    *(
        f"register {word}"
        for word in (
            *("search", "show", "deliveries", "disputes", "withdraw", "sources", "source"),
            *("correct", "settle", "judge", "take-back"),
        )
    ),
    *(
        f"batch {word}"
        for word in (
            *("import", "list", "show", "diff", "dependents", "print", "titles", "event"),
            "take-back",
        )
    ),
    *(
        f"round {word}"
        for word in (
            *("open", "show", "add", "check", "recommend", "publish", "object", "decide", "close"),
        )
    ),
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LIST = ("-p", "little_giant", "--year", "2025", "-s", "ministry", "--kind", "final")
DATED = (*LIST, "--issued-on", "2025-10-24")


@pytest.fixture
def empty(tmp_path: Path) -> Clerk:
    """A register that was made and holds nothing."""
    clerk = Clerk(tmp_path)
    assert run(["init"], clerk.environment) == 0
    return clerk


@pytest.fixture
def filled(empty: Clerk) -> Clerk:
    """A register of six firms."""
    path = empty.facts("firms.csv", ["6000", "5500", "4000", "3000", "2000", "1000"])
    assert run(["import", path, "-s", "bureau", "--yes"], empty.environment) == 0
    return empty


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself in Chinese."""
    assert run([*command.split(), "--help"], {}) == 0
    assert CHINESE.search(capsys.readouterr().out)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_in_english(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every command explains itself in English, without a word of Chinese but names and examples."""
    assert run(["--lang", "en", *command.split(), "--help"], {}) == 0
    shown = capsys.readouterr().out
    sentences = [line for line in shown.splitlines() if len(CHINESE.findall(line)) > 12]
    assert sentences == []


NEEDS_A_REGISTER = (
    ("import", "x.csv", "-s", "bureau"),
    ("register", "search", "甲"),
    ("register", "sources"),
    ("link", "queue"),
    ("batch", "list"),
    ("batch", "titles"),
    ("round", "show"),
    ("due",),
    ("today",),
    ("assess",),
    ("export", "enterprises", "x.xlsx"),
    ("rank", "--register"),
)


@pytest.mark.parametrize("arguments", NEEDS_A_REGISTER, ids=" ".join)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_without_a_register_the_way_out_is_named(
    arguments: tuple[str, ...], language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, the code of the error, and the command that makes a register."""
    clerk = Clerk(tmp_path)
    assert run(["--lang", language, *arguments], clerk.environment) == 2
    told = capsys.readouterr()
    assert "[storage.not_initialised]" in told.err
    assert "littlegiants init" in told.err
    assert told.out.strip() == ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("import", "{file}", "-s", "nobody"), "register.no_such_source"),
        (("import", "missing.csv", "-s", "bureau"), "file.missing"),
        (("register", "show", "没有这家公司"), "register.no_such_enterprise"),
        (("register", "show", "E999"), "register.no_such_enterprise"),
        (("register", "withdraw", "99", "--reason", "收到的是错件"), "register.no_such_delivery"),
        (("link", "decide", "99", "new", "--reason", "核对营业执照"), "register.no_such_record"),
        (("link", "undo", "99", "--reason", "看错了公司"), "register.no_such_record"),
        (("register", "take-back", "opinion", "1", "--reason", "看错"), "cli.decision_unknown"),
        (
            ("register", "correct", "E1", "revenu", "5", "--reason", "核对报表", "-s", "audit"),
            "fact.unknown",
        ),
        (
            ("register", "correct", "E1", "revenue", "5", "--reason", "核对报表", "-s", "audit"),
            "cli.year_wanted",
        ),
        (
            (
                "register",
                "correct",
                "E1",
                "revenue",
                "很多",
                "--year",
                "2025",
                "--reason",
                "核对报表",
                "-s",
                "audit",
            ),
            "cli.value_unreadable",
        ),
        (
            (
                "register",
                "source",
                "x",
                "--zh",
                "某",
                "--en",
                "X",
                "--grade",
                "Z",
                "--precedence",
                "5",
            ),
            "cli.grade_unknown",
        ),
        (
            ("batch", "import", "{list}", "-p", "nonsense", *DATED[2:]),
            "recognition.programme_unknown",
        ),
        (("batch", "import", "{list}", *LIST), "recognition.header_incomplete"),
        (
            ("batch", "import", "{list}", *DATED[:-4], "--kind", "rumour", *DATED[-2:]),
            "recognition.kind_unknown",
        ),
        (("batch", "show", "99"), "recognition.document_unknown"),
        (("batch", "titles", "-p", "nonsense"), "recognition.programme_unknown"),
        (("batch", "dependents", "99"), "recognition.delivery_unknown"),
        (("round", "show", "99"), "recognition.round_unknown"),
        (("export", "gossip", "x.xlsx"), "cli.export_unknown"),
        (("export", "titles", "x.exe"), "cli.out_kind"),
        (("export", "facts", "x.xlsx"), "cli.out_kind"),
        (("rank", "--basis", "guess"), "cities.basis_unknown"),
        (("overtakes", "--city", "无此城"), "cities.city_unknown"),
        (("synthetic", "--size", "many", "--out", "{folder}/c"), "synthetic.size"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_bad_request_is_refused_with_its_code(
    arguments: tuple[str, ...],
    code: str,
    language: str,
    filled: Clerk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2 and one message with a stable code; nothing on the screen, no traceback."""
    names = {
        "{file}": filled.facts("more.csv", ["1"]),
        "{list}": filled.list("list.xlsx", [(NAMES[0], CODES[0])]),
    }
    spoken = [names.get(one, one.replace("{folder}", str(filled.folder))) for one in arguments]
    capsys.readouterr()
    assert run(["--lang", language, *spoken], filled.environment) == 2
    assert f"[{code}]" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ["2025-13-01", "gestern", "20250101"])
def test_a_day_that_is_none_is_a_usage_error(wrong: str, empty: Clerk) -> None:
    """Exit code 2."""
    assert run(["register", "search", "甲", "--as-of", wrong], empty.environment) == 2


def test_nobody_acts_without_a_name(empty: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    """An act without an actor is refused, and what to set is named."""
    nameless = {k: v for k, v in empty.environment.items() if k != "LITTLEGIANTS_ACTOR"}
    path = empty.facts("firms.csv", ["6000"])
    assert run(["import", path, "-s", "bureau", "--yes"], nameless) == 2
    assert "[cli.no_actor]" in capsys.readouterr().err


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    ("arguments", "exit_code"),
    [
        (("register", "search", "甲"), 1),
        (("register", "deliveries"), 0),
        (("register", "disputes"), 0),
        (("link", "queue"), 0),
        (("batch", "list"), 0),
        (("batch", "titles"), 0),
        (("round", "show"), 0),
        (("due",), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_an_empty_register_answers(
    arguments: tuple[str, ...],
    exit_code: int,
    language: str,
    empty: Clerk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing is there, and that is said; with --json not one line is printed."""
    assert run(["--lang", language, *arguments], empty.environment) == exit_code
    assert capsys.readouterr().err == "" or exit_code == 0
    assert run([*arguments, "--json"], empty.environment) == exit_code
    assert capsys.readouterr().out == ""


def test_a_correction_of_a_year_is_shown(filled: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    """A person sets last year's revenue right; the portrait shows the new value."""
    told = ("--year", "2025", "--reason", "核对审计报表", "-s", "audit")
    assert (
        run(["register", "correct", CODES[0], "revenue", "6002万元", *told], filled.environment)
        == 0
    )
    capsys.readouterr()
    assert run(["register", "show", CODES[0], "--as-of", "2026-06-01"], filled.environment) == 0
    assert "6,002万元" in capsys.readouterr().out
