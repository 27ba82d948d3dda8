"""Result files of `littlegiants assess`: Excel, csv and JSON lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from littlegiants.assessment.one import Assessor
from littlegiants.assessment.sheets import write_csv, write_json_lines
from littlegiants.assessment.workbook import write_workbook
from littlegiants.bootstrap import Site
from littlegiants.cli.answers import JsonAnswers
from littlegiants.cli.law import Chosen, LawRequest
from littlegiants.cli.screen import progress
from littlegiants.intake.model import Delivery
from littlegiants.rulebooks.interpret import Result
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import say

ENCODINGS = {"utf-8": "utf-8-sig", "utf-8-sig": "utf-8-sig", "gb18030": "gb18030"}


def write_file(
    site: Site,
    path: Path,
    law: LawRequest,
    chosen: Sequence[Chosen],
    delivery: Delivery,
    *,
    encoding: str,
) -> None:
    """Write the results of a file in the form that the path's ending names."""
    if encoding.lower() not in ENCODINGS:
        raise LittleGiantsError("cli.encoding_unknown", encoding=encoding)
    comparison = frozenset(c.rulebook.edition for c in chosen if c.comparison)
    total = len(delivery.table)
    with progress(say(site.settings.language, "cli.writing")) as update:
        if path.suffix == ".jsonl":
            answers = JsonAnswers(site, law)
            rows = delivery.table.rows()
            write_json_lines(
                path, (line for facts in rows for line in answers.lines(facts, law.action, law.day))
            )
            return
        found: list[Finding] = list(delivery.findings)
        entries = _entries(site, chosen, delivery, found)
        if path.suffix == ".csv":
            write_csv(
                path,
                entries,
                as_of=law.day,
                comparison=comparison,
                synthetic=False,
                encoding="gb18030" if ENCODINGS[encoding.lower()] == "gb18030" else "utf-8-sig",
                progress=lambda done: update(done, total),
            )
            return
        write_workbook(
            path,
            entries,
            vocabulary=site.catalog.vocabulary,
            as_of=law.day,
            findings=found,
            comparison=comparison,
            synthetic=False,
            language=site.settings.language,
            progress=lambda done: update(done, total),
            version=version("littlegiants"),
        )


def _entries(
    site: Site, chosen: Sequence[Chosen], delivery: Delivery, found: list[Finding]
) -> Iterator[tuple[EnterpriseFacts, list[Result]]]:
    """Yield each enterprise with its results; what disagrees in its facts is added to `found`."""
    assessors = [Assessor(choice.rulebook, site.catalog.vocabulary) for choice in chosen]
    for facts in delivery.table.rows():
        results = [assessor.assess(facts) for assessor in assessors]
        seen: set[Finding] = set()
        for assessor, result in zip(assessors, results, strict=True):
            for finding in assessor.findings(facts, result):
                if finding not in seen:
                    seen.add(finding)
                    found.append(finding)
        yield facts, results
