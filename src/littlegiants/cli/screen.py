"""Writing to the screen: tables, notes, findings, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.verdict import Verdict

FINDINGS_SHOWN = 20
STYLES = {
    Verdict.MET: "green",
    Verdict.UNMET: "red",
    Verdict.UNKNOWN: "yellow",
    Verdict.MANUAL_REVIEW: "blue",
    Verdict.NOT_APPLICABLE: "dim",
}
_WIDTH_WITHOUT_TERMINAL = 140


def console() -> Console:
    """The screen; wide and plain when it is a file or a pipe."""
    return Console(width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL, highlight=False)


def table(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[str]], *, numeric: int = 0
) -> Table:
    """Build a table; the last `numeric` columns are numbers."""
    built = Table(title=title, title_justify="left", title_style="bold", header_style="bold")
    for position, head in enumerate(heads):
        built.add_column(
            head, justify="right" if position >= len(heads) - numeric else "left", overflow="fold"
        )
    for row in rows:
        built.add_row(*row)
    return built


def print_json(value: object) -> None:
    """Print one line of JSON."""
    print(json.dumps(value, ensure_ascii=False))


def done(language: Language, what: str, *, json: bool, area: str = "cli", **values: object) -> int:
    """Say that something was done, by the message `<area>.<what>`; return the exit code."""
    if json:
        told = {"schema": "littlegiants.done/1", "done": what.removesuffix("_done"), **values}
        print_json(told)
    else:
        console().print(say(language, f"{area}.{what}", **values), markup=False)
    return 0


def print_findings(screen: Console, findings: Sequence[Finding], language: Language) -> None:
    """Print findings, the worst first, and say how many were left out."""
    order = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    worst_first = sorted(findings, key=lambda finding: order.index(finding.severity))
    if findings:
        counts = {severity: sum(f.severity is severity for f in findings) for severity in order}
        screen.print(
            say(
                language,
                "cli.findings",
                errors=counts[order[0]],
                warnings=counts[order[1]],
                notes=counts[order[2]],
            ),
            style="bold",
        )
    for finding in worst_first[:FINDINGS_SHOWN]:
        screen.print(
            f"  {finding.severity.text.in_(language)}: {finding.render(language)}", markup=False
        )
    if len(findings) > FINDINGS_SHOWN:
        screen.print(say(language, "cli.findings_more", count=len(findings) - FINDINGS_SHOWN))


@contextmanager
def progress(label: str) -> Iterator[Any]:
    """Show a bar on the error stream while work goes on; yields `update(done, total)`."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=None)

        def update(done: int, total: int | None = None) -> None:
            bar.update(task, completed=done, total=total)

        yield update
