"""`littlegiants rank`: places ranked by counts of one basis, with what speaks against the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from littlegiants.bootstrap import Site
from littlegiants.cities.changes import percent
from littlegiants.cities.claims.evidence import label
from littlegiants.cities.contract import rank_as_json
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Count, Source, tier_text
from littlegiants.cities.ranks import RankTable
from littlegiants.cities.register_counts import register_counts
from littlegiants.cities.robustness import PLACES_MAX
from littlegiants.cities.services import RankAnswer, RankQuestion, rank
from littlegiants.cli.known import Times, reading
from littlegiants.cli.screen import console, print_json, table
from littlegiants.recognition.procedures import load_procedures
from littlegiants.vocabulary.language import Language, say

LEFT_OUT_SHOWN = 30


def run_rank(site: Site, question: RankQuestion, *, json: bool, own: Sequence[Count] = ()) -> int:
    """Print a rank table with its sources, conflicts and robustness; `own` are counts of a register."""
    answer = rank(load_counts(site.settings.catalog).with_counts(own), question)
    if json:
        print_json(rank_as_json(answer))
        return 0
    language, screen = site.settings.language, console()
    heads = ("rank", "region", "count", "as_of", "source", "trust", "first", "marks")
    names = [say(language, f"cities.head.{head}") for head in heads]
    screen.print(table(_title(answer.table, language), names, list(_rows(answer, language))))
    for line in _remarks(answer, language):
        screen.print(line, markup=False, soft_wrap=True)
    left_out = answer.table.left_out
    if left_out:
        shown = [
            [
                one.count.region.name.in_(language),
                f"{one.count.value:,}",
                one.count.as_of.text,
                one.count.source.id,
                one.reason.in_(language),
            ]
            for one in left_out[:LEFT_OUT_SHOWN]
        ]
        left_heads = ("region", "count", "as_of", "source", "reason")
        names = [say(language, f"cities.head.{head}") for head in left_heads]
        screen.print(table(say(language, "cities.left_title"), names, shown))
    for line in source_lines(_counts(answer), language):
        screen.print(line, markup=False, soft_wrap=True)
    return 0


def own_counts(site: Site, tier: str) -> list[Count]:
    """Return what the site's own register counts of a tier, for the city that it covers."""
    book = load_counts(site.settings.catalog)
    with reading(site, Times(site.today)) as (connection, known):
        return register_counts(
            connection,
            load_procedures(site.settings.catalog),
            book,
            tier=tier,
            as_of=site.today,
            known=known,
            name=site.register.shown_url,
        )


def _title(ranked: RankTable, language: Language) -> str:
    values = {
        "tier": tier_text(ranked.tier),
        "level": say(language, f"cities.level.{ranked.level.value}"),
        "basis": ranked.basis.text,
    }
    if ranked.batch is None:
        return say(language, "cities.rank.title_undated", **values)
    if ranked.as_of is None:
        return say(language, "cities.rank.title", batch=ranked.batch, **values)
    return say(
        language, "cities.rank.title_day", batch=ranked.batch, as_of=ranked.as_of.text, **values
    )


def _rows(answer: RankAnswer, language: Language) -> Iterator[list[str]]:
    for row in answer.table.rows:
        count = row.count
        first = None if answer.first is None else answer.first[count.region.code]
        yield [
            str(row.rank),
            count.region.name.in_(language),
            f"{count.value:,}",
            count.as_of.text,
            count.source.id,
            count.source.trust.value,
            "–" if first is None else probability(first),
            ", ".join(mark.text.in_(language) for mark in row.marks),
        ]


def probability(value: float) -> str:
    """Return a probability for people; neither end is reached by rounding."""
    if value < 0.001:
        return "<0.1%"
    if value > 0.999:
        return ">99.9%"
    return f"{value:.1%}"


def _remarks(answer: RankAnswer, language: Language) -> Iterator[str]:
    if answer.first is None:
        yield say(language, "cities.first_many", most=PLACES_MAX)
    else:
        yield say(
            language,
            "cities.first_foot",
            size=percent(answer.error.relative),
            kind=answer.error.kind.text,
        )
    if answer.swap is not None:
        first, second = (row.count.region.name for row in answer.table.rows[:2])
        alone = answer.swap.higher_alone
        yield say(
            language,
            "cities.swap",
            first=first,
            second=second,
            both=percent(answer.swap.both),
            alone="–" if alone is None else percent(alone),
        )
    if answer.conflicts:
        yield say(language, "cities.conflicts_title")
    for choice in answer.conflicts:
        yield "  " + say(
            language,
            "cities.conflict",
            region=choice.count.region.name,
            values=" · ".join(label(count) for count in choice.all),
            chosen=f"{choice.count.value:,}",
            reason=choice.reason,
        )
    for order in answer.table.other_orders:
        places = " · ".join(
            f"{one.rank} {one.count.region.name.in_(language)} {one.count.value:,}"
            for one in order.ranked
        )
        yield "  " + say(language, "cities.order", source=order.source, order=places)
    ahead = answer.table.missing_ahead
    if ahead:
        names = [f"{count.region.name.in_(language)} {label(count)}" for count in ahead]
        yield say(language, "cities.rank.missing", places=" · ".join(names))
    yield say(
        language, "cities.rank.foot", basis=answer.table.basis.text, of=len(answer.table.rows)
    )


def _counts(answer: RankAnswer) -> list[Count]:
    ranked = [count for row in answer.table.rows for count in row.choice.all]
    return ranked + [one.count for one in answer.table.left_out[:LEFT_OUT_SHOWN]]


def source_lines(counts: list[Count], language: Language) -> Iterator[str]:
    """Yield the legend of the sources used, each once."""
    sources: dict[str, Source] = {count.source.id: count.source for count in counts}
    yield say(language, "cities.sources_title")
    for source in sorted(sources.values(), key=lambda one: one.id):
        repeats = (
            say(language, "cities.source_repeats", source=source.repeats) if source.repeats else ""
        )
        yield "  " + say(
            language,
            "cities.source_line",
            id=source.id,
            trust=source.trust.value,
            title=source.title,
            date=source.date,
            repeats=repeats,
        )
