"""Candidates of the queue: the best five, with their reasons in words and numbers."""

from __future__ import annotations

import pytest

from littlegiants.linkage.candidates import candidates_for
from littlegiants.linkage.cascade import add_candidates, link
from littlegiants.linkage.known import Known
from littlegiants.linkage.model import KnownName, Likeness, NameKind, Printed
from littlegiants.vocabulary.uscc import complete_uscc
from tests.unit.linkage.worlds import build_world

CODE = complete_uscc("91", "440300", "MA1ABC12")
KNOWN = Known.from_names(
    [
        KnownName(1, "苏州东微精密科技有限公司", None, "320505"),
        KnownName(1, "东微科技", kind=NameKind.SHORT),
        KnownName(2, "苏州东微精密机械有限公司", None, "320505"),
        KnownName(3, "无锡东微精密科技有限公司", None, "320214"),
        KnownName(4, "上海鸿岭装饰工程有限公司", CODE, "310115"),
    ]
)


def test_one_wrong_character_finds_its_firm_first() -> None:
    """A misprinted trade name is proposed, and never linked."""
    outcome = link(Printed("苏州东薇精密科技有限公司"), KNOWN)
    assert not outcome.is_linked
    assert outcome.candidates[0].enterprise_id == 1


def test_the_waterfall_compares_part_by_part() -> None:
    """Place, trade name, business and form stand apart, with both sides."""
    (first, *_) = candidates_for(Printed("苏州东薇精密科技股份有限公司"), KNOWN)
    lines = {line.part: (line.likeness, line.printed, line.known) for line in first.waterfall}
    assert lines == {
        "code": (Likeness.UNKNOWN, "", ""),
        "place": (Likeness.SAME, "苏州市", "苏州市虎丘区"),
        "trade": (Likeness.DIFFERENT, "东薇", "东微"),
        "business": (Likeness.SAME, "精密科技", "精密科技"),
        "form": (Likeness.DIFFERENT, "股份有限公司", "有限公司"),
    }


def test_candidates_are_said_in_both_languages() -> None:
    """Each candidate and line has its words and numbers."""
    (first, *_) = candidates_for(Printed("苏州东薇精密科技有限公司"), KNOWN)
    assert str(first.similarity) in first.text.zh
    assert all(line.text.zh and line.text.en for line in first.waterfall)


def test_who_has_the_code_comes_first() -> None:
    """A code outweighs every likeness of names."""
    (first, *_) = candidates_for(Printed("苏州东微精密科技有限公司", CODE), KNOWN)
    assert first.enterprise_id == 4


def test_each_firm_is_proposed_once() -> None:
    """The best of a firm's names speaks for it; a short name may be it."""
    found = candidates_for(Printed("东微科技"), KNOWN)
    ids = [candidate.enterprise_id for candidate in found]
    assert len(ids) == len(set(ids))
    assert (found[0].enterprise_id, found[0].kind) == (1, NameKind.SHORT)


def test_a_linked_entry_gets_no_candidates() -> None:
    """The queue is for what is open."""
    printed = Printed("苏州东微精密科技有限公司")
    outcome = link(printed, KNOWN)
    assert add_candidates(outcome, printed, KNOWN) is outcome


@pytest.mark.parametrize("limit", [0, 1, 5])
def test_no_more_than_asked_for(limit: int) -> None:
    """The limit holds."""
    assert len(candidates_for(Printed("苏州东微精密"), KNOWN, limit)) <= limit


def test_an_empty_register_proposes_nobody() -> None:
    """No names, no candidates."""
    assert candidates_for(Printed("苏州东微精密科技有限公司"), Known.from_names([])) == ()


def test_nine_of_ten_misprints_are_among_the_five() -> None:
    """One wrong character in a name: its firm is nearly always proposed."""
    world = build_world(11, registered=3_000, printed=1_000)
    known = Known.from_names(world.known)
    misprinted = [entry for entry in world.entries if entry.kind == "wrong_character"]
    hits = sum(
        entry.truth in [found.enterprise_id for found in candidates_for(entry.printed, known)]
        for entry in misprinted
    )
    assert hits >= 0.9 * len(misprinted)
