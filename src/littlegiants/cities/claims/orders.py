"""Claims of order: ranks and overtakes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from littlegiants.cities.choose import cells, choose
from littlegiants.cities.claims.arithmetic import result
from littlegiants.cities.claims.evidence import Found, candidates, evidence, label, number
from littlegiants.cities.claims.model import (
    Claim,
    ClaimFile,
    ClaimResult,
    ClaimVerdict,
    Flag,
    OvertakeClaim,
    RankClaim,
    Term,
)
from littlegiants.cities.model import Count, CountBook
from littlegiants.cities.overtakes import ClaimedOvertake, Overtake, Pairing, claimed_overtake
from littlegiants.cities.ranks import rank_history
from littlegiants.vocabulary.language import Text, message


def check_rank(claim: Claim, content: RankClaim, claims: ClaimFile, book: CountBook) -> ClaimResult:
    """Hold a rank against the counts known, or against the editions of an index."""
    if content.of.figure:
        return _published_rank(claim, content, claims, book)
    rivals = _rivals(book, content.of)
    mine = _own_value(book, content.of)
    found = evidence(book, content.of, claims.source)
    if mine is None:
        return result(
            claim,
            ClaimVerdict.UNCHECKABLE,
            [message("claims.line.rank_unknown")],
            found,
            (Flag.FEW_KNOWN,),
        )
    ahead = [count for count in rivals if count.value > mine]
    line = message(
        "claims.line.rank",
        value=number(mine),
        rank=len(ahead) + 1,
        of=len(rivals) + 1,
        others=", ".join(label(count) for count in rivals[:3]) or "–",
    )
    if len(ahead) >= content.rank:
        sure = [count for count in ahead if not book.repeats(count.source, claims.source)]
        verdict = (
            ClaimVerdict.CONTRADICTED if len(sure) >= content.rank else ClaimVerdict.INCONSISTENT
        )
        return result(claim, verdict, [line], Found((), tuple(ahead), found.own, found.beside))
    verdict = ClaimVerdict.ONLY_ITS_OWN_SOURCE if found.own else ClaimVerdict.UNCHECKABLE
    lines = [line, message("claims.line.few_known")]
    return result(
        claim, verdict, lines, Found((), (), found.own, (*found.beside, *rivals)), (Flag.FEW_KNOWN,)
    )


def _rivals(book: CountBook, term: Term) -> list[Count]:
    """The chosen counts of other places of the same level, highest first."""
    level = book.regions[term.code].level
    found = [
        choose(counts, book.preferences).count
        for cell, counts in cells(book).items()
        if (cell.tier, cell.basis, cell.batch, cell.about)
        == (term.tier, term.basis, term.batch, "")
        and cell.code != term.code
        and counts[0].region.level is level
    ]
    return sorted(found, key=lambda count: -count.value)


def _own_value(book: CountBook, term: Term) -> Fraction | None:
    if term.value is not None:
        return term.value
    counts = [one for one in candidates(book, term) if isinstance(one, Count)]
    return Fraction(choose(counts, book.preferences).count.value) if counts else None


def _published_rank(
    claim: Claim, content: RankClaim, claims: ClaimFile, book: CountBook
) -> ClaimResult:
    editions = sorted(candidates(book, content.of), key=lambda one: one.as_of.first)
    free = [one for one in editions if not book.repeats(one.source, claims.source)]
    if not free:
        return result(claim, ClaimVerdict.UNCHECKABLE, [message("claims.line.rank_unknown")])
    lines = [
        message(
            "claims.line.edition",
            as_of=one.as_of.text,
            rank=number(Fraction(one.value)),
            source=one.source.id,
        )
        for one in free
    ]
    agreeing = tuple(one for one in free if one.value == content.rank)
    differing = tuple(one for one in free if one.value != content.rank)
    found = Found(agreeing, differing)
    if not differing:
        return result(claim, ClaimVerdict.CONFIRMED, lines, found)
    if not agreeing:
        return result(claim, ClaimVerdict.CONTRADICTED, lines, found)
    return result(claim, ClaimVerdict.UNCHECKABLE, lines, found, (Flag.EDITION_UNDEFINED,))


def check_overtake(
    claim: Claim, content: OvertakeClaim, claims: ClaimFile, book: CountBook
) -> ClaimResult:
    """Derive the overtake from the counts, or say that it is claimed only, with the nearest counts."""
    held = claimed_overtake(
        book,
        who=content.who,
        whom=content.whom,
        tier=content.tier,
        when=content.when,
        source=claims.source,
    )
    if held.derived is None:
        lines = [message("claims.line.not_derivable", when=content.when.text), *nearest_lines(held)]
        found = Found(beside=held.nearest)
        return result(claim, ClaimVerdict.UNCHECKABLE, lines, found, (Flag.NOT_DERIVABLE,))
    event = held.derived
    steps = list(_rank_steps(book, content, event))
    lines = [pairing_line(event.before), pairing_line(event.after), *event.doubts]
    lines += [line for line, _ in steps]
    used = (event.before.who, event.before.whom, event.after.who, event.after.whom)
    own = tuple(count for count in used if book.repeats(count.source, claims.source))
    free = tuple(count for count in used if not book.repeats(count.source, claims.source))
    beside = tuple(
        count for pairing in event.other_pairings for count in (pairing.who, pairing.whom)
    )
    verdict = ClaimVerdict.ONLY_ITS_OWN_SOURCE if own else ClaimVerdict.CONFIRMED
    if not all(is_possible for _, is_possible in steps):
        verdict = ClaimVerdict.INCONSISTENT
    flags = (Flag.INFERRED,) if own else ()
    return result(claim, verdict, lines, Found(free, (), own, beside), flags)


def _rank_steps(
    book: CountBook, content: OvertakeClaim, event: Overtake
) -> Iterator[tuple[Text, bool]]:
    """The ranks claimed at both ends, and whether the places known leave room for them."""
    level = book.regions[content.who].level
    history = rank_history(book, content.who, tier=content.tier, basis=event.basis, level=level)
    ends = ((event.before.batch, content.rank_before), (event.after.batch, content.rank_after))
    for batch, claimed in ends:
        for step in history:
            if step.batch == batch and claimed is not None:
                line = message(
                    "claims.line.rank_step",
                    batch=batch,
                    rank=step.rank,
                    of=step.of,
                    claimed=claimed,
                )
                yield line, step.rank <= claimed


def pairing_line(pairing: Pairing) -> Text:
    """Two counts after one batch, with the margin."""
    return message(
        "claims.line.pairing",
        batch=pairing.batch,
        who=pairing.who.region.name,
        whom=pairing.whom.region.name,
        first=label(pairing.who),
        second=label(pairing.whom),
        margin=f"{pairing.margin:+,}",
    )


def nearest_lines(held: ClaimedOvertake) -> list[Text]:
    """The nearest counts of both, each with its basis and batch, and a longer stretch that holds it."""
    lines = []
    if held.spanning is not None:
        lines.append(
            message(
                "cities.overtakes.spanning",
                before=held.spanning.before.batch,
                after=held.spanning.after.batch,
            )
        )
    return lines + [
        message(
            "claims.line.nearest",
            region=count.region.name,
            batch=count.last_batch,
            basis=count.basis.text,
            count=label(count),
        )
        for count in held.nearest
    ]
