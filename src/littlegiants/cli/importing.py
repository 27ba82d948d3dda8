"""`littlegiants import`: a delivery of facts, first shown and then loaded."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from littlegiants.bootstrap import Site
from littlegiants.cli.screen import console, print_findings, print_json, progress
from littlegiants.intake.answer import write_answer
from littlegiants.intake.files import FOLDER_KINDS
from littlegiants.intake.model import Delivery
from littlegiants.intake.services import read_deliveries, read_facts
from littlegiants.register.bulk import load_columns
from littlegiants.register.model import Loaded
from littlegiants.register.services import receive_facts, require_source
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Language, say

_PARQUET = ".parquet"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What was asked for on the command line."""

    path: Path
    source: str
    as_of: date
    yes: bool
    new_by_name: bool
    columns: bool
    answer: Path | None
    json: bool


def run_import(site: Site, wanted: ImportRequest) -> int:
    """Show what a file would change, and load it if told to; exit code 1 if it has faults."""
    with site.register.read() as connection:
        require_source(connection, wanted.source)
    if wanted.columns or wanted.path.suffix == _PARQUET or wanted.path.is_dir():
        return _report(site, wanted, wanted.path.name, _load_columns(site, wanted))
    code = 0
    for delivery, name in _deliveries(site, wanted):
        loaded = _load(site, wanted, delivery, name)
        code = max(code, _report(site, wanted, name, loaded))
    return code


def _deliveries(site: Site, wanted: ImportRequest) -> list[tuple[Delivery, str]]:
    vocabulary, language = site.catalog.vocabulary, site.settings.language
    with progress(say(language, "cli.reading")) as update:
        if wanted.path.suffix.lower() in FOLDER_KINDS:
            found = read_deliveries(wanted.path, vocabulary, wanted.as_of, progress=update)
            return [(delivery, Path(delivery.source).name) for delivery in found]
        delivery = read_facts(wanted.path, vocabulary, wanted.as_of, progress=update)
    return [(delivery, wanted.path.name)]


def _load(site: Site, wanted: ImportRequest, delivery: Delivery, name: str) -> Loaded:
    if wanted.answer is not None:
        write_answer(wanted.path, wanted.answer, delivery.findings, site.settings.language)
    loaded = receive_facts(
        site.register,
        site.catalog.vocabulary,
        delivery,
        actor=site.actor,
        source=wanted.source,
        as_of=wanted.as_of,
        file_name=name,
        new_by_name=wanted.new_by_name,
        dry_run=not wanted.yes,
    )
    if wanted.yes and not loaded.is_known:
        keep_original(site, wanted.path, loaded.findings)
    return loaded


def keep_original(site: Site, path: Path, findings: Sequence[Finding]) -> None:
    """Keep a file as it was received; one with a person's number in it is not kept, and that is said."""
    if any(finding.code == "uscc.personal_id" for finding in findings):
        print(say(site.settings.language, "cli.file_not_kept", file=path.name), file=sys.stderr)
        return
    site.files.keep(path.read_bytes())


def _load_columns(site: Site, wanted: ImportRequest) -> Loaded:
    if wanted.answer is not None:
        raise LittleGiantsError("cli.no_answer_for_columns", file=wanted.path.name)
    with progress(say(site.settings.language, "cli.loading")) as update:
        return load_columns(
            site.register,
            site.catalog.vocabulary,
            wanted.path,
            actor=site.actor,
            source=wanted.source,
            as_of=wanted.as_of,
            dry_run=not wanted.yes,
            progress=update,
        )


def _report(site: Site, wanted: ImportRequest, name: str, loaded: Loaded) -> int:
    language = site.settings.language
    has_faults = any(finding.severity is Severity.ERROR for finding in loaded.findings)
    if wanted.json:
        print_json(loaded_as_json(name, loaded))
        return int(has_faults)
    screen = console()
    print_findings(screen, loaded.findings, language)
    if loaded.is_known:
        screen.print(
            say(language, "cli.import_known", file=name, delivery=loaded.delivery_id), markup=False
        )
        return 0
    screen.print(_title(name, loaded, language), style="bold", markup=False)
    for what, count in _lines(loaded, language):
        screen.print(f"  {what}: {count}", markup=False)
    if loaded.queued:
        screen.print(say(language, "cli.import_queue", count=loaded.queued), markup=False)
    if loaded.is_dry_run:
        screen.print(say(language, "cli.import_dry_run"), style="bold", markup=False)
    if wanted.answer is not None:
        screen.print(say(language, "cli.written", file=str(wanted.answer)), markup=False)
    return int(has_faults)


def _title(name: str, loaded: Loaded, language: Language) -> str:
    code = "cli.import_would" if loaded.is_dry_run else "cli.import_did"
    return say(language, code, file=name, delivery=loaded.delivery_id or "–")


def _lines(loaded: Loaded, language: Language) -> list[list[str]]:
    counts = {
        "rows": loaded.rows,
        "new_enterprises": loaded.new_enterprises,
        **{f"linked_{method}": count for method, count in loaded.linked.items() if method != "new"},
        "queued": loaded.queued,
        "new_names": loaded.new_names,
        "annual_rows": loaded.annual_rows,
        "standing_rows": loaded.standing_rows,
        "new_values": loaded.new_values,
        "changed_values": loaded.changed_values,
        "same_values": loaded.same_values,
    }
    return [
        [say(language, f"cli.loaded.{name}"), f"{count:,}"]
        for name, count in counts.items()
        if count
    ]


def loaded_as_json(name: str, loaded: Loaded) -> dict[str, Any]:
    """The result as `--json` prints it."""
    return {
        "schema": "littlegiants.loaded/1",
        "file": name,
        "delivery": loaded.delivery_id,
        "dry_run": loaded.is_dry_run,
        "known_before": loaded.is_known,
        "rows": loaded.rows,
        "new_enterprises": loaded.new_enterprises,
        "linked": {str(method): count for method, count in loaded.linked.items()},
        "queued": loaded.queued,
        "new_names": loaded.new_names,
        "annual_rows": loaded.annual_rows,
        "standing_rows": loaded.standing_rows,
        "values": {
            "new": loaded.new_values,
            "changed": loaded.changed_values,
            "same": loaded.same_values,
        },
        "findings": [finding.as_dict() for finding in loaded.findings],
    }
