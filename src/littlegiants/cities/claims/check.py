"""Claims against the counts: each is recomputed, and a count of the document's own never confirms it."""

from __future__ import annotations

from collections.abc import Mapping

from littlegiants.cities.claims import arithmetic, orders
from littlegiants.cities.claims.evidence import candidates, evidence, label, number
from littlegiants.cities.claims.model import (
    Claim,
    ClaimFile,
    ClaimResult,
    ClaimVerdict,
    ComparisonClaim,
    CountClaim,
    DifferenceClaim,
    Evidence,
    Flag,
    MembershipClaim,
    OvertakeClaim,
    RankClaim,
    RatioClaim,
    RuleClaim,
    ShareClaim,
    SumClaim,
    Term,
)
from littlegiants.cities.model import CountBook, When
from littlegiants.vocabulary.language import Text, message


def check_claims(
    claims: ClaimFile, book: CountBook, *, rosters: Mapping[str, frozenset[str]] | None = None
) -> tuple[ClaimResult, ...]:
    """Check every claim of a file; `rosters` are names known to hold a tier's title, none by default."""
    return tuple(check_claim(claim, claims, book, rosters=rosters or {}) for claim in claims.claims)


def check_claim(
    claim: Claim, claims: ClaimFile, book: CountBook, *, rosters: Mapping[str, frozenset[str]]
) -> ClaimResult:
    """Check one claim."""
    result = _by_kind(claim, claims, book, rosters)
    shown = [one for term in claim.beside for one in candidates(book, term)]
    told = (*result.supporting, *result.contradicting, *result.own, *result.beside)
    more = tuple(one for one in shown if not any(one is other for other in told))
    return ClaimResult(
        claim,
        result.verdict,
        result.lines,
        result.supporting,
        result.contradicting,
        result.own,
        (*result.beside, *more),
        result.flags,
    )


def _by_kind(
    claim: Claim, claims: ClaimFile, book: CountBook, rosters: Mapping[str, frozenset[str]]
) -> ClaimResult:
    match claim.content:
        case CountClaim() as content:
            return _count(claim, content, claims, book)
        case SumClaim() as content:
            return arithmetic.check_sum(claim, content, claims, book)
        case DifferenceClaim() as content:
            return arithmetic.check_difference(claim, content, claims, book)
        case RatioClaim() as content:
            return arithmetic.check_ratio(claim, content, claims, book)
        case ComparisonClaim() as content:
            return arithmetic.check_comparison(claim, content, claims, book)
        case ShareClaim() as content:
            return arithmetic.check_share(claim, content, claims, book)
        case RankClaim() as content:
            return orders.check_rank(claim, content, claims, book)
        case OvertakeClaim() as content:
            return orders.check_overtake(claim, content, claims, book)
        case MembershipClaim() as content:
            return _membership(claim, content, rosters)
        case RuleClaim() as content:
            return ClaimResult(
                claim, ClaimVerdict.UNCHECKABLE, (message("claims.line.rule", topic=content.topic),)
            )


def _count(claim: Claim, content: CountClaim, claims: ClaimFile, book: CountBook) -> ClaimResult:
    term = content.of
    found = evidence(book, term, claims.source)
    wrong = wrong_batch(book, term)
    if wrong:
        others = _same_value(book, term)
        lines = (*wrong, *(_belongs(book, one) for one in others))
        return ClaimResult(
            claim,
            ClaimVerdict.CONTRADICTED,
            lines,
            contradicting=tuple(others),
            own=found.own,
            beside=(*found.supporting, *found.contradicting, *found.beside),
            flags=(Flag.WRONG_BATCH,),
        )
    lines = tuple(_differs(term, one) for one in found.contradicting)
    flags = (Flag.WEAK_SUPPORT,) if found.is_weak else ()
    return ClaimResult(
        claim,
        found.verdict,
        lines,
        found.supporting,
        found.contradicting,
        found.own,
        found.beside,
        flags,
    )


def _differs(term: Term, one: Evidence) -> Text:
    assert term.value is not None
    gap = abs(term.value - one.value)
    return message(
        "claims.line.differs", stated=number(term.value), known=label(one), gap=number(gap)
    )


def wrong_batch(book: CountBook, term: Term) -> tuple[Text, ...]:
    """Return why a batch cannot be of the date given, empty where it can or nothing is known."""
    if term.batch is None or term.as_of is None or term.batch not in book.calendar:
        return ()
    announced = book.calendar[term.batch]
    following = book.calendar.get(term.batch + 1)
    is_late = following is not None and term.as_of.first > following.last
    if term.as_of.last >= announced.first and not is_late:
        return ()
    return (
        message(
            "claims.line.batch_date",
            batch=term.batch,
            announced=announced.text,
            claimed=term.as_of.text,
        ),
    )


def _same_value(book: CountBook, term: Term) -> list[Evidence]:
    """Counts of the same place, tier and basis with the claimed number, of other batches."""
    anywhere = Term(term.value, term.unit, term.code, term.tier, term.basis)
    return [
        one
        for one in candidates(book, anywhere)
        if one.value == term.value and _in_time(one.as_of, term.as_of)
    ]


def _in_time(when: When, wanted: When | None) -> bool:
    return wanted is None or when.overlaps(wanted)


def _belongs(book: CountBook, one: Evidence) -> Text:
    batch = getattr(one, "last_batch", None)
    return message("claims.line.belongs", count=label(one), batch=batch, region=one.region.name)


def _membership(
    claim: Claim, content: MembershipClaim, rosters: Mapping[str, frozenset[str]]
) -> ClaimResult:
    known = rosters.get(content.tier, frozenset())
    found = [name for name in content.names if name in known]
    missing = [name for name in content.names if name not in known]
    if not missing:
        return ClaimResult(
            claim, ClaimVerdict.CONFIRMED, (message("claims.line.on_list", names=", ".join(found)),)
        )
    if not known:
        line = message("claims.line.no_roster", names=", ".join(missing))
        return ClaimResult(claim, ClaimVerdict.UNCHECKABLE, (line,))
    line = message("claims.line.no_list", names=", ".join(missing), known=len(known))
    return ClaimResult(claim, ClaimVerdict.UNCHECKABLE, (line,))
