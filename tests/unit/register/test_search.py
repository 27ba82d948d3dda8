"""Enterprises are found by code, number, name, or parts of a name."""

from __future__ import annotations

from datetime import date

import pytest

from littlegiants.register.views import find_one, search
from littlegiants.storage.database import EVERYTHING
from tests.unit.register.builders import AS_OF, Clerk, refused, row, uscc

A, B, C = uscc(1), uscc(2), uscc(3)
NAMES = ("深圳市甲传感器有限公司", "深圳市甲传感器科技（集团）股份有限公司", "杭州乙光电有限公司")


@pytest.fixture
def filled(clerk: Clerk) -> Clerk:
    """Three enterprises with codes, one without, and one that has changed its name."""
    clerk.receive(*(row(code, name) for code, name in zip((A, B, C), NAMES, strict=True)))
    clerk.receive(row("", "苏州丙机械有限公司"), new_by_name=True)
    clerk.receive(row(C, "杭州新乙激光有限公司"), as_of=date(2026, 9, 1))
    return clerk


def found(clerk: Clerk, words: str, most: int = 20) -> tuple[list[int], bool]:
    """The enterprises found, and whether there are more."""
    with clerk.database.read() as connection:
        hits, is_more = search(connection, words, as_of=AS_OF, known=EVERYTHING, most=most)
    return [hit.header.id for hit in hits], is_more


def one(clerk: Clerk, words: str) -> int:
    """The one enterprise meant."""
    with clerk.database.read() as connection:
        return find_one(connection, words, known=EVERYTHING)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (A, [1]),
        (f" {A.lower()} ", [1]),
        (f"{A[:8]} {A[8:]}", [1]),
        ("E1", [1]),
        ("e4", [4]),
        (NAMES[0], [1]),
        ("深圳市甲传感器科技(集团)股份有限公司", [2]),
        ("传感", [1, 2]),
        ("乙光", [3]),
        ("甲 集团", [2]),
        ("深圳 传感", [1, 2]),
        ("新乙", [3]),
        ("苏州丙", [4]),
        ("不存在的", []),
        ("甲 光电", []),
        ("", []),
        ("  ", []),
        ("()", []),
        ('"', []),
        ("' OR 1", []),
        ("E99", []),
        ("E" + "9" * 30, []),
        (uscc(99), []),
    ],
)
def test_what_a_search_finds(filled: Clerk, words: str, numbers: list[int]) -> None:
    """By code, number, whole name, two characters, several parts, former name; or nothing."""
    assert found(filled, words) == (numbers, False)


def test_a_former_name_finds_its_enterprise_under_its_present_name(filled: Clerk) -> None:
    """The hit says by which name it was found."""
    with filled.database.read() as connection:
        ((hit,), _) = search(connection, "乙光电", as_of=date(2026, 10, 1), known=EVERYTHING)
    assert (hit.header.name, hit.found_by) == ("杭州新乙激光有限公司", NAMES[2])


def test_the_whole_name_stands_first(filled: Clerk) -> None:
    """Before longer names that hold it."""
    filled.receive(row(uscc(7), "深圳市甲传感器有限公司南山分公司"))
    assert found(filled, NAMES[0])[0][0] == 1


def test_names_that_begin_with_the_words_stand_before_others(filled: Clerk) -> None:
    """And then the shorter ones."""
    filled.receive(row(uscc(8), "传感有限公司"))
    numbers = found(filled, "传感")[0]
    assert numbers[0] == max(numbers)
    assert numbers[1:] == [1, 2]


def test_a_search_that_finds_more_says_so(filled: Clerk) -> None:
    """At, below and above the number asked for."""
    assert found(filled, "传感", most=1) == ([1], True)
    assert found(filled, "传感", most=2) == ([1, 2], False)
    assert found(filled, "传感", most=3) == ([1, 2], False)


def test_an_enterprise_is_found_once(filled: Clerk) -> None:
    """Though two of its names hold the words."""
    assert found(filled, "杭州") == ([3], False)


def test_a_search_of_the_past_finds_what_was_known(clerk: Clerk) -> None:
    """Nothing of what came later."""
    clerk.receive(row(A, NAMES[0]))
    before = clerk.last_act()
    clerk.receive(row(B, NAMES[1]))
    with clerk.database.read() as connection:
        hits, _ = search(connection, "传感", as_of=AS_OF, known=before)
    assert [hit.header.id for hit in hits] == [1]


@pytest.mark.parametrize(
    ("words", "number"),
    [(A, 1), ("E3", 3), (NAMES[0], 1), (NAMES[2], 3)],
)
def test_the_one_enterprise_that_is_meant(filled: Clerk, words: str, number: int) -> None:
    """By code, number or whole name."""
    assert one(filled, words) == number


@pytest.mark.parametrize(("words", "number"), [("集团", 2), ("丙机", 4), ("杭州", 3)])
def test_a_part_of_a_name_is_enough_to_look_but_not_to_act(
    filled: Clerk, words: str, number: int
) -> None:
    """Even where only one enterprise has it; whom it may mean is said."""
    with filled.database.read() as connection:
        assert find_one(connection, words, known=EVERYTHING, loosely=True) == number
    with refused("register.several"):
        one(filled, words)


def test_words_that_mean_several_are_refused_with_candidates(filled: Clerk) -> None:
    """Each by its key and name."""
    with refused(
        "register.several", wanted="传感", count=2, shown=f"{A} {NAMES[0]}; {B} {NAMES[1]}"
    ):
        one(filled, "传感")


def test_at_most_five_candidates_are_named(clerk: Clerk) -> None:
    """All are counted."""
    clerk.receive(*(row(uscc(number), f"深圳市{number}号传感有限公司") for number in range(1, 8)))
    with pytest.raises(Exception, match="7 enterprises") as caught:
        one(clerk, "传感")
    assert str(caught.value).count("9144") == 5


@pytest.mark.parametrize(
    "words", ["不存在的", "", "E99", "E" + "9" * 30, "E\U00010a40", uscc(99), "*"]
)
def test_words_that_mean_nobody_are_refused(filled: Clerk, words: str) -> None:
    """With what was asked for."""
    with refused("register.no_such_enterprise", wanted=words):
        one(filled, words)


def test_a_register_without_enterprises_answers_too(clerk: Clerk) -> None:
    """Nothing is found."""
    assert found(clerk, "传感") == ([], False)
    with refused("register.no_such_enterprise"):
        one(clerk, A)
