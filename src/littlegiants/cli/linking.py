"""`littlegiants link`: rows that wait for a person, and the person's word."""

from __future__ import annotations

from typing import Any

from littlegiants.bootstrap import Site
from littlegiants.cli.screen import console, done, print_json
from littlegiants.linkage.model import Candidate
from littlegiants.register.services import Queued, decide, link_history, queue, unlink
from littlegiants.register.views import find_one
from littlegiants.storage.database import EVERYTHING
from littlegiants.vocabulary.language import Language, say

NEW_WORD = "new"


def run_queue(site: Site, delivery: int | None, most: int, *, json: bool) -> int:
    """Show the rows that wait, why, and whom they may mean."""
    with site.register.read() as connection:
        waiting, count = queue(connection, delivery_id=delivery, most=most)
    language = site.settings.language
    if json:
        for entry in waiting:
            print_json(_as_json(entry))
        return 0
    screen = console()
    for entry in waiting:
        for line in _lines(entry, language):
            screen.print(line, markup=False, soft_wrap=True)
    code = "cli.queue_count" if count else "cli.queue_empty"
    screen.print(say(language, code, count=count, shown=len(waiting)), style="bold", markup=False)
    return 0


def run_decide(site: Site, record: int, who: str, reason: str, *, json: bool) -> int:
    """Link a row to an enterprise (code, E-number or name), or to a new one."""
    enterprise_id: int | None = None
    if who != NEW_WORD:
        with site.register.read() as connection:
            enterprise_id = find_one(connection, who, known=EVERYTHING)
    owner = decide(
        site.register,
        actor=site.actor,
        record_id=record,
        enterprise_id=enterprise_id,
        reason=reason,
    )
    return done(
        site.settings.language, "link_done", json=json, record=record, enterprise=f"E{owner}"
    )


def run_unlink(site: Site, record: int, reason: str, *, json: bool) -> int:
    """Take a link back."""
    unlink(site.register, actor=site.actor, record_id=record, reason=reason)
    return done(site.settings.language, "unlink_done", json=json, record=record)


def run_history(site: Site, record: int, *, json: bool) -> int:
    """Show everything that was decided about a row, and on what."""
    with site.register.read() as connection:
        made = link_history(connection, record)
    language = site.settings.language
    for link in made:
        reasons = [{"zh": reason.zh, "en": reason.en} for reason in link.reasons]
        if json:
            print_json(
                {
                    "schema": "littlegiants.link/1",
                    "link": link.link_id,
                    "record": record,
                    "enterprise": f"E{link.enterprise_id}",
                    "method": link.method,
                    "takes_back": link.reverses_id,
                    "actor": link.actor,
                    "recorded_at": link.recorded_at.isoformat(),
                    "reasons": reasons,
                }
            )
            continue
        what = "cli.link_taken_back" if link.reverses_id else f"cli.method.{link.method}"
        head = f"{link.recorded_at:%Y-%m-%d %H:%M} {link.actor}: E{link.enterprise_id} "
        console().print(head + say(language, what), markup=False)
        for reason in link.reasons:
            console().print(f"  · {reason.in_(language)}", markup=False, soft_wrap=True)
    return 0


def _lines(entry: Queued, language: Language) -> list[str]:
    record = entry.record
    place = say(
        language,
        "cli.queue_place",
        delivery=record.delivery_id,
        row=record.row_no,
        seq=record.seq or "–",
    )
    told = " ".join(part for part in (record.name, record.code, record.region_text) if part)
    lines = [f"\n[{record.record_id}] {told}  ({place})"]
    lines += [f"  · {reason.in_(language)}" for reason in entry.reasons]
    lines += [f"  ! {blocked.text.in_(language)}" for blocked in entry.blocked]
    for position, candidate in enumerate(entry.candidates, start=1):
        lines.append(f"  {position}. E{candidate.enterprise_id} {candidate.text.in_(language)}")
        lines.append("     " + "; ".join(line.text.in_(language) for line in candidate.waterfall))
    return lines


def _as_json(entry: Queued) -> dict[str, Any]:
    record = entry.record
    return {
        "schema": "littlegiants.queued/1",
        "record": record.record_id,
        "delivery": record.delivery_id,
        "seq": record.seq,
        "page": record.page,
        "row": record.row_no,
        "name": record.name,
        "code": record.code or None,
        "region": record.region_text or None,
        "reasons": [{"zh": reason.zh, "en": reason.en} for reason in entry.reasons],
        "blocked": [reason.value for reason in entry.blocked],
        "candidates": [_candidate(candidate) for candidate in entry.candidates],
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    return {
        "enterprise": f"E{candidate.enterprise_id}",
        "name": candidate.name,
        "similarity": candidate.similarity,
        "score": candidate.score,
        "parts": [
            {
                "part": line.part,
                "likeness": line.likeness.value,
                "printed": line.printed,
                "known": line.known,
            }
            for line in candidate.waterfall
        ],
    }
