"""`littlegiants export`: the register and its titles as files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from littlegiants.bootstrap import Site
from littlegiants.cli.batch import procedures_of
from littlegiants.cli.known import Times, reading
from littlegiants.cli.register_facts import write_columns
from littlegiants.cli.screen import console, done, print_findings
from littlegiants.documents.services import KINDS, write_list
from littlegiants.recognition.exporting import print_enterprises, print_titles
from littlegiants.vocabulary.errors import LittleGiantsError

WHAT = ("enterprises", "titles", "facts")
FACT_KINDS = ("parquet",)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What was asked for on the command line."""

    what: str
    out: Path
    programme: str
    encoding: str


def run_export(site: Site, wanted: ExportRequest, times: Times, *, json: bool) -> int:
    """Write enterprises, titles or facts to a file, whose ending tells the kind."""
    if wanted.what not in WHAT:
        raise LittleGiantsError("cli.export_unknown", what=wanted.what, known=" ".join(WHAT))
    kinds = FACT_KINDS if wanted.what == "facts" else KINDS
    if wanted.out.suffix.lower().removeprefix(".") not in kinds:
        raise LittleGiantsError("cli.out_kind", file=wanted.out.name, kinds=" ".join(kinds))
    if not wanted.out.resolve().parent.is_dir():
        raise LittleGiantsError("cli.out_folder", folder=str(wanted.out.parent))
    rows = (
        _write_facts(site, wanted, times)
        if wanted.what == "facts"
        else _write(site, wanted, times, json=json)
    )
    return done(site.settings.language, "export_done", json=json, file=str(wanted.out), rows=rows)


def _write_facts(site: Site, wanted: ExportRequest, times: Times) -> int:
    return write_columns(site, times, wanted.out)


def _write(site: Site, wanted: ExportRequest, times: Times, *, json: bool) -> int:
    language = site.settings.language
    with reading(site, times) as (connection, known):
        if wanted.what == "titles":
            printed = print_titles(
                connection,
                procedures_of(site),
                programme=wanted.programme,
                as_of=times.as_of,
                known=known,
                language=language,
            )
        else:
            printed = print_enterprises(
                connection, as_of=times.as_of, known=known, language=language
            )
    chinese = wanted.encoding.lower() == "gb18030"
    findings = write_list(printed, wanted.out, encoding="gb18030" if chinese else "utf-8")
    print_findings(Console(stderr=True) if json else console(), findings, language)
    return len(printed.rows)
