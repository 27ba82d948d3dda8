"""Claims that can be recomputed: sums, differences, ratios, comparisons and shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from littlegiants.cities.arithmetic import sum_of_lists
from littlegiants.cities.changes import national_review, percent, reviews_due
from littlegiants.cities.choose import choose
from littlegiants.cities.claims.evidence import Found, candidates, evidence, label, number
from littlegiants.cities.claims.model import (
    PERCENT,
    Claim,
    ClaimFile,
    ClaimResult,
    ClaimVerdict,
    ComparisonClaim,
    DifferenceClaim,
    Evidence,
    Flag,
    RatioClaim,
    ShareClaim,
    SumClaim,
    Term,
)
from littlegiants.cities.model import Basis, Count, CountBook, tier_text
from littlegiants.vocabulary.language import Text, message

_UNIT_FACTOR = 10
"""A stated average this many times off the known one is taken to be of another unit."""


def result(
    claim: Claim,
    verdict: ClaimVerdict,
    lines: Sequence[Text],
    found: Found = Found(),  # noqa: B008 - a frozen value
    flags: Sequence[Flag] = (),
) -> ClaimResult:
    """Put a result together from its parts."""
    return ClaimResult(
        claim,
        verdict,
        tuple(lines),
        found.supporting,
        found.contradicting,
        found.own,
        found.beside,
        tuple(flags),
    )


def all_found(book: CountBook, terms: Sequence[Term], document: str) -> tuple[Found, list[Found]]:
    """Return the evidence on several terms, together and one by one."""
    single = [evidence(book, term, document) for term in terms]
    together = Found()
    for one in single:
        together = together.with_(one)
    return together, single


def holds(single: Sequence[Found]) -> ClaimVerdict:
    """What may be said of right arithmetic: as good as the worst of its parts."""
    verdicts = [one.verdict for one in single]
    for verdict in (
        ClaimVerdict.CONTRADICTED,
        ClaimVerdict.UNCHECKABLE,
        ClaimVerdict.ONLY_ITS_OWN_SOURCE,
    ):
        if verdict in verdicts:
            return (
                verdict
                if verdict is not ClaimVerdict.UNCHECKABLE
                else ClaimVerdict.ONLY_ITS_OWN_SOURCE
            )
    return ClaimVerdict.CONFIRMED


def _value(term: Term) -> Fraction:
    assert term.value is not None
    return term.value


def check_sum(claim: Claim, content: SumClaim, claims: ClaimFile, book: CountBook) -> ClaimResult:
    """Add the terms, compare with the total, and say which bases were added."""
    values = [_value(term) for term in content.terms]
    found_sum, total = sum(values, Fraction(0)), _value(content.total)
    lines = [
        message("claims.line.sum", terms=" + ".join(map(number, values)), sum=number(found_sum))
    ]
    flags: list[Flag] = []
    bases = list(dict.fromkeys(t.basis for t in content.terms if t.basis is not None))
    is_change = _is_change(content)
    if len(bases) > 1:
        flags.append(Flag.MIXED_BASES)
        joined = Text("、".join(b.text.zh for b in bases), ", ".join(b.text.en for b in bases))
        lines.append(message("claims.line.mixed_bases", bases=joined))
    lines += _tiers(content)
    if any(term.is_rounded for term in content.terms):
        flags.append(Flag.ROUNDED_PARTS)
        lines.append(message("claims.line.rounded_parts"))
    together, single = all_found(book, content.terms, claims.source)
    about_total = evidence(book, content.total, claims.source)
    together = together.with_(
        Found(
            (),
            (),
            about_total.own,
            (*about_total.supporting, *about_total.contradicting, *about_total.beside),
        )
    )
    if found_sum != total:
        lines.append(
            message(
                "claims.line.sum_off",
                sum=number(found_sum),
                total=number(total),
                gap=number(total - found_sum),
            )
        )
    if is_change:
        flags.append(Flag.INFERRED)
        lines += _change_lines(book, content, found_sum - total)
    verdict = ClaimVerdict.INCONSISTENT if found_sum != total else holds(single)
    if (
        verdict is not ClaimVerdict.INCONSISTENT
        and about_total.verdict is ClaimVerdict.CONTRADICTED
    ):
        verdict = ClaimVerdict.CONTRADICTED
    if verdict is ClaimVerdict.CONFIRMED and Flag.MIXED_BASES in flags:
        lines.append(message("claims.line.only_sum", total=number(total)))
    if verdict is ClaimVerdict.CONFIRMED and any(one.is_weak for one in single):
        flags.append(Flag.WEAK_SUPPORT)
    return result(claim, verdict, lines, together, flags)


def _tiers(content: SumClaim) -> Iterator[Text]:
    tiers = list(dict.fromkeys(term.tier for term in content.terms if term.tier))
    if len(tiers) > 1:
        names = [tier_text(tier) for tier in tiers]
        joined = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
        yield message("claims.line.nested_titles", tiers=joined)


def _is_change(content: SumClaim) -> bool:
    """True for an old stock plus a new list set against the new stock of the same place."""
    if len(content.terms) != 2 or content.total.basis is not Basis.VALID:
        return False
    old, new = sorted(content.terms, key=lambda term: term.basis is Basis.NEW)
    same = {(t.code, t.tier) for t in (old, new, content.total)}
    batch = content.total.batch
    return (
        len(same) == 1
        and old.basis is Basis.VALID
        and new.basis is Basis.NEW
        and batch is not None
        and old.batch == batch - 1
        and new.batch == batch
    )


def _change_lines(book: CountBook, content: SumClaim, lost: Fraction) -> Iterator[Text]:
    """What the gap means: losses at the reviews of that year, set against the nation's."""
    total = content.total
    assert total.batch is not None
    review = national_review(book, total.batch)
    numbers = [str(batch) for batch in reviews_due(total.batch)]
    due = Text("、".join(numbers), ", ".join(numbers))
    if review is not None and lost > 0:
        yield message("claims.line.lost", count=number(lost), year=review.year, batches=due)
        cohort = _list_of(book, total, reviews_due(total.batch)[0])
        if cohort is not None:
            yield message(
                "claims.line.lost_rate",
                count=number(lost),
                cohort=cohort.value,
                batch=cohort.last_batch,
                rate=percent(lost / cohort.value),
                nation=percent(review.fail_rate),
            )
    elif review is not None and lost == 0:
        yield message(
            "claims.line.none_lost", year=review.year, batches=due, nation=percent(review.fail_rate)
        )
    through = sum_of_lists(book.counts, code=total.code, tier=total.tier, through=total.batch)
    earlier = sum_of_lists(book.counts, code=total.code, tier=total.tier, through=total.batch - 1)
    if through is not None and earlier is not None:
        yield message(
            "claims.line.lists", sum=f"{through:,}", batch=total.batch, before=f"{earlier:,}"
        )


