"""Where facts come from on the command line: a file, a folder of Parquet, or JSON lines on standard input."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from littlegiants.assessment.errors import NotFoundError
from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times
from littlegiants.cli.register_facts import REGISTER, Selection, register_delivery
from littlegiants.cli.screen import progress
from littlegiants.engines import polars_engine
from littlegiants.intake.model import Delivery
from littlegiants.intake.services import read_facts
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.language import say

STANDARD_INPUT = "-"


def is_parquet(path: str) -> bool:
    """True for a Parquet file or a folder of them."""
    return path.endswith(".parquet") or (path != REGISTER and Path(path).is_dir())


def is_json_lines(path: str) -> bool:
    """True for JSON lines, which may carry their own day and action."""
    return path == STANDARD_INPUT or path.endswith((".jsonl", ".ndjson"))


def receive(site: Site, path: str, times: Times) -> Delivery:
    """Read a file of facts, with a bar for long ones; without a path, the register."""
    if path == REGISTER:
        return register_delivery(site, Selection(times))
    vocabulary, as_of = site.catalog.vocabulary, times.as_of
    with progress(say(site.settings.language, "cli.reading")) as update:
        if path != STANDARD_INPUT:
            return read_facts(Path(path), vocabulary, as_of, progress=update)
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "standard_input.jsonl"
            copy.write_bytes(sys.stdin.buffer.read())
            return read_facts(copy, vocabulary, as_of, progress=update)


def read_lines(path: str) -> Iterator[str]:
    """Yield the lines of standard input or of a UTF-8 file. Raises `DeliveryError`."""
    if path == STANDARD_INPUT:
        yield from sys.stdin
        return
    try:
        with Path(path).open(encoding="utf-8-sig") as lines:
            yield from lines
    except FileNotFoundError:
        raise DeliveryError("file.missing", file=path) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise DeliveryError("file.unreadable", file=path, fault=str(fault)) from fault


def find_enterprise(
    site: Site, path: str, wanted: str | None, times: Times
) -> tuple[EnterpriseFacts, Delivery]:
    """Return one enterprise of a file, or of the register, by id or part of its name; the only one if none is named."""
    if path == REGISTER and wanted is not None:
        delivery = register_delivery(site, Selection(times, wanted))
        return delivery.table.row(0), delivery
    delivery = receive(site, path, times)
    table = delivery.table
    if wanted is None and len(table) == 1:
        return table.row(0), delivery
    positions = range(len(table))
    for matches in (
        [i for i in positions if table.ids[i] == wanted],
        [i for i in positions if table.names[i] == wanted],
        [i for i in positions if wanted and wanted in table.names[i]],
    ):
        if len(matches) == 1:
            return table.row(matches[0]), delivery
    examples = ", ".join(f"{table.ids[i]} {table.names[i]}" for i in list(positions)[:3])
    raise NotFoundError(
        "assess.not_found", wanted=wanted or "–", file=path, examples=examples or "–"
    )


def parquet_rows(path: str) -> int:
    """Count the rows of a Parquet source without reading its values."""
    return polars_engine.row_count(polars_engine.scan(Path(path)))
