"""Lists come in once, whole or not at all; corrigenda change what they name; withdrawn lists leave nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from littlegiants.intake.lists import read_list
from littlegiants.recognition.errors import ListStoppedError, RecognitionError
from littlegiants.recognition.model import CorrectionMode, EventKind
from littlegiants.recognition.services import (
    compare_documents,
    dependents,
    list_documents,
    record_event,
    show_document,
    take_back_event,
)
from littlegiants.register.errors import NotKnownError
from littlegiants.register.services import unlink, withdraw
from littlegiants.storage.database import EVERYTHING, known_act
from tests.unit.recognition.city import ACTOR, NAMES, PROCEDURES, TODAY, City, reading

CHANGES = CorrectionMode.CHANGES


def sheet(folder: Path, rows: list[list[object]]) -> Path:
    """A workbook with one list."""
    path = folder / "list.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


# Coming in


def test_a_final_list_gives_titles(city: City) -> None:
    """Three firms are linked by name and hold the title from the day of the list."""
    report = city.take(NAMES[:3])
    assert report.rows == 3
    assert sum(report.linked.values()) == 3
    assert report.gained == (1, 2, 3)
    assert city.counted() == {1, 2, 3}
    assert city.counted(date(2025, 6, 30)) == set()


def test_the_same_document_twice_changes_nothing(city: City) -> None:
    """M1-T01: no event, no act, the same fingerprint of the database."""
    first = city.take(NAMES[:3])
    before = city.digest()
    again = city.take(NAMES[:3])
    assert again.is_known
    assert again.document.id == first.document.id
    assert city.digest() == before


def test_the_same_document_under_another_header_is_refused(city: City) -> None:
    """A file that is known as a final list is not loaded as publicity."""
    read = reading(NAMES[:3])
    city.take(read)
    with pytest.raises(RecognitionError, match="another list"):
        city.take(read, "publicity")


def test_a_dry_run_shows_everything_and_leaves_nothing(city: City) -> None:
    """Rows, links, queue, new titles and the difference to publicity; the database stays as it was."""
    city.take(NAMES[:4], "publicity", issued_on=date(2025, 6, 1))
    before = city.digest()
    report = city.take([*NAMES[1:4], "谁也不认识的有限公司"], dry_run=True)
    assert report.is_dry_run
    assert (report.rows, sum(report.linked.values()), report.queued) == (4, 3, 1)
    assert report.gained == (2, 3, 4)
    assert report.difference is not None
    assert [entry.name for entry in report.difference.removed] == [NAMES[0]]
    assert [entry.name for entry in report.difference.added] == ["谁也不认识的有限公司"]
    assert city.digest() == before


def test_a_gap_in_the_serial_numbers_stops_the_import(city: City) -> None:
    """M1-T06: numbers 3 and 5 to 6 are missing; nothing is loaded, and they are named."""
    rows: list[list[object]] = [["序号", "企业名称"]]
    rows += [[n, NAMES[n]] for n in (1, 2, 4, 7)]
    before = city.digest()
    with pytest.raises(ListStoppedError) as stopped:
        city.take(read_list(sheet(city.folder, rows)))
    told = " ".join(finding.render("zh") for finding in stopped.value.findings)
    assert "3、5–6" in told
    assert city.digest() == before


def test_a_count_that_differs_from_the_notice_stops_the_import(city: City) -> None:
    """The notice says four, three were read; with three it is imported."""
    with pytest.raises(ListStoppedError, match="not imported"):
        city.take(NAMES[:3], rows_expected=4)
    assert city.take(NAMES[:3], rows_expected=3).gained == (1, 2, 3)


def test_an_empty_list_is_refused(city: City) -> None:
    """A list without firms is no list."""
    with pytest.raises(ListStoppedError):
        city.take([])


def test_an_unknown_source_or_programme_is_refused(city: City) -> None:
    """The request names something that is not there."""
    with pytest.raises(RecognitionError, match="little_giant"):
        city.take(NAMES[:1], programme="giants")


def test_the_words_of_the_title_are_compared_with_the_kind(city: City) -> None:
    """A file that calls itself publicity, loaded as final, is imported with a warning."""
    rows: list[list[object]] = [
        ["专精特新“小巨人”企业公示名单", ""],
        ["序号", "企业名称"],
        [1, NAMES[0]],
    ]
    report = city.take(read_list(sheet(city.folder, rows)))
    assert "recognition.kind_hint_differs" in [finding.code for finding in report.findings]


# Corrigenda


def test_a_corrigendum_changes_titles_only_for_the_firms_it_names(city: City) -> None:
    """M1-T02: three removed and two added are exactly five differences."""
    first = city.take(NAMES[:7])
    kept = {i.enterprise_id: i for i in city.titles().intervals}
    names = [*NAMES[:3], *NAMES[7:9]]
    details = [{"更正类型": "删除"}] * 3 + [{"更正类型": "增加"}] * 2
    report = city.take(
        reading(names, details=details),
        "corrigendum",
        issued_on=date(2025, 9, 1),
        corrects=first.document.id,
    )
    assert report.difference is not None
    assert report.difference.count == 5
    assert [entry.name for entry in report.difference.removed] == list(NAMES[:3])
    assert [entry.name for entry in report.difference.added] == list(NAMES[7:9])
    assert (report.gained, report.lost) == ((8, 9), (1, 2, 3))
    assert city.counted() == {4, 5, 6, 7, 8, 9}
    after = {i.enterprise_id: i for i in city.titles().intervals}
    assert all(after[firm] == kept[firm] for firm in (4, 5, 6, 7))


def test_before_the_corrigendum_the_list_read_as_it_was_printed(city: City) -> None:
    """As of a day before the corrigendum, and as known before its act, the old firms hold the title."""
    first = city.take(NAMES[:7])
    with city.database.read() as connection:
        known = known_act(connection, city.database.clock())
    details = [{"更正类型": "删除"}]
    city.take(
        reading(NAMES[:1], details=details),
        "corrigendum",
        issued_on=date(2025, 9, 1),
        corrects=first.document.id,
    )
    assert 1 in city.counted(date(2025, 8, 31))
    assert 1 not in city.counted(date(2025, 9, 1))
    assert 1 in city.titles(known=known).counted_on(TODAY)


def test_a_renaming_keeps_the_title(city: City) -> None:
    """A row that gives the former name replaces that row."""
    first = city.take([NAMES[0], "深圳市错名科技有限公司"])
    assert first.queued == 1
    report = city.take(
        reading([NAMES[1]], details=[{"former_name": "深圳市错名科技有限公司"}]),
        "corrigendum",
        corrects=first.document.id,
    )
    assert report.document.mode is CHANGES
    assert report.gained == (2,)
    assert report.difference is not None
    assert report.difference.count == 2  # nobody knows that the unlinked name was the same firm


def test_a_correction_of_a_name_that_is_not_there_stops(city: City) -> None:
    """A row that concerns nobody on the list is named, and nothing is loaded."""
    first = city.take(NAMES[:2])
    with pytest.raises(ListStoppedError) as stopped:
        city.take(
            reading([NAMES[5]], details=[{"更正类型": "删除"}]),
            "corrigendum",
            corrects=first.document.id,
        )
    assert [f.code for f in stopped.value.findings] == ["recognition.change_target_missing"]


def test_a_whole_new_list_replaces_the_old_when_that_is_said(city: City) -> None:
    """Without a column of changes it is asked which it is; as a whole list it takes the old one's place."""
    first = city.take(NAMES[:3])
    with pytest.raises(RecognitionError, match="--mode"):
        city.take(reading(NAMES[1:4]), "corrigendum", corrects=first.document.id)
    report = city.take(
        reading(NAMES[1:4]),
        "corrigendum",
        corrects=first.document.id,
        mode=CorrectionMode.WHOLE,
    )
    assert report.difference is not None
    assert report.difference.count == 2
    assert city.counted() == {2, 3, 4}


