"""Amendments: a notice changes a round and leaves the base text as it is; a city's own editions."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.errors import RulebookError
from littlegiants.rulebooks.model import Action
from tests.unit.rulebooks.builders import CITE, TITLE, clause, edition, write

NEW, REVIEW = Action.NEW, Action.REVIEW


def amended(tmp_path: Path, **changes: object) -> Catalog:
    """A base with clauses A and B, and an amendment of its review in 2027."""
    notice = edition(
        edition="city/star/2027_2",
        in_force=None,
        amendments=[
            {"action": "review", "base": "city/star/2026_1", "from": "2027-01-01"}
            | {"to": "2027-12-31", "confidence": "H1", "cite": CITE}
            | changes
        ],
    )
    del notice["in_force"]
    return write(tmp_path, edition(clause("A"), clause("B")), notice)


def test_an_amendment_adds_a_clause(tmp_path: Path) -> None:
    """What a notice asks for in addition stands under the clause it names."""
    added = [{"under": "ROOT", "criterion": clause("N")}]
    book = amended(tmp_path, add=added).rulebook("city/star/2027_2", REVIEW)
    assert [child.id for child in book.root.children] == ["A", "B", "N"]


def test_an_amendment_waives_a_clause(tmp_path: Path) -> None:
    """A waived clause stays in sight with its reason."""
    reason = {"zh": "本轮次不检验", "en": "not tested in this round"}
    waived = [{"id": "B", "cite": CITE, "confidence": "H1", "reason": reason}]
    clause_b = amended(tmp_path, waive=waived).rulebook("city/star/2027_2", REVIEW).clause("B")
    assert clause_b.outside is not None
    assert clause_b.outside.en == "not tested in this round"


def test_an_amendment_replaces_a_clause(tmp_path: Path) -> None:
    """The new text takes the place of the old."""
    changed = [{"id": "B", "criterion": clause("B2", test="hnte_valid")}]
    book = amended(tmp_path, replace=changed).rulebook("city/star/2027_2", REVIEW)
    assert [child.id for child in book.root.children] == ["A", "B2"]


def test_the_base_text_stays_as_it_is(tmp_path: Path) -> None:
    """After an amendment was read, the base still says what it said."""
    added = [{"under": "ROOT", "criterion": clause("N")}]
    catalog = amended(tmp_path, add=added)
    before = catalog.rulebook("city/star/2026_1", REVIEW)
    catalog.rulebook("city/star/2027_2", REVIEW)
    assert catalog.rulebook("city/star/2026_1", REVIEW) == before
    assert "N" not in {found.id for found in before.clauses}


def test_an_amendment_governs_its_window_only(tmp_path: Path) -> None:
    """In its window the notice wins over its base, outside the base governs again."""
    catalog = amended(tmp_path, add=[{"under": "ROOT", "criterion": clause("N")}])
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1)]
    found = [catalog.select("star", REVIEW, day).edition[-6:] for day in days]
    assert found == ["2026_1", "2027_2", "2027_2", "2026_1"]
    assert catalog.select("star", NEW, date(2027, 6, 1)).edition == "city/star/2026_1"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"waive": [{"id": "C", "reason": TITLE}]}, "rule.amendment_target"),
        ({"replace": [{"id": "C", "criterion": clause("D")}]}, "rule.amendment_target"),
        ({"add": [{"under": "A", "criterion": clause("D")}]}, "rule.under_not_group"),
        ({"add": [{"under": "ROOT", "criterion": clause("A")}]}, "rule.id_twice"),
        ({"base": "city/star/2020_1"}, "rule.base_unknown"),
        (
            {
                "replace": [{"id": "B", "criterion": clause("D")}],
                "waive": [{"id": "B", "reason": TITLE}],
            },
            "rule.amendment_target",
        ),
    ],
    ids=["waive", "replace", "under", "twice", "base", "waive what was replaced"],
)
def test_a_faulty_amendment_is_refused(
    tmp_path: Path, changes: dict[str, object], code: str
) -> None:
    """An amendment that speaks of what is not there changes nothing silently."""
    with pytest.raises(RulebookError) as refused:
        amended(tmp_path, **changes).rulebook("city/star/2027_2", REVIEW)
    assert [getattr(found, "code", "") for found in refused.value.findings] == [code]


def test_a_citys_own_edition_wins(tmp_path: Path) -> None:
    """A folder of the same name in the city's catalog stands in for the package's."""
    own = edition(clause("MINE"), edition="cn_miit/srdi_sme/2026_2", programme="srdi_sme")
    catalog = write(tmp_path, own)
    assert "MINE" in {found.id for found in catalog.rulebook(own["edition"], NEW).clauses}
    assert "city/star/2026_1" not in catalog.folders


def test_a_rulebook_with_faults_is_not_given_out(tmp_path: Path) -> None:
    """The error carries every finding and says the first."""
    catalog = write(tmp_path, edition(clause("A", test="1 >= 1"), clause("B", mode="guess")))
    with pytest.raises(RulebookError, match="2 fault") as refused:
        catalog.rulebook("city/star/2026_1", NEW)
    assert len(refused.value.findings) == 2
