"""Loading a register of any size from columns: Parquet, or CSV with field codes as heads.

One row is an enterprise (what it is called, where it is, what holds of it on the day) or, with a column
`year`, an enterprise and a year. Rows are identified by a well-formed credit code and by nothing else;
the others are counted, named and left out. Money is whole fen, ratios are fractions.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from littlegiants.engines.column_files import ColumnFile, Slice
from littlegiants.intake.findings import FindingList
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import core_of
from littlegiants.register.errors import RegisterError
from littlegiants.register.model import Loaded
from littlegiants.register.repository import enterprises as stored
from littlegiants.register.repository import loading
from littlegiants.register.repository.records import add_delivery, loaded_delivery
from littlegiants.register.rows import INDUSTRY_EDITION
from littlegiants.register.services import require_source
from littlegiants.register.tables import (
    ANNUAL_COLUMNS,
    COUNT_COLUMNS,
    INDUSTRY_MAX,
    MONEY_COLUMNS,
    REGION_MAX,
    ZONE_MAX,
)
from littlegiants.register.values import from_number
from littlegiants.storage.database import Database, Work
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.facts import Kind, Vocabulary
from littlegiants.vocabulary.quantity import Dimension
from littlegiants.vocabulary.slots import Form
from littlegiants.vocabulary.uscc import check_uscc

CODE, NAME, YEAR = "uscc", "name", "year"
FORMER_NAME, FORMER_UNTIL = "former_name", "former_until"
REGION, ZONE, ADDRESS, INDUSTRY = "region_code", "zone", "address", "industry_code"
TEXT_COLUMNS = (CODE, NAME, FORMER_NAME, REGION, ZONE, ADDRESS, INDUSTRY)
SLICE_ROWS = 100_000

_IDENTITY = frozenset(
    (*TEXT_COLUMNS, YEAR, FORMER_UNTIL, "established_on", "synthetic", "id", "district")
)
_SHOWN = 5
_KINDS: Mapping[Dimension, tuple[str, ...]] = {
    Dimension.BOOLEAN: ("truth",),
    Dimension.CATEGORY: ("text",),
    Dimension.MONEY: ("integer",),
}
"""The kinds of column that carry a standing value; numbers of every kind carry the others."""

Progress = Callable[[int, int], None]
"""Called with the rows done and the rows in all."""


@dataclass(slots=True)
class _State:
    """What one loading carries from slice to slice."""

    work: Work
    delivery_id: int
    as_of: date
    file_name: str
    owners: dict[str, int]
    described: set[int]
    annual: tuple[str, ...]
    standing: tuple[str, ...]
    found: FindingList
    rows: int = 0
    new: int = 0
    annual_rows: int = 0
    standing_rows: int = 0
    names: int = 0
    refused: list[str] = field(default_factory=list)

    @property
    def kept(self) -> loading.Kept:
        """What every record of this loading names."""
        return {"delivery_id": self.delivery_id, "act_id": self.work.act_id}


def load_columns(
    database: Database,
    vocabulary: Vocabulary,
    path: Path,
    *,
    actor: str,
    source: str,
    as_of: date,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Load a file of columns; all of it or nothing. The same file a second time changes nothing."""
    file = ColumnFile(path, TEXT_COLUMNS)
    found = FindingList()
    annual, standing = _usable(file, vocabulary, found, path)
    _require_kinds(file, path)
    sha256 = _fingerprint(path)
    with database.write(actor, "import", path.name, dry_run=dry_run, sha256=sha256) as work:
        require_source(work.connection, source)
        known, attempt = loaded_delivery(work.connection, "facts", sha256)
        if known is not None:
            return Loaded(known, 0, is_known=True, is_dry_run=dry_run)
        total = file.row_count()
        delivery_id = add_delivery(
            work.connection,
            work.act_id,
            sha256=sha256,
            attempt=attempt,
            kind="facts",
            file_name=path.name,
            source_code=source,
            as_of=as_of,
            row_count=total,
        )
        owners = stored.owners_of_codes(work.connection)
        state = _State(work, delivery_id, as_of, path.name, owners, set(), annual, standing, found)
        for part in file.slices(SLICE_ROWS):
            _load_slice(part, state, file)
            if progress is not None:
                progress(min(part.first + len(part), total), total)
        if state.refused:
            examples = ", ".join(list(dict.fromkeys(state.refused))[:_SHOWN])
            found.error("bulk.refused", path.name, count=len(state.refused), examples=examples)
    return Loaded(
        None if dry_run else delivery_id,
        state.rows,
        new_enterprises=state.new,
        linked={"code": state.rows - len(state.refused)},
        annual_rows=state.annual_rows,
        standing_rows=state.standing_rows,
        new_names=state.names,
        findings=found.all(),
        is_dry_run=dry_run,
    )


