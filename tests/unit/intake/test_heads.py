"""What heads ask for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from littlegiants.intake.heads import HeadReader, Role, key
from littlegiants.vocabulary.facts import Vocabulary
from tests.unit.intake.builders import AS_OF, VOCABULARY

READER = HeadReader(VOCABULARY, AS_OF)


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        ("revenue_y1", "revenue_y1"),
        ("REVENUE_Y1", "revenue_y1"),
        ("revenue", "revenue_y1"),
        ("development_score", "development_score_y0"),
        ("revenue_2025", "revenue_y1"),
        ("revenue_2023", "revenue_y3"),
        ("rd_expense_sum_2y", "rd_expense_sum_2y"),
        ("equity_paid_in_total_3y", "equity_paid_in_total_3y"),
        ("science_award_in_3y", "science_award_in_3y"),
        ("hnte_valid", "hnte_valid"),
        ("营业收入", "revenue_y1"),
        ("营业收入总额", "revenue_y1"),
        ("营 业 收 入", "revenue_y1"),
        ("1．营业收入", "revenue_y1"),
        ("其中：主营业务收入*", "main_revenue_y1"),
        ("2025年营业收入", "revenue_y1"),
        ("2025年度营业收入总额（万元）", "revenue_y1"),
        ("营业收入（2025年）", "revenue_y1"),
        ("２０２４年营业收入", "revenue_y2"),
        ("上年度营业收入总额", "revenue_y1"),
        ("上年末资产负债率", "debt_ratio_y1"),
        ("前年营业收入", "revenue_y2"),
        ("Y-2年营业收入", "revenue_y2"),
        ("本年度营业收入", "revenue_y0"),
        ("当年职工总数", "employees_y1"),
        ("营业收入增长率", "revenue_growth"),
        ("2025年营业收入同比增长率（%）", "revenue_growth"),
        ("2025年营业收入较上年增长率", "revenue_growth"),
        ("近两年主营业务收入平均增长率", "main_revenue_mean_growth_2y"),
        ("近两年营业收入复合增长率", "revenue_compound_growth_2y"),
        ("近两年研发费用合计", "rd_expense_sum_2y"),
        ("2024-2025年研发费用合计", "rd_expense_sum_2y"),
        ("研发费用合计", "rd_expense_y1"),
        ("近三年研发费用总额均值", "rd_expense_mean_3y"),
        ("研发费用占比(%)", "rd_ratio_y1"),
        ("2025年研发费用占营业收入比例", "rd_ratio_y1"),
        ("近两年新增股权融资（万元）", "equity_paid_in_total_2y"),
        ("近两年新增股权融资总额（实缴额）", "equity_paid_in_total_2y"),
        ("近三年是否获得国家级或省级科技奖励", "science_award_in_3y science_award_past_3y"),
        ("2023-2025年科技奖励", "science_award_in_3y"),
        ("过去三年重大事故及违法行为", "serious_violation_past_3y"),
        ("2024年以来科技奖励", "science_award_since_y2"),
        ("是否高新技术企业", "hnte_valid"),
        ("从事特定细分市场年限（年）", "niche_years"),
        ("I类知识产权", "class1_ip_count"),
        ("2025年市场占有率", "market_share"),
    ],
)
def test_known_heads(head: str, columns: str) -> None:
    """Codes, calendar years and official words lead to the same columns."""
    assert " ".join(slot.column for slot in READER.read(head).slots) == columns


@pytest.mark.parametrize(
    ("head", "reason"),
    [
        ("从没听说过的指标", "column.unknown"),
        ("2019年营业收入", "column.no_slot"),
        ("近两年研发费用", "column.no_slot"),
        ("2024年营业收入增长率", "column.no_slot"),
        ("2022-2024年研发费用合计", "column.no_slot"),
        ("2024年科技奖励", "column.no_slot"),
        ("2020年市场占有率", "column.no_slot"),
        ("新增股权融资", "column.window_missing"),
        ("equity_paid_in", "column.window_missing"),
        ("上年度营业收入（2024年）", "column.times_contradict"),
        ("近两年营业收入年均增长率", "column.growth_unclear"),
        ("近三年未发生重大事故及违法行为", "column.negative"),
        ("营业收入（万美元）", "column.unit_unknown"),
        ("营业收入（人）", "column.unit_mismatch"),
        ("高新技术企业（个）", "column.unit_mismatch"),
    ],
)
def test_heads_that_are_not_used(head: str, reason: str) -> None:
    """A head that cannot be used says why."""
    read = READER.read(head)
    assert (read.role, read.reason) == (Role.UNKNOWN, reason)


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("统一社会信用代码", Role.ID),
        ("统一社会信用代码（18位）", Role.ID),
        ("USCC", Role.ID),
        ("证券代码", Role.ID),
        ("企业名称*", Role.NAME),
        ("name", Role.NAME),
        ("序号", Role.IGNORED),
        ("备注", Role.IGNORED),
        ("年度", Role.YEAR),
        ("人工判断：RB02-LG-6", Role.JUDGEMENT),
    ],
)
def test_roles(head: str, role: Role) -> None:
    """Identity, judgements and what is ignored by name are known too."""
    assert READER.read(head).role is role


def test_clause_of_a_judgement() -> None:
    """A judgement column keeps the id of its clause as written."""
    assert READER.read("judgement:RB02-LG-6").clause == "RB02-LG-6"


def test_words_set_aside() -> None:
    """Brackets that are not understood are set aside and told."""
    assert READER.read("营业收入（合并报表）").set_aside == "(合并报表)"


def test_the_better_identifier() -> None:
    """The credit code goes before a stock code."""
    assert READER.read("统一社会信用代码").rank < READER.read("证券代码").rank


def test_group_without_time_is_dropped() -> None:
    """A group such as 财务指标 above a head is set aside."""
    assert READER.read_levels(("财务指标", "2025年", "营业收入")).slots[0].column == "revenue_y1"


def test_unit_of_a_dropped_group() -> None:
    """The unit of a group holds for the heads below it."""
    assert READER.read_levels(("财务指标（万元）", "2025年营业收入")).unit_word == "万元"


def test_unit_of_a_group_that_does_not_fit() -> None:
    """The unit of a group is not forced upon heads that count something else."""
    head = READER.read_levels(("主要指标（万元）", "2025年职工总数"))
    assert (head.role, head.unit_word) == (Role.FACT, "")


def test_group_with_time_is_never_dropped() -> None:
    """A group with a year that cannot be used makes its heads unknown, not last year's."""
    assert READER.read_levels(("2018年", "营业收入")).role is Role.UNKNOWN


def test_year_is_assumed() -> None:
    """Official words without a year are known to be an assumption, codes are not."""
    assert READER.read("营业收入").is_year_assumed
    assert not READER.read("revenue").is_year_assumed
    assert not READER.read("上年度营业收入").is_year_assumed


def test_nearest() -> None:
    """A slip of the pen leads to the fact that was meant."""
    assert READER.nearest("2025年营业收人（万元）") == "营业收入总额 (revenue)"


def test_ambiguous_head() -> None:
    """Words that two facts share are not guessed."""
    sales = replace(VOCABULARY.facts["revenue"], name="sales")
    reader = HeadReader(Vocabulary({**VOCABULARY.facts, "sales": sales}, ()), AS_OF)
    assert reader.read("2025年营业收入").reason == "column.ambiguous"


def test_key() -> None:
    """Heads are compared without spaces, quotes and width."""
    assert key(" “创客中国”　５０强 ") == key("创客中国50强")
