"""Tables of counts: what is shipped is sound, and every fault is named with its line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from littlegiants.cities.errors import CountsError
from littlegiants.cities.load import load_counts, read_tables
from littlegiants.cities.model import Basis, BatchMeasure, Level
from littlegiants.vocabulary.errors import DeliveryError
from tests.unit.cities.builders import tables

GOOD = "910100,little_giant,valid_on_date,2022-10,1-4,588,s\n"


def test_shipped_counts_are_without_fault() -> None:
    """The package's own tables have no finding, and hold what was gathered."""
    book = load_counts()
    assert len(book.sources) == 50
    assert Counter(count.tier for count in book.counts)["srdi_sme"] == 10
    assert len([f for f in book.batch_figures if f.measure is BatchMeasure.REVIEW_PASSED]) == 5
    assert [key.value for key in book.key_batches] == [782, 656, 546, 1039, 1241]
    assert [key.rank for key in book.key_ranks] == list(range(1, 51))


def test_every_basis_and_level_is_in_the_shipped_counts() -> None:
    """Nation, provinces, cities, districts and zones; all four bases."""
    book = load_counts()
    assert {count.basis for count in book.counts} == set(Basis)
    assert {count.region.level for count in book.counts} == set(Level)


def test_national_figures_fit_together() -> None:
    """142 + 4,357 = 4,499 were reviewed in 2025, and the stocks of 2025 add up to 17,590."""
    book = load_counts()
    passed = {
        f.batches: f.value
        for f in book.batch_figures
        if f.measure is BatchMeasure.REVIEW_PASSED and f.is_preferred is (f.batches == (1,))
    }
    final = {
        f.batches[0]: f.value for f in book.batch_figures if f.measure is BatchMeasure.RECOGNISED
    }
    assert passed[1,] + final[4] == 4499
    assert passed[1, 4] + passed[2,] + passed[3,] + final[5] + final[6] + 3482 == 17590


def test_a_good_row_is_read() -> None:
    """One row, one count."""
    book, findings = read_tables(tables(region_counts=GOOD))
    assert findings == ()
    assert [count.value for count in book.counts] == [588]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("910100,little_giant,stock,2022-10,1-4,588,s", "cities.word_unknown"),
        ("910100,giant,valid_on_date,2022-10,1-4,588,s", "cities.word_unknown"),
        ("999999,little_giant,valid_on_date,2022-10,1-4,588,s", "cities.region_unknown"),
        ("910100,little_giant,valid_on_date,2022-10,1-4,588,nobody", "cities.source_unknown"),
        ("910100,little_giant,valid_on_date,2022-10,1-4,-1,s", "cities.negative"),
        ("910100,little_giant,valid_on_date,2022-10,1-4,about 588,s", "cities.number_malformed"),
        ("910100,little_giant,valid_on_date,2022-10,1-4,,s", "cities.number_malformed"),
        ("910100,little_giant,valid_on_date,Oct 2022,1-4,588,s", "cities.when_malformed"),
        ("910100,little_giant,valid_on_date,2022-10,four,588,s", "cities.batches_malformed"),
        ("910100,little_giant,new,2022-10,1-4,588,s", "cities.new_of_many"),
        ("910100,little_giant,valid_on_date,2022-08,1-4,588,s", "cities.before_batch"),
        ("910100,little_giant,valid_on_date,2022-10,1-4,588,s,x,y", "cities.row_too_long"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(row: str, code: str) -> None:
    """The finding stands at the row, not at the file."""
    _, findings = read_tables(tables(region_counts=GOOD + row + "\n"))
    assert [(one.code, one.where) for one in findings] == [(code, "region_counts.csv:3")]


def test_zero_is_a_count() -> None:
    """A city may have none; that is not missing."""
    book, findings = read_tables(tables(region_counts=GOOD.replace("588", "0")))
    assert findings == ()
    assert book.counts[0].value == 0


def test_a_count_told_twice_is_a_finding() -> None:
    """The same source, place, basis, date and batches give one count; the first row is named."""
    _, findings = read_tables(tables(region_counts=GOOD + GOOD.replace("588", "589")))
    assert [one.code for one in findings] == ["cities.count_twice"]
    assert "region_counts.csv:2" in findings[0].text.en


def test_a_missing_column_is_a_finding() -> None:
    """A table without its heads is not read."""
    _, findings = read_tables([*tables(), ("tier_counts.csv", "code,tier\n910100,srdi_sme\n")])
    assert [one.code for one in findings] == ["cities.heads_missing"]


def test_a_source_that_repeats_nobody_known_is_a_finding() -> None:
    """`repeats` names a source of the table."""
    _, findings = read_tables(tables(sources="t,x,x,2025,,C,ghost\n"))
    assert [(one.code, one.where) for one in findings] == [
        ("cities.source_unknown", "sources.csv:3")
    ]


def test_a_preference_needs_a_reason() -> None:
    """Nobody prefers a source without saying why."""
    _, findings = read_tables(tables(preferences="910100,little_giant,valid_on_date,4,s,,\n"))
    assert [one.code for one in findings] == ["cities.reason_missing"]


def test_a_city_adds_its_own_rows(tmp_path: Path) -> None:
    """A folder `counts` in the city's catalog adds to what is shipped."""
    own = tmp_path / "counts"
    own.mkdir()
    (own / "sources.csv").write_text(
        "source,title,kind,date,address,trust\nmine,own,register,2026,,A\n", encoding="utf-8"
    )
    (own / "region_counts.csv").write_text(
        "code,tier,basis,as_of,batches,value,source\n440300,little_giant,valid_on_date,2025-11-01,1-7,1331,mine\n",
        encoding="utf-8-sig",
    )
    book = load_counts(tmp_path)
    assert 1331 in [count.value for count in book.counts if count.source.id == "mine"]
    assert len(book.counts) == len(load_counts().counts) + 1


def test_faults_of_a_city_stop_the_run(tmp_path: Path) -> None:
    """Nothing is half used: the error carries every finding."""
    own = tmp_path / "counts"
    own.mkdir()
    (own / "region_counts.csv").write_text(
        "code,tier,basis,as_of,batches,value,source\n1,2,3,4,5,6,7\n", encoding="utf-8"
    )
    with pytest.raises(CountsError) as caught:
        load_counts(tmp_path)
    assert {one.code for one in caught.value.findings if hasattr(one, "code")} == {
        "cities.region_unknown",
        "cities.word_unknown",
        "cities.source_unknown",
        "cities.when_malformed",
    }


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [("more.csv", b"x", "cities.faulty"), ("regions.csv", b"\xff\xfe\x00", "cities.faulty")],
)
def test_unknown_or_undecodable_files_are_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    """A misspelt file name does not pass in silence."""
    own = tmp_path / "counts"
    own.mkdir()
    (own / name).write_bytes(content)
    with pytest.raises(CountsError) as caught:
        load_counts(tmp_path)
    assert caught.value.code == code


def test_a_folder_in_place_of_a_file_is_a_delivery_error(tmp_path: Path) -> None:
    """What cannot be opened is said so."""
    (tmp_path / "counts" / "regions.csv").mkdir(parents=True)
    with pytest.raises(DeliveryError):
        load_counts(tmp_path)