def test_a_corrigendum_of_a_corrigendum_corrects_the_same_list(city: City) -> None:
    """The second correction finds the list as the first left it."""
    first = city.take(NAMES[:3])
    add = reading([NAMES[3]], details=[{"更正类型": "增加"}])
    second = city.take(add, "corrigendum", issued_on=date(2025, 9, 1), corrects=first.document.id)
    remove = reading([NAMES[3]], details=[{"更正类型": "删除"}], tag="third")
    third = city.take(
        remove, "corrigendum", issued_on=date(2025, 9, 2), corrects=second.document.id
    )
    assert third.document.corrects_id == first.document.id
    assert city.counted() == {1, 2, 3}
    assert city.counted(date(2025, 9, 1)) == {1, 2, 3, 4}


def test_only_a_corrigendum_corrects(city: City) -> None:
    """A corrigendum names its list; no other kind does."""
    first = city.take(NAMES[:3])
    with pytest.raises(RecognitionError, match="--corrects"):
        city.take(NAMES[:1], "corrigendum")
    with pytest.raises(RecognitionError, match="--corrects"):
        city.take(NAMES[:2], "final", corrects=first.document.id)


# Links, withdrawals, versions


def test_unlinking_a_row_takes_the_title_away(city: City) -> None:
    """The title hangs on the link; as known before, it is still there."""
    report = city.take(NAMES[:2])
    with city.database.read() as connection:
        _, entries = show_document(connection, report.document.id, known=EVERYTHING)
        known = known_act(connection, city.database.clock())
    unlink(city.database, actor=ACTOR, record_id=entries[0].record_id, reason="误连：同名企业")
    assert city.counted() == {2}
    assert city.titles(known=known).counted_on(TODAY) == {1, 2}


