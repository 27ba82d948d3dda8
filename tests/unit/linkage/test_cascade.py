"""The cascade: which step decides, and what speaks against a link."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.linkage.cascade import link, link_many
from littlegiants.linkage.known import Known, is_apart, is_together, is_within, lookup_keys
from littlegiants.linkage.model import Blocked, KnownName, Method, NameKind, Outcome, Printed
from littlegiants.linkage.normalise import name_key
from littlegiants.linkage.parse import core_key
from littlegiants.vocabulary.uscc import complete_uscc
from tests.unit.linkage.worlds import build_world

A = complete_uscc("91", "320505", "MA1ABC12")
B = complete_uscc("91", "320505", "MA1XYC34")
NOBODY = complete_uscc("91", "320505", "MA9QRT56")
WRONG = A[:-1] + ("0" if A[-1] != "0" else "1")

KNOWN = Known.from_names(
    [
        KnownName(1, "苏州东微精密科技有限公司", A, "320505"),
        KnownName(1, "苏州旧名电子有限公司", kind=NameKind.FORMER),
        KnownName(1, "东微", kind=NameKind.SHORT),
        KnownName(2, "苏州东微精密机械有限公司", B, "320505"),
        KnownName(3, "无锡东微精密科技有限公司", None, "320214"),
        KnownName(4, "深圳市安第阀业有限公司", None, "440306"),
        KnownName(5, "深圳市安第阀业股份有限公司", None, "440305"),
        KnownName(6, "长沙丙丁水泵厂", None, "430102"),
        KnownName(7, "旧称测试股份有限公司", None, None, NameKind.FORMER),
        KnownName(7, "新称测试股份有限公司"),
        KnownName(8, "宏远同名科技有限公司", None, "110108"),
        KnownName(9, "宏远同名科技有限公司", None, "440304"),
        KnownName(10, "杭州单家科技集团有限公司", None, "330108"),
        KnownName(11, "华测某某认证股份有限公司", None, "440306"),
    ]
)


def answer(
    name: str, code: str | None = None, region: str | None = None
) -> tuple[int | None, Method, tuple[Blocked, ...]]:
    """Link one entry and return enterprise, method and what was blocked."""
    outcome = link(Printed(name, code, region), KNOWN)
    return outcome.enterprise_id, outcome.method, outcome.blocked


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("苏州东微精密科技有限公司", A),
        ("苏州东微精密科技股份有限公司", f"{A[:6]} {A[6:].lower()}"),
        ("东微新材料集团有限公司", A),
        ("", A),
    ],
)
def test_the_code_links(name: str, code: str) -> None:
    """A known code links, in any spelling, also under a name the register does not know yet."""
    assert answer(name, code) == (1, Method.CODE, ())


@pytest.mark.parametrize(
    ("name", "expected", "method"),
    [
        ("苏州东微精密科技有限公司", 1, Method.EXACT),
        ("蘇州東微精密科技有限公司", 1, Method.EXACT),
        ("苏州东微精密科技有限公司（苏州）", 1, Method.EXACT),
        ("苏州市东微精密科技有限公司", 1, Method.PARSED),
        ("苏州东微精密科技股份有限公司", 1, Method.PARSED),
        ("江苏省苏州市东微精密科技有限责任公司", 1, Method.PARSED),
        ("苏州旧名电子有限公司", 1, Method.FORMER),
        ("苏州市旧名电子股份有限公司", 1, Method.FORMER),
        ("苏州全新名称股份有限公司（原：苏州东微精密科技有限公司）", 1, Method.FORMER),
        ("深圳市安第阀业有限公司", 4, Method.EXACT),
        ("深圳安第阀业有限公司", 4, Method.PARSED),
        ("杭州单家科技有限公司", 10, Method.PARSED),
    ],
)
def test_names_link(name: str, expected: int, method: Method) -> None:
    """Exact name, parsed name, former name of the same place."""
    assert answer(name) == (expected, method, ())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("深圳安第阀业集团有限公司", Blocked.SEVERAL),
        ("宏远同名科技有限公司", Blocked.SEVERAL),
        ("长沙丙丁水泵有限公司", Blocked.FORM),
        ("长沙丙丁水泵厂长沙分厂", Blocked.BRANCH),
        ("苏州东微精密科技有限公司深圳分公司", Blocked.BRANCH),
        ("旧称测试股份有限公司", Blocked.PLACE),
        ("东微", None),
        ("苏州东薇精密科技有限公司", None),
        ("常州东微精密科技有限公司", None),
        ("东微精密科技（苏州）有限公司", None),
        ("东微精密科技有限公司", None),
        ("", Blocked.NO_NAME),
    ],
)
def test_what_is_not_safe_waits(name: str, reason: Blocked | None) -> None:
    """Siblings, two candidates, branches, short names, slips and places that differ are a person's."""
    assert answer(name) == (None, Method.NONE, () if reason is None else (reason,))


