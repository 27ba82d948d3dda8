"""Limits of files, and files that appear only when they are whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from littlegiants.documents.model import PrintedList
from littlegiants.vocabulary.errors import LittleGiantsError

TEXT_LENGTH_MAX = 10_000
"""The characters that one text may have; a cell of Excel holds 32,767."""


def check_size(printed: PrintedList, kind: str, rows_max: int) -> None:
    """Refuse a list that is too long for its kind, or a text that is too long for any."""
    count = len(printed.rows)
    if count > rows_max:
        raise LittleGiantsError(
            "documents.too_many_rows", kind=kind, count=f"{count:,}", most=f"{rows_max:,}"
        )
    for place, text in printed.places():
        if len(text) > TEXT_LENGTH_MAX:
            raise LittleGiantsError(
                "documents.text_too_long",
                place=place,
                count=f"{len(text):,}",
                most=f"{TEXT_LENGTH_MAX:,}",
            )


@contextmanager
def finished(path: Path) -> Iterator[Path]:
    """Give a path to write to; the file takes its own name only when everything went well."""
    part = path.with_name(path.name + ".part")
    try:
        with refusals(path):
            part.touch()
            yield part
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Say in words why the system lets no file be written."""
    try:
        yield
    except OSError as fault:
        reason = fault.strerror or str(fault)
        raise LittleGiantsError("documents.not_written", file=path.name, fault=reason) from fault
