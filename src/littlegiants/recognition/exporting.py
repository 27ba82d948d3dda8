"""The register and its titles as lists that leave the house."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from littlegiants.documents.model import Align, PrintedColumn, PrintedList
from littlegiants.recognition.due_services import division_name
from littlegiants.recognition.procedures import Procedures
from littlegiants.recognition.services import titles
from littlegiants.register.services import all_headers, enterprise_headers, is_synthetic
from littlegiants.vocabulary.language import Language, say

if TYPE_CHECKING:
    from sqlalchemy import Connection


def print_enterprises(
    connection: Connection, *, as_of: date, known: int, language: Language
) -> PrintedList:
    """Return every enterprise of the register with name, code and division as of a day."""
    headers = sorted(all_headers(connection, as_of=as_of, known=known), key=lambda h: h.id)
    rows = [
        (str(number), header.key, header.name, _division(header.region_code))
        for number, header in enumerate(headers, start=1)
    ]
    return PrintedList(
        title=say(language, "recognition.export_enterprises"),
        columns=_columns(language, ("seq", 0.6), ("code", 2.0), ("name", 3.4), ("region", 1.2)),
        rows=rows,
        lead=[_basis(as_of, language)],
        dated=as_of,
        mark=_mark(connection, known, language),
        language=language,
    )


def print_titles(
    connection: Connection,
    procedures: Procedures,
    *,
    programme: str,
    as_of: date,
    known: int,
    language: Language,
) -> PrintedList:
    """Return who holds a title on a day, with batch, state and both ends of its validity."""
    record = titles(connection, procedures, programme=programme, as_of=as_of, known=known)
    held = sorted(
        (interval for interval in record.on(as_of) if interval.state.counts),
        key=lambda interval: (interval.batch.year if interval.batch else 0, interval.enterprise_id),
    )
    firms = [interval.enterprise_id for interval in held]
    headers = enterprise_headers(connection, firms, as_of=as_of, known=known)
    rows = [
        (
            str(number),
            headers[interval.enterprise_id].key,
            headers[interval.enterprise_id].name,
            _division(headers[interval.enterprise_id].region_code),
            str(interval.batch or ""),
            interval.state.text.in_(language),
            interval.valid_from.isoformat(),
            interval.valid_to.isoformat() if interval.valid_to else "",
        )
        for number, interval in enumerate(held, start=1)
    ]
    columns = _columns(
        language,
        ("seq", 0.6),
        ("code", 2.0),
        ("name", 3.2),
        ("region", 1.1),
        ("batch", 0.8),
        ("state", 0.9),
        ("from", 1.1),
        ("to", 1.1),
    )
    return PrintedList(
        title=say(
            language, "recognition.export_titles", programme=procedures.programme(programme).title
        ),
        columns=columns,
        rows=rows,
        lead=[_basis(as_of, language)],
        dated=as_of,
        notes=[say(language, "recognition.print_count", count=len(rows))],
        mark=_mark(connection, known, language),
        language=language,
    )


def _columns(language: Language, *columns: tuple[str, float]) -> list[PrintedColumn]:
    return [
        PrintedColumn(
            say(language, f"recognition.print_{name}"),
            width,
            Align.LEFT if name == "name" else Align.CENTER,
        )
        for name, width in columns
    ]


def _division(code: str) -> str:
    return division_name(code) if code else ""


def _basis(as_of: date, language: Language) -> str:
    return say(language, "recognition.export_basis", day=as_of.isoformat())


def _mark(connection: Connection, known: int, language: Language) -> str:
    synthetic = is_synthetic(connection, known=known)
    return say(language, "recognition.print_synthetic") if synthetic else ""