def test_another_kind_of_form_waits() -> None:
    """A partnership is no spelling of a company."""
    found = answer("苏州东微精密科技合伙企业（有限合伙）")
    assert found == (None, Method.NONE, (Blocked.FORM,))


def test_two_candidates_are_settled_by_the_region_of_the_list() -> None:
    """One name in two cities: the region leaves one, if it is known of both."""
    assert answer("宏远同名科技有限公司", region="440300")[:2] == (9, Method.EXACT)
    assert answer("宏远同名科技有限公司", region="310000")[2] == (Blocked.SEVERAL,)


def test_a_region_settles_nothing_against_an_unknown_one() -> None:
    """A candidate whose place is not known stays a candidate."""
    names = [
        KnownName(1, "宏远同名科技有限公司", None, "110108"),
        KnownName(2, "宏远同名科技有限公司"),
    ]
    outcome = link(Printed("宏远同名科技有限公司", None, "110000"), Known.from_names(names))
    assert outcome.blocked == (Blocked.SEVERAL,)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("苏州东微精密科技有限公司", None),
        ("苏州东微精密科技有限公司", A),
        ("苏州旧名电子有限公司", None),
    ],
)
@pytest.mark.parametrize("region", ["440300", "320100", "110000"])
def test_a_contradicting_region_waits(name: str, code: str | None, region: str) -> None:
    """Another city or province speaks against code and name alike."""
    assert answer(name, code, region) == (None, Method.NONE, (Blocked.REGION,))


@pytest.mark.parametrize("region", ["320000", "320500", "320505", "320583", "320503", "999999"])
def test_a_region_that_does_not_contradict(region: str) -> None:
    """The same province or city, another district, an older or unknown code are no contradiction."""
    assert answer("苏州东微精密科技有限公司", None, region)[0] == 1


@pytest.mark.parametrize("region", ["320500", "320583"])
def test_a_name_without_its_place_links_by_the_region(region: str) -> None:
    """The place left out of the name may come from the list, if one firm is left there."""
    assert answer("东微精密科技有限公司", region=region) == (1, Method.PARSED, ())


@pytest.mark.parametrize(
    ("region", "reason"), [("320000", (Blocked.SEVERAL,)), ("440000", ()), (None, ())]
)
def test_a_name_without_its_place_and_no_single_firm_waits(
    region: str | None, reason: tuple[Blocked, ...]
) -> None:
    """Two firms in the province, none there, or no region at all: a person decides."""
    assert answer("东微精密科技有限公司", region=region) == (None, Method.NONE, reason)


