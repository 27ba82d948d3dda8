"""`littlegiants round`: the city's own rounds, step by step."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from littlegiants.assessment.one import Assessor
from littlegiants.bootstrap import Site
from littlegiants.cli.batch import procedures_of, programme_words
from littlegiants.cli.screen import console, print_findings, print_json, progress, table
from littlegiants.recognition.candidates import find_candidates
from littlegiants.recognition.contract import round_as_json
from littlegiants.recognition.round_services import (
    Issued,
    add_candidates,
    check_candidate,
    close_round,
    decide_objection,
    find_round,
    list_rounds,
    object_to,
    open_round,
    publish,
    recommend,
)
from littlegiants.recognition.rounds import Round, Step
from littlegiants.recognition.working_days import load_calendar
from littlegiants.register.model import Header
from littlegiants.register.services import enterprise_headers
from littlegiants.register.views import find_one
from littlegiants.rulebooks.model import Action
from littlegiants.storage.database import EVERYTHING
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.verdict import Verdict


@dataclass(frozen=True, slots=True)
class RoundRequest:
    """A round as asked for on the command line."""

    programme: str
    year: int
    region: str
    issuer: str
    source: str
    ordinal: int = 1


def run_open(site: Site, wanted: RoundRequest, *, json: bool) -> int:
    """Open a round."""
    number = open_round(
        site.register,
        procedures_of(site),
        actor=site.actor,
        programme=wanted.programme,
        year=wanted.year,
        region_code=wanted.region,
        issuer=wanted.issuer,
        source=wanted.source,
        ordinal=wanted.ordinal,
    )
    return run_show(site, number, json=json)


def run_add(site: Site, number: int, who: Sequence[str], on: date, *, json: bool) -> int:
    """Add candidates, each by code, number or whole name."""
    firms = _firms(site, who)
    add_candidates(site.register, actor=site.actor, round_id=number, enterprise_ids=firms, on=on)
    return _taken(site, number, Step.ADD, json=json)


VERDICTS = {"met": (Verdict.MET,), "open": (Verdict.MET, Verdict.MANUAL_REVIEW, Verdict.UNKNOWN)}
"""Whom an assessment makes a candidate: who meets every clause, or also who is left open."""


def run_add_assessed(site: Site, number: int, word: str, on: date, *, json: bool) -> int:
    """Add the enterprises that the assessment of the whole register makes candidates."""
    if word not in VERDICTS:
        raise LittleGiantsError("cli.verdict_unknown", word=word, known=" ".join(VERDICTS))
    language, catalog = site.settings.language, site.catalog
    with site.register.read() as connection, progress(say(language, "cli.assessing")) as update:
        found = find_round(connection, number)
        rulebook = catalog.select(found.programme, Action.NEW, on)
        candidates = find_candidates(
            connection,
            procedures_of(site),
            Assessor(rulebook, catalog.vocabulary),
            verdicts=VERDICTS[word],
            as_of=on,
            known=EVERYTHING,
            progress=update,
        )
        firms = [c.enterprise_id for c in candidates if c.enterprise_id not in found.candidates]
    add_candidates(site.register, actor=site.actor, round_id=number, enterprise_ids=firms, on=on)
    return _taken(site, number, Step.ADD, json=json)


def run_check(
    site: Site, number: int, who: str, on: date, *, kept: bool, reason: str, json: bool
) -> int:
    """Record the check of a candidate."""
    check_candidate(
        site.register,
        actor=site.actor,
        round_id=number,
        enterprise_id=_firms(site, [who])[0],
        kept=kept,
        reason=reason,
        on=on,
    )
    return _taken(site, number, Step.CHECK, json=json)


def run_recommend(site: Site, number: int, on: date, document_no: str, *, json: bool) -> int:
    """Issue the recommendation list."""
    issued = recommend(
        site.register, actor=site.actor, round_id=number, on=on, document_no=document_no
    )
    return _taken(site, number, Step.RECOMMEND, json=json, issued=issued)


def run_publish(
    site: Site,
    number: int,
    on: date,
    document_no: str,
    *,
    working_days: int | None,
    json: bool,
) -> int:
    """Issue the publicity list."""
    calendar = load_calendar(site.settings.catalog)
    issued = publish(
        site.register,
        procedures_of(site),
        calendar,
        actor=site.actor,
        round_id=number,
        on=on,
        working_days=working_days,
        document_no=document_no,
    )
    if not json and issued.ends_on is not None:
        print_findings(console(), calendar.check(on, issued.ends_on), site.settings.language)
    return _taken(site, number, Step.PUBLISH, json=json, issued=issued)


def run_object(
    site: Site, number: int, on: date, *, by: str, statement: str, who: str | None, json: bool
) -> int:
    """Record an objection."""
    object_to(
        site.register,
        actor=site.actor,
        round_id=number,
        on=on,
        raised_by=by,
        statement=statement,
        enterprise_id=None if who is None else _firms(site, [who])[0],
    )
    return _taken(site, number, Step.OBJECT, json=json)


def run_decide_objection(
    site: Site, number: int, objection: int, on: date, *, upheld: bool, reason: str, json: bool
) -> int:
    """Record what was decided on an objection."""
    decide_objection(
        site.register,
        actor=site.actor,
        round_id=number,
        objection_id=objection,
        upheld=upheld,
        reason=reason,
        on=on,
    )
    return _taken(site, number, Step.DECIDE, json=json)


def run_close(
    site: Site,
    number: int,
    on: date,
    document_no: str,
    *,
    effective_on: date | None,
    json: bool,
) -> int:
    """Issue the final list, which gives titles."""
    issued = close_round(
        site.register,
        actor=site.actor,
        round_id=number,
        on=on,
        effective_on=effective_on,
        document_no=document_no,
    )
    return _taken(site, number, Step.CLOSE, json=json, issued=issued)


def run_show(site: Site, number: int | None, *, json: bool) -> int:
    """Show one round with its candidates and objections, or every round in a line."""
    with site.register.read() as connection:
        found = list_rounds(connection) if number is None else [find_round(connection, number)]
        firms = sorted({firm for one in found for firm in one.candidates})
        headers = enterprise_headers(connection, firms, as_of=site.today)
    if json:
        for one in found:
            print_json(round_as_json(one))
        return 0
    screen, language = console(), site.settings.language
    for one in found:
        for line in _lines(site, one):
            screen.print(line, markup=False, soft_wrap=True)
    if number is not None:
        _print_tables(found[0], headers, language)
    return 0


def _lines(site: Site, found: Round) -> Iterator[str]:
    language = site.settings.language
    yield say(
        language,
        "recognition.round_line",
        round=found.id,
        year=found.year,
        ordinal=found.ordinal,
        programme=programme_words(site, found.programme),
        state=found.state.text,
        candidates=len(found.candidates),
        kept=len(found.kept),
        refused=len(found.refused),
        unchecked=len(found.unchecked),
        objections=len(found.objections),
        open=len(found.open_objections),
    )
    if found.publicity is not None:
        starts, ends = (day.isoformat() for day in found.publicity)
        yield say(language, "recognition.round_publicity", starts=starts, ends=ends)


def _print_tables(found: Round, headers: dict[int, Header], language: Language) -> None:
    screen, checks = console(), found.checks
    rows = [
        [
            headers[firm].key,
            headers[firm].name.replace("[", r"\["),
            say(language, f"recognition.outcome_{checks[firm].outcome}") if firm in checks else "",
            checks[firm].note.replace("[", r"\[") if firm in checks else "",
            checks[firm].actor if firm in checks else "",
        ]
        for firm in found.candidates
    ]
    if rows:
        names = _heads(("enterprise", "name", "result", "reason", "by"), language)
        screen.print(table("", names, rows))
    objections = [
        [
            str(one.id),
            headers[one.enterprise_id].key if one.enterprise_id is not None else "–",
            one.raised_on.isoformat(),
            one.statement.replace("[", r"\["),
            say(language, f"recognition.outcome_{one.outcome}") if one.outcome else "",
            one.reason.replace("[", r"\["),
            one.decided_by,
        ]
        for one in found.objections
    ]
    if objections:
        columns = ("objection", "enterprise", "day", "statement", "result", "reason", "by")
        screen.print(table("", _heads(columns, language), objections))


def _taken(site: Site, number: int, step: Step, *, json: bool, issued: Issued | None = None) -> int:
    """Say that a step was taken, and show the round as it is now."""
    if not json:
        language = site.settings.language
        told = say(language, "recognition.round_done", round=number, step=step.text)
        console().print(told, markup=False)
        if issued is not None:
            written = say(language, "recognition.round_issued", document=issued.document_id)
            console().print(written, markup=False)
    return run_show(site, number, json=json)


def _firms(site: Site, who: Sequence[str]) -> list[int]:
    with site.register.read() as connection:
        return [find_one(connection, one, known=EVERYTHING) for one in who]


def _heads(names: Sequence[str], language: Language) -> list[str]:
    return [say(language, f"recognition.head_{name}") for name in names]
