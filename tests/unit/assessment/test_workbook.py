"""The workbook of results, opened again as an official's spreadsheet program would."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import combinations, cycle, islice
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from littlegiants.assessment.sheets import Comparisons, Entry
from littlegiants.assessment.workbook import (
    COLOURS,
    PALE_COLOURS,
    Limits,
    WrittenWorkbook,
    write_workbook,
)
from littlegiants.rulebooks.cases import CaseRun, run_cases
from littlegiants.rulebooks.interpret import interpret
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import LANGUAGES, Language, load_messages, placeholders
from littlegiants.vocabulary.verdict import Verdict
from tests.factories import LITTLE_GIANT, catalog, firm, rulebook

INNOVATIVE = "cn_miit/innovative_sme/2022_63"
LITTLE_GIANT_2022 = "cn_miit/little_giant/2022_63"
SIZE = "cn_miit/sme_size/2011_300"
DAY = date(2026, 11, 23)
HEADS = {"zh": "企业代码", "en": "Id"}
VERDICTS = {"zh": "结论", "en": "Verdicts"}
REASONS = {"zh": "理由", "en": "Reasons"}


def write(
    path: Path,
    entries: Iterable[Entry],
    *,
    findings: Sequence[Finding] = (),
    comparison: Comparisons = False,
    synthetic: bool = False,
    language: Language = "zh",
    limits: Limits | None = None,
) -> tuple[WrittenWorkbook, Workbook]:
    """Write a workbook and open it again."""
    done = write_workbook(
        path,
        entries,
        vocabulary=catalog().vocabulary,
        as_of=DAY,
        findings=findings,
        comparison=comparison,
        synthetic=synthetic,
        language=language,
        version="26.11.0",
        limits=limits,
    )
    return done, openpyxl.load_workbook(path)


@cache
def runs(edition: str) -> tuple[CaseRun, ...]:
    """The cases of an edition for a first recognition."""
    found = run_cases(catalog(), catalog().edition(edition))[0]
    return tuple(run for run in found if run.rulebook.action == "new")


def entries(edition: str, count: int = 40) -> list[Entry]:
    """Enterprises with every kind of verdict, numbered with leading zeros."""
    return [
        (replace(run.facts, id=f"{position:018}"), [run.result])
        for position, run in enumerate(runs(edition)[:count])
    ]


def entry(facts: EnterpriseFacts, *editions: str) -> Entry:
    """An enterprise with its results under some editions."""
    return facts, [interpret(rulebook(e), facts) for e in editions or (LITTLE_GIANT,)]


def table(sheet: Worksheet, language: Language = "zh") -> tuple[int, list[list[Cell]]]:
    """The row of the heads and the rows below it."""
    cells = [[cell for cell in row if isinstance(cell, Cell)] for row in sheet.iter_rows()]
    head = next(i for i, row in enumerate(cells) if row and row[0].value == HEADS[language])
    return head + 1, cells[head + 1 :]


def texts(sheet: Worksheet) -> list[str]:
    """All that stands on a sheet."""
    return [str(c) for row in sheet.iter_rows(values_only=True) for c in row if c is not None]


def columns(sheet: Worksheet, head: int) -> dict[str, int]:
    """The columns by what stands in the upper row of the heads."""
    upper = next(sheet.iter_rows(min_row=head - 1, max_row=head - 1, values_only=True))
    return {str(value): at for at, value in enumerate(upper) if value}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", [INNOVATIVE, LITTLE_GIANT_2022])
def test_each_clause_has_its_word_sign_and_colour(
    edition: str, language: Language, tmp_path: Path
) -> None:
    """Every cell says the verdict of its clause twice: in words and in colour."""
    given = entries(edition)
    _, book = write(tmp_path / "out.xlsx", given, language=language)
    sheet = book[VERDICTS[language]]
    head, rows = table(sheet, language)
    at = columns(sheet, head)

    for (_, [result]), row in zip(given, rows, strict=True):
        for clause in result.rulebook.clauses[1:]:
            verdict, cell = result.clauses[clause.id].verdict, row[at[clause.id]]
            assert cell.value == f"{verdict.sign} {verdict.text.in_(language)}"
            fills = {COLOURS[verdict][0], PALE_COLOURS.get(verdict, COLOURS[verdict])[0]}
            assert f"#{cell.fill.fgColor.rgb[2:]}" in fills


def test_the_whole_stands_beside_the_name(tmp_path: Path) -> None:
    """Id, name and the overall verdict come first; the counts of conditions are numbers."""
    given = entries(LITTLE_GIANT_2022)
    _, book = write(tmp_path / "out.xlsx", given)
    sheet = book["结论"]
    head, rows = table(sheet)
    at = columns(sheet, head)

    for (facts, [result]), row in zip(given, rows, strict=True):
        assert [cell.value for cell in row[:2]] == [facts.id, facts.name]
        assert row[2].value == f"{result.verdict.sign} {result.verdict.text.zh}"
        assert f"#{row[2].fill.fgColor.rgb[2:]}" == COLOURS[result.verdict][0]
        top = [result.clauses[child.id].verdict for child in result.rulebook.root.children]
        open_ = top.count(Verdict.UNKNOWN) + top.count(Verdict.MANUAL_REVIEW)
        counts = [cell.value for cell in row[at["条件数"] : at["条件数"] + 2]]
        assert counts == [top.count(Verdict.UNMET), open_]


def grey(colour: str) -> float:
    """How light a colour prints without colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def luminance(colour: str) -> float:
    """Relative luminance as the accessibility guidelines define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_five_colours_differ_in_grey() -> None:
    """A black-and-white printer keeps them apart."""
    for (one, _), (other, _) in combinations(COLOURS.values(), 2):
        assert abs(grey(one) - grey(other)) > 20


def test_words_are_legible_on_their_colour() -> None:
    """At least 4.5 to 1, as the guidelines ask."""
    for fill, text in (*COLOURS.values(), *PALE_COLOURS.values()):
        light, dark = sorted((luminance(fill), luminance(text)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_what_no_longer_matters_is_pale(tmp_path: Path) -> None:
    """A firm that passes by its score does not look red for the ways it did not need."""
    passed = [e for e in entries(INNOVATIVE) if e[1][0].verdict is Verdict.MET]
    _, book = write(tmp_path / "out.xlsx", passed)
    _, rows = table(book["结论"])

    strong = {COLOURS[v][0] for v in (Verdict.UNMET, Verdict.UNKNOWN)}
    shown = [c for row in rows for c in row if str(c.value).startswith(Verdict.UNMET.sign)]
    assert shown
    assert not [cell for cell in shown if f"#{cell.fill.fgColor.rgb[2:]}" in strong]


def test_heads_stay_in_sight_and_filter(tmp_path: Path) -> None:
    """Two rows of heads and the first columns are frozen; the lower row filters every column."""
    given = entries(INNOVATIVE, 5)
    _, book = write(tmp_path / "out.xlsx", given)
    sheet = book["结论"]
    head, rows = table(sheet)

    assert sheet.freeze_panes == f"D{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:{rows[-1][-1].coordinate}"
    assert [cell.value for cell in sheet[head]][-1] == "近三年新增股权融资"
    assert list(columns(sheet, head))[-1] == "RB63-INN-D4"


def test_every_sheet_prints_on_landscape_pages(tmp_path: Path) -> None:
    """One page wide, page numbers below, heads on every page of a table."""
    _, book = write(tmp_path / "out.xlsx", entries(INNOVATIVE, 5))

    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.center.text)
    head, _ = table(book["结论"])
    assert book["结论"].print_title_rows == f"${head - 1}:${head}"
    assert book["理由"].print_title_rows is not None


def test_unconfirmed_clauses_are_marked_in_the_head(tmp_path: Path) -> None:
    """Whoever reads the column sees that its text is not sure."""
    _, book = write(tmp_path / "out.xlsx", entries(LITTLE_GIANT_2022, 2))
    sheet = book["结论"]
    head, _ = table(sheet)
    at = columns(sheet, head)
    marked = {name for name, c in at.items() if "未经证实" in str(sheet.cell(head, c + 1).value)}

    assert marked == {c.id for c in rulebook(LITTLE_GIANT_2022).clauses if c.is_unconfirmed}


def test_the_top_names_the_law_and_counts(tmp_path: Path) -> None:
    """Edition, document, action, day and period, and a sentence with all five counts."""
    given = entries(INNOVATIVE)
    _, book = write(tmp_path / "out.xlsx", given)
    lines = [str(row[0]) for row in book["结论"].iter_rows(max_row=3, values_only=True)]
    counts = Counter(results[0].verdict for _, results in given)

    assert lines[0] == "创新型中小企业评价标准：逐条结论"
    for words in (
        INNOVATIVE,
        "工信部企业〔2022〕63号",
        load_messages("zh")["action.new"],
        "2026年11月23日",
        "2026年4月1日起",
    ):
        assert words in lines[1]
    assert lines[2].startswith("共 40 家企业")
    for verdict in Verdict:
        assert f"{verdict.sign} {verdict.text.zh} {counts[verdict]}" in lines[2]


def test_ids_are_text_and_scores_are_numbers(tmp_path: Path) -> None:
    """Leading zeros and eighteen digits survive; points can be sorted."""
    _, book = write(tmp_path / "out.xlsx", entries(INNOVATIVE, 3))
    sheet = book["结论"]
    head, rows = table(sheet)
    score = columns(sheet, head)["评价得分"]

    assert [row[0].value for row in rows] == [f"{n:018}" for n in range(3)]
    assert {row[0].number_format for row in rows} == {"@"}
    assert [cell.data_type for cell in rows[0][score : score + 2]] == ["n", "n"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\tx", "=HYPERLINK(1)"])
def test_no_text_becomes_a_formula(start: str, tmp_path: Path) -> None:
    """Names and findings from a file are text, and stay so when edited or saved as csv."""
    facts = replace(firm(start, niche_years=1), name=f"{start}公司")
    finding = Finding.of("file.empty", start, file=start)
    _, book = write(tmp_path / "out.xlsx", [entry(facts)], findings=[finding])
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]

    assert "f" not in {cell.data_type for cell in cells}
    assert not [c for c in cells if str(c.value or "")[:1] in ("=", "+", "-", "@", "\t")]
    assert f"'{start}公司" in texts(book["结论"])


def test_strange_characters_do_not_break_the_file(tmp_path: Path) -> None:
    """Control characters, half a character and endless names are data too."""
    names = ["坏\ud800名", "\x00\x0b", "\ufffe\uffff", "𠮷龘", "长" * 40_000]
    given = [entry(replace(firm(f"{n}"), name=name)) for n, name in enumerate(names)]
    _, book = write(tmp_path / "out.xlsx", given)
    _, rows = table(book["结论"])

    assert rows[0][1].value == "坏?名"
    assert rows[3][1].value == "𠮷龘"
    assert len(str(rows[4][1].value)) == 32_767


@pytest.mark.parametrize(
    ("language", "mark"),
    [("zh", "对照：非现行标准"), ("en", "Comparison: not the edition in force")],
)
def test_a_comparison_is_marked_on_every_sheet_of_results(
    language: Language, mark: str, tmp_path: Path
) -> None:
    """An edition that is not in force cannot be mistaken for the law."""
    given = entries(INNOVATIVE, 2)
    _, plain = write(tmp_path / "plain.xlsx", given, language=language)
    _, book = write(tmp_path / "out.xlsx", given, language=language, comparison=True)

    verdicts, reasons, _, about = book.worksheets
    assert all(mark in texts(sheet) for sheet in (verdicts, reasons, about))
    assert not any(mark in text for sheet in plain.worksheets for text in texts(sheet))


def test_only_the_edition_that_compares_is_marked(tmp_path: Path) -> None:
    """Beside the law in force an older one is shown as such, in its rows too."""
    given = [entry(firm(niche_years=1), LITTLE_GIANT, LITTLE_GIANT_2022)]
    compared = frozenset({LITTLE_GIANT_2022})
    _, book = write(tmp_path / "out.xlsx", given, comparison=compared)
    new, old, reasons, *_ = book.worksheets
    _, rows = table(reasons)

    assert "对照：非现行标准" not in texts(new)
    assert "对照：非现行标准" in texts(old)
    marked = {str(row[3].value)[:4] for row in rows if str(row[2].value).endswith("（对照）")}
    assert marked == {"RB63"}


@pytest.mark.parametrize(
    ("language", "mark"),
    [("zh", "合成数据，不是真实企业"), ("en", "Synthetic data: not real enterprises")],
)
def test_synthetic_data_are_marked_everywhere(
    language: Language, mark: str, tmp_path: Path
) -> None:
    """No invented firm passes for a real one, on screen or on paper."""
    _, book = write(
        tmp_path / "out.xlsx", entries(INNOVATIVE, 2), language=language, synthetic=True
    )

    for sheet in book.worksheets:
        assert mark in texts(sheet)
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.right.text == mark


@pytest.mark.parametrize("edition", [INNOVATIVE, LITTLE_GIANT])
def test_reasons_list_every_clause_that_is_not_met(edition: str, tmp_path: Path) -> None:
    """One row per enterprise and clause, no more and no fewer."""
    given = entries(edition)
    done, book = write(tmp_path / "out.xlsx", given)
    _, rows = table(book["理由"])
    listed = (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
    wanted = {
        (facts.id, clause.id, f"{found.verdict.sign} {found.verdict.text.zh}")
        for facts, [result] in given
        for clause in result.rulebook.clauses[1:]
        if (found := result.clauses[clause.id]).verdict in listed
    }

    assert {(row[0].value, row[3].value, row[5].value) for row in rows} == wanted
    assert done == WrittenWorkbook(rows=40, reasons=len(wanted), cut=False)


def test_a_reason_carries_its_law(tmp_path: Path) -> None:
    """Source, confidence and note stand in the row."""
    _, book = write(tmp_path / "out.xlsx", [entry(firm(revenue_y3=10**12))])
    head, rows = table(book["理由"])
    heads = [str(cell.value) for cell in book["理由"][head]]
    row = next(row for row in rows if row[3].value == "RB02-LG-2c")
    clause = rulebook(LITTLE_GIANT).clause("RB02-LG-2c")

    assert clause.note is not None
    shown = {name: cell.value for name, cell in zip(heads, row, strict=True)}
    assert (shown["依据"], shown["可信度"]) == (clause.cite.zh, "UNCONFIRMED")
    assert shown["说明"] == clause.note.zh


def test_reasons_that_do_not_fit_are_announced(tmp_path: Path) -> None:
    """Whole enterprises only; the cut is said in the sheet, beside the verdicts and to the caller."""
    given = [entry(firm(f"{n}", niche_years=1)) for n in range(10)]
    whole, _ = write(tmp_path / "whole.xlsx", given)
    each = whole.reasons // 10
    done, book = write(tmp_path / "out.xlsx", given, limits=Limits(reasons=3 * each + 1))
    _, rows = table(book["理由"])
    notice = f"“理由”表未列全：只列前 3 家企业的 {3 * each} 行。全部结果请用 csv 或 JSON。"

    assert done == WrittenWorkbook(rows=10, reasons=3 * each, cut=True)
    assert len({row[0].value for row in rows[:-1]}) == 3
    assert rows[-1][0].value == notice
    assert notice in texts(book["结论"])
    assert notice in texts(book["说明"])


def test_enterprises_that_do_not_fit_are_announced(tmp_path: Path) -> None:
    """The sheet stops, the counts do not."""
    given = entries(INNOVATIVE, 12)
    done, book = write(tmp_path / "out.xlsx", given, language="en", limits=Limits(enterprises=5))
    _, rows = table(book["Verdicts"], "en")

    assert (done.rows, done.cut, len(rows)) == (5, True, 5)
    assert any("the first 5 of 12" in text for text in texts(book["Verdicts"]))
    assert any(text.startswith("12 enterprises:") for text in texts(book["Verdicts"]))


def test_findings_say_how_grave_where_and_what(tmp_path: Path) -> None:
    """In the language of the file, with the code for the reference."""
    found = [
        Finding.of("file.missing", "a.xlsx", file="a.xlsx"),
        Finding.of("file.empty", "b.xlsx", severity=Severity.WARNING, file="b.xlsx"),
    ]
    _, book = write(tmp_path / "out.xlsx", [entry(firm())], findings=found, language="en")
    rows = list(book["Findings"].iter_rows(min_row=4, values_only=True))

    assert rows[0] == ("error", "a.xlsx", found[0].text.en, "file.missing")
    assert rows[1] == ("warning", "b.xlsx", found[1].text.en, "file.empty")


def test_findings_that_turn_up_on_the_way_are_written(tmp_path: Path) -> None:
    """The list is read when the last enterprise has been seen."""
    found: list[Finding] = []

    def stream() -> Iterator[Entry]:
        found.append(Finding.of("file.empty", "late", file="x"))
        yield entry(firm())

    _, book = write(tmp_path / "out.xlsx", stream(), findings=found)

    assert "late" in texts(book["核查发现"])


def test_findings_that_do_not_fit_are_announced(tmp_path: Path) -> None:
    """The count of the rest is said."""
    found = [Finding.of("file.empty", f"{n}", file="x") for n in range(5)]
    done, book = write(
        tmp_path / "out.xlsx", [entry(firm())], findings=found, limits=Limits(findings=2)
    )

    assert done.cut
    assert any("只列前 2 条，共 5 条" in text for text in texts(book["核查发现"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_about_explains_words_law_and_program(language: Language, tmp_path: Path) -> None:
    """A reader who knows nothing of the program finds what the words mean."""
    _, book = write(tmp_path / "out.xlsx", entries(INNOVATIVE, 3), language=language)
    about = texts(book.worksheets[-1])
    messages = load_messages(language)

    for verdict in Verdict:
        assert f"{verdict.sign} {verdict.text.in_(language)}" in about
        assert messages[f"workbook.means_{verdict.word}"] in about
    assert messages["workbook.about_unknown"] in about
    assert INNOVATIVE in about
    assert any("26.11.0" in text for text in about)
    assert {clause.id for clause in rulebook(INNOVATIVE).clauses} <= set(about)


def test_english_is_complete(tmp_path: Path) -> None:
    """No Chinese but names, document numbers and the text of the law."""
    _, book = write(tmp_path / "out.xlsx", entries(LITTLE_GIANT), language="en")
    official = {"工信部企业〔2026〕2号", *(c.text for c in rulebook(LITTLE_GIANT).clauses)}
    boundary = rulebook(LITTLE_GIANT).boundary
    foreign = {
        text
        for sheet in book.worksheets
        for text in texts(sheet)
        if any("\u4e00" <= char <= "\u9fff" for char in text)
    }

    assert not [
        text
        for text in foreign - official
        if "工信部企业〔2026〕2号" not in text and not any(word in text for word in boundary)
    ]


def test_each_programme_has_its_sheet(tmp_path: Path) -> None:
    """Verdict sheets come first, one a rulebook; two editions of one are told apart."""
    facts = firm(size_industry="industry", employees_y1=200)
    given = [entry(facts, LITTLE_GIANT, LITTLE_GIANT_2022, SIZE)]
    _, book = write(tmp_path / "out.xlsx", given)

    assert book.sheetnames[3:] == ["理由", "核查发现", "说明"]
    assert all(name.startswith("结论 ") and len(name) <= 31 for name in book.sheetnames[:3])
    assert len(set(book.sheetnames)) == 6
    assert "小型" in texts(book.worksheets[0])


def test_without_enterprises_the_file_says_so(tmp_path: Path) -> None:
    """An empty answer is an answer."""
    done, book = write(tmp_path / "out.xlsx", [])

    assert done == WrittenWorkbook(rows=0, reasons=0, cut=False)
    assert book.sheetnames == ["结论", "理由", "核查发现", "说明"]
    assert "没有企业。" in texts(book["结论"])


def test_the_same_results_give_the_same_bytes(tmp_path: Path) -> None:
    """No clock goes into the file, so two runs can be compared."""
    for name in ("a.xlsx", "b.xlsx"):
        write(tmp_path / name, entries(INNOVATIVE, 5))

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_progress_counts_the_enterprises(tmp_path: Path) -> None:
    """A bar can be drawn."""
    seen: list[int] = []
    write_workbook(
        tmp_path / "out.xlsx",
        entries(INNOVATIVE, 3),
        vocabulary=catalog().vocabulary,
        as_of=DAY,
        findings=(),
        comparison=False,
        synthetic=False,
        language="zh",
        progress=seen.append,
    )

    assert seen == [1, 2, 3]


def test_a_workbook_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    """Neither a half file nor its leftovers; an older file stays."""
    path = tmp_path / "out.xlsx"
    path.write_text("old", encoding="utf-8")

    def broken() -> Iterator[Entry]:
        yield entry(firm())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write(path, broken())

    assert [p.name for p in tmp_path.iterdir()] == ["out.xlsx"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_missing_is_an_error_with_a_code(tmp_path: Path) -> None:
    """No traceback for something a user did."""
    with pytest.raises(LittleGiantsError) as caught:
        write(tmp_path / "none" / "out.xlsx", [entry(firm())])

    assert caught.value.code == "workbook.not_written"


def test_every_message_is_there_in_both_languages() -> None:
    """With the same values in it."""
    zh, en = (
        {k: v for k, v in load_messages(language).items() if k.startswith("workbook.")}
        for language in LANGUAGES
    )

    assert zh.keys() == en.keys()
    assert all(isinstance(text, str) for text in (*zh.values(), *en.values()))
    assert {k: placeholders(v) for k, v in zh.items()} == {
        k: placeholders(v) for k, v in en.items()
    }


@pytest.mark.slow
def test_five_thousand_enterprises_take_seconds(tmp_path: Path) -> None:
    """A city's round is written while one waits: some eight seconds, with room for a slow machine."""
    cases = islice(cycle(runs(INNOVATIVE)), 5_000)
    given = ((replace(r.facts, id=f"{n:018}"), [r.result]) for n, r in enumerate(cases))
    started = time.perf_counter()
    done = write_workbook(
        tmp_path / "out.xlsx",
        given,
        vocabulary=catalog().vocabulary,
        as_of=DAY,
        findings=(),
        comparison=False,
        synthetic=True,
        language="zh",
    )

    assert time.perf_counter() - started < 60
    assert done.rows == 5_000
    assert not done.cut
    assert done.reasons > 20_000
