"""The credit code: form, checks, former identifiers, and people's numbers that are refused."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from littlegiants.vocabulary.finding import Severity
from littlegiants.vocabulary.uscc import (
    ALPHABET,
    UsccError,
    check_character,
    check_uscc,
    complete_uscc,
    is_organisation_code,
    is_personal_id,
    normalise_uscc,
    organisation_check_character,
    parse_uscc,
)

VALID = "91350100M000100Y43"
XIAMEN = "91350203M0001QKT19"
"""A real code issued before 2016 whose check character is wrong."""

ORGANISATIONS = st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8)
REGIONS = st.sampled_from(["440300", "110108", "310115", "350203"])
CODES = st.builds(complete_uscc, st.sampled_from(["91", "92", "93"]), REGIONS, ORGANISATIONS)


def codes(text: str) -> list[str]:
    """The codes of what is said of a text."""
    return [finding.code for finding in check_uscc(text).findings]


def resident_id(first_17: str) -> str:
    """Complete an invented resident ID by its check character."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    weighed = sum(int(sign) * weight for sign, weight in zip(first_17, weights, strict=True))
    return first_17 + "10X98765432"[weighed % 11]


def passing_id(prefixes: list[str]) -> str:
    """Find an invented number that is a valid ID and passes both checks of a credit code."""
    random = Random(1)
    for _ in range(2_000_000):
        day = (
            f"19{random.randrange(50, 99)}{random.randrange(1, 13):02}{random.randrange(1, 29):02}"
        )
        code = resident_id(f"{random.choice(prefixes)}{day}{random.randrange(1000):03}")
        if code[16] == organisation_check_character(code[8:16]) and code[17] == check_character(
            code[:17]
        ):
            return code
    raise AssertionError("no number found")


def test_a_valid_code_has_nothing_to_say() -> None:
    """The standard's example passes every check."""
    reading = check_uscc(VALID)
    assert (reading.code, reading.findings, reading.well_formed) == (VALID, (), True)


def test_parts_of_a_code() -> None:
    """A code tells kind, region of first registration and organisation code."""
    uscc = parse_uscc(VALID)
    assert (uscc.kind, uscc.region_code, uscc.organisation_code) == ("91", "350100", "M000100Y4")
    assert uscc.kind_text.en == "enterprise"


@pytest.mark.parametrize(
    "printed",
    [
        "91350100m000100y43",
        "９１３５０１００Ｍ０００１００Ｙ４３",
        " 9135 0100-M000100Y-43\u200b",
        "91350100－M000100Y43",
    ],
)
def test_width_case_spaces_and_hyphens_do_not_matter(printed: str) -> None:
    """People's spellings are brought to one form."""
    assert normalise_uscc(printed) == VALID


@given(CODES)
def test_completed_codes_pass(code: str) -> None:
    """What `complete_uscc` makes passes both checks, unless it is a person's number."""
    assume(not is_personal_id(code))
    uscc = parse_uscc(code)
    assert uscc.check_digit_ok
    assert uscc.organisation_code_ok


@pytest.mark.slow
def test_every_single_character_error_in_a_thousand_codes_is_reported() -> None:
    """Any character put in place of any other, at every place, leaves a finding."""
    random = Random(20260401)
    silent: list[str] = []
    for _ in range(1_000):
        organisation = "".join(random.choice(ALPHABET) for _ in range(8))
        code = complete_uscc("91", "440300", organisation)
        for place in range(18):
            for sign in ALPHABET + "IOSVZ":
                changed = code[:place] + sign + code[place + 1 :]
                if changed != code and not check_uscc(changed).findings:
                    silent.append(changed)
    assert silent == []


@given(CODES, st.integers(0, 17), st.sampled_from(ALPHABET + "IOSVZ?一"))
def test_a_single_wrong_character_is_reported(code: str, place: int, sign: str) -> None:
    """The law behind the thousand codes."""
    assume(code[place] != sign)
    assert check_uscc(code[:place] + sign + code[place + 1 :]).findings


@given(CODES, st.integers(0, 16))
def test_neighbours_that_change_places_are_reported(code: str, place: int) -> None:
    """A transposition leaves a finding."""
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
    assume(swapped != code)
    assert check_uscc(swapped).findings


def test_a_wrong_check_character_is_a_warning() -> None:
    """The code is kept and may be linked by, for real codes fail."""
    reading = check_uscc(XIAMEN)
    assert reading.well_formed
    assert [(f.code, f.severity) for f in reading.findings] == [
        ("uscc.check_digit", Severity.WARNING)
    ]


def test_a_wrong_organisation_code_is_a_warning() -> None:
    """The inner check is told apart from the outer one."""
    first_17 = "91350100M000100Y5"
    assert codes(first_17 + check_character(first_17)) == ["uscc.organisation_code"]


def test_an_unknown_kind_is_a_warning() -> None:
    """Authority and kind outside the standard are named."""
    assert codes(complete_uscc("98", "440300", "12345678")) == ["uscc.kind_unknown"]


