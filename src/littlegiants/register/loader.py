"""The rows of one delivery of facts go into the register: identified, registered, compared, recorded."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from littlegiants.intake.industries import INDUSTRY_CODE
from littlegiants.intake.model import Delivery
from littlegiants.linkage.model import Blocked, Method, Outcome, Printed
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import core_key
from littlegiants.register.identify import (
    covered_division,
    identify,
    look_alikes,
    told_place,
)
from littlegiants.register.model import NAME_MAX, Loaded
from littlegiants.register.repository import enterprises as stored
from littlegiants.register.repository import events as stored_events
from littlegiants.register.repository import facts as stored_facts
from littlegiants.register.repository import loading
from littlegiants.register.repository.records import add_link
from littlegiants.register.rows import INDUSTRY_EDITION, RowFacts
from littlegiants.register.tables import INDUSTRY_MAX
from littlegiants.register.values import write_payload
from littlegiants.storage.database import EVERYTHING, Work
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.uscc import UsccReading, check_uscc

Owned = tuple[RowFacts, int, int | None]
"""A row, the enterprise that it speaks of, and the link on which that rests; none if its code says so."""


_BY_LOOKS = frozenset((
    Blocked.OTHER_CODE, Blocked.SEVERAL, Blocked.FORM, Blocked.PLACE, Blocked.REGION, Blocked.NO_NAME,
))  # fmt: skip
"""What speaks against a link by name; it does not speak against a code of its own."""


@dataclass(slots=True)
class FactsLoader:
    """Loads the rows of one delivery within one unit of work."""

    work: Work
    delivery_id: int
    source: str
    as_of: date
    file_name: str
    _linked: Counter[str] = field(default_factory=Counter)
    _compared: Counter[str] = field(default_factory=Counter)
    _counted: Counter[str] = field(default_factory=Counter)
    _findings: list[Finding] = field(default_factory=list)

    @property
    def _kept(self) -> loading.Kept:
        return {"delivery_id": self.delivery_id, "act_id": self.work.act_id}

    def load(self, rows: Sequence[RowFacts], *, new_by_name: bool) -> None:
        """Take every row to its enterprise, register new ones, keep the rest for a person."""
        readings = {row.row_no: self._reading(row) for row in rows}
        printed = [
            Printed(row.name, r.code if (r := readings[row.row_no]).well_formed else None)
            for row in rows
        ]
        outcomes = identify(self.work.connection, printed, known=EVERYTHING)
        coded = {name_key(row.name) for row in rows if readings[row.row_no].well_formed}
        owned: list[Owned] = []
        named: list[tuple[RowFacts, Outcome]] = []
        fresh: list[RowFacts] = []
        waiting: list[RowFacts] = []
        for row, outcome in zip(rows, outcomes, strict=True):
            if outcome.enterprise_id is not None:
                self._linked[outcome.method] += 1
                if outcome.method is Method.CODE:
                    owned.append((row, outcome.enterprise_id, None))
                else:
                    named.append((row, outcome))
            elif self._is_new(
                row,
                readings[row.row_no],
                outcome,
                new_by_name=new_by_name and name_key(row.name) not in coded,
            ):
                fresh.append(row)
            else:
                waiting.append(row)
        owned += self._link(named, readings)
        owned += self._register(fresh, readings)
        self._compare(owned)
        self._identify(owned, readings)
        self.record(owned)
        self._counted["queued"] += len(self._keep(waiting, readings))

    def summary(self, delivery: Delivery, *, dry_run: bool) -> Loaded:
        """What came of it."""
        return Loaded(
            None if dry_run else self.delivery_id,
            len(delivery.table),
            new_enterprises=self._counted["new"],
            linked=dict(self._linked),
            queued=self._counted["queued"],
            annual_rows=self._counted["annual"],
            standing_rows=self._counted["standing"],
            new_values=self._compared["new"],
            changed_values=self._compared["changed"],
            same_values=self._compared["same"],
            new_names=self._counted["names"],
            findings=(*delivery.findings, *self._findings),
            is_dry_run=dry_run,
        )

    def _reading(self, row: RowFacts) -> UsccReading:
        reading = check_uscc(row.id)
        place = f"row {row.row_no}"
        if reading.is_personal_id:
            self._findings.append(Finding.of("uscc.personal_id", place))
        if len(row.name) > NAME_MAX:
            cut = Finding.of("register.name_cut", place, severity=Severity.WARNING, most=NAME_MAX)
            self._findings.append(cut)
        return reading

    def _is_new(
        self, row: RowFacts, reading: UsccReading, outcome: Outcome, *, new_by_name: bool
    ) -> bool:
        if reading.uscc is not None:
            return _is_new_code(outcome, check_ok=reading.uscc.check_digit_ok)
        if not new_by_name or not name_key(row.name):
            return False
        if set(outcome.blocked) - {Blocked.CODE_MALFORMED}:
            return False
        return not look_alikes(self.work.connection, Printed(row.name), known=EVERYTHING)

    def _register(
        self, fresh: Sequence[RowFacts], readings: Mapping[int, UsccReading]
    ) -> list[Owned]:
        """Give numbers to new enterprises; rows of one code, or without codes of one name, are one."""
        keys = [_identity(row, readings[row.row_no]) for row in fresh]
        firsts = {key: readings[row.row_no] for key, row in zip(keys, fresh, strict=True)}
        added = loading.add_enterprises(self.work.connection, len(firsts), **self._kept)
        numbers = dict(zip(firsts, added, strict=True))
        codes = [
            (numbers[key], reading.code, "uscc", reading.uscc.check_digit_ok, None)
            for key, reading in firsts.items()
            if reading.uscc is not None
        ]
        loading.add_codes(self.work.connection, codes, **self._kept)
        self._counted["new"] += len(firsts)
        if fresh:
            self._linked["new"] += len(fresh)
        return [(row, numbers[key], None) for key, row in zip(keys, fresh, strict=True)]

    def _link(
        self, named: Sequence[tuple[RowFacts, Outcome]], readings: Mapping[int, UsccReading]
    ) -> list[Owned]:
        """Rows linked by name are kept as printed, so that the link can be looked at and taken back."""
        records = self._keep([row for row, _ in named], readings)
        owned: list[Owned] = []
        for record, (row, outcome) in zip(records, named, strict=True):
            assert outcome.enterprise_id is not None
            link_id = add_link(
                self.work.connection,
                self.work.act_id,
                record_id=record,
                enterprise_id=outcome.enterprise_id,
                method=outcome.method.value,
                evidence=evidence_of(outcome),
            )
            owned.append((row, outcome.enterprise_id, link_id))
        return owned

    def _identify(self, owned: Sequence[Owned], readings: Mapping[int, UsccReading]) -> None:
        """Record names that are new to their enterprise, and codes where there was none."""
        owners = {owner for _, owner, _ in owned}
        held_names = stored.name_keys_of(self.work.connection, owners)
        undated = stored.undated_names_said_on(self.work.connection, owners)
        held_codes = (
            set(stored.codes_of(self.work.connection, owners, EVERYTHING)) if owners else set()
        )
        told = {uscc.code for row, _, _ in owned if (uscc := readings[row.row_no].uscc)}
        taken = set(stored.by_codes(self.work.connection, told, EVERYTHING))
        names: list[loading.NewName] = []
        codes: list[tuple[int, str, str, bool, int | None]] = []
        for row, owner, link_id in owned:
            key, uscc = name_key(row.name), readings[row.row_no].uscc
            if key and key not in held_names[owner]:
                kind, since = loading.standing_of_name(
                    self.as_of, undated.get(owner), is_first=not held_names[owner]
                )
                core = core_key(row.name)
                new = loading.NewName(owner, row.name, key, core, kind, since, link_id=link_id)
                names.append(new)
                held_names[owner].add(key)
            if uscc is not None and owner not in held_codes and uscc.code not in taken:
                codes.append((owner, uscc.code, "uscc", uscc.check_digit_ok, link_id))
                held_codes.add(owner)
                taken.add(uscc.code)
        self._counted["names"] += loading.add_names(self.work.connection, names, **self._kept)
        loading.add_codes(self.work.connection, codes, **self._kept)

    def _describe(self, owned: Sequence[Owned]) -> None:
        """Record places and trades that are told and differ from the latest that is known."""
        owners = {owner for _, owner, _ in owned}
        if not owners:
            return
        home = covered_division(self.work.connection, EVERYTHING)
        held_places = stored.places_of(self.work.connection, owners, EVERYTHING)
        held_trades = stored.industries_of(self.work.connection, owners, EVERYTHING)
        places: list[loading.Place] = []
        trades: list[loading.Trade] = []
        for row, owner, link_id in owned:
            told = (row.place.address, row.place.region)
            if any(told):
                read = told_place(told, home, self.as_of)
                zone = read.zone or ""
                new = (read.code or "", zone, row.place.address)
                known = held_places.get(owner)
                last = known[-1] if known else None
                if last is None or new != (last.region_code, last.zone_code, last.address):
                    place = (owner, read.code, zone or None, row.place.address or None)
                    places.append((*place, self.as_of, link_id))
            code = row.standing.get(INDUSTRY_CODE)
            trade = held_trades.get(owner)
            if not isinstance(code, str) or len(code) > INDUSTRY_MAX:
                continue  # a text that is no code; it stays among the facts as it was told
            if not trade or trade[-1].industry_code != code:
                trades.append((owner, code, INDUSTRY_EDITION, self.as_of, link_id))
        loading.add_places(self.work.connection, places, **self._kept)
        loading.add_industries(self.work.connection, trades, **self._kept)

    def _compare(self, owned: Sequence[Owned]) -> None:
        """Count what is new, changed and the same, against all that deliveries say now."""
        owners = {owner for _, owner, _ in owned}
        if not owners:
            return
        years = [year for row, _, _ in owned for year in row.annual]
        connection = self.work.connection
        first, last = min(years, default=0), max(years, default=0)
        held = [
            stored_facts.annual_statements(
                connection, owners, first_year=first, last_year=last, known=EVERYTHING
            ),
            stored_facts.standing_statements(
                connection, owners, as_of=self.as_of, known=EVERYTHING
            ),
        ]
        said: dict[tuple[int, str, int | None], set[Value]] = {}
        for owner, statements in (item for part in held for item in part.items()):
            for s in statements:
                said.setdefault((owner, s.column, s.fact_year), set()).add(s.value)
        for row, owner, _ in owned:
            for column, year, value in row.values():
                before = said.get((owner, column, year))
                same = before is not None and value in before
                self._compared["new" if before is None else "same" if same else "changed"] += 1

    def record(self, owned: Sequence[Owned]) -> None:
        """Record what rows say of facts, events, clauses, places and trades."""
        connection, act_id = self.work.connection, self.work.act_id
        annual = [
            loading.annual_row(owner, year, values, self.delivery_id, row.row_no, act_id, link_id)
            for row, owner, link_id in owned
            for year, values in sorted(row.annual.items())
        ]
        self._counted["annual"] += loading.add_annual(connection, annual)
        standing = [
            (owner, row.row_no, row.standing, link_id)
            for row, owner, link_id in owned
            if row.standing
        ]
        self._counted["standing"] += loading.add_standing(
            connection, standing, valid_from=self.as_of, **self._kept
        )
        events = [(owner, *told, link_id) for row, owner, link_id in owned for told in row.events]
        stored_events.add_events(connection, events, **self._kept)
        whole = [
            (owner, fact, link_id)
            for row, owner, link_id in owned
            for fact in sorted(row.events_complete)
        ]
        stored_events.close_lists(connection, whole, until=self.as_of, **self._kept)
        for row, owner, link_id in owned:
            for clause, answer in row.judgements.items():
                self._judge(owner, row, clause, link_id, answer=answer)
        self._describe(owned)

    def _judge(
        self, owner: int, row: RowFacts, clause: str, link_id: int | None, *, answer: bool
    ) -> None:
        stored_facts.add_judgement(
            self.work.connection,
            self.work.act_id,
            {
                "enterprise_id": owner,
                "clause": clause,
                "answer": int(answer),
                "evidence": f"{self.file_name}, row {row.row_no}",
                "source_code": self.source,
                "delivery_id": self.delivery_id,
                "link_id": link_id,
                "valid_from": self.as_of,
            },
        )

    def _keep(self, rows: Sequence[RowFacts], readings: Mapping[int, UsccReading]) -> Sequence[int]:
        """Keep rows as printed, with what they say of facts; return the numbers of their records."""
        records = [
            loading.NewRecord(
                row.row_no,
                row.name,
                name_key(row.name),
                readings[row.row_no].code or None,
                detail=write_payload(row.payload()),
            )
            for row in rows
        ]
        return loading.add_records(self.work.connection, records, **self._kept)


def evidence_of(outcome: Outcome) -> str:
    """Return the steps of the cascade as text that can be said in words again."""
    steps = [
        {
            "method": step.method.value,
            "code": step.code,
            "values": {name: str(value) for name, value in step.values},
        }
        for step in outcome.evidence
    ]
    return json.dumps({"steps": steps}, ensure_ascii=False, sort_keys=True)


def _is_new_code(outcome: Outcome, *, check_ok: bool) -> bool:
    """True if a code that nobody has yet is of a new enterprise, whatever names look like its own.

    A person decides where somebody has this very name, where the check digit tells of a slip, and on branches.
    """
    if not outcome.blocked:
        return True
    if not check_ok or not set(outcome.blocked) <= _BY_LOOKS:
        return False
    return outcome.blocked == (Blocked.NO_NAME,) or any(
        step.code == "linkage.exact.none" for step in outcome.evidence
    )


def _identity(row: RowFacts, reading: UsccReading) -> str:
    return reading.code if reading.well_formed else f"name {name_key(row.name)}"
