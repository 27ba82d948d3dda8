"""`rules check`: words against operators, sources, and thresholds without cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.rulebooks.check import EditionCheck, check_edition
from littlegiants.rulebooks.editions import Catalog
from littlegiants.vocabulary.finding import Severity
from tests.unit.rulebooks.samples import EDITION, HEAD, city, clause

CASES = """
cases:
  - {name: at, facts: {niche_years: 3}, expect: {A: met}}
  - {name: below, facts: {niche_years: 2}, expect: {A: unmet}}
  - {name: missing, facts: {}, expect: {A: unknown}}
"""


def check(folder: Path, body: str, *, cases: str = CASES, source: bool = True) -> EditionCheck:
    """Check an edition of one clause."""
    text = f"{HEAD}criteria: {clause(body)}\n"
    return check_edition(city(folder, text, cases=cases, source=source), EDITION)


def codes(found: EditionCheck) -> list[str]:
    """The codes found."""
    return [finding.code for finding in found.findings]


def test_a_sound_edition(tmp_path: Path) -> None:
    """Nothing is found, and what was counted is told."""
    found = check(tmp_path, "test: niche_years >= 3")

    assert found == EditionCheck(EDITION, (), 1, 3, 1, 1)
    assert found.ok


@pytest.mark.parametrize("side", ["at", "below", "missing"])
def test_a_missing_case_is_a_warning(tmp_path: Path, side: str) -> None:
    """Each side of a threshold wants its case."""
    cases = "\n".join(line for line in CASES.splitlines() if f"name: {side}," not in line)
    found = check(tmp_path, "test: niche_years >= 3", cases=cases)

    assert [f.severity for f in found.findings] == [Severity.WARNING]
    assert found.ok


@pytest.mark.parametrize(
    ("word", "sign", "faults"),
    [("以上", ">=", []), ("以上", ">", ["rule.boundary_word"]), ("不少于", ">", [])],
)
def test_boundary_words(tmp_path: Path, word: str, sign: str, faults: list[str]) -> None:
    """A word that the edition defines must agree with the operator; others say nothing."""
    body = f"text: {{zh: 从事细分市场3年{word}}}, test: niche_years {sign} 3"
    found = check(tmp_path, body, cases="")

    assert [f.code for f in found.findings if f.severity is Severity.ERROR] == faults


def test_a_missing_source_is_an_error(tmp_path: Path) -> None:
    """Law without its source is not law."""
    assert codes(check(tmp_path, "test: niche_years >= 3", source=False)) == ["rule.source_missing"]


def test_a_case_that_differs_is_an_error(tmp_path: Path) -> None:
    """A sentence that must hold and does not is shown with both answers."""
    found = check(tmp_path, "test: niche_years >= 3", cases=CASES.replace("A: met", "A: unmet"))

    assert codes(found) == ["case.differs"]
    assert not found.ok


def test_a_file_that_is_not_utf8(tmp_path: Path) -> None:
    """Old Chinese encodings are refused with a sentence."""
    catalog = city(tmp_path, HEAD)
    folder = tmp_path / "rulebooks" / EDITION
    (folder / "rulebook.yaml").write_bytes("title: 标准".encode("gb18030"))

    assert codes(check_edition(catalog, EDITION)) == ["yaml.not_utf8"]


def test_cases_that_are_not_utf8(tmp_path: Path) -> None:
    """The same for case files."""
    catalog = city(
        tmp_path, f"{HEAD}criteria: {clause('judgement: {question: {zh: 是, en: Is}}')}\n"
    )
    folder = tmp_path / "rulebooks" / EDITION / "cases"
    (folder / "cases.yaml").write_bytes("cases: 案例".encode("gb18030"))

    assert codes(check_edition(catalog, EDITION)) == ["yaml.not_utf8"]


def test_a_city_edition_stands_beside_those_of_the_package(tmp_path: Path) -> None:
    """A folder of a city's own adds to the catalog and takes nothing away."""
    found = city(tmp_path, HEAD)

    assert set(found.folders) == {*Catalog().folders, EDITION}
