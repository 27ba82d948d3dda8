"""`littlegiants assess`: whole files, clause by clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console

from littlegiants.assessment.contract import rulebook_as_json
from littlegiants.assessment.many import Summary, assess_parquet, assess_table
from littlegiants.assessment.sheets import write_json_lines
from littlegiants.bootstrap import Site
from littlegiants.cli.answers import JsonAnswers, unanswered
from littlegiants.cli.known import Times
from littlegiants.cli.law import Chosen, LawRequest, choose
from littlegiants.cli.register_facts import REGISTER, is_small, register_columns
from littlegiants.cli.screen import console, print_findings, print_json, progress, table
from littlegiants.cli.source import (
    STANDARD_INPUT,
    is_json_lines,
    is_parquet,
    parquet_rows,
    read_lines,
    receive,
)
from littlegiants.intake.findings import FindingList
from littlegiants.intake.json_lines import LineReader, parse_terms
from littlegiants.intake.model import Delivery
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.verdict import Verdict

OUTPUT_KINDS = (".xlsx", ".csv", ".parquet", ".jsonl")
_LINES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class AssessRequest:
    """What was asked for on the command line."""

    path: str
    law: LawRequest
    out: tuple[Path, ...]
    json: bool
    gaps: bool
    near: int
    encoding: str
    known_on: date | None = None

    @property
    def times(self) -> Times:
        """The two times, if the register is asked."""
        return Times(self.law.day, self.known_on)


def run_assess(site: Site, wanted: AssessRequest) -> int:
    """Assess a file or the register; print a summary or JSON lines, and write the files asked for."""
    chosen = choose(site.catalog, wanted.law)
    if wanted.path == REGISTER and not is_small(site, wanted.times):
        with register_columns(site, wanted.times) as path:
            return run_assess(site, replace(wanted, path=str(path)))
    _check_outputs(wanted)
    if is_parquet(wanted.path):
        return _assess_parquet(site, wanted, chosen)
    if wanted.json and is_json_lines(wanted.path) and not wanted.out:
        return _answer_json_lines(site, wanted)
    delivery = receive(site, wanted.path, wanted.times)
    if is_json_lines(wanted.path) and wanted.path != STANDARD_INPUT:
        delivery = _with_other_actions(delivery, wanted)
    if wanted.json:
        print_findings(Console(stderr=True), delivery.findings, site.settings.language)
        for line in json_lines(site, wanted, chosen, delivery):
            print_json(line)
    else:
        _summarise(site, wanted, chosen, delivery)
    _write_outputs(site, wanted, chosen, delivery)
    return 0


def _with_other_actions(delivery: Delivery, wanted: AssessRequest) -> Delivery:
    """A table is assessed for one action; lines that ask for another are named in a finding."""
    action = wanted.law.action
    other = [
        n
        for n, text in enumerate(read_lines(wanted.path), 1)
        if parse_terms(text).action not in (None, action)
    ]
    if not other:
        return delivery
    shown = ", ".join(map(str, other[:_LINES_SHOWN]))
    finding = Finding.of(
        "cli.other_action", shown, severity=Severity.WARNING, count=len(other), action=action
    )
    return replace(delivery, findings=(*delivery.findings, finding))


def _check_outputs(wanted: AssessRequest) -> None:
    for path in wanted.out:
        if path.suffix not in OUTPUT_KINDS:
            raise LittleGiantsError("cli.out_kind", file=path.name, kinds=" ".join(OUTPUT_KINDS))
        if is_parquet(wanted.path) and path.suffix != ".parquet":
            raise LittleGiantsError("cli.out_parquet_only", file=path.name)
        if not path.resolve().parent.is_dir():
            raise LittleGiantsError("cli.out_folder", folder=str(path.parent))


def _assess_parquet(site: Site, wanted: AssessRequest, chosen: Sequence[Chosen]) -> int:
    outs = [path for path in wanted.out if path.suffix == ".parquet"]
    rulebooks = [choice.rulebook for choice in chosen]
    language = site.settings.language
    total = parquet_rows(wanted.path)
    with progress(say(language, "cli.assessing")) as update:
        summaries = assess_parquet(
            rulebooks,
            Path(wanted.path),
            site.catalog.vocabulary,
            out=outs[0] if outs else None,
            gaps=wanted.gaps,
            progress=lambda done: update(done, total),
        )
    if wanted.json:
        for choice, summary in zip(chosen, summaries, strict=True):
            print_json(summary_as_json(choice, summary, wanted.law.day))
        return 0
    screen = console()
    for choice, summary in zip(chosen, summaries, strict=True):
        print_summary(screen, choice, summary, language, near=wanted.near)
    _print_written(screen, outs, language)
    return 0


def _summarise(
    site: Site, wanted: AssessRequest, chosen: Sequence[Chosen], delivery: Delivery
) -> None:
    screen, language = console(), site.settings.language
    rulebooks = [choice.rulebook for choice in chosen]
    summaries, results = assess_table(
        rulebooks, delivery.table, site.catalog.vocabulary, gaps=wanted.gaps
    )
    for choice, summary in zip(chosen, summaries, strict=True):
        print_summary(screen, choice, summary, language, near=wanted.near)
    print_findings(screen, delivery.findings, language)
    for path in wanted.out:
        if path.suffix == ".parquet":
            results.write_parquet(path)


def json_lines(
    site: Site, wanted: AssessRequest, chosen: Sequence[Chosen], delivery: Delivery
) -> Iterator[dict[str, Any]]:
    """Yield one object per enterprise and rulebook of a file."""
    answer = JsonAnswers(site, wanted.law)
    for facts in delivery.table.rows():
        yield from answer.lines(facts, wanted.law.action, wanted.law.day, ())


def answered_lines(site: Site, wanted: AssessRequest) -> Iterator[dict[str, Any]]:
    """Answer JSON lines one by one, each with its own day and action if it states them.

    A line that cannot be read, or has no edition, is answered with its findings and a null verdict.
    """
    answers = JsonAnswers(site, wanted.law)
    readers: dict[date, LineReader] = {}
    found = FindingList()
    for number, text in enumerate(read_lines(wanted.path), start=1):
        if not text.strip():
            continue
        terms = parse_terms(text)
        day = terms.as_of or wanted.law.day
        if day not in readers:
            readers[day] = LineReader(site.catalog.vocabulary, day, found)
        facts = readers[day].parse(text, number)
        findings = found.take()
        if facts is None:
            yield unanswered(findings, line=number)
        else:
            yield from answers.lines(facts, terms.action or wanted.law.action, day, findings)


def _answer_json_lines(site: Site, wanted: AssessRequest) -> int:
    """Print the answers; exit code 1 if a line has none."""
    code = 0
    for answer in answered_lines(site, wanted):
        print_json(answer)
        code = 1 if answer["verdict"] is None else code
    return code


def summary_as_json(choice: Chosen, summary: Summary, as_of: date) -> dict[str, Any]:
    """Return one rulebook's summary (schema `littlegiants.summary/1`)."""
    return {
        "schema": "littlegiants.summary/1",
        **rulebook_as_json(choice.rulebook, as_of=as_of, comparison=choice.comparison),
        "enterprises": summary.rows,
        "on_the_line": summary.on_the_line,
        "clauses": {
            clause: {verdict.word: counts[verdict] for verdict in Verdict}
            for clause, counts in summary.verdicts.items()
        },
        "near_misses": {
            clause: {"enterprises": count, "otherwise_decided": summary.near_decided[clause]}
            for clause, count in summary.near.items()
        },
        "size_classes": {str(name or "unknown"): count for name, count in summary.classes.items()},
    }


