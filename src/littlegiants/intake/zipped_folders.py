"""Zipped folders as offices send them: each member is a delivery of its own.

Names come from Windows in GBK. Members are unpacked one by one under their last name into a folder
of the caller, so that no name leads anywhere else; sizes, ratio and number are bounded; a zip in a
zip is refused.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath

from littlegiants.intake.zipped_files import is_blown_up
from littlegiants.vocabulary.errors import DeliveryError

MEMBERS_MAX = 500
TOTAL_MAX = 1_000_000_000
"""Bytes of all members together when unpacked."""

MEMBER_MAX = 200_000_000
_ENTRY_MARK = b"PK\x01\x02"
_ENCRYPTED = 0x1
_UTF8 = 0x800
_NAME_MAX = 80
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_PACKED = (".zip", ".rar", ".7z", ".gz", ".tar", ".tgz")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]")
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name as packed, and where it was unpacked or why it was not."""

    name: str
    path: Path | None
    fault: DeliveryError | None = None


def check_folder(path: Path, content: bytes) -> None:
    """Raise `DeliveryError` unless a zipped folder is sound and of bounded size."""
    if content.count(_ENTRY_MARK) > MEMBERS_MAX:
        raise DeliveryError("file.too_many_members", file=path.name, limit=MEMBERS_MAX)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
    except (*_FAULTS, ValueError) as fault:
        raise DeliveryError(
            "file.unreadable", file=path.name, fault=type(fault).__name__
        ) from fault
    if not entries:
        raise DeliveryError("file.empty", file=path.name)
    if any(is_blown_up(entry) for entry in entries):
        raise DeliveryError("file.blown_up", file=path.name)
    if sum(entry.file_size for entry in entries) > TOTAL_MAX:
        raise DeliveryError("file.too_large", file=path.name, limit=TOTAL_MAX // 10**6)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise DeliveryError("file.encrypted", file=path.name)


def unpack(path: Path, content: bytes, folder: Path) -> Iterator[Member]:
    """Unpack the members one after the other; a member is only there until the next is asked for."""
    check_folder(path, content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for entry in archive.infolist():
            name = member_name(entry)
            if entry.is_dir() or _JUNK.search(name):
                continue
            yield from _unpack(archive, entry, name, folder)


def member_name(entry: zipfile.ZipInfo) -> str:
    """Return the name of a member; old programs of Windows write it in GBK and do not say so."""
    name = entry.filename
    if not entry.flag_bits & _UTF8:
        try:
            packed = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return packed.decode(encoding).replace("\\", "/")
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _unpack(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, folder: Path
) -> Iterator[Member]:
    last = _UNSAFE.sub("_", PurePosixPath(name).name)[-_NAME_MAX:].lstrip(".") or "_"
    fault: DeliveryError | None = None
    if Path(last).suffix.lower() in _PACKED:
        fault = DeliveryError("file.packed_inside", file=name)
    elif entry.file_size > MEMBER_MAX:
        fault = DeliveryError("file.too_large", file=name, limit=MEMBER_MAX // 10**6)
    if fault is not None:
        yield Member(name, None, fault)
        return
    target = folder / last
    try:
        with archive.open(entry) as packed:
            target.write_bytes(packed.read(MEMBER_MAX + 1))
    except _FAULTS as broken:
        reason = type(broken).__name__
        yield Member(name, None, DeliveryError("file.unreadable", file=name, fault=reason))
        return
    yield Member(name, target)
    target.unlink(missing_ok=True)