def _list_of(book: CountBook, term: Term, batch: int) -> Count | None:
    found = candidates(
        book, Term(None, code=term.code, tier=term.tier, basis=Basis.NEW, batch=batch)
    )
    counts = [one for one in found if isinstance(one, Count)]
    return choose(counts, book.preferences).count if counts else None


def check_difference(
    claim: Claim, content: DifferenceClaim, claims: ClaimFile, book: CountBook
) -> ClaimResult:
    """Subtract, or find the value that the other two imply; other sources' differences stand beside."""
    first, second, gap = content.first, content.second, content.value
    together, single = all_found(book, (first, second), claims.source)
    lines = list(_differences_of_sources(book, first, second, claims.source))
    if first.value is not None and second.value is not None and gap.value is not None:
        right = first.value - second.value
        lines.insert(
            0,
            message(
                "claims.line.difference",
                first=number(first.value),
                second=number(second.value),
                gap=number(right),
            ),
        )
        if right != gap.value:
            return result(claim, ClaimVerdict.INCONSISTENT, lines, together)
        return result(claim, holds(single), lines, together)
    implied = _implied_difference(content)
    lines.insert(0, message("claims.line.implied", value=number(implied)))
    return result(claim, holds(single), lines, together, (Flag.INFERRED,))


def _implied_difference(content: DifferenceClaim) -> Fraction:
    if content.first.value is None:
        return _value(content.second) + _value(content.value)
    if content.second.value is None:
        return content.first.value - _value(content.value)
    return content.first.value - content.second.value


def _differences_of_sources(
    book: CountBook, first: Term, second: Term, document: str
) -> Iterator[Text]:
    for one in candidates(book, first):
        for other in candidates(book, second):
            is_pair = one.source.id == other.source.id and one.as_of == other.as_of
            if is_pair and not book.repeats(one.source, document):
                yield message(
                    "claims.line.source_difference",
                    source=one.source.id,
                    as_of=one.as_of.text,
                    first=number(Fraction(one.value)),
                    second=number(Fraction(other.value)),
                    gap=number(Fraction(one.value) - other.value),
                )


