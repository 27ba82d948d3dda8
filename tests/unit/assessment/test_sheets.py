"""Plain files of results, and the words of a reason."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from littlegiants.assessment.contract import result_as_json
from littlegiants.assessment.sheets import (
    Comparisons,
    Encoding,
    Entry,
    Reason,
    ReasonReader,
    gap_columns,
    protected,
    size_words,
    write_csv,
    write_json_lines,
)
from littlegiants.rulebooks.cases import run_cases
from littlegiants.rulebooks.compile import compile_rulebooks
from littlegiants.rulebooks.expressions import And, Compare, Given, Not, Number, Operator, TruthExpr
from littlegiants.rulebooks.interpret import interpret
from littlegiants.rulebooks.model import AllOf, Criterion, Rulebook
from littlegiants.rulebooks.model import Test as ClauseTest
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.language import Language, Text
from littlegiants.vocabulary.quantity import Dimension, Range
from littlegiants.vocabulary.slots import Form, Slot
from littlegiants.vocabulary.verdict import Verdict
from tests.factories import LITTLE_GIANT, WAN_YUAN, catalog, firm, rulebook

INNOVATIVE = "cn_miit/innovative_sme/2022_63"
SIZE = "cn_miit/sme_size/2011_300"
DAY = date(2026, 11, 23)


def entry(facts: EnterpriseFacts, *editions: str) -> Entry:
    """An enterprise with its results under some editions."""
    return facts, [interpret(rulebook(e), facts) for e in editions or (LITTLE_GIANT,)]


def written(
    path: Path,
    *entries: Entry,
    comparison: Comparisons = False,
    synthetic: bool = False,
    encoding: Encoding = "utf-8-sig",
) -> list[dict[str, str]]:
    """Write a csv and read it again."""
    write_csv(
        path,
        entries,
        as_of=DAY,
        comparison=comparison,
        synthetic=synthetic,
        encoding=encoding,
    )
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", " =", "\u3000@"])
def test_text_that_could_start_a_formula_is_prefixed(start: str) -> None:
    """A name such as =1+1 stays a name, also behind spaces that nobody sees."""
    assert protected(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "深圳市某公司", "a=b", "3-5", "– 不适用", "'=1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    """Only the start of a cell matters."""
    assert protected(text) == text


def test_csv_begins_with_what_identifies_the_row(tmp_path: Path) -> None:
    """The first columns are fixed; clauses come in the order of the text, then gaps."""
    [row] = written(tmp_path / "out.csv", entry(firm("001", niche_years=2)))
    heads = list(row)

    assert heads[:5] == ["id", "name", "programme", "edition", "verdict"]
    assert heads[5:8] == ["score_min", "score_max", "size_class"]
    assert heads[8:12] == ["action", "as_of", "comparison", "synthetic"]
    assert heads[12:14] == ["RB02-LG", "RB02-G1"]
    assert row["id"] == "001"
    assert row["verdict"] == row["RB02-LG"] == row["RB02-LG-1b"] == "unmet"
    assert row["RB02-LG-6"] == "manual_review"


def test_csv_gaps_are_yuan_and_fractions(tmp_path: Path) -> None:
    """Five million yuan short is 5000000; ten percentage points are 0.1."""
    facts = firm(revenue_y1=4500 * WAN_YUAN, main_revenue_y1=3150 * WAN_YUAN, niche_years=None)
    [row] = written(tmp_path / "out.csv", entry(facts))

    assert row["gap:RB02-LG-2a"] == "5000000"
    assert row["gap:RB02-LG-2b"] == "0.2"
    assert row["gap:RB02-LG-2d"] == "0"
    assert row["gap:RB02-LG-1b"] == ""


@pytest.mark.parametrize("edition", [INNOVATIVE, LITTLE_GIANT, SIZE])
def test_gap_columns_are_those_of_parquet(edition: str) -> None:
    """A column means the same in every file, but for the unit of money."""
    compiled = compile_rulebooks(
        [rulebook(edition)],
        available=frozenset(s.column for s in rulebook(edition).slots()),
        keep=[],
        gaps=True,
        carry_facts=True,
    )

    assert tuple(gap_columns(rulebook(edition))) == compiled.gaps


@pytest.mark.parametrize("edition", [INNOVATIVE, LITTLE_GIANT])
def test_csv_gaps_are_those_of_json(edition: str, tmp_path: Path) -> None:
    """Csv and JSON say the same of every case of an edition."""
    runs = [
        run
        for run in run_cases(catalog(), catalog().edition(edition))[0]
        if run.rulebook.action == "new"
    ]
    rows = written(tmp_path / "out.csv", *((run.facts, [run.result]) for run in runs))

    for run, row in zip(runs, rows, strict=True):
        shown = result_as_json(run.facts, run.result, as_of=DAY, comparison=False)
        for clause, found in shown["clauses"].items():
            assert row[clause] == found["verdict"]
            if f"gap:{clause}" in row:
                gap = found["gap"]
                assert row[f"gap:{clause}"] == ("" if gap is None else str(gap)), (run.name, clause)


def test_csv_opens_in_excel_and_takes_rare_characters(tmp_path: Path) -> None:
    """A mark of UTF-8 stands in front, and a rare name comes back whole."""
    path = tmp_path / "out.csv"
    [row] = written(path, entry(replace(firm(), name="𠮷龘㑇有限公司")))

    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,name,")
    assert row["name"] == "𠮷龘㑇有限公司"


def test_csv_in_gb18030_takes_rare_characters(tmp_path: Path) -> None:
    """GB18030 holds all of Unicode, so nothing is lost on request either."""
    path = tmp_path / "out.csv"
    [row] = written(path, entry(replace(firm(), name="𠮷龘㑇有限公司")), encoding="gb18030")

    assert path.read_bytes().startswith(b"id,name,")
    assert row["name"] == "𠮷龘㑇有限公司"


def test_csv_never_starts_a_formula(tmp_path: Path) -> None:
    """Ids and names from a file are text for whoever opens the csv."""
    [row] = written(tmp_path / "out.csv", entry(replace(firm("+86"), name="=cmd|' /C calc'!A0")))

    assert row["id"] == "'+86"
    assert row["name"] == "'=cmd|' /C calc'!A0"


def test_csv_survives_half_a_character(tmp_path: Path) -> None:
    """A broken name is written with a question mark instead of failing the file."""
    [row] = written(tmp_path / "out.csv", entry(replace(firm(), name="坏\ud800名")))

    assert row["name"] == "坏?名"


def test_csv_of_several_rulebooks_has_a_row_for_each(tmp_path: Path) -> None:
    """Columns of the other rulebook stay empty; the label of a comparison is per edition."""
    facts = firm(size_industry="industry", employees_y1=200)
    given = entry(facts, LITTLE_GIANT, SIZE)
    giant, size = written(tmp_path / "out.csv", given, comparison=frozenset({LITTLE_GIANT}))

    assert (giant["programme"], size["programme"]) == ("little_giant", "sme_size")
    assert (giant["RB300-SIZE"], size["RB02-LG"]) == ("", "")
    assert (giant["comparison"], size["comparison"]) == ("true", "false")
    assert giant["size_class"] == size["size_class"] == "small"


def test_csv_shows_the_interval_of_the_score(tmp_path: Path) -> None:
    """With nothing known the score lies between what is certain and what is possible."""
    [row] = written(tmp_path / "out.csv", entry(EnterpriseFacts("x"), INNOVATIVE), synthetic=True)

    assert (row["score_min"], row["score_max"]) == ("0", "100")
    assert row["synthetic"] == "true"


def test_csv_without_enterprises_has_its_heads(tmp_path: Path) -> None:
    """An empty answer is a file, not an error."""
    assert written(tmp_path / "out.csv") == []
    assert (tmp_path / "out.csv").read_text(encoding="utf-8-sig").startswith("id,name,programme")


def test_csv_reports_progress(tmp_path: Path) -> None:
    """A long file shows how far it is."""
    seen: list[int] = []
    entries = [entry(firm("a")), entry(firm("b"))]
    count = write_csv(
        tmp_path / "out.csv",
        entries,
        as_of=DAY,
        comparison=False,
        synthetic=False,
        progress=seen.append,
    )

    assert (count, seen) == (2, [1, 2])


def test_a_file_that_fails_half_way_leaves_the_old_one(tmp_path: Path) -> None:
    """Whoever waits for the file never sees half of it."""
    path = tmp_path / "out.csv"
    path.write_text("old", encoding="utf-8")

    def broken() -> Iterator[Entry]:
        yield entry(firm())
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_csv(path, broken(), as_of=DAY, comparison=False, synthetic=False)

    assert [p.name for p in tmp_path.iterdir()] == ["out.csv"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_missing_is_said_in_both_languages(tmp_path: Path) -> None:
    """The message names the file and what to do."""
    with pytest.raises(LittleGiantsError) as caught:
        write_json_lines(tmp_path / "none" / "out.jsonl", [])

    assert caught.value.code == "workbook.not_written"
    assert "out.jsonl" in caught.value.text.zh
    assert "close it there" in caught.value.text.en


def test_json_lines_hold_one_object_a_line(tmp_path: Path) -> None:
    """Chinese stays readable, line breaks are escaped, half a character is still JSON."""
    path = tmp_path / "out.jsonl"
    given: list[dict[str, object]] = [{"name": "某公司\n"}, {"name": "坏\ud800名", "n": 1.5}]

    assert write_json_lines(path, given) == 2
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == given
    assert "某公司" in lines[0]


def reasons(
    facts: EnterpriseFacts, edition: str | Rulebook = LITTLE_GIANT, language: Language = "zh"
) -> dict[str, Reason]:
    """The reasons of one enterprise by clause."""
    book = rulebook(edition) if isinstance(edition, str) else edition
    reader = ReasonReader(catalog().vocabulary, language)
    return {r.clause.id: r for r in reader.reasons(facts, interpret(book, facts))}


def test_a_reason_shows_value_line_and_gap() -> None:
    """What is measured, the own value, the line and the way to it, with units."""
    found = reasons(firm(revenue_y1=4500 * WAN_YUAN))["RB02-LG-2a"]

    assert found.measured == "营业收入总额（上年度）"
    assert (found.own, found.requirement, found.gap) == ("4,500万元", "不低于5,000万元", "500万元")
    assert (found.part, found.bears) == ("须符合", True)


def test_a_reason_is_complete_in_english() -> None:
    """The same in the other language."""
    found = reasons(firm(revenue_y1=4500 * WAN_YUAN), language="en")["RB02-LG-2a"]

    assert found.own == "CNY 45 million"
    assert found.requirement == "at least CNY 50 million"
    assert (found.gap, found.part) == ("CNY 5 million", "must be met")


def test_a_gap_of_a_ratio_is_in_percentage_points() -> None:
    """5% more of a ratio and five percentage points are two things."""
    found = reasons(firm(total_liabilities_y1=8000 * WAN_YUAN))["RB02-LG-2d"]

    assert (found.own, found.requirement, found.gap) == ("80%", "不超过75%", "5个百分点")


def test_a_negative_value_does_not_start_like_a_formula() -> None:
    """Shrinking revenue shows a real minus sign."""
    found = reasons(firm(revenue_y1=5000 * WAN_YUAN, revenue_y3=20000 * WAN_YUAN))["RB02-LG-2c"]

    assert found.own == "−50%"


def test_only_what_fails_is_listed_and_numbered() -> None:
    """A clause of several lines shows those that are not reached."""
    found = reasons(firm(rd_expense_y1=100 * WAN_YUAN, rd_expense_y2=600 * WAN_YUAN))["RB02-LG-3"]

    assert found.measured.splitlines() == [
        "① 研发费用总额（近2年合计）",
        "② 研发费用总额占营业收入总额比重（上年度）",
    ]
    assert found.own.splitlines()[0] == "① 700万元"
    assert found.gap.splitlines()[0] == "① 500万元"


def test_alternatives_within_a_clause_say_that_one_is_enough() -> None:
    """Share or rank: either would do."""
    found = reasons(firm(market_share=Fraction(5, 100), market_rank_domestic=5))["RB02-LG-5"]

    assert found.requirement.splitlines() == ["① 不低于10%", "② 不超过第3名", "（任一即可）"]
    assert found.gap.splitlines() == ["① 5个百分点", "② 2"]


def test_a_bar_shows_the_fact_and_what_is_wanted() -> None:
    """A veto is met when the fact is no."""
    found = reasons(firm(prohibited_products=True))["RB02-G3"]

    assert (found.own, found.requirement, found.gap) == ("是", "否", "")


def test_an_unknown_clause_lists_the_facts_to_supply() -> None:
    """Unknown comes with what would decide it and the papers for it."""
    found = reasons(firm(niche_years=None))["RB02-LG-1b"]

    assert found.verdict is Verdict.UNKNOWN
    assert (found.own, found.requirement, found.gap) == ("未知", "不低于3年", "")
    assert found.wanted == "从事特定细分市场年限"


def test_a_range_across_the_line_tells_the_most_that_may_be_missing() -> None:
    """A value between 4,000 and 6,000 may be 1,000 short."""
    found = reasons(firm(revenue_y1=Range(4000 * WAN_YUAN, 6000 * WAN_YUAN)))["RB02-LG-2a"]

    assert (found.own, found.gap) == ("4,000万元～6,000万元", "最多差1,000万元")


def test_a_judgement_carries_its_question() -> None:
    """A named person is asked, in words."""
    found = reasons(firm())["RB02-LG-6"]

    assert found.verdict is Verdict.MANUAL_REVIEW
    assert found.wanted.startswith("由具名人员判断：主导产品")


def test_a_negative_judgement_is_shown_as_such() -> None:
    """A person said no; that is the reason."""
    found = reasons(firm(judgements={"RB02-LG-6": False}))["RB02-LG-6"]

    assert found.verdict is Verdict.UNMET
    assert (found.own, found.wanted) == ("经人工判断不符合", "")


def test_points_show_interval_line_and_what_may_be_missing() -> None:
    """With nothing known up to 55 of 60 points are missing, in the worst case."""
    found = reasons(EnterpriseFacts("x"), INNOVATIVE)["RB63-INN-SCORE-TOTAL"]

    assert (found.own, found.requirement, found.gap) == ("0分～100分", "不低于60分", "最多差60分")
    assert "研发费用总额（上年度）" in found.wanted


def test_a_group_counts_its_clauses() -> None:
    """Of five ways none is met, and one is enough."""
    found = reasons(EnterpriseFacts("x"), INNOVATIVE)["RB63-INN-PASS"]

    assert (found.own, found.requirement) == ("符合 0 项，共 5 项", "任一符合")
    assert found.measured.startswith("RB63-INN-SCORE、RB63-INN-D1")


def test_an_alternative_is_no_failure_once_another_is_met() -> None:
    """A firm with one award need not have the others."""
    facts = EnterpriseFacts("x", values={"science_award_in_3y": True, "hnte_valid": False})
    found = reasons(facts, INNOVATIVE)

    assert "RB63-INN-D1" not in found
    assert found["RB63-INN-D3"].part == "不影响：RB63-INN-PASS 符合"
    assert not found["RB63-INN-D3"].bears


def test_an_open_alternative_names_the_clause_it_may_meet() -> None:
    """While nothing is met yet, every way still counts."""
    found = reasons(EnterpriseFacts("x"), INNOVATIVE)["RB63-INN-D1"]

    assert (found.part, found.bears) == ("RB63-INN-PASS 之一，任一即可", True)


def test_a_missing_industry_is_one_reason_not_sixteen() -> None:
    """Without the industry no size clause can be looked at; that is said once."""
    found = reasons(firm(employees_y1=200), SIZE)

    assert list(found) == ["RB300-SIZE"]
    assert found["RB300-SIZE"].wanted == "划型行业"


def test_met_and_inapplicable_clauses_have_no_reason() -> None:
    """The sheet is about what is missing."""
    facts = firm(niche_years=1, market_rank_domestic=None)
    result = interpret(rulebook(LITTLE_GIANT), facts)
    listed = {
        clause
        for clause, found in result.clauses.items()
        if found.verdict in (Verdict.UNMET, Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
    }

    assert set(reasons(facts)) == listed - {"RB02-LG"}


def one_test(expression: TruthExpr) -> Rulebook:
    """A rulebook with one clause."""
    base = rulebook(LITTLE_GIANT)
    text = Text("条", "clause")
    clause = Criterion("X-1", text, ClauseTest(expression, ""), text, "H3")
    return replace(base, root=replace(base.root, body=AllOf((clause,))))


REVENUE = Compare(
    Operator.AT_LEAST,
    Given(Slot("revenue", Form.YEAR, 1), Dimension.MONEY),
    Number(Fraction(5000 * WAN_YUAN), Dimension.MONEY),
)
BRAND = Given(Slot("own_brand"), Dimension.BOOLEAN)


def test_a_bar_on_a_number_turns_the_line_round() -> None:
    """Not 'at least' is 'less than'."""
    found = reasons(firm(), one_test(Not(REVENUE)))["X-1"]

    assert (found.own, found.requirement, found.gap) == ("6,000万元", "低于5,000万元", "")


@pytest.mark.parametrize(
    ("expression", "requirement"),
    [
        (And((REVENUE, BRAND)), ["① 不低于5,000万元", "② 是"]),
        (Not(And((REVENUE, BRAND))), ["① 低于5,000万元", "② 否", "（任一即可）"]),
    ],
)
def test_a_bar_turns_all_into_any(expression: TruthExpr, requirement: Sequence[str]) -> None:
    """Not both is: one of them not."""
    revenue = 6000 if isinstance(expression, Not) else 4000
    facts = firm(revenue_y1=revenue * WAN_YUAN, own_brand=isinstance(expression, Not))

    assert reasons(facts, one_test(expression))["X-1"].requirement.splitlines() == requirement


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, "未知"),
        ({"size_industry": "industry", "employees_y1": 200}, "小型"),
        ({"size_industry": "industry", "employees_y1": 10, "revenue_y1": None}, "微型"),
        ({"size_industry": "industry", "employees_y1": 500, "revenue_y1": None}, "中型/小型/微型"),
    ],
)
def test_size_words_tell_what_is_still_possible(values: dict[str, object], words: str) -> None:
    """One class, several, or nothing ruled out."""
    facts = firm(**values)  # type: ignore[arg-type]  # the cases mix kinds of values

    assert size_words([interpret(rulebook(SIZE), facts)], "zh") == words
