"""M1-T01 to M1-T06: lists come in, titles follow from them, and every count says its basis."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from littlegiants.cities.arithmetic import add, sum_of_lists
from littlegiants.cities.changes import stock_change
from littlegiants.cities.errors import MixedBasesError
from littlegiants.cities.load import load_counts
from littlegiants.cities.model import Basis, Count
from littlegiants.intake.lists import read_list
from littlegiants.recognition.errors import ListStoppedError
from littlegiants.register.bulk import load_columns
from littlegiants.register.services import enterprise_headers, linked_records, queue
from littlegiants.storage.database import Database
from littlegiants.vocabulary.facts import load_vocabulary
from littlegiants.vocabulary.uscc import ALPHABET, check_uscc, complete_uscc
from tests.unit.recognition.city import CODES, NAMES, City, reading
from tests.unit.register.test_name_variants import FIRMS, PLANTED, VARIANTS

OLD_XIAMEN = "91350203M0001QKT19"
"""A real code issued before 2016 whose check digit fails."""


@pytest.fixture
def city(database: Database, tmp_path: Path) -> City:
    """A register of a few firms."""
    return City.build(database, tmp_path)


def printed_list(folder: Path, rows: list[list[object]]) -> Path:
    """A workbook as a ministry publishes it."""
    path = folder / "名单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "第七批专精特新“小巨人”企业认定名单")
        page.write_row(1, 0, ["序号", "企业名称", "统一社会信用代码"])
        for number, row in enumerate(rows, start=2):
            page.write_row(number, 0, row)
    return path


def load(city: City, path: Path) -> None:
    """Register the firms of a file of columns."""
    load_columns(
        city.database,
        load_vocabulary(),
        path,
        actor="张三",
        source="miit",
        as_of=date(2022, 1, 1),
    )


def test_m1_t01_the_same_list_twice(city: City) -> None:
    """M1-T01: importing the same list twice gives no new event and the same database hash."""
    path = printed_list(
        city.folder, [[n, NAMES[n - 1], CODES[n - 1]] for n in range(1, len(NAMES) + 1)]
    )
    first = city.take(read_list(path))
    events = [interval.because for interval in city.titles().intervals]
    before = city.digest()
    again = city.take(read_list(path))
    assert (first.is_known, again.is_known) == (False, True)
    assert (again.gained, again.lost, again.document.id) == ((), (), first.document.id)
    assert city.digest() == before
    assert [interval.because for interval in city.titles().intervals] == events


def test_m1_t02_a_corrigendum(city: City) -> None:
    """M1-T02: a corrigendum removes 3 and adds 2: the diff lists exactly 5, titles change only there."""
    first = city.take(NAMES[:7])
    before = {interval.enterprise_id: interval for interval in city.titles().intervals}
    names = [*NAMES[:3], *NAMES[7:9]]
    details = [{"更正类型": "删除"}] * 3 + [{"更正类型": "增加"}] * 2
    report = city.take(
        reading(names, details=details),
        "corrigendum",
        issued_on=date(2025, 9, 1),
        corrects=first.document.id,
    )
    found = report.difference
    assert found is not None
    assert (found.count, len(found.removed), len(found.added)) == (5, 3, 2)
    assert (set(report.lost), set(report.gained)) == ({1, 2, 3}, {8, 9})
    after = {interval.enterprise_id: interval for interval in city.titles().intervals}
    assert {firm for firm in after if firm in before and after[firm] == before[firm]} >= {
        4,
        5,
        6,
        7,
    }
    assert city.counted() == {4, 5, 6, 7, 8, 9}


def test_m1_t03_the_counts_of_the_article() -> None:
    """M1-T03: 752, 1,025 and 1,333 valid; 1,372 is a sum of two bases; the 39 are explained; lists: 1,400."""
    book = load_counts()
    stocks = {
        batch: stock_change(book, "440300", tier="little_giant", batch=batch) for batch in (6, 7)
    }
    assert [stocks[6].before.count.value, stocks[6].after.count.value] == [752, 1025]
    last = stocks[7]
    assert (last.before.count.value, last.new.value, last.after.count.value) == (1025, 347, 1333)
    assert (last.lost, last.is_inferred, stocks[6].lost) == (39, True, 25)
    with pytest.raises(MixedBasesError):
        add([_count(last.before.count), _count(last.new)])
    lists = sum_of_lists(book.counts, code="440300", tier="little_giant", through=7)
    assert (last.before.count.value + last.new.value, lists) == (1372, 1400)


def _count(one: Count) -> Count:
    assert one.basis in (Basis.VALID, Basis.NEW)
    return one


@pytest.fixture
def fifty(city: City) -> City:
    """The register with fifty more firms, of whose names two hundred variants are planted."""
    path = city.folder / "fifty.csv"
    lines = [f"{code},{name},440305" for name, code in FIRMS]
    path.write_text("\n".join(["uscc,name,region_code", *lines]) + "\n", encoding="utf-8")
    load(city, path)
    return city


def linked_codes(city: City, delivery: int) -> dict[str, str | None]:
    """The code of the enterprise to which each printed name was linked."""
    with city.database.read() as connection:
        records = linked_records(connection, delivery_ids=[delivery])
        firms = [r.enterprise_id for r in records if r.enterprise_id is not None]
        headers = enterprise_headers(connection, firms, as_of=date(2026, 1, 1))
    return {r.name: headers[r.enterprise_id].code if r.enterprise_id else None for r in records}


def test_m1_t04_two_hundred_variants_with_codes(fifty: City) -> None:
    """M1-T04: 200 planted name variants are linked, all of them, where a well-formed code exists."""
    truth = dict(PLANTED)
    assert len(truth) == 200
    for kind in range(len(VARIANTS)):
        names = [name for name, _ in PLANTED[kind :: len(VARIANTS)]]
        report = fifty.take(reading(names, codes=truth, tag=f"{kind}"), "publicity")
        assert (report.linked, report.queued) == ({"code": 50}, 0)
        linked = linked_codes(fifty, report.document.delivery_id)
        assert linked == {name: truth[name] for name in names}


def test_m1_t04_two_hundred_variants_without_codes(fifty: City) -> None:
    """M1-T04: without a code a variant is linked to the firm that it means, or waits; most are linked."""
    truth = dict(PLANTED)
    right = 0
    for kind in range(len(VARIANTS)):
        names = [name for name, _ in PLANTED[kind :: len(VARIANTS)]]
        report = fifty.take(reading(names, tag=f"{kind}"), "publicity")
        linked = linked_codes(fifty, report.document.delivery_id)
        assert all(code in (None, truth[name]) for name, code in linked.items())
        right += sum(code is not None for code in linked.values())
    assert right >= 100


def test_m1_t04_two_candidates_wait_for_a_person(city: City) -> None:
    """M1-T04: where two candidates remain nothing is linked, and both are shown."""
    twin = complete_uscc("91", "440300", "MA5FXK90")
    path = city.folder / "twin.csv"
    path.write_text(f"uscc,name,region_code\n{twin},{NAMES[0]},440306\n", encoding="utf-8")
    load(city, path)
    report = city.take([NAMES[0]])
    assert (sum(report.linked.values()), report.queued) == (0, 1)
    with city.database.read() as connection:
        waiting, _ = queue(connection)
    assert {candidate.enterprise_id for candidate in waiting[0].candidates} >= {1, len(NAMES) + 1}


def test_m1_t05_every_slip_in_a_code_is_reported() -> None:
    """M1-T05: every single-character error in 1,000 codes is reported."""
    draw = random.Random(20251124)
    for _ in range(1_000):
        organisation = "".join(draw.choice(ALPHABET) for _ in range(8))
        code = complete_uscc("91", "440300", organisation)
        at = draw.randrange(len(code))
        others = [sign for sign in ALPHABET if sign != code[at]]
        for sign in others:
            assert check_uscc(code[:at] + sign + code[at + 1 :]).findings, (code, at, sign)


def test_m1_t05_a_failed_check_digit_is_a_warning_a_malformed_code_blocks(city: City) -> None:
    """M1-T05: a failed check digit stays with the record and links; a malformed code does not link by code."""
    path = city.folder / "old.csv"
    path.write_text(f"uscc,name\n{OLD_XIAMEN},厦门甲乙科技有限公司\n", encoding="utf-8")
    load(city, path)
    old = len(NAMES) + 1
    names = ["厦门甲乙股份有限公司", "谁也不认识的公司", NAMES[1]]
    codes = [OLD_XIAMEN, CODES[0][:-1], CODES[1][:-1] + "I"]
    rows: list[list[object]] = [[n, names[n - 1], codes[n - 1]] for n in (1, 2, 3)]
    report = city.take(read_list(printed_list(city.folder, rows)))
    with city.database.read() as connection:
        records = linked_records(connection, delivery_ids=[report.document.delivery_id])
    assert [(r.enterprise_id, r.method) for r in sorted(records, key=lambda r: r.row_no)] == [
        (old, "code"),
        (None, ""),
        (2, "exact"),
    ]
    told = {finding.code for finding in report.findings}
    assert "uscc.check_digit" in told
    assert any(code.startswith("uscc.") and code != "uscc.check_digit" for code in told)


def test_m1_t06_a_hole_in_the_serial_numbers(city: City) -> None:
    """M1-T06: a list with a hole in its numbers stops with the missing numbers named; nothing is loaded."""
    rows: list[list[object]] = [[n, NAMES[n - 1], CODES[n - 1]] for n in (1, 2, 4, 7)]
    before = city.digest()
    with pytest.raises(ListStoppedError) as stopped:
        city.take(read_list(printed_list(city.folder, rows)))
    told = " ".join(finding.text.en for finding in stopped.value.findings)
    assert "3" in told
    assert "5" in told
    assert "6" in told
    assert city.digest() == before