@pytest.mark.parametrize(("region", "expected"), [("440300", 1), ("440304", 1), ("440000", None)])
def test_a_citys_register_knows_no_others_of_the_province(
    region: str, expected: int | None
) -> None:
    """Only inside what the register covers is a name without place known to be the only one."""
    names = [KnownName(1, "深圳甲乙科技有限公司", None, "440305")]
    known = Known.from_names(names, covers="440300")
    assert link(Printed("甲乙科技有限公司", None, region), known).enterprise_id == expected


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        ("440305", "440300", True),
        ("440300", "440300", True),
        ("440000", "440300", False),
        ("440100", "440000", True),
        ("320500", "440000", False),
        ("440300", None, True),
        (None, None, False),
        ("999999", None, False),
    ],
)
def test_divisions_within_divisions(inner: str | None, outer: str | None, within: bool) -> None:
    """A city lies in its province, a province not in its city; unknown codes lie nowhere."""
    assert is_within(inner, outer) is within


def test_a_place_that_only_the_list_prints() -> None:
    """The register's name tells no place, but its region agrees."""
    assert answer("深圳华测某某认证股份有限公司") == (11, Method.PARSED, ())
    assert answer("北京华测某某认证股份有限公司")[0] is None


@pytest.mark.parametrize(
    "name",
    ["苏州东微精密机械有限公司", "苏州市东微精密机械股份有限公司", "无锡东微精密科技有限公司"],
)
def test_code_and_name_of_different_firms_wait(name: str) -> None:
    """A code of one and a name of another name the conflict."""
    outcome = link(Printed(name, A), KNOWN)
    assert outcome.blocked == (Blocked.CODE_AND_NAME,)
    assert A in outcome.evidence[0].text.zh
    assert {c.enterprise_id for c in outcome.candidates} >= {1, 2}


def test_another_well_formed_code_waits() -> None:
    """The name is one firm's, but the code printed is not its own."""
    found = answer("苏州东微精密科技有限公司", NOBODY)
    assert found == (None, Method.NONE, (Blocked.OTHER_CODE,))


def test_a_mistyped_code_with_the_exact_name_links_by_the_name() -> None:
    """One wrong character whose check fails is a slip; the warning stays with the entry."""
    outcome = link(Printed("苏州东微精密科技有限公司", WRONG), KNOWN)
    assert (outcome.enterprise_id, outcome.method) == (1, Method.EXACT)
    assert "uscc.check_digit" in [finding.code for finding in outcome.findings]


def test_a_mistyped_code_with_a_parsed_name_waits() -> None:
    """Two doubts at once are a person's."""
    assert answer("苏州市东微精密科技有限公司", WRONG)[2] == (Blocked.OTHER_CODE,)


def test_a_known_code_with_a_wrong_check_character_links_with_a_warning() -> None:
    """Real codes issued before 2016 fail their check."""
    known = Known.from_names([KnownName(1, "厦门甲乙科技有限公司", "91350203M0001QKT19", "350203")])
    outcome = link(Printed("厦门甲乙股份有限公司", "91350203M0001QKT19"), known)
    assert (outcome.enterprise_id, outcome.method) == (1, Method.CODE)
    assert [finding.code for finding in outcome.findings] == ["uscc.check_digit"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [(A[:-1], Blocked.CODE_MALFORMED), ("11010519491231002X", Blocked.PERSONAL_ID)],
)
def test_an_unusable_code_blocks_itself_and_not_the_name(code: str, reason: Blocked) -> None:
    """The entry can still be linked by its name; a person's number is nowhere in the outcome."""
    outcome = link(Printed("苏州东微精密科技有限公司", code), KNOWN)
    assert (outcome.enterprise_id, outcome.method, outcome.blocked) == (1, Method.EXACT, (reason,))
    assert reason is Blocked.CODE_MALFORMED or code not in repr(outcome)


def test_a_code_of_several_waits() -> None:
    """A register with one code twice cannot be linked by it."""
    names = [KnownName(1, "甲乙科技有限公司", A), KnownName(2, "丙丁科技有限公司", A)]
    outcome = link(Printed("甲乙科技有限公司", A), Known.from_names(names))
    assert outcome.blocked == (Blocked.CODE_OF_SEVERAL,)


