"""Claims: arithmetic, evidence that is independent, and traps; thresholds at both sides."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.cities.claims.check import check_claims
from littlegiants.cities.claims.evidence import agrees, number
from littlegiants.cities.claims.load import load_claims, read_claims
from littlegiants.cities.claims.model import ClaimResult, ClaimVerdict, Flag
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, Count, CountBook, Trust
from tests.unit.cities.builders import book, count, series, source

DOC, COPY, FREE, WEAK = (
    source("doc"),
    source("copy", repeats="doc"),
    source("free"),
    source("weak", Trust.C),
)
A4 = "{value: %s, region: 910100, tier: little_giant, basis: valid_on_date, batch: 4, as_of: 2022}"


def check(claim: str, *counts: Count, known: CountBook | None = None) -> ClaimResult:
    """Check one claim of the document `doc`, given as YAML below its id and quote."""
    given_book = known or book(*(counts or (count("a", 100, by=DOC),)))
    sources = {one.id: one for one in (DOC, COPY, FREE, WEAK)} | dict(given_book.sources)
    full = CountBook(given_book.counts, given_book.regions, sources, given_book.calendar)
    text = f"""
document: {{source: doc, title: {{zh: 虚构, en: invented}}}}
units: {{patents: {{zh: 件, en: patents}}, yuan: {{zh: 元, en: yuan}}}}
claims:
  - id: X
    quote: {{zh: 虚构, en: invented}}
    {claim}
