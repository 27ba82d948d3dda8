"""The article's numbers, recomputed: what the claim checker and the rank of 2025 say, word for word.

`python -m tests.golden.test_article` writes the texts again; whoever changes them reads every line.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from littlegiants.bootstrap import Site, open_site
from littlegiants.cities.arithmetic import add, sum_of_lists
from littlegiants.cities.changes import percent, stock_change
from littlegiants.cities.choose import cells, choose
from littlegiants.cities.claims.model import ClaimResult, ClaimVerdict, Flag
from littlegiants.cities.errors import MixedBasesError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, Count
from littlegiants.cities.services import RankQuestion, check
from littlegiants.cli.claims import run_claims
from littlegiants.cli.overtakes import run_overtakes
from littlegiants.cli.rank import run_rank
from littlegiants.vocabulary.language import LANGUAGES

FOLDER = Path(__file__).parent / "article"
SCREENS: dict[str, Callable[[Site], int]] = {
    "claims": lambda site: run_claims(site, None, json=False, strict=False),
    "rank_2025": lambda site: run_rank(site, RankQuestion(batch=7), json=False),
    "overtakes_shenzhen": lambda site: run_overtakes(
        site, "440300", tier="little_giant", json=False
    ),
}


def shown(screen: str, language: str) -> str:
    """What a command prints, without blanks at the ends of lines."""
    text = StringIO()
    with redirect_stdout(text):
        assert SCREENS[screen](open_site({"LITTLEGIANTS_LANG": language})) == 0
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screens_are_as_written_down(screen: str, language: str) -> None:
    """A changed line is a changed statement about a city."""
    assert shown(screen, language) == (FOLDER / f"{screen}.{language}.txt").read_text(
        encoding="utf-8"
    )


def results() -> dict[str, ClaimResult]:
    """The answers to the article by claim."""
    _, found = check(load_counts())
    return {one.claim.id: one for one in found}


def said(claim: str) -> str:
    """All lines of one answer in English."""
    return "\n".join(line.en for line in results()[claim].lines)


def valid(batch: int, code: str = "440300", basis: Basis = Basis.VALID) -> Count:
    """The default count of a city."""
    book = load_counts()
    found = next(
        counts
        for cell, counts in cells(book).items()
        if (cell.code, cell.tier, cell.basis, cell.batch, cell.about)
        == (code, "little_giant", basis, batch, "")
    )
    return choose(found, book.preferences).count


def test_valid_stocks() -> None:
    """M1-T03: 752, 1,025 and 1,333 are stocks, each after its batch."""
    assert [valid(batch).value for batch in (4, 5, 6, 7)] == [442, 752, 1025, 1333]


def test_310_belongs_to_batch_five() -> None:
    """C3: batch 7 is of 2025; 442 + 310 = 752 is right."""
    found = results()["C3a"]
    assert (found.verdict, found.flags) == (ClaimVerdict.CONTRADICTED, (Flag.WRONG_BATCH,))
    assert "belongs to batch 5" in said("C3a")
    assert results()["C3b"].verdict is ClaimVerdict.CONFIRMED
    assert "442 + 310 = 752" in said("C3b")


def test_1372_is_a_sum_of_two_bases() -> None:
    """C2: it may not be added; shown with its bases, and the pure sum of the lists beside it."""
    with pytest.raises(MixedBasesError):
        add([valid(6), valid(7, basis=Basis.NEW)])
    found = results()["C2d"]
    assert found.verdict is ClaimVerdict.INCONSISTENT
    assert set(found.flags) == {Flag.MIXED_BASES, Flag.INFERRED}
    assert "1,372 ≠ 1,333" in said("C2d")
    assert "1,400 (1,053 one batch earlier)" in said("C2d")
    counts = load_counts().counts
    lists = [
        sum_of_lists(counts, code="440300", tier="little_giant", through=batch) for batch in (6, 7)
    ]
    assert lists == [1053, 1400]


@pytest.mark.parametrize(
    ("claim", "batch", "lost", "rate", "nation"),
    [("C2d", 7, 39, "14.2%", "13.0%"), ("S7", 6, 25, "18.7%", "17.1%")],
)
def test_what_is_missing_was_lost_at_review(
    claim: str, batch: int, lost: int, rate: str, nation: str
) -> None:
    """39 in 2025 and 25 in 2024, marked as inferred, beside the nation's rates."""
    change = stock_change(load_counts(), "440300", tier="little_giant", batch=batch)
    assert change.is_inferred
    assert change.review is not None
    assert change.lost_rate is not None
    told = (change.lost, percent(change.lost_rate), percent(change.review.fail_rate))
    assert told == (lost, rate, nation)
    assert f"inferred: {lost} lost at the review" in said(claim)
    assert f"= {rate}; nationally {nation} failed" in said(claim)


def test_shanghai_shows_both() -> None:
    """C1: 1,032 of the article against 1,026 of the city authority."""
    found = results()["C1c"]
    assert found.verdict is ClaimVerdict.CONTRADICTED
    assert [one.value for one in found.contradicting] == [1026]
    assert "said to be 1,032, but 1,026" in said("C1c")


def test_overtakes_of_the_article() -> None:
    """C5: Beijing derived, from the article's own counts; Ningbo and Shanghai not derivable."""
    found = results()
    for claim in ("C5a", "C5b"):
        assert found[claim].verdict is ClaimVerdict.UNCHECKABLE
        assert found[claim].flags == (Flag.NOT_DERIVABLE,)
        assert found[claim].beside
    assert found["C5c"].verdict is ClaimVerdict.ONLY_ITS_OWN_SOURCE
    assert "margin +123" in said("C5c")
    assert "a tie" in said("C5c")


def test_152_and_1_7_are_not_of_one_unit() -> None:
    """C7: 149 is the nation's average of patents; 1.7 cannot be."""
    found = results()["C7"]
    assert (found.verdict, found.flags) == (ClaimVerdict.INCONSISTENT, (Flag.UNIT_MISMATCH,))
    assert "152 against 149" in said("C7")


def test_ratios_and_shares() -> None:
    """C6, C8, C9, C10, C11, C13: computed as written down."""
    assert "437,639,581 yuan" in said("C6")
    assert "= 12.52" in said("C8")
    assert "about 955" in said("C9")
    assert "= 44.8%" in said("C10a")
    assert "= 2.2%" in said("C10a")
    assert "= 100" in said("C11")
    assert "= 33,333" in said("C13c")
    undefined = {name for name, one in results().items() if Flag.DENOMINATOR_UNDEFINED in one.flags}
    assert undefined == {"C9", "C10a", "C10b"}


def test_no_confirmation_rests_on_the_article_itself() -> None:
    """Nothing that supports a claim is the article or repeats it."""
    book = load_counts()
    for found in results().values():
        assert not any(book.repeats(one.source, "seed") for one in found.supporting)
    confirmed = {n for n, one in results().items() if one.verdict is ClaimVerdict.CONFIRMED}
    assert confirmed == {"C3b"}


def write() -> None:
    """Write the golden texts."""
    FOLDER.mkdir(exist_ok=True)
    for screen in SCREENS:
        for language in LANGUAGES:
            path = FOLDER / f"{screen}.{language}.txt"
            path.write_text(shown(screen, language), encoding="utf-8")


if __name__ == "__main__":
    write()