def test_a_branch_with_its_companys_code_waits() -> None:
    """The code of the company does not make the branch the company."""
    found = answer("苏州东微精密科技有限公司上海分公司", A)
    assert found == (None, Method.NONE, (Blocked.BRANCH,))


def test_a_branch_that_the_register_holds_links_to_itself() -> None:
    """An exact name is the branch's own."""
    names = [KnownName(1, "甲乙科技有限公司"), KnownName(2, "甲乙科技有限公司上海分公司")]
    outcome = link(Printed("甲乙科技有限公司上海分公司"), Known.from_names(names))
    assert (outcome.enterprise_id, outcome.method) == (2, Method.EXACT)


def test_a_former_name_that_another_firm_bears_today_waits() -> None:
    """Names are passed on: then two candidates remain."""
    names = [
        KnownName(1, "苏州甲乙科技有限公司", None, "320500", NameKind.FORMER),
        KnownName(1, "苏州丙丁科技有限公司", None, "320500"),
        KnownName(2, "苏州甲乙科技有限公司", None, "320500"),
    ]
    outcome = link(Printed("苏州甲乙科技有限公司"), Known.from_names(names))
    assert outcome.blocked == (Blocked.SEVERAL,)


def test_a_firm_that_moved_away_is_not_linked_by_its_former_name() -> None:
    """The former name tells another place than where the firm is now."""
    names = [
        KnownName(1, "苏州甲乙科技有限公司", kind=NameKind.FORMER),
        KnownName(1, "合肥甲乙科技有限公司", None, "340100"),
    ]
    outcome = link(Printed("苏州甲乙科技有限公司"), Known.from_names(names))
    assert outcome.blocked == (Blocked.PLACE,)


def test_a_parent_and_its_subsidiary_are_two() -> None:
    """With both in the register, the very form decides, and a third form waits."""
    names = [KnownName(1, "苏州甲乙科技有限公司"), KnownName(2, "苏州甲乙科技集团有限公司")]
    known = Known.from_names(names)
    found = [
        link(Printed(name), known).enterprise_id
        for name in (
            "苏州市甲乙科技有限公司",
            "苏州市甲乙科技（集团）有限公司",
            "苏州甲乙科技股份有限公司",
        )
    ]
    assert found == [1, 2, None]


def test_a_link_across_the_group_word_says_so() -> None:
    """The evidence names what a person may want to look at."""
    outcome = link(Printed("杭州单家科技有限公司"), KNOWN)
    assert "linkage.parsed.group" in [step.code for step in outcome.evidence]


def test_shenshan_belongs_to_shenzhen() -> None:
    """A firm of the zone is no contradiction to a list of Shenzhen, but to one of Shanwei."""
    names = [KnownName(1, "深汕特别合作区甲乙科技有限公司", None, "440300")]
    known = Known.from_names(names)
    assert link(Printed("深圳市深汕特别合作区甲乙科技有限公司", None, "440300"), known).is_linked
    assert not link(Printed("深汕特别合作区甲乙科技有限公司", None, "441500"), known).is_linked


def test_evidence_is_said_in_both_languages() -> None:
    """Every step, reason and method has its words."""
    for name in (
        "苏州市东微精密科技股份有限公司",
        "深圳安第阀业集团有限公司",
        "旧称测试股份有限公司",
    ):
        outcome = link(Printed(name, "123"), KNOWN)
        said = [step.text for step in outcome.evidence]
        said += [reason.text for reason in outcome.blocked]
        said.append(outcome.method.text)
        assert all(text.zh and text.en for text in said)


@pytest.mark.parametrize(
    ("one", "other", "apart", "together"),
    [
        ("440300", "440305", False, True),
        ("440000", "440305", False, True),
        ("440300", "440100", True, False),
        ("440000", "320000", True, False),
        ("371200", "370116", False, True),
        (None, "440300", False, False),
        ("999999", "440300", False, False),
        ("310000", "310115", False, True),
    ],
)
def test_places_compare_as_far_as_both_tell(
    one: str | None, other: str, apart: bool, together: bool
) -> None:
    """Unknown is neither apart nor together; abolished codes count as what became of them."""
    assert (is_apart(one, other), is_together(one, other)) == (apart, together)


