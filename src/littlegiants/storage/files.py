"""Files received, kept as they came under the fingerprint of their content."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from threading import get_ident

from littlegiants.storage.errors import StorageError


@dataclass(frozen=True, slots=True)
class FileStore:
    """A folder of files named by their SHA-256."""

    folder: Path

    def keep(self, content: bytes) -> str:
        """Keep a file; return its fingerprint. The same content is kept once."""
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._place(sha256)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            unfinished = place.with_suffix(f".{os.getpid()}-{get_ident()}.part")  # one a writer
            unfinished.write_bytes(content)
            unfinished.replace(place)
        return sha256

    def load(self, sha256: str) -> bytes:
        """Return a file; raises `StorageError` if it is gone or no longer what was received."""
        place = self._place(sha256)
        if not place.exists():
            raise StorageError("storage.file_gone", sha256=sha256, folder=str(self.folder))
        content = place.read_bytes()
        if hashlib.sha256(content).hexdigest() != sha256:
            raise StorageError("storage.file_changed", file=str(place))
        return content

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256[:2] / sha256
