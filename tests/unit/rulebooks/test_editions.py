"""Which edition governs a programme, an action and a day; amendments leave their base intact."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources.abc import Traversable

import pytest

from littlegiants.rulebooks.model import Action
from littlegiants.vocabulary.errors import CatalogError, NoEditionError
from tests.factories import catalog, rulebook

NEW, REVIEW = Action.NEW, Action.REVIEW
INN63 = "cn_miit/innovative_sme/2022_63"
SRDI63, SRDI02 = "cn_miit/srdi_sme/2022_63", "cn_miit/srdi_sme/2026_2"
LG63, LG02 = "cn_miit/little_giant/2022_63", "cn_miit/little_giant/2026_2"
N190, N117 = "cn_miit/little_giant/2025_190", "cn_miit/little_giant/2026_117"

GOVERNS = [
    ("little_giant", NEW, "2022-08-01", (LG63,)),
    ("little_giant", NEW, "2025-05-13", (LG63,)),
    ("little_giant", NEW, "2025-05-14", (LG63, N190)),
    ("little_giant", NEW, "2025-12-31", (LG63, N190)),
    ("little_giant", NEW, "2026-01-01", (LG63,)),
    ("little_giant", NEW, "2026-03-31", (LG63,)),
    ("little_giant", NEW, "2026-04-01", (LG02, N117)),
    ("little_giant", NEW, "2026-12-31", (LG02, N117)),
    ("little_giant", NEW, "2027-01-01", (LG02,)),
    ("little_giant", REVIEW, "2025-05-13", (LG63,)),
    ("little_giant", REVIEW, "2025-05-14", (LG63, N190)),
    ("little_giant", REVIEW, "2026-03-22", (LG63,)),
    ("little_giant", REVIEW, "2026-03-23", (LG63, N117)),
    ("little_giant", REVIEW, "2026-04-01", (LG63, N117)),
    ("little_giant", REVIEW, "2026-12-31", (LG63, N117)),
    ("little_giant", REVIEW, "2027-01-01", (LG02,)),
    ("srdi_sme", NEW, "2026-03-31", (SRDI63,)),
    ("srdi_sme", NEW, "2026-04-01", (SRDI02,)),
    ("srdi_sme", REVIEW, "2026-03-31", (SRDI63,)),
    ("srdi_sme", REVIEW, "2026-04-01", (SRDI02,)),
    ("innovative_sme", NEW, "2026-03-31", (INN63,)),
    ("innovative_sme", NEW, "2026-04-01", (INN63,)),
    ("tech_innovative_sme", NEW, "2026-04-01", ("cn_miit/tech_innovative_sme/2026_2",)),
    ("tech_sme", NEW, "2017-05-03", ("cn_most/tech_sme/2017_115",)),
    ("high_tech", NEW, "2016-01-01", ("cn_most/high_tech/2016_32",)),
    ("single_champion", NEW, "2023-09-01", ("cn_miit/single_champion/2023_138",)),
    ("sme_size", NEW, "2011-06-18", ("cn_miit/sme_size/2011_300",)),
    ("key_little_giant", NEW, "2024-06-19", ("cn_mof/key_little_giant/2024_148",)),
    ("key_little_giant", NEW, "2026-12-31", ("cn_mof/key_little_giant/2024_148",)),
]
NOTHING_GOVERNS = [
    ("little_giant", NEW, "2022-07-31"),
    ("little_giant", REVIEW, "2022-07-31"),
    ("srdi_sme", NEW, "2022-07-31"),
    ("innovative_sme", NEW, "2022-07-31"),
    ("tech_innovative_sme", NEW, "2026-03-31"),
    ("tech_sme", NEW, "2017-05-02"),
    ("high_tech", NEW, "2015-12-31"),
    ("single_champion", NEW, "2023-08-31"),
    ("sme_size", NEW, "2011-06-17"),
    ("sme_size", REVIEW, "2026-06-01"),
    ("key_little_giant", NEW, "2024-06-18"),
    ("key_little_giant", NEW, "2027-01-01"),
]


@pytest.mark.parametrize(("programme", "action", "day", "chain"), GOVERNS)
def test_the_edition_in_force(
    programme: str, action: Action, day: str, chain: tuple[str, ...]
) -> None:
    """The table of the recognition rules: the day before, at and after each change of law."""
    assert catalog().select(programme, action, date.fromisoformat(day)).editions == chain


@pytest.mark.parametrize(("programme", "action", "day"), NOTHING_GOVERNS)
def test_no_edition_in_force(programme: str, action: Action, day: str) -> None:
    """Where no text governs, none is made up."""
    with pytest.raises(NoEditionError) as fault:
        catalog().select(programme, action, date.fromisoformat(day))

    assert fault.value.code == "rule.no_edition"


def test_unknown_programme() -> None:
    """A programme that does not exist is answered with those that do."""
    with pytest.raises(NoEditionError) as fault:
        catalog().select("little_giants", NEW, date(2026, 6, 1))

    assert "little_giant," in fault.value.text.en


def test_unknown_edition() -> None:
    """An edition that does not exist is answered with those that do."""
    with pytest.raises(CatalogError) as fault:
        catalog().edition("cn_miit/little_giant/2023_1")

    assert LG02 in fault.value.text.en


def test_bug_15_rules_of_2022_do_not_govern_new_applications_of_2026() -> None:
    """Bug 15: the text of 2022 is not shown as current after the day of its repeal."""
    for programme in ("little_giant", "srdi_sme"):
        book = catalog().select(programme, NEW, date(2026, 4, 1))

        assert not any(edition.endswith("2022_63") for edition in book.editions)


@pytest.mark.parametrize("edition", sorted(catalog().folders))
def test_bug_11_no_edition_names_a_document_126(edition: str) -> None:
    """Bug 11: the measures are number 63; only a source note may warn of the wrong number."""
    for text in _texts(catalog().folders[edition]):
        assert not re.search(r"126号|No\. 126\b", text)


@pytest.mark.parametrize("edition", [INN63, SRDI63, LG63])
def test_bug_11_the_measures_of_2022_show_their_number(edition: str) -> None:
    """The editions of the interim measures name the document as published."""
    assert catalog().edition(edition).header.document.number == "工信部企业〔2022〕63号"


def _texts(folder: Traversable) -> list[str]:
    return [
        path.read_text(encoding="utf-8")
        for part in (folder, folder.joinpath("cases"))
        for path in part.iterdir()
        if path.name.endswith(".yaml")
    ]


@pytest.mark.parametrize(
    ("overlay", "base", "action"), [(N190, LG63, NEW), (N190, LG63, REVIEW), (N117, LG02, NEW)]
)
def test_an_amendment_leaves_its_base_intact(overlay: str, base: str, action: Action) -> None:
    """After the amended text is read, the base reads as if there were no amendment."""
    rulebook(overlay, action)
    added = {clause.id for clause in rulebook(overlay, action).clauses}
    own = {clause.id for clause in catalog().rulebook(base, action).clauses}

    assert added > own
    assert catalog().rulebook(base, action) == rulebook(base, action)


def test_a_waived_clause_says_why() -> None:
    """The review of 2025 sets a clause aside with its reason; the base still asks for it."""
    waived = [c for c in rulebook(N190, REVIEW).clauses if c.outside is not None]
    asked = {c.id for c in rulebook(LG63, REVIEW).clauses if c.outside is None}

    assert {c.id for c in waived} & asked
    assert all(c.outside is not None and c.outside.zh and c.outside.en for c in waived)


def test_fingerprints_differ() -> None:
    """Each edition and action has its own fingerprint."""
    found = {
        rulebook(edition, action).fingerprint
        for edition in (LG63, N190, N117, LG02)
        for action in Action
    }

    assert len(found) == 8


def test_programmes_stand_in_the_order_of_the_ladder() -> None:
    """The base tier comes before the little giant."""
    names = catalog().programmes()

    assert names.index("innovative_sme") < names.index("srdi_sme") < names.index("little_giant")