def check_ratio(
    claim: Claim, content: RatioClaim, claims: ClaimFile, book: CountBook
) -> ClaimResult:
    """Divide, or find the value that the other two imply."""
    over, under, value = content.over, content.under, content.value
    together, single = all_found(book, (over, under), claims.source)
    scale = Fraction(1, 100) if value.unit == PERCENT else Fraction(1)
    flags = [Flag.RATIO_OF_MEANS] if content.is_of_means else []
    lines: list[Text] = []
    if over.value is not None and under.value is not None and value.value is not None:
        right = over.value / under.value / scale
        lines.append(
            message(
                "claims.line.ratio",
                over=number(over.value),
                under=number(under.value),
                ratio=number(right),
                stated=number(value.value),
            )
        )
        if abs(right - value.value) > content.tolerance:
            return result(claim, ClaimVerdict.INCONSISTENT, lines, together, flags)
        return result(claim, holds(single), lines, together, flags)
    if over.value is not None and value.value is not None:
        implied, unit = over.value / (value.value * scale), claims.unit(under.unit)
    elif under.value is not None and value.value is not None:
        implied, unit = under.value * value.value * scale, claims.unit(over.unit)
    else:
        implied, unit = _value(over) / _value(under) / scale, claims.unit(value.unit)
    lines.append(
        message(
            "claims.line.implied_unit", value=number(implied, 0 if implied > 1000 else 2), unit=unit
        )
    )
    if content.is_of_means:
        lines.append(message("claims.line.ratio_of_means"))
    return result(claim, ClaimVerdict.UNCHECKABLE, lines, together, flags)


def check_comparison(
    claim: Claim, content: ComparisonClaim, claims: ClaimFile, book: CountBook
) -> ClaimResult:
    """Say whether like is compared with like: the unit, and the known value in that unit."""
    left, right = content.left, content.right
    known = candidates(book, right)
    lines, flags = [], []
    if left.unit != right.unit:
        flags.append(Flag.UNIT_MISMATCH)
        lines.append(
            message(
                "claims.line.two_units", left=claims.unit(left.unit), right=claims.unit(right.unit)
            )
        )
    for one in known:
        if _is_other_unit(_value(right), Fraction(one.value)):
            flags.append(Flag.UNIT_MISMATCH)
            lines.append(
                message(
                    "claims.line.not_the_unit",
                    stated=number(_value(right)),
                    unit=claims.unit(right.unit),
                    known=label(one),
                )
            )
            lines.append(
                message(
                    "claims.line.like_with_like",
                    left=number(_value(left)),
                    right=number(Fraction(one.value)),
                    unit=claims.unit(left.unit),
                )
            )
    if content.fits is not None and flags:
        fits = content.fits
        stated = "–" if fits.value is None else number(fits.value)
        lines.append(
            message(
                "claims.line.fits",
                right=number(_value(right)),
                unit=claims.unit(fits.unit),
                value=stated,
            )
        )
    found = Found(contradicting=tuple(known)) if flags else evidence(book, right, claims.source)
    if flags or _value(left) <= _value(right):
        return result(claim, ClaimVerdict.INCONSISTENT, lines, found, list(dict.fromkeys(flags)))
    return result(claim, holds([evidence(book, left, claims.source), found]), lines, found)


def _is_other_unit(stated: Fraction, known: Fraction) -> bool:
    low, high = sorted((stated, known))
    return low <= 0 or high / low >= _UNIT_FACTOR


def check_share(
    claim: Claim, content: ShareClaim, claims: ClaimFile, book: CountBook
) -> ClaimResult:
    """Add the parts, or hold one part against every whole that may be meant."""
    together, _ = all_found(book, content.parts, claims.source)
    values = [_value(term) for term in content.parts]
    if content.total is not None:
        right = sum(values, Fraction(0))
        line = message(
            "claims.line.parts",
            parts=" + ".join(map(number, values)),
            sum=number(right),
            total=number(content.total),
        )
        if right != content.total:
            return result(claim, ClaimVerdict.INCONSISTENT, [line], together)
        return result(
            claim,
            ClaimVerdict.ONLY_ITS_OWN_SOURCE,
            [line, message("claims.line.parts_of_what")],
            together,
        )
    lines = []
    for part in values:
        if content.share is not None:
            whole = part / content.share * 100
            lines.append(
                message(
                    "claims.line.implied_whole",
                    part=number(part),
                    share=number(content.share),
                    whole=number(whole, 0),
                )
            )
        for one in _wholes(book, content.wholes):
            lines.append(_share_line(part, one))
    return result(claim, ClaimVerdict.UNCHECKABLE, lines, together, (Flag.DENOMINATOR_UNDEFINED,))


def _wholes(book: CountBook, terms: Sequence[Term]) -> Iterator[Evidence]:
    for term in terms:
        counts = [one for one in candidates(book, term) if isinstance(one, Count)]
        if counts:
            yield choose(counts, book.preferences).count


def _share_line(part: Fraction, whole: Evidence) -> Text:
    basis = whole.basis.text if isinstance(whole, Count) else Text("", "")
    return message(
        "claims.line.share",
        part=number(part),
        whole=label(whole),
        region=whole.region.name,
        basis=basis,
        share=percent(part / whole.value) if whole.value else "–",
    )