def test_unknown_region_digits_are_only_noted() -> None:
    """They name an authority, never a place."""
    (finding,) = check_uscc(complete_uscc("91", "990000", "MA5F1234")).findings
    assert (finding.code, finding.severity) == ("uscc.region_unknown", Severity.NOTE)


@pytest.mark.parametrize("region", ["440300", "440301", "371202", "100000"])
def test_regions_of_any_time_and_offices_of_cities_are_known(region: str) -> None:
    """Abolished divisions, city offices and the national authority count as known."""
    assert parse_uscc(complete_uscc("91", region, "MA5F1234")).is_region_known


@pytest.mark.parametrize(
    "text", ["91350100M000100Y4", "91350100M000100Y433", "91350100M000100YZ3", "无"]
)
def test_wrong_length_or_alphabet_is_malformed(text: str) -> None:
    """A malformed code is an error and gives no code to link by."""
    reading = check_uscc(text)
    assert not reading.well_formed
    assert [f.severity for f in reading.findings] == [Severity.ERROR]


def test_o_and_i_are_offered_as_0_and_1() -> None:
    """The likely code is proposed and not put in."""
    reading = check_uscc("913501OOMOOO1OOY43")
    assert (reading.well_formed, reading.suggestion) == (False, VALID)


def test_o_is_not_offered_if_the_result_fails() -> None:
    """No proposal without a passing check."""
    assert check_uscc("913501OOMOOO1OOY44").suggestion is None


def test_a_rounded_number_is_named() -> None:
    """What a spreadsheet made of a code says so."""
    assert "rounded" in check_uscc("9.144E+17").findings[0].text.en


@pytest.mark.parametrize(
    ("text", "former"),
    [
        ("440301103097413", "registration_number"),
        ("M000100Y4", "organisation_code"),
        ("12345678-8", "organisation_code"),
    ],
)
def test_former_identifiers_are_recognised(text: str, former: str) -> None:
    """Old numbers are kept apart, with a warning."""
    reading = check_uscc(text)
    assert (reading.former, reading.well_formed) == (former, False)
    assert reading.findings[0].severity is Severity.WARNING


def test_nine_characters_that_fail_their_check_are_malformed() -> None:
    """Not everything of nine characters is an organisation code."""
    assert not is_organisation_code("M000100Y5")
    assert codes("M000100Y5") == ["uscc.malformed"]


def test_a_resident_id_is_refused_and_never_repeated() -> None:
    """The reading holds no trace of a person's number."""
    number = resident_id("44030019900307002")
    reading = check_uscc(number)
    assert (reading.is_personal_id, reading.code, reading.uscc) == (True, "", None)
    assert number not in str(reading.findings)
    with pytest.raises(UsccError, match="resident ID"):
        parse_uscc(number)


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "11010519491231002x", "1101 0519 4912 3100 2X"]
)
def test_resident_ids_are_seen_in_any_spelling(number: str) -> None:
    """The standard's example, with X in either case and with spaces."""
    assert is_personal_id(number)


@pytest.mark.parametrize(
    "first_17",
    [
        "44030019901307002",
        "44030019900230002",
        "44030018700307002",
        "99030019900307002",
        "00030019900307002",
    ],
)
def test_what_cannot_be_a_person_is_not_refused(first_17: str) -> None:
    """No such day, year or region: not a resident ID."""
    assert not is_personal_id(resident_id(first_17))


def test_a_wrong_last_character_is_no_resident_id() -> None:
    """ISO 7064 decides."""
    assert not is_personal_id("110105194912310021")


def test_a_number_that_passes_for_both_is_refused() -> None:
    """A citizen's number never begins with 9: if it is valid, it wins over a code."""
    number = passing_id(["110119", "330119", "440119"])
    assert check_uscc(number).is_personal_id


def test_an_enterprise_code_wins_over_a_foreigners_card() -> None:
    """A number that begins with 91 and passes both checks of a code is a code."""
    number = passing_id([f"91{region}00" for region in ("11", "12", "13", "31", "44")])
    reading = check_uscc(number)
    assert reading.well_formed
    assert not reading.is_personal_id


def test_a_foreigners_card_is_refused() -> None:
    """It begins with 9, then province, country and birth date; the checks of a code fail."""
    assert is_personal_id(resident_id("93184019800101001"))


@pytest.mark.parametrize("text", ["", "  ", "\u3000"])
def test_nothing_is_not_malformed(text: str) -> None:
    """An empty cell says nothing."""
    reading = check_uscc(text)
    assert reading.is_empty
    assert reading.findings == ()


@given(st.text(max_size=40))
def test_reading_never_fails(text: str) -> None:
    """Any text gets a reading, whose findings can be said in both languages."""
    for finding in check_uscc(text).findings:
        assert finding.text.zh
        assert finding.text.en