def variants(name: str, random: Random) -> str:
    """Write a name as lists do: width, brackets, 有限责任公司, spaces, or under an alias."""
    changes = [
        name.replace("(", "（").replace(")", "）"),
        name.replace("有限公司", "有限责任公司"),
        name.replace("有限公司", "股份有限公司"),
        f"　{name[:3]} {name[3:]}",
        name.replace("有限公司", "（集团）有限公司"),
        name[2:6],
        "完全另起的新名称有限公司",
    ]
    return random.choice(changes)


def coded_world(random: Random) -> list[KnownName]:
    """400 firms in families, each with a code."""
    world = build_world(7, registered=400, printed=100)
    signs = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    coded: list[KnownName] = []
    for known in world.known:
        organisation = "".join(random.choice(signs) for _ in range(8))
        code = complete_uscc("91", known.region_code or "", organisation)
        coded.append(replace(known, code=code))
    return coded


def test_two_hundred_planted_variants_link_by_their_code() -> None:
    """M1-T04: where a well-formed code exists, every variant is linked, and to the right firm."""
    random = Random(4)
    names = coded_world(random)
    known = Known.from_names(names)
    planted = random.sample(names, 200)
    entries = [Printed(variants(name.name, random), name.code) for name in planted]
    outcomes = link_many(entries, known)
    assert [o.enterprise_id for o in outcomes] == [name.enterprise_id for name in planted]


def test_planted_variants_without_code_are_never_linked_wrongly() -> None:
    """M1-T04: no silent link where two candidates remain; what links is right."""
    random = Random(5)
    names = coded_world(random)
    twins = [
        replace(name, enterprise_id=name.enterprise_id + 10_000, code=None) for name in names[::2]
    ]
    planted = random.sample(names, 200)
    entries = [Printed(variants(name.name, random)) for name in planted]
    outcomes = link_many(entries, Known.from_names([*names, *twins]))
    doubled = {twin.enterprise_id - 10_000 for twin in twins}
    for name, outcome in zip(planted, outcomes, strict=True):
        if name.enterprise_id in doubled:
            assert outcome.enterprise_id is None
        assert outcome.enterprise_id in (None, name.enterprise_id)


def test_names_looked_up_by_key_decide_like_the_whole_register() -> None:
    """A register in a database gives only the names that share a key, and the answer is the same."""
    world = build_world(3, registered=3_000, printed=600)
    whole = Known.from_names(world.known)
    by_key = {name_key(name.name): name for name in world.known}
    by_core: dict[str | None, list[KnownName]] = {}
    for name in world.known:
        by_core.setdefault(core_key(name.name), []).append(name)
    for entry in world.entries:
        keys = lookup_keys(entry.printed)
        found = {by_key[key] for key in keys.name_keys if key in by_key}
        found.update(by_core.get(keys.core, []) if keys.core else [])
        few = link(entry.printed, Known.from_names(found), with_candidates=False)
        assert few == link(entry.printed, whole, with_candidates=False)


WORDS = st.text("苏州东微精密科技机械有限公司股份(（)）集团无锡深圳市分", max_size=18)


@given(
    WORDS,
    st.sampled_from([None, A, B, NOBODY, WRONG, "123"]),
    st.sampled_from([None, "320500", "440300", "32"]),
)
def test_linking_never_fails_and_always_tells_why(
    name: str, code: str | None, region: str | None
) -> None:
    """Any entry gets an outcome: an enterprise with its method, or none, and evidence for either."""
    outcome: Outcome = link(Printed(name, code, region), KNOWN)
    assert outcome.is_linked == (outcome.method is not Method.NONE)
    assert outcome.evidence or outcome.blocked
    assert len(outcome.candidates) <= 5
    assert not (outcome.is_linked and outcome.candidates)
