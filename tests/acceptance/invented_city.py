"""The invented city in a register: loaded from columns, its lists printed, and read back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from littlegiants.engines.parquet_tables import read_cells
from littlegiants.intake.lists import read_list
from littlegiants.recognition.importing import import_list
from littlegiants.recognition.model import DocumentKind, ListHeader
from littlegiants.recognition.procedures import load_procedures
from littlegiants.recognition.services import titles
from littlegiants.register.bulk import load_columns
from littlegiants.register.repository.enterprises import owners_of_codes
from littlegiants.register.services import add_source, decide, linked_records
from littlegiants.register.source_list import load_sources
from littlegiants.storage.database import EVERYTHING, Database
from littlegiants.synthetic.model import CitySummary
from littlegiants.synthetic.printing import ListFile, print_lists
from littlegiants.synthetic.services import build_city
from littlegiants.vocabulary.facts import load_vocabulary

ACTOR, SOURCE = "张三", "synthetic"
TABLES = ("enterprises", "annual_facts", "standing_facts")
AS_OF = date(2026, 3, 1)
PROCEDURES = load_procedures()
PROGRAMMES = {"innovative": "innovative_sme", "srdi": "srdi_sme", "little_giant": "little_giant"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row as printed, with the enterprise that it was linked to and the one that it means."""

    record: int
    linked: int | None
    method: str
    meant: int


@dataclass
class InventedCity:
    """A city's files and the register that they went into."""

    database: Database
    folder: Path
    summary: CitySummary
    lists: list[ListFile]
    deliveries: dict[str, int]

    @classmethod
    def build(cls, database: Database, folder: Path, *, size: int, kind: str) -> InventedCity:
        """Invent a city, load its columns, and print its lists as one kind of office file."""
        summary = build_city(size=size, seed=1, folder=folder, as_of=AS_OF)
        for source in load_sources(None):
            add_source(database, actor=ACTOR, source=source)
        for name in TABLES:
            load_columns(
                database,
                load_vocabulary(),
                folder / f"{name}.parquet",
                actor=ACTOR,
                source=SOURCE,
                as_of=AS_OF,
            )
        lists = print_lists(folder / "lists.parquet", folder / "lists", kind)
        return cls(database, folder, summary, lists, {})

    def import_lists(self) -> None:
        """Read every printed list and import it, the oldest first."""
        for one in self.lists:
            header = ListHeader(
                one.programme,
                DocumentKind(one.kind),
                one.issued_on.year,
                one.issued_on,
                SOURCE,
                batch_ordinal=int(one.batch) if one.programme == "little_giant" else None,
                region_code="440300",
            )
            report = import_list(
                self.database,
                PROCEDURES,
                read_list(one.path),
                header,
                actor=ACTOR,
                file_name=one.path.name,
                as_of=AS_OF,
            )
            assert report.rows == one.rows
            self.deliveries[one.path.stem] = report.document.delivery_id

    def rows(self) -> Iterator[Row]:
        """Every row of every list, with the truth beside it."""
        truth = self._truth()
        with self.database.read() as connection:
            owners = owners_of_codes(connection)
            for name, delivery in self.deliveries.items():
                for record in linked_records(connection, delivery_ids=[delivery]):
                    meant = owners[truth[name, record.seq or 0]]
                    assert isinstance(meant, int)
                    yield Row(record.record_id, record.enterprise_id, record.method, meant)

    def _truth(self) -> dict[tuple[str, int], str]:
        table = self.folder / "truth.parquet"
        columns = (read_cells(table, name) for name in ("document", "seq", "true_uscc"))
        return {(document, seq): code for document, seq, code in zip(*columns, strict=True)}

    def decide_the_rest(self) -> int:
        """Let a person, who knows the truth, decide every row that waits; return how many."""
        waiting = [row for row in self.rows() if row.linked is None]
        for row in waiting:
            decide(
                self.database,
                actor=ACTOR,
                record_id=row.record,
                enterprise_id=row.meant,
                reason="与证照核对一致",
            )
        return len(waiting)

    def counted(self, on: date, *, known: int = EVERYTHING) -> dict[str, int]:
        """The titles counted on a day, by the city's name of the rung."""
        with self.database.read() as connection:
            return {
                rung: len(
                    titles(
                        connection, PROCEDURES, programme=programme, as_of=on, known=known
                    ).counted_on(on)
                )
                for rung, programme in PROGRAMMES.items()
            }
