"""Small documents, rows and events for the tests of recognition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from littlegiants.linkage.normalise import name_key
from littlegiants.recognition.events import Papers
from littlegiants.recognition.model import (
    Batch,
    CorrectionMode,
    Document,
    DocumentKind,
    Entry,
    EntryChange,
    EventKind,
    ReviewList,
    TitleEvent,
)

GIANT = "little_giant"


def document(
    number: int,
    kind: str,
    year: int,
    *,
    issued_on: date | None = None,
    effective_on: date | None = None,
    region: str | None = None,
    corrects: int | None = None,
    mode: str | None = None,
    programme: str = GIANT,
    ordinal: int | None = None,
) -> Document:
    """A list; its delivery has the same number."""
    return Document(
        id=number,
        delivery_id=number,
        programme=programme,
        kind=DocumentKind(kind),
        batch_year=year,
        batch_ordinal=ordinal,
        issued_on=issued_on or date(year, 7, 1),
        effective_on=effective_on,
        issuer="",
        document_no="",
        url="",
        rows_expected=None,
        region_code=region,
        corrects_id=corrects,
        mode=None if mode is None else CorrectionMode(mode),
    )


def rows(number: int, *firms: tuple[str, int | None]) -> list[Entry]:
    """Rows of a list: names with the enterprises they are linked to."""
    return [
        Entry(
            record_id=number * 1000 + position,
            document_id=number,
            name=name,
            name_key=name_key(name),
            seq=position,
            row_no=position + 1,
            enterprise_id=firm,
        )
        for position, (name, firm) in enumerate(firms, start=1)
    ]


def papers(
    *lists: tuple[Document, Sequence[Entry]],
    changes: dict[int, list[EntryChange]] | None = None,
    recorded: Sequence[TitleEvent] = (),
) -> Papers:
    """Documents with their rows."""
    return Papers(
        [found for found, _ in lists],
        {found.id: entries for found, entries in lists},
        changes or {},
        recorded,
    )


def event(
    kind: EventKind,
    on: date,
    *,
    firm: int = 1,
    year: int | None = None,
    published_on: date | None = None,
    number: int = 0,
    region: str | None = None,
    valid_to: date | None = None,
    programme: str = GIANT,
) -> TitleEvent:
    """An event of one firm; `number` tells apart events that are otherwise the same."""
    return TitleEvent(
        kind=kind,
        enterprise_id=firm,
        programme=programme,
        on=on,
        published_on=published_on or on,
        batch=None if year is None else Batch(year),
        region_code=region,
        document_id=number or on.toordinal(),
        record_id=list(EventKind).index(kind),
        valid_to=valid_to,
    )


def review_list(
    cohort: int, published_on: date, region: str | None = None, programme: str = GIANT
) -> ReviewList:
    """A review list of a cohort."""
    return ReviewList(programme, cohort, published_on, region, 900 + cohort)
