"""A clerk with a register: deliveries made of rows, and questions asked in one line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from littlegiants.intake.events import Event
from littlegiants.intake.model import ColumnUse, Delivery
from littlegiants.intake.services import read_facts
from littlegiants.register import clerical, services
from littlegiants.register.facts import Knowledge, facts_as_of, knowledge
from littlegiants.register.model import Header, Loaded, Source
from littlegiants.register.resolve import Key
from littlegiants.register.services import Queued
from littlegiants.register.views import Portrait, portrait
from littlegiants.storage.database import EVERYTHING, Database, known_act
from littlegiants.storage.digest import digest
from littlegiants.storage.schema import act
from littlegiants.vocabulary.enterprise import FactTable, Value, judgement_column
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.uscc import complete_uscc

VOCABULARY = load_vocabulary()
AS_OF = date(2026, 6, 1)
FIRM, BUREAU, PRESS = "firm", "bureau", "press"
SOURCES = (
    Source(BUREAU, Text("统计局", "Bureau"), "A", 10),
    Source(FIRM, Text("企业", "Enterprise"), "B", 20),
    Source(PRESS, Text("媒体", "Press"), "D", 30),
)
WHY = "telephoned the firm"
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


def uscc(number: int) -> str:
    """An invented credit code with right check digits."""
    return complete_uscc("91", "440300", f"MA5{number:05d}")


@contextmanager
def refused(code: str, **values: object) -> Iterator[None]:
    """What is done inside is refused with a stable code and, where given, with these values."""
    with pytest.raises(LittleGiantsError) as caught:
        yield
    assert caught.value.code == code
    assert values.items() <= caught.value.values.items()


def failing(code: str) -> str:
    """The same code with a check digit that fails."""
    return code[:-1] + ("1" if code[-1] != "1" else "2")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a delivery: values by column as intake hands them on."""

    code: str = ""
    name: str = ""
    values: Mapping[str, Value] = field(default_factory=dict)
    judgements: Mapping[str, bool] = field(default_factory=dict)
    events: tuple[tuple[str, Event], ...] = ()
    whole: frozenset[str] = frozenset()


def row(code: str = "", name: str = "", **values: Value) -> Row:
    """A row that states some values."""
    return Row(code, name, values)


def delivery(*rows: Row, mark: str = "") -> Delivery:
    """Rows as intake hands them on; another `mark` makes another file of the same rows."""
    ids = [told.code or f"row-{at}" for at, told in enumerate(rows, start=1)]
    cells = [
        {**told.values, **{judgement_column(c): yes for c, yes in told.judgements.items()}}
        for told in rows
    ]
    columns = sorted({column for told in cells for column in told})
    table = FactTable(
        ids,
        [told.name for told in rows],
        {column: [told.get(column) for told in cells] for column in columns},
    )
    return Delivery(
        table,
        (),
        tuple(ColumnUse(column, column) for column in columns),
        hashlib.sha256(f"{mark}{rows!r}".encode()).hexdigest(),
        "file",
        {key: told.events for key, told in zip(ids, rows, strict=True) if told.events},
        {key: told.whole for key, told in zip(ids, rows, strict=True) if told.whole},
    )