def test_a_withdrawn_list_leaves_no_title(city: City) -> None:
    """Its dependents are those titles; after the withdrawal they are gone, and it can be loaded again."""
    report = city.take(NAMES[:2])
    city.take(NAMES[2:4], year=2024)
    with city.database.read() as connection:
        document, hanging = dependents(
            connection, PROCEDURES, report.document.delivery_id, as_of=TODAY, known=EVERYTHING
        )
    assert document.id == report.document.id
    assert [interval.enterprise_id for interval in hanging] == [1, 2]
    withdraw(city.database, actor=ACTOR, delivery_id=report.document.delivery_id, reason="传错文件")
    assert city.counted() == {3, 4}
    assert city.take(NAMES[:2]).gained == (1, 2)


def test_a_delivery_that_is_no_list_has_no_dependents(city: City) -> None:
    """The file of firms brought no list."""
    with city.database.read() as connection, pytest.raises(RecognitionError, match="not a list"):
        dependents(connection, PROCEDURES, 1, as_of=TODAY, known=EVERYTHING)


def test_two_lists_are_compared(city: City) -> None:
    """Publicity against final list: one left, one came."""
    publicity = city.take(NAMES[:3], "publicity", issued_on=date(2025, 6, 1))
    final = city.take(NAMES[1:4])
    with city.database.read() as connection:
        _, _, found = compare_documents(
            connection, publicity.document.id, final.document.id, known=EVERYTHING
        )
        listed = list_documents(connection, known=EVERYTHING)
    assert [entry.name for entry in found.removed] == [NAMES[0]]
    assert [entry.name for entry in found.added] == [NAMES[3]]
    assert [(row.document.kind.value, row.rows, row.linked) for row in listed] == [
        ("publicity", 3, 3),
        ("final", 3, 3),
    ]


def test_an_unknown_list_is_named(city: City) -> None:
    """A number that no list has."""
    with city.database.read() as connection, pytest.raises(RecognitionError, match="99"):
        show_document(connection, 99, known=EVERYTHING)


def test_publicised_but_not_final_is_found(city: City) -> None:
    """The finding comes with the import of the final list."""
    city.take(NAMES[:3], "publicity", issued_on=date(2025, 6, 1))
    report = city.take(NAMES[:2])
    assert [f.code for f in report.findings] == ["recognition.publicised_not_final"]


def test_a_review_list_ends_the_titles_of_its_cohort_that_are_not_on_it(city: City) -> None:
    """Two of three pass: the third is lost on the day of the list."""
    city.take(NAMES[:3], year=2022, issued_on=date(2022, 9, 1))
    assert city.counted(date(2025, 10, 19)) == {1, 2, 3}
    report = city.take(NAMES[:2], "review_passed", issued_on=date(2025, 10, 20))
    assert (report.gained, report.lost) == ((), (3,))
    assert city.counted(date(2025, 10, 20)) == {1, 2}


# Events on a person's word


def test_a_recorded_move_takes_a_title_out_and_can_be_taken_back(city: City) -> None:
    """Moved out with evidence, then the record is taken back."""
    city.take(NAMES[:2])
    number = record_event(
        city.database,
        PROCEDURES,
        actor=ACTOR,
        enterprise_id=1,
        programme="little_giant",
        kind=EventKind.MOVED_OUT,
        on=date(2026, 1, 1),
        evidence="迁往东莞，变更通知书",
        source="miit",
    )
    assert city.counted() == {2}
    assert city.counted(date(2025, 12, 31)) == {1, 2}
    take_back_event(city.database, actor=ACTOR, event_id=number, reason="登记错误")
    assert city.counted() == {1, 2}
    with pytest.raises(RecognitionError, match="taken back"):
        take_back_event(city.database, actor=ACTOR, event_id=number, reason="登记错误")


def test_a_recorded_event_is_checked(city: City) -> None:
    """No recognition by hand, no event without evidence, for nobody, or with half a title."""
    plain = {
        "actor": ACTOR,
        "enterprise_id": 1,
        "programme": "little_giant",
        "kind": EventKind.WITHDRAWN,
        "on": date(2026, 1, 1),
        "evidence": "企业申请书",
        "source": "miit",
    }
    before = city.digest()
    for change, fault in (
        ({"kind": EventKind.RECOGNISED}, RecognitionError),
        ({"evidence": " "}, RecognitionError),
        ({"kind": EventKind.MOVED_IN, "batch_year": 2024}, RecognitionError),
        ({"programme": "x"}, RecognitionError),
        ({"enterprise_id": 99}, NotKnownError),
        ({"source": "x"}, NotKnownError),
    ):
        with pytest.raises(fault):
            record_event(city.database, PROCEDURES, **(plain | change))  # type: ignore[arg-type]  # many types in one mapping
    assert city.digest() == before


def test_the_document_number_that_was_read_is_kept(city: City) -> None:
    """The document number that the file states is kept where the person gives none."""
    report = city.take(replace(reading(NAMES[:1]), document_no="工信部企业函〔2025〕1号"))
    assert report.document.document_no == "工信部企业函〔2025〕1号"
