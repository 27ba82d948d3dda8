"""Zipped folders: one delivery for each member."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from littlegiants.intake import zipped_folders
from littlegiants.intake.lists import read_list
from littlegiants.intake.services import read_deliveries
from littlegiants.intake.zipped_folders import member_name
from littlegiants.vocabulary.errors import DeliveryError
from tests.unit.intake.builders import AS_OF, VOCABULARY, codes, column, read
from tests.unit.intake.list_files import PrintedTable, many_rows, write_docx, zipped

CSV = b"id,revenue_y1\n1,5\n"


def folder_of(tmp_path: Path, members: dict[str, bytes]) -> Path:
    """Write a zipped folder."""
    path = tmp_path / "folder.zip"
    path.write_bytes(zipped(members))
    return path


def test_each_member_is_a_delivery(tmp_path: Path) -> None:
    """Members are read one by one; what cannot be read is a delivery whose finding says why."""
    members = {
        "甲/甲.csv": CSV,
        "乙.pdf": b"x",
        "里.zip": b"PK",
        "__MACOSX/甲.csv": b"",
        "~$甲.xlsx": b"x",
    }
    path = folder_of(tmp_path, members)
    first, second, third = read_deliveries(path, VOCABULARY, AS_OF)
    assert column(first, "revenue_y1") == [500]
    assert first.source == f"{path}!甲/甲.csv"
    assert codes(second.findings) == ["file.unreadable"]
    assert codes(third.findings) == ["file.packed_inside"]
    assert len(third.table) == 0


def test_one_member_is_read_as_a_file(tmp_path: Path) -> None:
    """A folder with one file is read like the file."""
    assert column(read(folder_of(tmp_path, {"a.csv": CSV})), "revenue_y1") == [500]


def test_several_members_are_not_one_file(tmp_path: Path) -> None:
    """A folder with several files says what is in it and what to do."""
    with pytest.raises(DeliveryError) as caught:
        read(folder_of(tmp_path, {"a.csv": CSV, "b.csv": CSV}))
    assert caught.value.code == "file.several_inside"
    assert "a.csv、b.csv" in caught.value.render("zh")


def test_any_other_file_is_one_delivery(tmp_path: Path) -> None:
    """A file that is no folder is one delivery."""
    (tmp_path / "a.csv").write_bytes(CSV)
    (delivery,) = read_deliveries(tmp_path / "a.csv", VOCABULARY, AS_OF)
    assert column(delivery, "revenue_y1") == [500]


def test_a_list_in_a_folder(tmp_path: Path) -> None:
    """A zipped list is read, whatever its kind."""
    inside = write_docx(tmp_path / "a.docx", PrintedTable(many_rows(3))).read_bytes()
    assert len(read_list(folder_of(tmp_path, {"名单.docx": inside})).entries) == 3


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_of_old_programs(encoding: str) -> None:
    """A name without a mark is read as UTF-8, else as GBK."""
    entry = zipfile.ZipInfo("名单.xlsx".encode(encoding).decode("cp437"))
    assert member_name(entry) == "名单.xlsx"


def test_nothing_is_written_outside(tmp_path: Path) -> None:
    """A name that leads out of the folder is only a name."""
    path = folder_of(tmp_path / "", {"../../outside.csv": CSV})
    (delivery,) = read_deliveries(path, VOCABULARY, AS_OF)
    assert column(delivery, "revenue_y1") == [500]
    assert not (tmp_path.parent / "outside.csv").exists()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.zip"]


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Too many members, too much in all and a member too large are refused."""
    path = folder_of(tmp_path, {"a.csv": CSV, "b.csv": CSV})
    monkeypatch.setattr(zipped_folders, "MEMBER_MAX", 1)
    assert {codes(d.findings)[0] for d in read_deliveries(path, VOCABULARY, AS_OF)} == {
        "file.too_large"
    }
    for name, code in (("TOTAL_MAX", "file.too_large"), ("MEMBERS_MAX", "file.too_many_members")):
        monkeypatch.setattr(zipped_folders, name, 1)
        with pytest.raises(DeliveryError) as caught:
            read_deliveries(path, VOCABULARY, AS_OF)
        assert caught.value.code == code