def print_summary(
    screen: Console, choice: Chosen, summary: Summary, language: Language, *, near: int
) -> None:
    """Print what came out for one rulebook: clauses, near misses, classes."""
    book = choice.rulebook
    label = f" [{say(language, 'cli.comparison')}]" if choice.comparison else ""
    screen.print()
    screen.print(
        f"{book.title.in_(language)} {book.document.number}{label}", style="bold", markup=False
    )
    screen.print(
        say(
            language,
            "cli.summary_head",
            edition=" + ".join(book.editions),
            action=say(language, f"action.{book.action.value}"),
            count=f"{summary.rows:,}",
            line=f"{summary.on_the_line:,}",
        ),
        markup=False,
    )
    heads = [say(language, "cli.clause"), *(verdict.text.in_(language) for verdict in Verdict)]
    rows = [
        _clause_row(summary, clause.id, language, depth)
        for clause, depth in _with_depth(book.root, 0)
    ]
    screen.print(table("", heads, rows, numeric=len(Verdict)))
    if summary.classes:
        screen.print(say(language, "cli.size_classes", classes=_class_words(summary, language)))
    _print_near(screen, summary, language, near)


def _with_depth(clause: Any, depth: int) -> Iterator[tuple[Any, int]]:
    yield clause, depth
    for child in clause.children:
        yield from _with_depth(child, depth + 1)


