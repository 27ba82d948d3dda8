"""M1-T04: planted variants of names meet the enterprise they mean, and nothing is linked on a guess."""

from __future__ import annotations

import pytest

from littlegiants.register.services import linked_records
from tests.unit.register.builders import Clerk, Row, row, uscc

TRADES = "甲乙丙丁戊己庚辛壬癸"
BUSINESSES = ("光电", "传感器", "精密机械", "新材料", "生物医药")
FORMS = ("有限公司", "股份有限公司")
FIRMS = [
    (f"深圳市{trade}{TRADES[-1 - at]}达{business}{FORMS[at % 2]}", uscc(100 + at * 5 + step))
    for at, trade in enumerate(TRADES)
    for step, business in enumerate(BUSINESSES)
]
"""Fifty enterprises, each with a name of its own."""


def wide(name: str) -> str:
    """Brackets and spaces as a list may print them."""
    return name.replace("深圳市", "深圳市 ") + "　"


def bracketed(name: str) -> str:
    """The place in brackets, behind the trade name."""
    bare = name.removeprefix("深圳市")
    return f"{bare[:3]}（深圳）{bare[3:]}"


def longer(name: str) -> str:
    """The legal form in its longer wording."""
    return (
        name.replace("股份有限公司", "股份有限责任公司")
        if "股份" in name
        else name.replace("有限公司", "有限责任公司")
    )


def alias(name: str) -> str:
    """Without the place."""
    return name.removeprefix("深圳市")


VARIANTS = (wide, bracketed, longer, alias)
PLANTED = [(variant(name), code) for name, code in FIRMS for variant in VARIANTS]


@pytest.fixture
def fifty(clerk: Clerk) -> Clerk:
    """A register of the fifty."""
    clerk.receive(*(row(code, name) for name, code in FIRMS))
    return clerk


def test_two_hundred_variants_are_planted() -> None:
    """Each differs from the name that is registered."""
    assert len(PLANTED) == 200
    registered = {name for name, _ in FIRMS}
    assert not registered & {name for name, _ in PLANTED}


def test_every_variant_with_a_well_formed_code_is_linked(fifty: Clerk) -> None:
    """All 200, to the enterprise of the code, and nobody is registered twice."""
    rows = [Row(code, name, {"employees_y1": at}) for at, (name, code) in enumerate(PLANTED)]
    for start in range(4):
        loaded = fifty.receive(*rows[start::4])
        assert (loaded.linked, loaded.queued, loaded.new_enterprises) == ({"code": 50}, 0, 0)
    by_code = {header.code: number for number, header in fifty.headers().items()}
    assert len(by_code) == 50
    for told in rows[3::4]:  # the last word on each enterprise
        assert fifty.values(by_code[told.code]) == dict(told.values)


def test_a_variant_without_a_code_is_linked_rightly_or_waits(fifty: Clerk) -> None:
    """Of the 200 none is linked to another enterprise than it means; the spellings are all linked."""
    loaded = fifty.receive(*(row("", name) for name, _ in PLANTED))
    assert loaded.new_enterprises == 0
    truth = dict(PLANTED)
    codes = {number: header.code for number, header in fifty.headers().items()}
    with fifty.database.read() as connection:
        records = linked_records(connection)
    linked = [record for record in records if record.enterprise_id is not None]
    assert [codes[record.enterprise_id or 0] for record in linked] == [
        truth[record.name] for record in linked
    ]
    safe = {wide(name).strip() for name, _ in FIRMS} | {longer(name) for name, _ in FIRMS}
    assert safe <= {record.name.strip() for record in linked}


SIBLINGS = (
    ("深圳市华远光电有限公司", "深圳市华远光电股份有限公司", "深圳市华远光电有限责任公司"),
    ("深圳市华远光电有限公司", "深圳华远光电有限公司", "华远（深圳）光电有限公司"),
    ("深圳市华远光电有限公司", "广州市华远光电有限公司", "华远光电有限公司"),
    ("深圳市华远光电集团有限公司", "深圳市华远光电有限公司", "深圳市华远光电（集团）股份有限公司"),
)


@pytest.mark.parametrize(("one", "other", "printed"), SIBLINGS)
def test_nothing_is_linked_silently_where_two_candidates_remain(
    clerk: Clerk, one: str, other: str, printed: str
) -> None:
    """A printed name that fits both waits, or goes to the one whose name it is but for its form."""
    clerk.receive(row(uscc(1), one))
    clerk.receive(row(uscc(2), other))
    assert set(clerk.headers()) == {1, 2}
    clerk.receive(row("", printed))
    waiting = clerk.queue()
    if waiting:
        assert {candidate.enterprise_id for candidate in waiting[0].candidates} == {1, 2}
    else:
        assert printed == "深圳市华远光电有限责任公司"  # the very form of the first


def test_two_enterprises_of_one_name_are_told_apart_by_code_only(clerk: Clerk) -> None:
    """A row with the name alone waits, and one with a code does not."""
    clerk.receive(row(uscc(1), "深圳市华远光电有限公司"))
    clerk.receive(row(uscc(2), "深圳市华远光电有限公司"))
    assert len(clerk.queue()) == 1  # a second enterprise of the name is for a person to say
    clerk.decide(clerk.queue()[0].record.record_id)
    loaded = clerk.receive(
        row("", "深圳市华远光电有限公司"), row(uscc(2), "深圳市华远光电有限公司")
    )
    assert (loaded.queued, loaded.linked) == (1, {"code": 1})