"""
    claims, findings = read_claims(text, "own.yaml", full)
    assert findings == []
    assert claims is not None
    return check_claims(claims, full)[0]


def count_claim(value: str) -> str:
    """A count claim on city a after batch 4."""
    return f"kind: count\n    of: {A4 % value}"


def test_an_independent_equal_count_confirms() -> None:
    """Another source says the same."""
    found = check(count_claim("100"), count("a", 100, by=DOC), count("a", 100, by=FREE))
    assert found.verdict is ClaimVerdict.CONFIRMED
    assert [one.source.id for one in found.supporting] == ["free"]


@pytest.mark.parametrize("own", [DOC, COPY], ids=["itself", "repeated"])
def test_its_own_count_never_confirms(own: object) -> None:
    """A count of the document, or of who repeats it, is its own source."""
    assert own in (DOC, COPY)
    found = check(count_claim("100"), count("a", 100, by=DOC if own is DOC else COPY))
    assert found.verdict is ClaimVerdict.ONLY_ITS_OWN_SOURCE
    assert found.supporting == ()


@pytest.mark.parametrize(
    ("value", "verdict"), [("99", "contradicted"), ("100", "confirmed"), ("101", "contradicted")]
)
def test_one_off_is_contradicted(value: str, verdict: str) -> None:
    """Just below, at and just above the independent count."""
    found = check(count_claim(value), count("a", 100, by=FREE))
    assert found.verdict.value == verdict


@pytest.mark.parametrize(
    "other",
    [
        count("a", 90, by=WEAK),
        count("a", 90, by=FREE, is_derived=True),
        count("a", 90, by=FREE, is_rounded=True),
        count("a", 90, by=FREE, as_of="2023-02"),
    ],
    ids=["weak", "derived", "rounded", "another date"],
)
def test_what_cannot_contradict_stands_beside(other: Count) -> None:
    """The lowest trust, derived, rounded or of another date: shown, decides nothing."""
    found = check(count_claim("100"), count("a", 100, by=DOC), other)
    assert found.verdict is ClaimVerdict.ONLY_ITS_OWN_SOURCE
    assert found.beside == (other,)


def test_better_contradiction_beats_weak_support() -> None:
    """A copy agrees, an independent medium differs: contradicted, both shown."""
    found = check(count_claim("100"), count("a", 100, by=WEAK), count("a", 90, by=FREE))
    assert found.verdict is ClaimVerdict.CONTRADICTED
    assert len(found.supporting) == len(found.contradicting) == 1


def test_support_of_copies_only_is_flagged() -> None:
    """Confirmed, but by the lowest trust alone."""
    found = check(count_claim("100"), count("a", 100, by=WEAK))
    assert (found.verdict, found.flags) == (ClaimVerdict.CONFIRMED, (Flag.WEAK_SUPPORT,))


def test_nothing_known_is_uncheckable() -> None:
    """No count of that cell at all."""
    assert (
        check(count_claim("100"), count("a", 100, "1-5", by=FREE)).verdict
        is ClaimVerdict.UNCHECKABLE
    )


def test_the_wrong_batch_is_found_and_the_right_one_named() -> None:
    """Batch 6 is not of 2023; the number belongs to batch 5."""
    claim = "kind: count\n    of: {value: 31, region: 910100, tier: little_giant, basis: new, batch: 6, as_of: 2023}"
    found = check(
        claim,
        count("a", 31, "5", basis=Basis.NEW, by=FREE),
        count("a", 29, "6", basis=Basis.NEW, by=FREE),
    )
    assert (found.verdict, found.flags) == (ClaimVerdict.CONTRADICTED, (Flag.WRONG_BATCH,))
    assert "belongs to batch 5" in found.lines[1].en


def sum_claim(total: str) -> str:
    """60 + 40 = total, in one basis of two places."""
    terms = "".join(
        f"\n      - {{value: {value}, region: {code}, tier: little_giant, basis: valid_on_date, batch: 4}}"
        for value, code in ((60, 910100), (40, 920100))
    )
    return f"kind: sum\n    terms:{terms}\n    total: {{value: {total}}}"


@pytest.mark.parametrize(
    ("total", "verdict"), [("99", "inconsistent"), ("100", "confirmed"), ("101", "inconsistent")]
)
def test_a_sum_is_exact(total: str, verdict: str) -> None:
    """One less, right, one more; the addends are known independently."""
    found = check(sum_claim(total), count("a", 60, by=FREE), count("b", 40, by=FREE))
    assert found.verdict.value == verdict
    assert found.lines[0].en == "60 + 40 = 100"


def test_a_right_sum_is_as_good_as_its_parts() -> None:
    """One part known to the document only."""
    found = check(sum_claim("100"), count("a", 60, by=FREE), count("b", 40, by=DOC))
    assert found.verdict is ClaimVerdict.ONLY_ITS_OWN_SOURCE


def test_the_document_contradicted_in_a_part() -> None:
    """The arithmetic is right, a part is wrong."""
    found = check(sum_claim("100"), count("a", 61, by=FREE), count("b", 40, by=FREE))
    assert found.verdict is ClaimVerdict.CONTRADICTED


@pytest.mark.parametrize(
    ("gap", "verdict"), [(19, "inconsistent"), (20, "confirmed"), (21, "inconsistent")]
)
def test_a_difference_is_exact(gap: int, verdict: str) -> None:
    """60 − 40 = 20."""
    b4 = A4.replace("910100", "920100")
    claim = f"kind: difference\n    first: {A4 % 60}\n    second: {b4 % 40}\n    value: {{value: {gap}}}"
    found = check(claim, count("a", 60, by=FREE), count("b", 40, by=FREE))
    assert found.verdict.value == verdict


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        ("11.4", "inconsistent"),
        ("11.5", "only_its_own_source"),
        ("13.5", "only_its_own_source"),
        ("13.6", "inconsistent"),
    ],
)
def test_a_ratio_has_its_tolerance(value: str, verdict: str) -> None:
    """100 / 8 = 12.5 within one: 11.5 and 13.5 still are."""
    claim = f"kind: ratio\n    over: {{value: 100}}\n    under: {{value: 8}}\n    value: {{value: {value}}}\n    tolerance: 1"
    assert check(claim).verdict.value == verdict


def test_the_missing_term_of_a_ratio_is_computed() -> None:
    """33.3919 million at 7.63 % would be 437.6 million."""
    claim = "kind: ratio\n    over: {value: 33391900, unit: yuan}\n    under: {unit: yuan}\n    value: {value: 7.63, unit: percent}\n    of_means: true"
    found = check(claim)
    assert found.lines[0].en == "implies 437,639,581 yuan"
    assert found.flags == (Flag.RATIO_OF_MEANS,)


@pytest.mark.parametrize(
    ("parts", "verdict"),
    [
        ("26, 57, 16", "inconsistent"),
        ("26, 57, 17", "only_its_own_source"),
        ("26, 57, 18", "inconsistent"),
    ],
)
def test_shares_make_the_whole(parts: str, verdict: str) -> None:
    """99, 100, 101."""
    listed = ", ".join(f"{{value: {part}, unit: percent}}" for part in parts.split(", "))
    assert check(f"kind: share\n    parts: [{listed}]\n    total: 100").verdict.value == verdict


def test_a_comparison_of_two_units_is_no_comparison() -> None:
    """Patents against yuan."""
    found = check(
        "kind: comparison\n    left: {value: 5, unit: patents}\n    right: {value: 1, unit: yuan}"
    )
    assert (found.verdict, found.flags) == (ClaimVerdict.INCONSISTENT, (Flag.UNIT_MISMATCH,))


def test_a_rank_with_more_ahead_is_contradicted() -> None:
    """Second is not first, by independent counts."""
    claim = "kind: rank\n    of: {region: 910100, tier: little_giant, basis: valid_on_date, batch: 4}\n    rank: %s"
    counts = (count("a", 5, by=FREE), count("b", 6, by=FREE))
    assert check(claim % 1, *counts).verdict is ClaimVerdict.CONTRADICTED
    second = check(claim % 2, *counts)
    assert (second.verdict, second.flags) == (ClaimVerdict.UNCHECKABLE, (Flag.FEW_KNOWN,))


@pytest.mark.parametrize(("when", "verdict"), [("2020", "confirmed"), ("2021", "uncheckable")])
def test_an_overtake_needs_the_counts_of_its_batch(when: str, verdict: str) -> None:
    """Independent counts before and after batch 2 confirm it, of batch 3 nothing is known."""
    known = series(a=[1, 5], b=[2, 4])
    claim = f"kind: overtake\n    who: 910100\n    whom: 920100\n    tier: little_giant\n    when: {when}\n    rank_before: 2\n    rank_after: 1"
    assert check(claim, known=known).verdict.value == verdict


def test_an_overtake_with_a_rank_that_is_taken_is_inconsistent() -> None:
    """A third place stands ahead, so that the claimed first is not."""
    known = series(a=[1, 5], b=[2, 4], c=[8, 9])
    claim = "kind: overtake\n    who: 910100\n    whom: 920100\n    tier: little_giant\n    when: 2020\n    rank_after: 1"
    assert check(claim, known=known).verdict is ClaimVerdict.INCONSISTENT


def test_membership_is_confirmed_by_a_roster_and_never_denied() -> None:
    """A list that is not complete can only confirm."""
    shipped, known = load_claims(load_counts()), load_counts()
    names = frozenset({"DeepSeek", "优必选", "大疆"})
    by_id = {r.claim.id: r for r in check_claims(shipped, known, rosters={"little_giant": names})}
    assert by_id["S17"].verdict is ClaimVerdict.CONFIRMED
    without = {r.claim.id: r for r in check_claims(shipped, known)}
    assert without["S17"].verdict is ClaimVerdict.UNCHECKABLE


@pytest.mark.parametrize(
    ("known", "fits"),
    [(10499, False), (10500, True), (11000, True), (11999, True), (12000, False)],
)
def test_a_rounded_number_agrees_within_its_last_digit(known: int, fits: bool) -> None:
    """11,000 “more than” or rounded: from 10,500 to just below 12,000."""
    assert agrees(Fraction(11000), Fraction(known), is_rounded=True) is fits
    assert agrees(Fraction(11000), Fraction(known), is_rounded=False) is (known == 11000)


@given(st.fractions(min_value=-(10**6), max_value=10**6, max_denominator=1000))
def test_numbers_for_people_are_near(value: Fraction) -> None:
    """Two decimals at most, separators, no trailing zero."""
    text = number(value)
    assert abs(Fraction(text.replace(",", "")) - value) <= Fraction(1, 200)
    assert not (text.endswith("0") and "." in text)