def _clause_row(summary: Summary, clause_id: str, language: Language, depth: int) -> list[str]:
    clause = summary.rulebook.clause(clause_id)
    flag = f" [{clause.confidence}]" if clause.is_unconfirmed else ""
    counts = summary.verdicts[clause_id]
    title = f"{'  ' * depth}{clause.id} {clause.title.in_(language)}{flag}"
    return [
        title.replace("[", r"\["),
        *(f"{counts[verdict]:,}" if counts[verdict] else "·" for verdict in Verdict),
    ]


def _class_words(summary: Summary, language: Language) -> str:
    order = [*summary.rulebook.classes[0].order, None]
    words = [say(language, f"size.{name or 'unknown'}") for name in order]
    return ", ".join(
        f"{word} {summary.classes[name]:,}" for word, name in zip(words, order, strict=True)
    )


def _print_near(screen: Console, summary: Summary, language: Language, near: int) -> None:
    count, decided = sum(summary.near.values()), sum(summary.near_decided.values())
    screen.print(say(language, "cli.near", count=f"{count:,}", decided=f"{decided:,}"))
    if not count or not near:
        return
    heads = [say(language, f"cli.{name}") for name in ("near_clause", "near_count", "near_decided")]
    rows = [
        [
            f"{clause} {summary.rulebook.clause(clause).title.in_(language)}",
            f"{n:,}",
            f"{summary.near_decided[clause]:,}",
        ]
        for clause, n in summary.near.most_common()
        if n
    ]
    screen.print(table("", heads, rows, numeric=2))
    firms = sorted(summary.near_misses, key=lambda miss: miss.open)[:near]
    heads = [
        "id",
        say(language, "cli.name"),
        say(language, "cli.near_clause"),
        say(language, "cli.open"),
    ]
    screen.print(
        table("", heads, [[m.id, m.name, m.clause, str(m.open)] for m in firms], numeric=1)
    )


def _write_outputs(
    site: Site, wanted: AssessRequest, chosen: Sequence[Chosen], delivery: Delivery
) -> None:
    written: list[Path] = []
    for path in wanted.out:
        if path.suffix == ".parquet":
            if wanted.json:
                books = [choice.rulebook for choice in chosen]
                assess_table(books, delivery.table, site.catalog.vocabulary, gaps=wanted.gaps)[
                    1
                ].write_parquet(path)
        else:
            if (
                path.suffix == ".jsonl"
                and is_json_lines(wanted.path)
                and wanted.path != STANDARD_INPUT
            ):
                write_json_lines(path, answered_lines(site, wanted))
                written.append(path)
                continue
            from littlegiants.cli.files import write_file  # the workbook writer is heavy

            write_file(site, path, wanted.law, chosen, delivery, encoding=wanted.encoding)
        written.append(path)
    if not wanted.json:
        _print_written(console(), written, site.settings.language)


def _print_written(screen: Console, paths: Sequence[Path], language: Language) -> None:
    for path in paths:
        screen.print(say(language, "cli.written", file=str(path)), markup=False)
