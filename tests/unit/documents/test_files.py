"""Limits, and files that appear only when they are whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from littlegiants.documents.files import TEXT_LENGTH_MAX, check_size, finished
from littlegiants.documents.services import KINDS, write_list
from littlegiants.vocabulary.errors import LittleGiantsError
from tests.unit.documents.builders import cells, names_list


def test_an_old_file_survives_a_failure(tmp_path: Path) -> None:
    """When writing breaks off, the file of before is still there and no part is left."""
    path = tmp_path / "list.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(KeyError):
        _break_off(path)
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def _break_off(path: Path) -> None:
    with finished(path) as part:
        part.write_text("half", encoding="utf-8")
        raise KeyError


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_but_the_file_is_left(kind: str, tmp_path: Path) -> None:
    """A finished file stands alone."""
    write_list(names_list(2), tmp_path / f"list.{kind}")
    assert [path.name for path in tmp_path.iterdir()] == [f"list.{kind}"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_folder_that_is_missing_is_named_as_the_reason(kind: str, tmp_path: Path) -> None:
    """A clerk reads what went wrong and with which file."""
    with pytest.raises(LittleGiantsError) as refused:
        write_list(names_list(1), tmp_path / "none" / f"list.{kind}")
    assert refused.value.code == "documents.not_written"
    assert f"list.{kind}" in refused.value.text.zh


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [TEXT_LENGTH_MAX - 1, TEXT_LENGTH_MAX])
def test_a_long_text_is_written(kind: str, count: int, tmp_path: Path) -> None:
    """Up to the limit a text is accepted by every kind."""
    assert write_list(cells("文" * count), tmp_path / f"list.{kind}") == ()


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_above_the_limit_is_refused(kind: str, tmp_path: Path) -> None:
    """A text that a cell might cut is refused, with its place, and nothing is written."""
    with pytest.raises(LittleGiantsError) as refused:
        write_list(cells("文" * (TEXT_LENGTH_MAX + 1)), tmp_path / f"list.{kind}")
    assert refused.value.code == "documents.text_too_long"
    assert refused.value.values["place"] == "row 1, 列1"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("most", [2, 3])
def test_a_list_within_the_limit_is_accepted(most: int) -> None:
    """At and below the limit of rows nothing is said."""
    check_size(names_list(2), "pdf", most)


def test_a_list_above_the_limit_is_refused() -> None:
    """One row too many is refused with both numbers."""
    with pytest.raises(LittleGiantsError) as refused:
        check_size(names_list(3), "pdf", 2)
    assert refused.value.code == "documents.too_many_rows"
    assert refused.value.values == {"kind": "pdf", "count": "3", "most": "2"}
