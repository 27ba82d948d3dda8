"""The whole city on disk: the same bytes again, marked everywhere, bounded memory."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from littlegiants.bootstrap import open_site
from littlegiants.cli.synthetic import SyntheticRequest, run_synthetic
from littlegiants.engines.parquet_tables import marks_of, read_cells
from littlegiants.synthetic.errors import SyntheticError
from littlegiants.synthetic.model import CitySummary, Tier
from littlegiants.synthetic.services import build_city, parse_size

AS_OF = date(2026, 6, 1)
SMALL = 2_000
PEAK_MB = 900
"""Half as much again as was measured for a million enterprises."""


def build(folder: Path, *, size: int = SMALL, seed: int = 5) -> CitySummary:
    """Build a small city."""
    return build_city(size=size, seed=seed, folder=folder, as_of=AS_OF)


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, CitySummary]:
    """One small city for the tests that only look."""
    folder = tmp_path_factory.mktemp("synthetic") / "city"
    return folder, build(folder)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(city: tuple[Path, CitySummary], tmp_path: Path) -> None:
    """Hashes are equal for the same seed, and different for every file of another."""
    _, first = city
    again, other = build(tmp_path / "again"), build(tmp_path / "other", seed=6)
    assert again.files == first.files
    assert not {f.sha256 for f in other.files} & {f.sha256 for f in first.files}


def test_every_row_and_file_says_that_it_is_synthetic(city: tuple[Path, CitySummary]) -> None:
    """The column is true in every row, the file's own metadata and the README say so too."""
    folder, summary = city
    assert summary.synthetic
    for path in folder.glob("*.parquet"):
        assert set(read_cells(path, "synthetic")) == {True}, path.name
        assert marks_of(path)["synthetic"] == "true"
    text = (folder / "README.txt").read_text(encoding="utf-8")
    assert text.startswith("虚构数据")
    assert "SYNTHETIC DATA" in text
    assert {path.name for path in folder.iterdir()} == {
        *(file.name for file in summary.files),
        "README.txt",
    }


def test_titles_of_the_lists_are_those_of_the_summary(city: tuple[Path, CitySummary]) -> None:
    """Whoever the last three years' lists name, once, is as many as the titles stated."""
    folder, summary = city
    lists = pl.read_parquet(folder / "lists.parquet")
    valid = lists.filter(
        (pl.col("kind") != "publicity") & (pl.col("issued_on") > date(2022, 11, 30))
    )
    for tier, count in summary.titles.items():
        assert valid.filter(pl.col("tier") == tier.value)["true_uscc"].n_unique() == count
    assert summary.titles[Tier.LITTLE_GIANT] == round(1_333 * SMALL / 100_000)


def test_serial_numbers_run_without_gaps(city: tuple[Path, CitySummary]) -> None:
    """Each document is numbered from 1 to its number of rows, and every title carries the mark."""
    folder, summary = city
    lists = pl.read_parquet(folder / "lists.parquet")
    for (key,), rows in lists.group_by("document"):
        assert sorted(rows["seq"].to_list()) == list(range(1, rows.height + 1))
        assert rows.height == summary.documents[str(key)]
    assert all(title.startswith("〔虚构数据〕") for title in lists["title"].unique().to_list())


def test_lists_of_little_giants_print_no_codes(city: tuple[Path, CitySummary]) -> None:
    """The ministry's lists have no codes; in the city's own a few are missing, none is wrong."""
    lists = pl.read_parquet(city[0] / "lists.parquet")
    giants = pl.col("tier") == "little_giant"
    assert lists.filter(giants)["code"].null_count() == lists.filter(giants).height > 0
    own = lists.filter(~giants)
    assert own["code"].null_count() / own.height == pytest.approx(0.08, abs=0.03)
    printed = own.drop_nulls("code")
    assert printed["code"].equals(printed["true_uscc"])


def test_truth_names_an_enterprise_of_the_register(city: tuple[Path, CitySummary]) -> None:
    """Every printed name is that of one enterprise; those printed as they were equal its name."""
    folder, _ = city
    truth = pl.read_parquet(folder / "truth.parquet")
    register = pl.read_parquet(folder / "enterprises.parquet").select("uscc", "name", "former_name")
    joined = truth.join(register, left_on="true_uscc", right_on="uscc", how="left")
    assert joined["name"].null_count() == 0
    assert joined["true_name"].equals(joined["name"])
    same = joined.filter(pl.col("variant") == "same")
    assert (same["name_as_printed"] == same["name"]).all()
    former = joined.filter(pl.col("variant") == "former+same")
    assert (former["name_as_printed"] == former["former_name"]).all()


