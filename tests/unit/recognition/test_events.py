"""Lists give events, corrigenda change lists, and what does not fit together is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from littlegiants.recognition.differences import difference
from littlegiants.recognition.events import Papers, derive, standing_rows
from littlegiants.recognition.model import Change, EntryChange, TitleEvent
from littlegiants.vocabulary.finding import Finding
from tests.unit.recognition.builders import document, papers, rows

LATE = date(2026, 11, 25)
NAMES = [("甲科技有限公司", 1), ("乙科技有限公司", 2), ("丙科技有限公司", 3)]
FINAL = document(1, "final", 2025)


def firms(found: Sequence[TitleEvent]) -> list[tuple[str, int]]:
    """Kind and firm of events."""
    return sorted((event.kind.value, event.enterprise_id) for event in found)


def codes(found: Sequence[Finding]) -> list[str]:
    """Codes without their area, sorted."""
    return sorted(finding.code.removeprefix("recognition.") for finding in found)


def recognised(table: Papers, as_of: date = LATE) -> list[int]:
    """The firms that the papers recognise."""
    return sorted(e.enterprise_id for e in derive(table, as_of).events if e.kind == "recognised")


def test_publicity_is_not_recognition() -> None:
    """Candidates, recommendation and publicity lists give no event."""
    for kind in ("candidates", "recommendation", "publicity"):
        table = papers((document(1, kind, 2025), rows(1, *NAMES)))
        assert derive(table, LATE).events == ()


def test_each_kind_of_list_gives_its_event() -> None:
    """Final and supplement recognise, a review list reviews, a revocation list revokes."""
    for kind, event in (
        ("final", "recognised"),
        ("supplement", "recognised"),
        ("review_passed", "reviewed"),
        ("revocation", "revoked"),
    ):
        table = papers((document(1, kind, 2025), rows(1, *NAMES)))
        assert firms(derive(table, LATE).events) == [(event, 1), (event, 2), (event, 3)]


def test_a_row_that_is_not_linked_gives_no_event() -> None:
    """A printed name alone recognises nobody."""
    assert recognised(papers((FINAL, rows(1, ("甲科技有限公司", None), ("乙", 2))))) == [2]


def test_a_list_of_the_future_is_unknown() -> None:
    """The day before its issue a list gives nothing."""
    table = papers((FINAL, rows(1, *NAMES)))
    assert recognised(table, date(2025, 6, 30)) == []
    assert recognised(table, date(2025, 7, 1)) == [1, 2, 3]


def corrected() -> Papers:
    """A final list of three, and a corrigendum that removes one, adds one and renames one."""
    corrigendum = document(
        2, "corrigendum", 2025, issued_on=date(2025, 9, 1), corrects=1, mode="changes"
    )
    own = rows(2, ("乙科技有限公司", 2), ("丁科技有限公司", 4), ("丙智能科技有限公司", 3))
    changes = [
        EntryChange(2, 2001, Change.REMOVE, 1002),
        EntryChange(2, 2002, Change.ADD, None),
        EntryChange(2, 2003, Change.RENAME, 1003),
    ]
    return papers((FINAL, rows(1, *NAMES)), (corrigendum, own), changes={2: changes})


def test_a_list_of_changes_changes_only_what_it_names() -> None:
    """One removed, one added, one renamed; the renamed firm keeps its title."""
    assert recognised(corrected()) == [1, 3, 4]
    assert recognised(corrected(), date(2025, 8, 31)) == [1, 2, 3]
    names = [row.entry.name for row in standing_rows(FINAL, corrected())]
    assert names == ["甲科技有限公司", "丙智能科技有限公司", "丁科技有限公司"]


def test_a_firm_added_by_a_corrigendum_is_recognised_from_the_start() -> None:
    """The list reads as if it had always named the firm."""
    added = next(e for e in derive(corrected(), LATE).events if e.enterprise_id == 4)
    assert added.on == FINAL.issued_on
    assert added.document_id == 2


def test_a_whole_new_list_takes_the_place_of_the_old() -> None:
    """Only the firms of the corrected list count."""
    whole = document(2, "corrigendum", 2025, corrects=1, mode="whole")
    table = papers((FINAL, rows(1, *NAMES)), (whole, rows(2, NAMES[0], ("丁科技有限公司", 4))))
    assert recognised(table) == [1, 4]


def test_a_corrigendum_without_its_list_has_no_effect_and_is_found() -> None:
    """When the corrected list is withdrawn, the corrigendum alone recognises nobody."""
    whole = document(2, "corrigendum", 2025, corrects=1, mode="whole")
    found = derive(papers((whole, rows(2, *NAMES))), LATE)
    assert found.events == ()
    assert codes(found.findings) == ["corrigendum_without_list"]


def test_a_firm_that_stands_twice_is_found_and_counts_once() -> None:
    """Two rows linked to one enterprise."""
    table = papers((FINAL, rows(1, *NAMES, ("甲科技（深圳）有限公司", 1))))
    assert codes(derive(table, LATE).findings) == ["firm_twice"]


def test_publicity_and_final_list_are_compared() -> None:
    """Publicised only, final only, and renamed in between are each found."""
    publicity = document(1, "publicity", 2025)
    final = document(2, "final", 2025, issued_on=date(2025, 9, 1))
    table = papers(
        (publicity, rows(1, *NAMES)),
        (final, rows(2, ("甲科技有限公司", 1), ("乙智能有限公司", 2), ("丁有限公司", 4))),
    )
    assert codes(derive(table, LATE).findings) == [
        "final_not_publicised",
        "publicised_not_final",
        "renamed_between",
    ]


def test_without_a_publicity_list_nothing_is_missed() -> None:
    """A final list alone is not compared with what was not imported."""
    assert derive(papers((FINAL, rows(1, *NAMES))), LATE).findings == ()


def test_a_list_whose_publicity_was_not_imported_is_left_alone() -> None:
    """Reviews are publicised apart: the review list is not held to the publicity of new firms."""
    publicity = document(1, "publicity", 2025)
    final = document(2, "final", 2025)
    reviews = document(3, "review_passed", 2025)
    table = papers(
        (publicity, rows(1, *NAMES)),
        (final, rows(2, *NAMES[:2])),
        (reviews, rows(3, ("戊有限公司", 5), ("己有限公司", 6))),
    )
    assert codes(derive(table, LATE).findings) == ["publicised_not_final"]


def test_a_firm_in_two_cities_of_one_batch_is_found() -> None:
    """Two final lists of one year, two cities, one firm; two districts of one city are not two cities."""
    shenzhen = document(1, "final", 2025, region="440300")
    dongguan = document(2, "final", 2025, region="441900")
    nanshan = document(3, "final", 2025, region="440305")
    table = papers((shenzhen, rows(1, *NAMES)), (dongguan, rows(2, ("甲科技有限公司", 1))))
    assert codes(derive(table, LATE).findings) == ["firm_in_two_cities"]
    table = papers((shenzhen, rows(1, *NAMES)), (nanshan, rows(3, ("甲科技有限公司", 1))))
    assert codes(derive(table, LATE).findings) == []


def test_unlinking_a_row_takes_its_title_away() -> None:
    """The event hangs on the link and on nothing else."""
    linked = papers((FINAL, rows(1, *NAMES)))
    unlinked = papers((FINAL, rows(1, *NAMES[:2], (NAMES[2][0], None))))
    assert recognised(linked) == [1, 2, 3]
    assert recognised(unlinked) == [1, 2]


def test_lists_differ_by_enterprise_code_or_name() -> None:
    """Rows meet by enterprise first, else by name as compared; form alone is no difference."""
    before = rows(1, ("甲（深圳）有限公司", None), ("乙有限公司", 2), ("丙有限公司", None))
    after = rows(2, ("甲(深圳)有限公司", None), ("乙股份有限公司", 2), ("丁有限公司", None))
    found = difference(before, after)
    assert [entry.name for entry in found.removed] == ["丙有限公司"]
    assert [entry.name for entry in found.added] == ["丁有限公司"]
    assert [(a.name, b.name) for a, b in found.renamed] == [("乙有限公司", "乙股份有限公司")]
    assert found.count == 3
