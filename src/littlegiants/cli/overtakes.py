"""`littlegiants overtakes`: who passed whom, as far as the counts carry it, and what is only claimed."""

from __future__ import annotations

from collections.abc import Iterator

from littlegiants.bootstrap import Site
from littlegiants.cities.changes import StockChange, percent
from littlegiants.cities.claims.evidence import label
from littlegiants.cities.claims.load import load_claims
from littlegiants.cities.claims.orders import nearest_lines
from littlegiants.cities.contract import overtakes_as_json, pass_as_json
from littlegiants.cities.errors import NoCountsError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Count, CountBook, Region
from littlegiants.cities.overtakes import Overtake
from littlegiants.cities.passing import Between, what_it_takes
from littlegiants.cities.services import OvertakesAnswer, find_region, overtakes
from littlegiants.cli.rank import source_lines
from littlegiants.cli.screen import console, print_json
from littlegiants.vocabulary.language import Language, say


def run_overtakes(
    site: Site,
    city: str | None,
    *,
    tier: str,
    json: bool,
    target: str | None = None,
    theirs_new: Between | None = None,
) -> int:
    """Print derived overtakes, ties and claimed ones; of a city also its ranks and changes.

    With `target` it says instead what the city needs in the next batch to pass that place.
    """
    book = load_counts(site.settings.catalog)
    region = None if city is None else find_region(book, city)
    if target is not None:
        if region is None:
            raise NoCountsError("cities.city_wanted")
        return _pass(site, book, region, find_region(book, target), tier, theirs_new, json=json)
    code = None if region is None else region.code
    answer = overtakes(book, load_claims(book), tier=tier, code=code)
    if json:
        for one in overtakes_as_json(answer):
            print_json(one)
        return 0
    language, screen = site.settings.language, console()
    screen.print(say(language, "cities.overtakes.title"), style="bold", markup=False)
    for line in _lines(answer, language):
        screen.print(line, markup=False, soft_wrap=True)
    return 0


def _pass(
    site: Site,
    book: CountBook,
    who: Region,
    whom: Region,
    tier: str,
    theirs_new: Between | None,
    *,
    json: bool,
) -> int:
    answer = what_it_takes(book, who.code, whom.code, tier=tier, theirs_new=theirs_new)
    if json:
        print_json(pass_as_json(who, whom, answer))
        return 0
    language, screen = site.settings.language, console()
    title = say(language, "cities.pass.title", who=who.name, whom=whom.name, batch=answer.batch)
    screen.print(title, style="bold", markup=False)
    needed = answer.needed
    lines = [text.in_(language) for text in answer.assumptions]
    lines.append(say(language, "cities.pass.needed", low=needed.low, high=needed.high))
    lines.append(say(language, "cities.pass.foot"))
    for line in lines:
        screen.print(f"  {line}", markup=False, soft_wrap=True)
    return 0


def _lines(answer: OvertakesAnswer, language: Language) -> Iterator[str]:
    if not answer.found.events:
        yield "  " + say(language, "cities.overtakes.none")
    for event in answer.found.events:
        yield from _event_lines(event, language)
    if answer.found.ties:
        yield say(language, "cities.overtakes.ties_title")
    for tie in answer.found.ties:
        yield "  " + say(
            language,
            "cities.overtakes.tie",
            batch=tie.pairing.batch,
            first=tie.pairing.who.region.name,
            second=tie.pairing.whom.region.name,
            value=f"{tie.pairing.who.value:,}",
            source=tie.pairing.who.source.id,
            basis=tie.basis.text,
        )
    if answer.claimed:
        yield say(language, "cities.overtakes.claimed_title")
    for claimed in answer.claimed:
        values = {
            "when": claimed.when.text,
            "who": claimed.who,
            "whom": claimed.whom,
            "source": claimed.source,
        }
        if claimed.is_derivable:
            yield "  " + say(language, "cities.overtakes.claimed_derived", **values)
        else:
            yield "  " + say(language, "cities.overtakes.claimed", **values)
        yield from (f"      {line.in_(language)}" for line in nearest_lines(claimed))
    yield from _city_lines(answer, language)
    yield say(language, "cities.overtakes.foot")
    yield from source_lines(_counts(answer), language)


def _city_lines(answer: OvertakesAnswer, language: Language) -> Iterator[str]:
    for basis, steps in answer.history.items():
        told = [
            say(
                language,
                "cities.overtakes.step_open" if step.perhaps_ahead else "cities.overtakes.step",
                batch=step.batch,
                rank=step.rank,
                of=step.of,
                value=f"{step.count.value:,}",
                ahead=step.perhaps_ahead,
            )
            for step in steps
        ]
        if told:
            joined = " · ".join(told)
            yield say(language, "cities.overtakes.history", basis=basis.text, steps=joined)
    if answer.changes:
        yield say(language, "cities.changes_title")
    for change in answer.changes:
        yield from _change_lines(change, language)


def _change_lines(change: StockChange, language: Language) -> Iterator[str]:
    rate = ""
    if change.lost_rate is not None and change.cohort is not None and change.review is not None:
        rate = say(
            language,
            "cities.change.rate",
            own=percent(change.lost_rate),
            cohort=change.cohort.value,
            batch=change.cohort.last_batch,
            nation=percent(change.review.fail_rate),
        )
    yield "  " + say(
        language,
        "cities.change.line",
        batch=change.batch,
        before=f"{change.before.count.value:,}",
        new=f"{change.new.value:,}",
        lost=f"{change.lost:,}",
        after=f"{change.after.count.value:,}",
        rate=rate,
    )
    yield from (f"      ? {remark.in_(language)}" for remark in change.remarks)
    if change.lost_others:
        low, high = f"{change.lost_others[0]:,}", f"{change.lost_others[-1]:,}"
        yield "      ? " + say(language, "cities.change.others", low=low, high=high)


def _event_lines(event: Overtake, language: Language) -> Iterator[str]:
    who, whom = event.after.who.region.name, event.after.whom.region.name
    when = say(
        language,
        "cities.overtakes.when",
        before=event.before.batch,
        after=event.after.batch,
    )
    word = say(language, "cities.overtakes.firm" if event.is_firm else "cities.overtakes.doubtful")
    yield f"  {who.in_(language)} > {whom.in_(language)} · {when} · {event.basis.text.in_(language)} · {word}"
    for pairing in (event.before, event.after):
        yield f"      {label(pairing.who)} − {label(pairing.whom)} = {pairing.margin:+,}"
    if event.ties:
        batches = ", ".join(str(batch) for batch in event.ties)
        yield "      " + say(language, "cities.overtakes.ties_between", batches=batches)
    for basis in event.bases_agreeing:
        yield "      " + say(language, "cities.overtakes.agreeing", basis=basis.text)
    yield from (f"      ? {doubt.in_(language)}" for doubt in event.doubts)


def _counts(answer: OvertakesAnswer) -> list[Count]:
    pairings = [tie.pairing for tie in answer.found.ties]
    for event in answer.found.events:
        pairings += [event.before, event.after, *event.other_pairings]
    found = [count for pairing in pairings for count in (pairing.who, pairing.whom)]
    return found + [count for claimed in answer.claimed for count in claimed.nearest]