@dataclass(slots=True)
class Clerk:
    """One register and someone who works with it."""

    database: Database

    @classmethod
    def begin(cls, database: Database) -> Clerk:
        """A register with three sources, the bureau before the firm before the press."""
        for source in SOURCES:
            services.add_source(database, actor="admin", source=source)
        return cls(database)

    def receive(
        self,
        *rows: Row,
        source: str = FIRM,
        as_of: date = AS_OF,
        mark: str = "",
        new_by_name: bool = False,
        dry_run: bool = False,
    ) -> Loaded:
        """Load some rows as one delivery."""
        return services.receive_facts(
            self.database,
            VOCABULARY,
            delivery(*rows, mark=mark),
            actor="clerk",
            source=source,
            as_of=as_of,
            file_name="file.csv",
            new_by_name=new_by_name,
            dry_run=dry_run,
        )

    def receive_text(
        self, folder: Path, *lines: str, source: str = FIRM, dry_run: bool = False
    ) -> Loaded:
        """Load a real csv file."""
        path = folder / "file.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return services.receive_facts(
            self.database,
            VOCABULARY,
            read_facts(path, VOCABULARY, AS_OF),
            actor="clerk",
            source=source,
            as_of=AS_OF,
            file_name=path.name,
            dry_run=dry_run,
        )

    def number(self, *rows: Row, source: str = FIRM, as_of: date = AS_OF, mark: str = "") -> int:
        """Load some rows; return the number of the delivery."""
        loaded = self.receive(*rows, source=source, as_of=as_of, mark=mark)
        assert loaded.delivery_id is not None
        return loaded.delivery_id

    def withdraw(self, delivery_id: int) -> None:
        """Withdraw a delivery."""
        services.withdraw(self.database, actor="clerk", delivery_id=delivery_id, reason=WHY)

    def correct(
        self, enterprise: int, key: Key, value: Value, *, reason: str = WHY, source: str = BUREAU
    ) -> int:
        """Correct a value, by the bureau's word unless another is named."""
        return clerical.correct(
            self.database,
            VOCABULARY,
            actor="clerk",
            enterprise_id=enterprise,
            key=key,
            value=value,
            reason=reason,
            source=source,
            as_of=AS_OF,
        )

    def settle(self, enterprise: int, key: Key, delivery_id: int, *, reason: str = WHY) -> int:
        """Say which delivery speaks."""
        return clerical.settle(
            self.database,
            VOCABULARY,
            actor="clerk",
            enterprise_id=enterprise,
            key=key,
            delivery_id=delivery_id,
            reason=reason,
            as_of=AS_OF,
        )

    def judge(
        self,
        enterprise: int,
        clause: str,
        first: date,
        last: date | None = None,
        *,
        answer: bool,
        evidence: str = WHY,
    ) -> int:
        """Answer a clause."""
        return clerical.judge(
            self.database,
            actor="expert",
            enterprise_id=enterprise,
            clause=clause,
            answer=answer,
            evidence=evidence,
            source=BUREAU,
            valid_from=first,
            valid_to=last,
        )

    def take_back(self, kind: str, number: int, *, reason: str = WHY) -> None:
        """Take a decision back."""
        clerical.take_back(self.database, actor="clerk", kind=kind, number=number, reason=reason)

    def decide(self, record_id: int, enterprise: int | None = None) -> int:
        """Link a row by a person's word."""
        return services.decide(
            self.database, actor="clerk", record_id=record_id, enterprise_id=enterprise, reason=WHY
        )

    def unlink(self, record_id: int) -> None:
        """Take the link of a row back."""
        services.unlink(self.database, actor="clerk", record_id=record_id, reason=WHY)

    def queue(self) -> list[Queued]:
        """The rows that wait for a person."""
        with self.database.read() as connection:
            return services.queue(connection)[0]

    def records(self) -> list[int]:
        """The rows kept as printed whose delivery counts."""
        with self.database.read() as connection:
            return [record.record_id for record in services.linked_records(connection)]

    def knowledge(
        self, enterprise: int, *, as_of: date = AS_OF, known: int = EVERYTHING
    ) -> Knowledge:
        """All that counts of one enterprise."""
        with self.database.read() as connection:
            found = knowledge(connection, [enterprise], VOCABULARY, as_of=as_of, known=known)
        return found[enterprise]

    def values(
        self, enterprise: int, *, as_of: date = AS_OF, known: int = EVERYTHING
    ) -> dict[str, Value]:
        """The facts of one enterprise as an assessment takes them."""
        found = self.knowledge(enterprise, as_of=as_of, known=known)
        return dict(found.facts(VOCABULARY).values)

    def answers(
        self, enterprise: int, *, as_of: date = AS_OF, known: int = EVERYTHING
    ) -> dict[str, bool]:
        """The judgements on one enterprise as an assessment takes them."""
        found = self.knowledge(enterprise, as_of=as_of, known=known)
        return dict(found.facts(VOCABULARY).judgements)

    def table(self, *, as_of: date = AS_OF, known: int = EVERYTHING) -> FactTable:
        """The facts of every enterprise."""
        with self.database.read() as connection:
            return facts_as_of(connection, VOCABULARY, as_of=as_of, known=known)[1]

    def portrait(self, enterprise: int, *, known: int = EVERYTHING) -> Portrait:
        """Everything about one enterprise."""
        with self.database.read() as connection:
            return portrait(connection, VOCABULARY, enterprise, as_of=AS_OF, known=known)

    def headers(self, *, as_of: date = AS_OF, known: int = EVERYTHING) -> dict[int, Header]:
        """Every enterprise by its number."""
        with self.database.read() as connection:
            found = services.all_headers(connection, as_of=as_of, known=known)
            return {header.id: header for header in found}

    def digest(self) -> str:
        """The fingerprint of the whole database."""
        with self.database.read() as connection:
            return digest(connection)

    def last_act(self) -> int:
        """The state of knowledge of now."""
        with self.database.read() as connection:
            return known_act(connection, END_OF_TIME)

    def act_count(self) -> int:
        """How many units of work changed something."""
        with self.database.read() as connection:
            return int(connection.scalar(select(func.count()).select_from(act)) or 0)
