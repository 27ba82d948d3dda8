"""A small register, and lists as they are read from files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from littlegiants.intake.list_model import ListEntry, ListReading
from littlegiants.recognition.importing import ImportReport, import_list
from littlegiants.recognition.model import CorrectionMode, DocumentKind, ListHeader, TitleRecord
from littlegiants.recognition.procedures import load_procedures
from littlegiants.recognition.services import titles
from littlegiants.register.bulk import load_columns
from littlegiants.register.model import Source
from littlegiants.register.services import add_source
from littlegiants.storage.database import Database, known_act
from littlegiants.storage.digest import digest
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.language import Text
from littlegiants.vocabulary.uscc import complete_uscc

NAMES = tuple(
    f"深圳市{word}科技有限公司"
    for word in [
        "甲芯",
        "乙光",
        "丙能",
        "丁材",
        "戊云",
        "己测",
        "庚联",
        "辛智",
        "壬控",
        "癸电",
        "子航",
    ]
)
CODES = tuple(complete_uscc("91", "440300", f"MA5FXK{n:02}") for n in range(len(NAMES)))
DISTRICTS = ("440305", "440306", "440303")
TODAY = date(2026, 11, 25)
ACTOR = "张三"
PROCEDURES = load_procedures()


def reading(
    names: Sequence[str],
    *,
    codes: Mapping[str, str] | None = None,
    details: Sequence[Mapping[str, str]] | None = None,
    tag: str = "",
) -> ListReading:
    """A list as read: names in order, with serial numbers from one."""
    entries = tuple(
        ListEntry(
            seq=number,
            page=1,
            row=number,
            name_as_printed=name,
            code=(codes or {}).get(name),
            code_note="",
            region_text=None,
            detail=details[number - 1] if details else {},
            place=f"p.1 row {number}",
        )
        for number, name in enumerate(names, start=1)
    )
    whole = "\n".join([tag, *names])
    return ListReading(
        entries=entries,
        title="名单",
        rows_expected=None,
        document_no=None,
        date=None,
        kind_hint=None,
        findings=(),
        sha256=hashlib.sha256(whole.encode()).hexdigest(),
        source="list.xlsx",
    )


@dataclass(frozen=True, slots=True)
class City:
    """A register with what the tests do to it."""

    database: Database
    folder: Path

    @classmethod
    def build(cls, database: Database, folder: Path) -> City:
        """Register the firms E1, E2, … with names, codes and districts."""
        source = Source("miit", Text("工业和信息化部", "MIIT"), "A", 10)
        add_source(database, actor=ACTOR, source=source)
        path = folder / "firms.csv"
        lines = ["uscc,name,region_code"]
        lines += [
            f"{code},{name},{DISTRICTS[number % 3]}"
            for number, (code, name) in enumerate(zip(CODES, NAMES, strict=True))
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        load_columns(
            database, load_vocabulary(), path, actor=ACTOR, source="miit", as_of=date(2022, 1, 1)
        )
        return cls(database, folder)

    def take(
        self,
        names: Sequence[str] | ListReading,
        kind: str = "final",
        year: int = 2025,
        *,
        issued_on: date | None = None,
        corrects: int | None = None,
        mode: CorrectionMode | None = None,
        dry_run: bool = False,
        rows_expected: int | None = None,
        region: str | None = None,
        programme: str = "little_giant",
        effective_on: date | None = None,
    ) -> ImportReport:
        """Import a list."""
        header = ListHeader(
            programme=programme,
            kind=DocumentKind(kind),
            batch_year=year,
            issued_on=issued_on or date(year, 7, 1),
            effective_on=effective_on,
            source_code="miit",
            corrects_id=corrects,
            mode=mode,
            rows_expected=rows_expected,
            region_code=region,
        )
        read = names if isinstance(names, ListReading) else reading(names, tag=f"{kind} {year}")
        return import_list(
            self.database,
            PROCEDURES,
            read,
            header,
            actor=ACTOR,
            file_name="list.xlsx",
            as_of=TODAY,
            dry_run=dry_run,
        )

    def titles(
        self, as_of: date = TODAY, *, programme: str = "little_giant", known: int | None = None
    ) -> TitleRecord:
        """The titles as of a day."""
        with self.database.read() as connection:
            by = known_act(connection, None) if known is None else known
            return titles(connection, PROCEDURES, programme=programme, as_of=as_of, known=by)

    def counted(self, as_of: date = TODAY, *, programme: str = "little_giant") -> set[int]:
        """The firms whose title is counted on a day."""
        return self.titles(as_of, programme=programme).counted_on(as_of)

    def digest(self) -> str:
        """The fingerprint of the whole database."""
        with self.database.read() as connection:
            return digest(connection)
