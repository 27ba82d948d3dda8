"""Files received: kept as they came, once, and given back only if they still are what they were."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from littlegiants.storage.errors import StorageError
from littlegiants.storage.files import FileStore


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    """A store in a folder that does not exist yet."""
    return FileStore(tmp_path / "files")


def files_in(store: FileStore) -> list[Path]:
    """Every file of a store."""
    return [path for path in store.folder.rglob("*") if path.is_file()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
def test_a_file_comes_back_as_it_came(store: FileStore, content: bytes) -> None:
    """Byte for byte, under the SHA-256 of its content, empty files too."""
    sha256 = store.keep(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert store.load(sha256) == content


def test_the_same_content_is_kept_once(store: FileStore) -> None:
    """A second delivery of the same file takes no room."""
    assert store.keep(b"list") == store.keep(b"list")
    assert len(files_in(store)) == 1


def test_different_content_is_kept_apart(store: FileStore) -> None:
    """One byte more is another file."""
    assert store.keep(b"list") != store.keep(b"list ")
    assert len(files_in(store)) == 2


def test_nothing_unfinished_is_left(store: FileStore) -> None:
    """After keeping, only the file itself is there."""
    sha256 = store.keep(b"list")
    assert [path.name for path in files_in(store)] == [sha256]


def test_many_may_keep_the_same_file_at_once(store: FileStore) -> None:
    """Writers do not step on each other's unfinished files."""
    content = b"x" * 1_000_000
    with ThreadPoolExecutor(8) as pool:
        names = list(pool.map(store.keep, [content] * 32))
    assert len(set(names)) == len(files_in(store)) == 1
    assert store.load(names[0]) == content


def test_a_file_that_is_gone_is_an_error_with_its_fingerprint(store: FileStore) -> None:
    """The message says which file and which folder to restore."""
    with pytest.raises(StorageError) as refusal:
        store.load("0" * 64)
    assert refusal.value.code == "storage.file_gone"
    assert refusal.value.values == {"sha256": "0" * 64, "folder": str(store.folder)}


def test_a_file_that_was_altered_is_not_given_back(store: FileStore) -> None:
    """A changed byte is noticed."""
    sha256 = store.keep(b"list")
    (place,) = files_in(store)
    place.write_bytes(b"lisT")
    with pytest.raises(StorageError) as refusal:
        store.load(sha256)
    assert (refusal.value.code, refusal.value.values) == (
        "storage.file_changed",
        {"file": str(place)},
    )
