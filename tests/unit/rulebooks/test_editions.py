"""Which edition governs: programme, action and day; amendments leave the base text as it is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.errors import RulebookError
from littlegiants.rulebooks.model import Action
from littlegiants.vocabulary.errors import CatalogError, NoEditionError
from tests.unit.rulebooks.builders import CITE, TITLE, clause, edition, write

CATALOG = Catalog()
NEW, REVIEW = Action.NEW, Action.REVIEW


@pytest.mark.parametrize(
    ("programme", "action", "day", "wanted"),
    [
        # No. 63 from 2022-08-01 to 2026-03-31, No. 2 from 2026-04-01
        ("srdi_sme", NEW, "2022-08-01", "2022_63"),
        ("srdi_sme", NEW, "2026-03-31", "2022_63"),
        ("srdi_sme", NEW, "2026-04-01", "2026_2"),
        ("srdi_sme", NEW, "2027-05-01", "2026_2"),
        ("srdi_sme", REVIEW, "2026-03-16", "2022_63"),
        ("srdi_sme", REVIEW, "2026-10-30", "2026_2"),
        ("little_giant", NEW, "2025-05-13", "2022_63"),
        # the rounds of 2025 and 2026 stand over their base
        ("little_giant", NEW, "2025-05-14", "2025_190"),
        ("little_giant", REVIEW, "2025-12-31", "2025_190"),
        ("little_giant", NEW, "2026-01-01", "2022_63"),
        ("little_giant", NEW, "2026-03-31", "2022_63"),
        ("little_giant", NEW, "2026-04-01", "2026_117"),
        ("little_giant", NEW, "2026-12-31", "2026_117"),
        ("little_giant", NEW, "2027-01-01", "2026_2"),
        # the review of the 2026 round is held by No. 63, from 2027 on by No. 2
        ("little_giant", REVIEW, "2026-03-22", "2022_63"),
        ("little_giant", REVIEW, "2026-03-23", "2026_117"),
        ("little_giant", REVIEW, "2026-12-31", "2026_117"),
        ("little_giant", REVIEW, "2027-01-01", "2026_2"),
        # the base tier is still evaluated by annex 1 of No. 63
        ("innovative_sme", NEW, "2026-03-31", "2022_63"),
        ("innovative_sme", NEW, "2026-04-01", "2022_63"),
        ("tech_innovative_sme", NEW, "2026-04-01", "2026_2"),
        ("tech_sme", NEW, "2017-05-03", "2017_115"),
        ("high_tech", NEW, "2026-06-01", "2016_32"),
        ("single_champion", NEW, "2024-01-01", "2023_138"),
        ("sme_size", NEW, "2011-06-18", "2011_300"),
        ("key_little_giant", NEW, "2026-12-31", "2024_148"),
    ],
)
def test_edition_in_force(programme: str, action: Action, day: str, wanted: str) -> None:
    """The day before a change the old text governs, from the day itself the new one."""
    found = CATALOG.select(programme, action, date.fromisoformat(day))
    assert found.edition.endswith("/" + wanted)
    assert found.period.covers(action, date.fromisoformat(day))


@pytest.mark.parametrize(
    ("programme", "action", "day"),
    [
        ("srdi_sme", NEW, "2022-07-31"),
        ("little_giant", REVIEW, "2022-07-31"),
        ("tech_innovative_sme", NEW, "2026-03-31"),
        ("key_little_giant", NEW, "2027-01-01"),
        ("key_little_giant", REVIEW, "2025-01-01"),
        ("high_tech", REVIEW, "2026-01-01"),
        ("sme_size", NEW, "2011-06-17"),
    ],
)
def test_no_edition_is_said_as_such(programme: str, action: Action, day: str) -> None:
    """Where nothing governs, nothing is chosen instead."""
    with pytest.raises(NoEditionError) as refused:
        CATALOG.select(programme, action, date.fromisoformat(day))
    assert refused.value.code == "rule.no_edition"


def test_an_unknown_programme_is_answered_with_the_known_ones() -> None:
    """A slip in the name shows what there is."""
    with pytest.raises(NoEditionError, match="little_giant") as refused:
        CATALOG.select("little_giants", NEW, date(2026, 6, 1))
    assert refused.value.code == "rule.programme_unknown"


def test_an_unknown_edition_is_answered_with_the_known_ones() -> None:
    """The same for an edition."""
    with pytest.raises(CatalogError, match="2026_2") as refused:
        CATALOG.edition("cn_miit/little_giant/2027_1")
    assert refused.value.code == "rule.edition_unknown"


def test_the_ladder_comes_first() -> None:
    """Programmes are listed in the order in which people climb."""
    programmes = CATALOG.programmes()
    assert programmes.index("innovative_sme") < programmes.index("srdi_sme")
    assert programmes.index("srdi_sme") < programmes.index("little_giant")


def test_the_review_of_2026_reads_the_base_of_2022() -> None:
    """Both names stand in the result: the base and what amends it."""
    found = CATALOG.select("little_giant", REVIEW, date(2026, 6, 1))
    assert found.editions == ("cn_miit/little_giant/2022_63", "cn_miit/little_giant/2026_117")


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


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    """GB18030 is told as such, not as a traceback."""
    catalog = write(tmp_path, edition(clause("A")))
    path = tmp_path / "rulebooks" / "city/star/2026_1" / "rulebook.yaml"
    path.write_bytes("edition: 某市".encode("gb18030"))
    with pytest.raises(RulebookError) as refused:
        catalog.edition("city/star/2026_1")
    assert [getattr(found, "code", "") for found in refused.value.findings] == ["yaml.not_utf8"]