def test_former_names_have_a_day_on_which_they_ended(city: tuple[Path, CitySummary]) -> None:
    """A former name is dated after the foundation and before the as-of day, and is another name."""
    register = pl.read_parquet(city[0] / "enterprises.parquet")
    renamed = register.drop_nulls("former_name")
    assert renamed.height > 0
    assert register["former_until"].null_count() == register["former_name"].null_count()
    assert (renamed["former_until"] > renamed["established_on"]).all()
    assert (renamed["former_until"] < AS_OF).all()
    assert (renamed["former_name"] != renamed["name"]).all()


def test_register_has_real_districts_and_one_row_for_each_firm(
    city: tuple[Path, CitySummary],
) -> None:
    """Codes and names are unique, district codes are those of Shenzhen."""
    register = pl.read_parquet(city[0] / "enterprises.parquet")
    assert register.height == register["uscc"].n_unique() == register["name"].n_unique() == SMALL
    assert register["region_code"].str.starts_with("4403").all()


@pytest.mark.parametrize("size", [0, 999, 10_000_001])
def test_sizes_beyond_the_limits_are_refused(tmp_path: Path, size: int) -> None:
    """The smallest city has 1,000 enterprises, the largest ten million."""
    with pytest.raises(SyntheticError) as refused:
        build(tmp_path / "city", size=size)
    assert refused.value.code == "synthetic.size"
    assert not (tmp_path / "city").exists()


def test_the_smallest_city_is_built(tmp_path: Path) -> None:
    """A thousand enterprises have thirteen little giants."""
    assert build(tmp_path / "city", size=1_000).titles[Tier.LITTLE_GIANT] == 13


@pytest.mark.parametrize("day", [date(2025, 11, 30), date(2027, 1, 1)])
def test_days_that_the_lists_do_not_reach_are_refused(tmp_path: Path, day: date) -> None:
    """The as-of day lies after the last list and within its titles' validity."""
    with pytest.raises(SyntheticError) as refused:
        build_city(size=1_000, seed=1, folder=tmp_path / "city", as_of=day)
    assert refused.value.code == "synthetic.as_of"


def test_a_folder_with_something_in_it_is_refused(tmp_path: Path) -> None:
    """Nothing is written over."""
    (tmp_path / "kept.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(SyntheticError) as refused:
        build(tmp_path)
    assert refused.value.code == "synthetic.folder"
    assert [path.name for path in tmp_path.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize(
    ("text", "size"), [("shenzhen", 100_000), ("1,000", 1_000), ("5_000", 5_000)]
)
def test_sizes_are_read(text: str, size: int) -> None:
    """A number with or without separators, or the word for the reference size."""
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "many", "-5", "1e6", "９９９９", "9" * 40])
def test_sizes_that_are_none_are_refused(text: str) -> None:
    """What is not a whole number is no size."""
    with pytest.raises(SyntheticError):
        parse_size(text)


def test_the_command_prints_its_summary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Screen and JSON both say that the city is synthetic and how it compares with the panel."""
    site = open_site({})
    wanted = SyntheticRequest("1000", 1, tmp_path / "one", AS_OF)
    assert run_synthetic(site, wanted, json=False) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("虚构数据")
    assert "偏差" in shown
    wanted = SyntheticRequest("1000", 1, tmp_path / "two", AS_OF)
    assert run_synthetic(site, wanted, json=True) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["synthetic"] is True
    assert answer["titles"] == {"little_giant": 13, "srdi": 110, "innovative": 210}


@pytest.mark.slow
def test_a_million_enterprises_fit_into_bounded_memory() -> None:
    """A process of its own builds a million enterprises below the stated peak."""
    command = [sys.executable, "-m", "benchmarks.synthetic", "--one", "1000000"]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    measured = json.loads(done.stdout)
    assert measured["firm_years"] > 2_900_000
    assert measured["peak_rss_mb"] < PEAK_MB
