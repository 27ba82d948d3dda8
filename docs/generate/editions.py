"""The page of editions: every rulebook with its document, its periods and the statement of every clause."""

from __future__ import annotations

from collections.abc import Iterator

from docs.generate.markdown import code, codes, made_by, pick, table
from littlegiants.rulebooks.diff import Change, ClauseChange, diff_rulebooks
from littlegiants.rulebooks.editions import Catalog, Edition
from littlegiants.rulebooks.model import (
    Action,
    AllOf,
    AnyOf,
    AtLeast,
    Criterion,
    Judgement,
    PointsLine,
    Rulebook,
    Test,
)
from littlegiants.vocabulary.language import Language, load_yaml, say

_CONFIDENCES = (
    (
        "`H`",
        "三个以上独立来源一致，或两个一致且其中一个是官方转载",
        "three or more independent sources agree, or two of which one is an official reprint",
    ),
    (
        "`M`",
        "两个来源一致，或一个注明条款号的细致来源",
        "two sources agree, or one careful source that quotes article numbers",
    ),
    ("`L`", "一个较弱的来源", "one weak source"),
    (
        "`UNCONFIRMED`",
        "没有来源写明；照此编入，处处标明",
        "stated by no source; encoded as such and shown as such",
    ),
    ("`CONFLICT`", "来源不一致；两说均写入说明", "sources differ; the note has both"),
)


def editions_page(language: Language, catalog: Catalog) -> str:
    """Return the page."""
    return "\n".join(_lines(language, catalog)).rstrip() + "\n"


def _lines(language: Language, catalog: Catalog) -> Iterator[str]:
    editions = [e for name in catalog.programmes() for e in catalog.editions(name)]
    yield made_by(language)
    yield ""
    yield pick(language, "# 版本", "# Editions")
    yield ""
    yield pick(
        language,
        f"随程序提供 {len(editions)} 个版本。每个版本是一个公开文本，编入方法和来源见其文件夹中的 `SOURCE.md`；"
        "某日适用哪一版，由项目、申报类型和日期决定（`littlegiants rules list`）。",
        f"{len(editions)} editions come with the program. Each is one published text; how it was read and from where "
        "is told by `SOURCE.md` in its folder. Programme, action and date decide which one governs "
        "(`littlegiants rules list`).",
    )
    yield ""
    yield from _confidence(language)
    yield from _overview(language, editions)
    for edition in editions:
        yield from _edition(edition, catalog, language)


def _confidence(language: Language) -> Iterator[str]:
    yield pick(language, "## 可信度", "## Confidence")
    yield ""
    yield pick(
        language,
        "可信度说明编入的文字与公布文本相符的把握，数字为写明该事项的来源数（来源可能互相转抄，是上限）。"
        "它不改变结论，但随每个结论显示。没有一条直接读自官方 PDF；各版 `SOURCE.md` 列出所用来源和应核对的页面。",
        "Confidence says how surely the encoded text is the published one; the digit counts the sources that "
        "state the fact (an upper bound, since sources copy one another). It never changes a verdict, and is shown "
        "with each. No clause was read from an official PDF; each `SOURCE.md` names its sources and the pages to "
        "compare.",
    )
    yield ""
    heads = (pick(language, "级别", "grade"), pick(language, "含义", "meaning"))
    yield from table(heads, [(grade, pick(language, zh, en)) for grade, zh, en in _CONFIDENCES])


def _overview(language: Language, editions: list[Edition]) -> Iterator[str]:
    yield pick(language, "## 总表", "## All editions")
    yield ""
    heads = [
        pick(language, zh, en)
        for zh, en in (
            ("版本", "edition"),
            ("名称", "title"),
            ("文号", "document"),
            ("项目", "programme"),
        )
    ]
    rows = [
        (
            f"[`{e.id}`](#{e.id.replace('/', '')})",
            e.header.title.in_(language),
            e.header.document.number,
            code(e.header.programme),
        )
        for e in editions
    ]
    yield from table(heads, rows)


def _edition(edition: Edition, catalog: Catalog, language: Language) -> Iterator[str]:
    header, document = edition.header, edition.header.document
    rulebooks = [catalog.rulebook(edition.id, action) for action in catalog.actions(edition.id)]
    yield f"## {edition.id}"
    yield ""
    yield f"**{header.title.in_(language)}**"
    yield ""
    issuer = document.issuer.in_(language)
    grade = pick(
        language, f"，文件等级 {document.grade}", f", grade of the document {document.grade}"
    )
    yield f"{document.number} — {issuer}, {document.issued}{grade if document.grade else ''}"
    yield ""
    asked = {slot.fact for rulebook in rulebooks for slot in rulebook.asked_slots()}
    unconfirmed = {c.id for rulebook in rulebooks for c in rulebook.clauses if c.is_unconfirmed}
    yield pick(
        language,
        f"条款 {_counts(rulebooks, language)}，其中未证实或有冲突 {len(unconfirmed)} 条；用例 {_cases(edition)} 个；"
        f"需要指标 {len(asked)} 项。",
        f"Clauses: {_counts(rulebooks, language)}, of them {len(unconfirmed)} unconfirmed or in conflict; "
        f"cases: {_cases(edition)}; facts asked for: {len(asked)}.",
    )
    yield ""
    yield from _periods(edition, language)
    if edition.is_amendment:
        yield from _amendment(rulebooks, catalog, language)
    else:
        yield from _clauses(rulebooks, language)
    yield from _indicators(rulebooks, language)


def _cases(edition: Edition) -> int:
    files = [f for f in edition.folder.joinpath("cases").iterdir() if f.name.endswith(".yaml")]
    return sum(len(load_yaml(file.read_text(encoding="utf-8"))["cases"]) for file in files)


