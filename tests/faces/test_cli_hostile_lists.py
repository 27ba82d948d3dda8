"""Lists as they should not be: what is refused, what is kept as text, and that nothing is half-loaded."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from littlegiants.cli.app import run
from tests.contract.clerk import CODES, NAMES, Clerk

HEADER = ("-p", "srdi_sme", "--year", "2025", "-s", "bureau", "--issued-on", "2025-11-01")
FINAL = (*HEADER, "--kind", "final")
PERSON = "11010519491231002X"
"""A number of the form of a citizen's; the example of the standard itself."""
DANGEROUS = (
    '=HYPERLINK("http://x","y")有限公司',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1)公司",
    "-2+3公司",
)


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    """A register of six firms."""
    made = Clerk(tmp_path)
    assert run(["init"], made.environment) == 0
    path = made.facts("firms.csv", ["6000", "5500", "4000", "3000", "2000", "1000"])
    assert run(["import", path, "-s", "bureau", "--yes"], made.environment) == 0
    return made


def lists(clerk: Clerk) -> int:
    """How many lists the register holds."""
    return len(clerk.does("lists", "batch", "list"))


def test_a_personal_number_is_neither_kept_nor_shown(
    clerk: Clerk, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row stays with its name; the number is in no answer and in no table of the register."""
    path = clerk.list("list.xlsx", [(NAMES[0], PERSON), (NAMES[1], CODES[1])])
    capsys.readouterr()
    assert run(["batch", "import", path, *FINAL, "--yes"], clerk.environment) == 1
    told = capsys.readouterr()
    assert "[uscc.personal_id]" in told.out
    assert PERSON not in told.out + told.err
    shown = clerk.does("shown", "batch", "show", "1")
    assert [row["code"] for row in shown[1:]] == [None, CODES[1]]
    for file in (clerk.folder / "data").glob("register.db*"):
        assert PERSON.encode() not in file.read_bytes()


@pytest.mark.slow
def test_formulas_leave_as_text(clerk: Clerk) -> None:
    """A name that a spreadsheet would run is a name still: with a quote before it."""
    path = clerk.list("list.xlsx", [(name, "") for name in DANGEROUS])
    clerk.does("import", "batch", "import", path, *FINAL, "--yes")
    for row in clerk.does("queue", "link", "queue"):
        clerk.does(
            "decide", "link", "decide", str(row["record"]), "new", "--reason", "名单新列企业"
        )
    written = {kind: clerk.folder / f"firms.{kind}" for kind in ("csv", "xlsx")}
    for out in written.values():
        clerk.does("export", "export", "enterprises", str(out))
    with written["csv"].open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "@", "-")]
    sheet = openpyxl.load_workbook(written["xlsx"]).active
    assert sheet is not None
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in texts} == {"s"}
    assert {f"'{name}" for name in DANGEROUS} <= {cell.value for cell in texts}


@pytest.mark.parametrize(
    "name",
    ["😀深圳市表情科技有限公司", "深" * 150 + "有限公司", "深" * 300 + "有限公司"],
    ids=["emoji", "long", "very long"],
)
def test_a_strange_name_is_kept_as_printed_or_the_cut_is_reported(name: str, clerk: Clerk) -> None:
    """It is linked to nobody; nothing of it is dropped silently."""
    path = clerk.list("list.xlsx", [(name, "")])
    (told,) = clerk.does("import", "batch", "import", path, *FINAL, "--yes")
    assert (told["rows"], told["linked"], told["queued"]) == (1, {}, 1)
    (row,) = clerk.does("queue", "link", "queue")
    assert row["name"] == name or told["findings"]


def test_two_names_of_one_firm_are_reported(clerk: Clerk) -> None:
    """A sibling in the same list that meets the same firm is never silent."""
    sibling = NAMES[0].replace("有限公司", "股份有限公司")
    path = clerk.list("list.xlsx", [(sibling, ""), (NAMES[0], "")])
    (told,) = clerk.does("import", "batch", "import", path, *FINAL)
    found = {finding["code"] for finding in told["findings"]}
    assert told["queued"] > 0 or "recognition.firm_twice" in found


def _empty(folder: Path) -> Path:
    path = folder / "empty.xlsx"
    path.touch()
    return path


def _no_archive(folder: Path) -> Path:
    path = folder / "list.zip"
    path.write_text("not an archive", encoding="utf-8")
    return path


def _two_inside(folder: Path) -> Path:
    path = folder / "two.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("a.csv", "b.csv"):
            archive.writestr(name, f"序号,企业名称\n1,{NAMES[0]}\n")
    return path


def _folder(folder: Path) -> Path:
    path = folder / "inside"
    path.mkdir()
    return path


def _no_list(folder: Path) -> Path:
    path = folder / "letter.csv"
    path.write_text("各区局：\n现将有关事项通知如下\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("made", [_empty, _no_archive, _two_inside, _folder, _no_list])
def test_what_is_no_list_is_refused(
    made: Callable[[Path], Path],
    language: str,
    clerk: Clerk,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Exit code 2, one message with a code, and nothing was loaded."""
    path = str(made(clerk.folder))
    capsys.readouterr()
    arguments = ["--lang", language, "batch", "import", path, *FINAL, "--yes"]
    assert run(arguments, clerk.environment) == 2
    told = capsys.readouterr().err
    assert "[file." in told or "[list." in told
    assert "Traceback" not in told
    assert lists(clerk) == 0


def test_a_gap_stops_and_names_the_number(clerk: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 1; number 2 is named in both languages; nothing was loaded."""
    path = clerk.folder / "gap.csv"
    path.write_text(f"序号,企业名称\n1,{NAMES[0]}\n3,{NAMES[1]}\n", encoding="utf-8")
    for language, words in (("zh", "缺 2"), ("en", "2")):
        capsys.readouterr()
        arguments = ["--lang", language, "batch", "import", str(path), *FINAL, "--yes"]
        assert run(arguments, clerk.environment) == 1
        assert words in capsys.readouterr().out
    assert lists(clerk) == 0


def test_a_withdrawn_list_takes_its_titles_along(clerk: Clerk) -> None:
    """The titles are gone, are named, and come back when the list is imported again."""
    path = clerk.list("list.xlsx", [(NAMES[0], CODES[0]), (NAMES[1], CODES[1])])
    day = ("-p", "srdi_sme", "--as-of", "2026-01-01")
    (told,) = clerk.does("import", "batch", "import", path, *FINAL, "--yes")
    assert len(clerk.does("titles", "batch", "titles", *day)) == 2
    reason = ("--reason", "收到的是错件")
    (gone,) = clerk.does("withdraw", "register", "withdraw", str(told["delivery"]), *reason)
    assert len(gone["titles_lost"]) == 2
    assert clerk.does("titles", "batch", "titles", *day) == []
    clerk.does("import", "batch", "import", path, *FINAL, "--yes")
    assert len(clerk.does("titles", "batch", "titles", *day)) == 2


@pytest.mark.slow
def test_json_of_an_export_is_json_alone(clerk: Clerk, capsys: pytest.CaptureFixture[str]) -> None:
    """What a font cannot print is told beside the answer, not in it."""
    path = clerk.list("list.xlsx", [("😀深圳市表情科技有限公司", "")])
    clerk.does("import", "batch", "import", path, *FINAL, "--yes")
    (row,) = clerk.does("queue", "link", "queue")
    clerk.does("decide", "link", "decide", str(row["record"]), "new", "--reason", "名单新列企业")
    capsys.readouterr()
    (told,) = clerk.does("export", "export", "enterprises", str(clerk.folder / "firms.pdf"))
    assert told["rows"] == 7