def _usable(
    file: ColumnFile, vocabulary: Vocabulary, found: FindingList, path: Path
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The annual and the standing columns of a file; unknown ones are findings, wrong kinds refuse it."""
    if CODE not in file.columns:
        raise RegisterError("bulk.no_code", file=path.name, column=CODE)
    annual, standing = [], []
    for name, kind in file.columns.items():
        fact, slot = vocabulary.facts.get(name), vocabulary.slot(name)
        if name in _IDENTITY and name != INDUSTRY:
            continue
        if fact is not None and fact.kind is Kind.ANNUAL and name in ANNUAL_COLUMNS:
            if YEAR not in file.columns:
                raise RegisterError("bulk.no_year", file=path.name, column=name)
            whole = name in MONEY_COLUMNS or name in COUNT_COLUMNS
            if kind not in (("integer",) if whole else ("integer", "number")):
                raise RegisterError("bulk.kind", file=path.name, column=name, kind=kind)
            annual.append(name)
        elif slot is not None and slot.form is not Form.YEAR:
            if kind not in _KINDS.get(vocabulary.dimension(slot), ("integer", "number")):
                raise RegisterError("bulk.kind", file=path.name, column=name, kind=kind)
            standing.append(name)
        else:
            found.warning("bulk.unknown_column", path.name, column=name)
    return tuple(annual), tuple(standing)


def _require_kinds(file: ColumnFile, path: Path) -> None:
    """Refuse texts that are numbers: 012345 would have lost its zero; and years that are texts."""
    wanted = {**dict.fromkeys(TEXT_COLUMNS, ("text",)), YEAR: ("integer",)}
    for name, kinds in wanted.items():
        kind = file.columns.get(name, kinds[0])
        if kind not in kinds:
            raise RegisterError("bulk.kind", file=path.name, column=name, kind=kind)


def _load_slice(part: Slice, state: _State, file: ColumnFile) -> None:
    codes = part.column(CODE)
    state.rows += len(codes)
    fresh = _register_codes(codes, state)
    owners = [state.owners.get(code) if code else None for code in codes]
    _load_descriptions(part, owners, fresh, state, file)
    _require_finite(part, state)
    if state.annual:
        state.annual_rows += loading.add_annual(
            state.work.connection, _annual_rows(part, owners, state)
        )
    if state.standing:
        state.standing_rows += loading.add_standing(
            state.work.connection,
            _standing_rows(part, owners, state),
            valid_from=state.as_of,
            **state.kept,
        )


def _require_finite(part: Slice, state: _State) -> None:
    """Refuse what is no number: no decimal is written for it, and no column of the store carries it."""
    for name in (*state.annual, *state.standing):
        total = sum(cell for cell in part.column(name) if isinstance(cell, float))
        if not isfinite(total):
            raise RegisterError("bulk.kind", file=state.file_name, column=name, kind="NaN")


def _require_short(part: Slice, state: _State, file: ColumnFile) -> None:
    """Refuse texts that are no codes: they would have to be cut."""
    for name, most in ((REGION, REGION_MAX), (ZONE, ZONE_MAX), (INDUSTRY, INDUSTRY_MAX)):
        if name in file.columns:
            longest = max((cell for cell in part.column(name) if cell), key=len, default="")
            if len(longest) > most:
                raise RegisterError(
                    "bulk.kind", file=state.file_name, column=name, kind=longest[: most + 1] + "…"
                )


def _register_codes(codes: Sequence[str | None], state: _State) -> set[int]:
    """Give numbers to the codes that the register does not know; return the numbers."""
    fresh: dict[str, bool] = {}
    spelt: dict[str, str] = {}
    for printed, count in Counter(codes).items():
        if printed in state.owners:
            continue
        reading = check_uscc(printed or "")
        if reading.uscc is None:
            state.refused += ["***" if reading.is_personal_id else printed or "–"] * count
            continue
        assert printed
        spelt[printed] = reading.code
        if reading.code not in state.owners:
            fresh[reading.code] = reading.uscc.check_digit_ok
    numbers = loading.add_enterprises(state.work.connection, len(fresh), **state.kept)
    numbered = list(zip(numbers, fresh.items(), strict=True))
    loading.add_codes(
        state.work.connection,
        ((number, code, "uscc", ok, None) for number, (code, ok) in numbered),
        **state.kept,
    )
    state.owners.update((code, number) for number, (code, _) in numbered)
    state.owners.update((printed, state.owners[code]) for printed, code in spelt.items())
    state.new += len(fresh)
    return set(numbers)


def _load_descriptions(
    part: Slice, owners: Sequence[int | None], fresh: set[int], state: _State, file: ColumnFile
) -> None:
    """Names, places and trades: of new enterprises, and of known ones where the name is new."""
    firsts = {o: at for o, at in _first_rows(owners).items() if o not in state.described}
    state.described.update(firsts)
    if NAME in file.columns:
        names = _new_names(part, firsts, fresh, state, file)
        state.names += loading.add_names(state.work.connection, names, **state.kept)
    _require_short(part, state, file)
    described = {REGION, ZONE, ADDRESS} & file.columns.keys()
    if described:
        none: list[Any] = [None] * len(part)
        region, zone, address = (
            part.column(name) if name in described else none for name in (REGION, ZONE, ADDRESS)
        )
        places = (
            (owner, region[at], zone[at], address[at], state.as_of, None)
            for owner, at in firsts.items()
            if region[at] or zone[at] or address[at]
        )
        loading.add_places(state.work.connection, places, **state.kept)
    if INDUSTRY in file.columns:
        trades = part.column(INDUSTRY)
        loading.add_industries(
            state.work.connection,
            (
                (owner, trades[at], INDUSTRY_EDITION, state.as_of, None)
                for owner, at in firsts.items()
                if trades[at]
            ),
            **state.kept,
        )


def _first_rows(owners: Sequence[int | None]) -> dict[int, int]:
    found: dict[int, int] = {}
    for at, owner in enumerate(owners):
        if owner is not None:
            found.setdefault(owner, at)
    return found


def _new_names(
    part: Slice, firsts: Mapping[int, int], fresh: set[int], state: _State, file: ColumnFile
) -> list[loading.NewName]:
    printed = part.column(NAME)
    before = [o for o in firsts if o not in fresh]
    known = stored.name_keys_of(state.work.connection, before)
    undated = stored.undated_names_said_on(state.work.connection, before)
    former = part.column(FORMER_NAME) if FORMER_NAME in file.columns else None
    until = part.column(FORMER_UNTIL) if FORMER_UNTIL in file.columns else None
    names: list[loading.NewName] = []
    for owner, at in firsts.items():
        held = known.get(owner, set())
        kind, since = loading.standing_of_name(state.as_of, undated.get(owner), is_first=not held)
        if former and former[at] and (key := name_key(former[at])) not in held:
            ended = _day(until[at], state) if until else None
            since = ended or since
            core = core_of(key)
            names.append(loading.NewName(owner, former[at], key, core, "former", None, ended))
        if printed[at] and (key := name_key(printed[at])) not in held:
            core = core_of(key)
            names.append(loading.NewName(owner, printed[at], key, core, kind, since))
    return names


def _day(cell: object, state: _State) -> date | None:
    """A day as Parquet holds it, or as CSV writes it."""
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, date):
        return cell
    try:
        return date.fromisoformat(str(cell))
    except ValueError as fault:
        raise RegisterError(
            "bulk.kind", file=state.file_name, column=FORMER_UNTIL, kind=str(cell)[:20]
        ) from fault


def _annual_rows(part: Slice, owners: list[int | None], state: _State) -> Iterator[tuple[Any, ...]]:
    beside = {
        "enterprise_id": owners,
        "delivery_id": state.delivery_id,
        "row_no": list(range(part.first + 1, part.first + len(part) + 1)),
        "act_id": state.work.act_id,
    }
    years = {"fact_year": part.column(YEAR)}
    rows = part.rows(loading.ANNUAL, beside | years)
    return (row for row in rows if row[0] is not None and row[1] is not None)


def _standing_rows(
    part: Slice, owners: Sequence[int | None], state: _State
) -> Iterator[tuple[int, int, Mapping[str, Value], None]]:
    columns = {name: part.column(name) for name in state.standing}
    for at, owner in enumerate(owners):
        if owner is None:
            continue
        values = {
            name: _exact(cells[at]) for name, cells in columns.items() if cells[at] is not None
        }
        if values:
            yield owner, part.first + at + 1, values, None


def _exact(cell: Any) -> Value:  # whatever a column holds
    return from_number(cell) if isinstance(cell, float) else cell


def _fingerprint(path: Path) -> str:
    """The SHA-256 of a file, or of the files of a folder in the order of their names."""
    whole = hashlib.sha256()
    for file in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        with file.open("rb") as content:
            while block := content.read(1 << 20):
                whole.update(block)
    return whole.hexdigest()