def _counts(rulebooks: list[Rulebook], language: Language) -> str:
    return ", ".join(
        f"{say(language, f'action.{book.action.value}')} {len(book.clauses)}" for book in rulebooks
    )


def _periods(edition: Edition, language: Language) -> Iterator[str]:
    heads = [
        pick(language, zh, en)
        for zh, en in (
            ("申报类型", "action"),
            ("适用期", "in force"),
            ("可信度", "confidence"),
            ("出处", "source"),
            ("说明", "note"),
        )
    ]
    rows = [
        (
            f"{say(language, f'action.{p.action.value}')} (`{p.action.value}`)",
            f"{p.starts.isoformat()} – {p.ends.isoformat() if p.ends else ''}",
            p.confidence,
            p.cite.in_(language),
            p.note.in_(language) if p.note else "",
        )
        for p in edition.header.in_force
    ]
    yield from table(heads, rows)


def _clause_heads(language: Language) -> list[str]:
    return [
        pick(language, zh, en)
        for zh, en in (
            ("条款", "clause"),
            ("名称", "title"),
            ("检验", "what it tests"),
            ("可信度", "confidence"),
            ("判定方式", "mode"),
            ("申报类型", "action"),
        )
    ]


def _clauses(rulebooks: list[Rulebook], language: Language) -> Iterator[str]:
    actions: dict[str, list[Action]] = {}
    clauses: dict[str, Criterion] = {}
    for book in rulebooks:
        for clause in book.clauses:
            clauses.setdefault(clause.id, clause)
            if clause.outside is None:
                clauses[clause.id] = clause
                actions.setdefault(clause.id, []).append(book.action)
    rows = []
    for clause in clauses.values():
        tested = actions.get(clause.id, [])
        whole = len(tested) == len(rulebooks)
        rows.append(_clause_row(clause, "" if whole else _words(tested, language), language))
    yield from table(_clause_heads(language), rows)


def _words(actions: list[Action], language: Language) -> str:
    return ", ".join(say(language, f"action.{action.value}") for action in actions)


def _clause_row(clause: Criterion, actions: str, language: Language) -> tuple[str, ...]:
    return (
        code(clause.id),
        clause.title.in_(language),
        statement(clause, language),
        clause.confidence,
        code(clause.mode.value),
        actions,
    )


def statement(clause: Criterion, language: Language) -> str:
    """Return what a clause tests, groups and judgements in words."""
    inner = len(clause.children) - len(clause.exemptions)
    own = codes(child.id for child in clause.children[:inner])
    exempt = codes(child.id for child in clause.exemptions)
    match clause.body:
        case Test(_, source, veto):
            text = code(f"NOT ({source})" if veto else source)
        case Judgement(question):
            text = pick(language, "人工判断：", "judged by a person: ") + question.in_(language)
        case PointsLine(table_, group, line):
            text = code(f"{group or table_} {line.operator} {float(line.value):g}")
        case AllOf():
            text = pick(language, "全部：", "all of ") + own
        case AnyOf():
            text = pick(language, "任一：", "any of ") + own
        case AtLeast(count):
            text = pick(language, f"至少 {count} 项：", f"at least {count} of ") + own
        case body:
            raise AssertionError(body)
    if exempt:
        text += pick(language, f"；或豁免 {exempt}", f"; or exempt by {exempt}")
    return text


def _amendment(rulebooks: list[Rulebook], catalog: Catalog, language: Language) -> Iterator[str]:
    for book in rulebooks:
        base = catalog.rulebook(book.editions[0], book.action)
        yield pick(
            language,
            f"{say(language, f'action.{book.action.value}')}：在 `{base.edition}` 上调整如下，其余照原文。",
            f"{say(language, f'action.{book.action.value}').capitalize()}: changes `{base.edition}` as follows; "
            "all else stays as it is there.",
        )
        yield ""
        changes = [
            c for c in diff_rulebooks(base, book) if c.after is not None and not _only_grown(c)
        ]
        if not changes:
            yield pick(language, "没有条款变动。", "No clause changes.")
            yield ""
            continue
        heads = [pick(language, "变动", "change"), *_clause_heads(language)[:-1]]
        rows = [_change_row(change, language) for change in changes]
        yield from table(heads, rows)


def _only_grown(change: ClauseChange) -> bool:
    """A group that merely lists one child more says nothing new."""
    return change.change is Change.CHANGED and change.after is not None and change.after.is_group


def _change_row(change: ClauseChange, language: Language) -> tuple[str, ...]:
    assert change.after is not None
    word = say(language, f"diff.{change.change.value}")
    row = list(_clause_row(change.after, "", language)[:-1])
    if change.after.outside is not None and "outside" in change.what:
        word = pick(language, "免除", "waived")
        row[2] = change.after.outside.in_(language)
    return (word, *row)


def _indicators(rulebooks: list[Rulebook], language: Language) -> Iterator[str]:
    seen: set[str] = set()
    rows: list[tuple[str, ...]] = []
    for book in rulebooks:
        for scored in book.scores:
            if scored.id in seen or len(book.editions) > 1:
                continue
            seen.add(scored.id)
            for group in scored.groups:
                for indicator in group.indicators:
                    rows.append(
                        (
                            code(indicator.id),
                            indicator.title.in_(language),
                            code(group.id),
                            f"{float(indicator.most):g}",
                        )
                    )
    if rows:
        heads = [
            pick(language, zh, en)
            for zh, en in (
                ("指标项", "indicator"),
                ("名称", "title"),
                ("分组", "group"),
                ("最高分", "most points"),
            )
        ]
        yield from table(heads, rows)
