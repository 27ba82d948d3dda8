"""A list as csv."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.documents.characters import clean, guarded
from littlegiants.documents.csv_file import Encoding, write_csv
from tests.unit.documents.builders import cells, names_list


def test_utf8_begins_with_the_mark_excel_knows(tmp_path: Path) -> None:
    """Without the mark Excel shows Chinese as rubbish."""
    write_csv(names_list(1), tmp_path / "list.csv")
    assert (tmp_path / "list.csv").read_bytes().startswith(b"\xef\xbb\xbf" + "序号".encode())


def test_gb18030_has_no_mark(tmp_path: Path) -> None:
    """Excel in China takes a file without mark as GBK."""
    write_csv(names_list(1), tmp_path / "list.csv", encoding="gb18030")
    assert (tmp_path / "list.csv").read_bytes().startswith("序号".encode("gb18030"))


def test_the_mark_stands_in_every_row(tmp_path: Path) -> None:
    """A row that is copied elsewhere still says that it is invented."""
    write_csv(names_list(2), tmp_path / "list.csv")
    heads, *rows = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()
    assert heads.endswith(",标记")
    assert [row.endswith(",虚构数据") for row in rows] == [True, True]


def test_without_a_mark_there_is_no_column_for_it(tmp_path: Path) -> None:
    """A real list has its own columns only."""
    write_csv(replace(names_list(1), mark=""), tmp_path / "list.csv")
    heads = (tmp_path / "list.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert heads == "序号,企业名称,统一社会信用代码,所在区"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_looks_like_a_formula_is_guarded(encoding: Encoding, tmp_path: Path) -> None:
    """The apostrophe is in the file."""
    write_csv(cells("=1+1"), tmp_path / "list.csv", encoding=encoding)
    assert "'=1+1" in (tmp_path / "list.csv").read_bytes().decode(encoding)


@given(st.lists(st.text(), min_size=1, max_size=5), st.sampled_from(["utf-8", "gb18030"]))
def test_any_text_comes_back(texts: list[str], encoding: Encoding) -> None:
    """Quotes, commas and line feeds survive; only line ends and formulas are changed, as announced."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list.csv"
        write_csv(cells(*texts), path, encoding=encoding)
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        with path.open(encoding=codec, newline="") as file:
            assert list(csv.reader(file))[1] == [guarded(clean(text)) for text in texts]
