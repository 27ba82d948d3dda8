"""The page of facts: what may be told of an enterprise, and how."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from docs.generate.markdown import code, codes, made_by, pick, table
from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.expressions import slots_of
from littlegiants.rulebooks.model import Rulebook, Test, expressions_of_scoring
from littlegiants.vocabulary.facts import Fact, Kind
from littlegiants.vocabulary.format import JSON_UNITS
from littlegiants.vocabulary.language import Language, Text
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import ANNUAL_FORMS, EVENT_FORMS, YEARS_BACK_MAX, Form, Slot

YEAR = 2026
"""The application year of the examples; last year is the one before."""

KINDS = {
    Kind.ANNUAL: Text("年度", "annual"),
    Kind.STANDING: Text("时点", "standing"),
    Kind.EVENT: Text("事件", "event"),
}
_NUMBERS: dict[Dimension, Any] = {
    Dimension.MONEY: 12_000_000,
    Dimension.RATIO: 0.05,
    Dimension.PERSONS: 120,
    Dimension.ITEMS: 4,
    Dimension.YEARS: 5,
    Dimension.DAYS: 30,
    Dimension.POINTS: 10,
    Dimension.RANK: 3,
    Dimension.LEVEL: 2,
    Dimension.NUMBER: 1,
    Dimension.BOOLEAN: True,
}
_CODES = {"industry_code": "C3569"}
"""Examples of categories whose values are codes of a standard, too many to list."""
Uses = Mapping[str, list[str]]


def facts_page(language: Language, catalog: Catalog) -> str:
    """Return the page."""
    return "\n".join(_lines(language, catalog)).rstrip() + "\n"


def _lines(language: Language, catalog: Catalog) -> Iterator[str]:
    facts = list(catalog.vocabulary.facts.values())
    yield made_by(language)
    yield ""
    yield pick(language, "# 指标", "# Facts")
    yield ""
    yield from _introduction(language, len(facts))
    yield from _columns(language)
    yield from _units(language)
    yield from _overview(language, facts)
    clauses, read = _uses(catalog)
    yield pick(language, "## 逐项说明", "## One by one")
    yield ""
    for fact in facts:
        yield from _fact(fact, language, clauses, read)


def _introduction(language: Language, count: int) -> Iterator[str]:
    yield pick(
        language,
        f"词汇表共 {count} 项指标，各版标准和输入文件共用。`littlegiants facts list` 列出全部，"
        "`littlegiants facts show NAME` 显示一项。没有给出的指标为未知：不是零，也不是“否”。",
        f"The vocabulary has {count} facts, shared by all rulebooks and by files. `littlegiants facts list` "
        "lists them, `littlegiants facts show NAME` shows one. A fact that is not given is unknown: "
        "neither zero nor no.",
    )
    yield ""
    yield pick(
        language,
        "怎样写进 JSON 见[机器可读的输入输出](../../how-to/zh/machine-readable.md)，"
        "怎样用于规则见[规则语言](rulebook-language.md)。",
        "How they are written in JSON is told in [machine-readable](../../how-to/en/machine-readable.md), "
        "how rules use them in [the rulebook language](rulebook-language.md).",
    )
    yield ""


def _columns(language: Language) -> Iterator[str]:
    yield pick(language, "## 列名与时间", "## Columns and time")
    yield ""
    yield pick(
        language,
        "Y 是基准日所在年份，上年度是 Y−1。列名在 csv、xlsx、Parquet、JSON 和用例中通用。"
        "合计、均值、增长和窗口可由分项算出，也可直接填报；分项已知时以分项为准。",
        "Y is the year of the as-of date, last year is Y−1. A column has the same name in csv, xlsx, "
        "Parquet, JSON and cases. Sums, means, growth and windows are computed from their parts or given "
        "as such; the parts win where they are known.",
    )
    yield ""
    years = f"k = 0…{YEARS_BACK_MAX}"
    window = f"n = 1…{YEARS_BACK_MAX}"
    rows = (
        (Kind.STANDING, "`f`", "基准日的值", "value on the as-of date"),
        (Kind.ANNUAL, "`f_y<k>`", f"Y−k 年的值，{years}", f"value of Y−k, {years}"),
        (
            Kind.ANNUAL,
            "`f_<year>`",
            "公历年份的值，仅用于输入文件",
            "value of a calendar year, in input files only",
        ),
        (Kind.ANNUAL, "`f_sum_<n>y`", f"近 n 年合计，{window}", f"sum of Y−1 … Y−n, {window}"),
        (Kind.ANNUAL, "`f_mean_<n>y`", "近 n 年均值", "their mean"),
        (Kind.ANNUAL, "`f_growth`", "上年度比前年度增长率", "growth of Y−1 on Y−2"),
        (
            Kind.ANNUAL,
            "`f_mean_growth_<n>y`",
            "近 n 年增长率的算术平均",
            "mean of the last n yearly growths",
        ),
        (
            Kind.ANNUAL,
            "`f_compound_growth_<n>y`",
            "Y−1 对 Y−1−n 的复合增长率",
            "compound growth of Y−1 on Y−1−n",
        ),
        (
            Kind.EVENT,
            "`f_total_<n>y`",
            "Y−n 至 Y−1 年的金额合计（仅金额）",
            "total of the calendar years Y−n … Y−1 (money only)",
        ),
        (
            Kind.EVENT,
            "`f_in_<n>y`",
            "Y−n 至 Y−1 年内发生过",
            "happened in the calendar years Y−n … Y−1",
        ),
        (
            Kind.EVENT,
            "`f_past_<n>y`",
            "基准日前 n 年内发生过",
            "happened within n years before the as-of date",
        ),
        (
            Kind.EVENT,
            "`f_since_y<n>`",
            f"Y−n 年 1 月 1 日以来发生过，n = 0…{YEARS_BACK_MAX}",
            f"happened since 1 January of Y−n, n = 0…{YEARS_BACK_MAX}",
        ),
    )
    heads = [
        pick(language, zh, en)
        for zh, en in (
            ("类型", "kind"),
            ("列名（f 为指标名）", "column (f is the fact)"),
            ("含义", "meaning"),
        )
    ]
    yield from table(
        heads,
        [(KINDS[k].in_(language), column, pick(language, zh, en)) for k, column, zh, en in rows],
    )


def _units(language: Language) -> Iterator[str]:
    yield pick(language, "## 量纲与单位", "## Dimensions and units")
    yield ""
    rows = []
    for dimension in Dimension:
        json_unit = JSON_UNITS.get(dimension, _plain_unit(dimension, language))
        parquet = {
            Dimension.MONEY: pick(language, "整数分（int64）", "whole fen (int64)"),
            Dimension.BOOLEAN: "boolean",
            Dimension.CATEGORY: pick(language, "文本", "text"),
        }.get(dimension, pick(language, "同 JSON", "as in JSON"))
        rows.append((code(dimension.value), dimension.text.in_(language), json_unit, parquet))
    heads = [
        pick(language, zh, en)
        for zh, en in (
            ("量纲", "dimension"),
            ("含义", "meaning"),
            ("JSON 中的数", "a number in JSON"),
            ("Parquet", "Parquet"),
        )
    ]
    yield from table(heads, rows)
    yield pick(
        language,
        'JSON 中也可写带单位的文本：`"5000万元"`、`"3%"`；范围写作 `{"min": 500, "max": 2000, "unit": "万元"}`。',
        'JSON may also carry text with a unit, `"5000万元"`, `"3%"`, and ranges, '
        '`{"min": 500, "max": 2000, "unit": "万元"}`.',
    )
    yield ""


def _plain_unit(dimension: Dimension, language: Language) -> str:
    if dimension is Dimension.BOOLEAN:
        return "true, false"
    if dimension is Dimension.CATEGORY:
        return pick(language, "所列取值或代码之一", "one of the values or codes")
    return pick(language, "数本身", "the number itself")


def _overview(language: Language, facts: list[Fact]) -> Iterator[str]:
    yield pick(language, "## 总表", "## All facts")
    yield ""
    heads = [
        pick(language, zh, en)
        for zh, en in (
            ("指标名", "name"),
            ("指标", "title"),
            ("类型", "kind"),
            ("量纲", "dimension"),
        )
    ]
    rows = [
        (
            f"[`{fact.name}`](#{fact.name})",
            _both(fact.title, language),
            KINDS[fact.kind].in_(language),
            fact.dimension.value,
        )
        for fact in facts
    ]
    yield from table(heads, rows)


def _both(text: Text, language: Language) -> str:
    words = (text.zh, text.en) if language == "zh" else (text.en, text.zh)
    return " · ".join(dict.fromkeys(words))


def _uses(catalog: Catalog) -> tuple[Uses, Uses]:
    """By fact: the clauses and indicators that read it, and the columns that are read."""
    clauses: dict[str, dict[str, None]] = {}
    columns: dict[str, dict[str, None]] = {}
    for edition in catalog.editions():
        for action in catalog.actions(edition.id):
            for name, slot in _reads(catalog.rulebook(edition.id, action)):
                clauses.setdefault(slot.fact, {})[name] = None
                columns.setdefault(slot.fact, {})[slot.column] = None
    return {f: list(c) for f, c in clauses.items()}, {f: sorted(c) for f, c in columns.items()}


def _reads(rulebook: Rulebook) -> Iterator[tuple[str, Slot]]:
    for clause in rulebook.clauses:
        tests = [clause.body.expression] if isinstance(clause.body, Test) else []
        for test in (clause.applies, *tests):
            if test is not None:
                yield from ((clause.id, slot) for slot in sorted(slots_of(test)))
    for scored in rulebook.scores:
        for indicator in scored.indicators():
            for expression in expressions_of_scoring(indicator.scoring):
                yield from ((indicator.id, slot) for slot in sorted(slots_of(expression)))
        stated = [scored.stated, *(group.stated for group in scored.groups)]
        for value in stated:
            if value is not None:
                yield from ((scored.id, slot) for slot in sorted(slots_of(value)))
    for classes in rulebook.classes:
        yield classes.id, classes.by
        for row in classes.rows:
            for condition in row.conditions:
                yield from ((row.id, slot) for slot in sorted(slots_of(condition)))


def _fact(fact: Fact, language: Language, clauses: Uses, read: Uses) -> Iterator[str]:
    def item(zh: str, en: str, text: str) -> str:
        return f"- **{pick(language, zh, en)}** {text}"

    yield f"### {fact.name}"
    yield ""
    yield f"**{_both(fact.title, language)}**"
    yield ""
    unit = JSON_UNITS.get(fact.dimension, _plain_unit(fact.dimension, language))
    yield item(
        "类型、量纲：",
        "Kind, dimension:",
        f"{KINDS[fact.kind].in_(language)} (`{fact.kind.value}`), `{fact.dimension.value}`; JSON: {unit}",
    )
    yield item("定义：", "Definition:", fact.definition.in_(language))
    yield item("出处：", "Source:", f"{fact.cite.in_(language)} ({fact.confidence})")
    yield item("佐证：", "Evidence:", fact.evidence.in_(language))
    yield item("知情方：", "Known by:", codes(fact.known_by))
    if fact.heads:
        yield item("表头写法：", "Heads in files:", "、".join(fact.heads))
    if fact.derived:
        yield item("计算式：", "Computed as:", code(fact.derived))
    if fact.values:
        values = ", ".join(f"`{value}` {label.in_(language)}" for value, label in fact.values)
        yield item("取值：", "Values:", values)
    yield item("可用列名：", "Columns:", _all_columns(fact))
    used = read.get(fact.name)
    nobody = pick(language, "现有版本均未用到", "not used by a shipped edition")
    yield item("各版所用列：", "Read by the editions:", codes(used) if used else nobody)
    yield item(
        "涉及条款和指标项：", "In clauses and indicators:", codes(clauses.get(fact.name, ())) or "–"
    )
    yield item("示例：", "Example:", code(json.dumps(example(fact), ensure_ascii=False)))
    yield ""


def _all_columns(fact: Fact) -> str:
    if fact.kind is Kind.STANDING:
        return code(fact.name)
    forms = ANNUAL_FORMS if fact.kind is Kind.ANNUAL else EVENT_FORMS
    return ", ".join(_series(fact, form) for form in forms if fact.allows(form))


def _series(fact: Fact, form: Form) -> str:
    if form is Form.GROWTH:
        return code(Slot(fact.name, form).column)
    first = 0 if form in (Form.YEAR, Form.HAPPENED_SINCE) else 1
    ends = (Slot(fact.name, form, n).column for n in (first, YEARS_BACK_MAX))
    return " … ".join(code(end) for end in ends)


def example(fact: Fact) -> dict[str, Any]:
    """Return an object of JSON input that tells this fact, for the application year `YEAR`."""
    value = _value(fact)
    if fact.kind is Kind.ANNUAL:
        return {"facts": {fact.name: {str(YEAR - fact.default_back): value}}}
    if fact.kind is Kind.STANDING:
        return {"facts": {fact.name: value}}
    event: dict[str, Any] = {"fact": fact.name, "date": f"{YEAR - 2}-05-01"}
    if fact.dimension is Dimension.MONEY:
        event["amount"] = value
    return {"events": [event], "events_complete": [fact.name]}


def _value(fact: Fact) -> Any:
    if fact.dimension is Dimension.CATEGORY:
        return fact.values[0][0] if fact.values else _CODES[fact.name]
    value = _NUMBERS[fact.dimension]
    if fact.maximum is not None and value is not True:
        return min(value, int(fact.maximum) if fact.maximum >= 1 else fact.maximum)
    return value
