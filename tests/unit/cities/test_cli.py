"""The commands of cities as their callers meet them: exit codes, JSON, both languages, clear refusals."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from littlegiants.bootstrap import Site, open_site
from littlegiants.cities.errors import NoCountsError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, Count, Level
from littlegiants.cities.robustness import CountError, ErrorKind
from littlegiants.cities.services import (
    RankQuestion,
    find_region,
    read_basis,
    read_interval,
    read_level,
    read_tier,
    read_when,
)
from littlegiants.cli.claims import run_claims
from littlegiants.cli.overtakes import run_overtakes
from littlegiants.cli.rank import probability, run_rank
from tests.unit.cities.builders import count

OWN_CLAIMS = """
document: {source: seed, title: {zh: 虚构, en: invented}}
claims:
  - {id: X, kind: count, quote: {zh: 话, en: words}, of: {value: %s, region: 310000, tier: little_giant, basis: valid_on_date, batch: 7, as_of: 2025}}
"""


def site(language: str = "en", **environment: str) -> Site:
    """Open a site in a language."""
    return open_site({"LITTLEGIANTS_LANG": language, **environment})


def printed(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """The objects printed, one a line."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_rank_in_json_carries_all_that_is_on_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    """Source, trust, conflicts, what is left out, and the probability of being first."""
    assert run_rank(site(), RankQuestion(), json=True) == 0
    found = printed(capsys)
    assert len(found) == 1
    rows = found[0]["rows"]
    assert isinstance(rows, list)
    assert [(row["rank"], row["value"], row["source"]) for row in rows] == [
        (1, 1333, "seed"),
        (2, 1210, "seed"),
        (3, 1026, "sh2025"),
    ]
    assert [other["value"] for other in rows[2]["others"]] == [1032, 1026]
    assert rows[0]["probability_first"] > 0.999
    assert found[0]["not_comparable"]


def test_rank_with_another_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Uniform errors of 10 % leave the first place open."""
    error = CountError(Fraction(1, 10), ErrorKind.UNIFORM)
    assert run_rank(site(), RankQuestion(error=error), json=True) == 0
    rows = printed(capsys)[0]["rows"]
    assert isinstance(rows, list)
    assert 0.5 < rows[0]["probability_first"] < 0.99


def test_counts_of_a_register_stand_beside_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    """The city's own count is shown with its source; the stated default stays."""
    own = Count.of_register(
        load_counts().regions["440300"],
        "little_giant",
        Basis.VALID,
        as_of=date(2025, 11, 1),
        batches=tuple(range(1, 8)),
        value=1331,
        register="虚构登记册",
    )
    assert run_rank(site(), RankQuestion(), json=True, own=[own]) == 0
    rows = printed(capsys)[0]["rows"]
    assert isinstance(rows, list)
    assert rows[0]["value"] == 1333
    assert ("register", 1331) in [(other["source"], other["value"]) for other in rows[0]["others"]]


def test_too_many_near_the_top_are_said(capsys: pytest.CaptureFixture[str]) -> None:
    """61 invented cities at the same count: ranked, the probability left out and said so."""
    own = [count(f"9{n:02d}100", 5000, "1-7") for n in range(61)]
    assert run_rank(site(), RankQuestion(), json=False, own=own) == 0
    assert "More than 60 places" in capsys.readouterr().out


def test_rank_of_a_level_without_counts_is_refused() -> None:
    """Zones have no count after batch 7."""
    with pytest.raises(NoCountsError):
        run_rank(site(), RankQuestion(level=Level.ZONE, batch=7), json=False)


def test_overtakes_of_a_city(capsys: pytest.CaptureFixture[str]) -> None:
    """Derived, tie, three claimed, ranks on two bases, three changes of stock."""
    assert run_overtakes(site(), "深圳", tier="little_giant", json=True) == 0
    kinds = [one["kind"] for one in printed(capsys)]
    assert kinds == ["derived", "tie", *["claimed"] * 3, *["ranks"] * 2, *["change"] * 3]


def test_overtakes_of_all_have_no_city_part(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a city neither ranks nor changes are told."""
    assert run_overtakes(site("zh"), None, tier="little_giant", json=False) == 0
    assert "存量变动" not in capsys.readouterr().out


def test_what_it_takes_target(capsys: pytest.CaptureFixture[str]) -> None:
    """In words with every assumption, and in JSON."""
    for json_ in (False, True):
        code = run_overtakes(
            site("zh"),
            "北京",
            tier="little_giant",
            json=json_,
            target="深圳",
            theirs_new=read_interval("250-350"),
        )
        assert code == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert any("假定深圳市新增 250 至 350 家" in line for line in lines)
    assert json.loads(last)["kind"] == "needed"


def test_who_is_target_must_be_named() -> None:
    """--target without --city is refused."""
    with pytest.raises(NoCountsError):
        run_overtakes(site(), None, tier="little_giant", json=False, target="深圳")


@pytest.mark.parametrize("text", ["250", "a-b", "-5", "5-"])
def test_an_interval_has_two_ends(text: str) -> None:
    """250-350 and nothing else."""
    assert (read_interval("250-350").low, read_interval("250-350").high) == (250, 350)
    with pytest.raises(NoCountsError):
        read_interval(text)


@pytest.mark.parametrize(("strict", "code"), [(False, 0), (True, 1)])
def test_claims_exit_code(strict: bool, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Faults in a document are an answer, not a failure, unless asked for strictly."""
    assert run_claims(site(), None, json=True, strict=strict) == code
    assert len(printed(capsys)) == 28


@pytest.mark.parametrize(("value", "code"), [(1025, 1), (1026, 0), (1027, 1)])
def test_claims_of_a_user_strictly(
    tmp_path: Path, value: int, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Right passes, one off does not."""
    path = tmp_path / "own.yaml"
    path.write_text(OWN_CLAIMS % value, encoding="utf-8")
    assert run_claims(site("zh"), path, json=False, strict=True) == code
    assert "说法核对" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["深圳市", "深圳", "shenzhen", "440300", " Shenzhen "])
def test_a_city_is_found_by_any_of_its_names(name: str) -> None:
    """Chinese with or without 市, English, or the code."""
    assert find_region(load_counts(), name).code == "440300"


def test_unknown_words_are_refused_with_the_known_ones() -> None:
    """City, tier, basis, level, date."""
    assert (read_tier("srdi_sme"), read_basis("new"), read_level("city")) == (
        "srdi_sme",
        Basis.NEW,
        Level.CITY,
    )
    assert read_when("2025-03").text == "2025-03"
    for read, code in (
        (read_tier, "cities.tier_unknown"),
        (read_basis, "cities.basis_unknown"),
        (read_level, "cities.level_unknown"),
        (read_when, "cities.as_of_malformed"),
        (lambda text: find_region(load_counts(), text), "cities.city_unknown"),
    ):
        with pytest.raises(NoCountsError) as caught:
            read("stock")
        assert caught.value.code == code
        assert "stock" in caught.value.text.en


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "<0.1%"), (0.0009, "<0.1%"), (0.001, "0.1%"), (0.5, "50.0%"), (0.9991, ">99.9%")],
)
def test_no_probability_is_rounded_to_certainty(value: float, text: str) -> None:
    """Neither nought nor one is shown."""
    assert probability(value) == text
