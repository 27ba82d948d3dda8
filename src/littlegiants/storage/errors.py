"""Exceptions of the store.

StorageError    the database cannot be opened, is of another release, or refuses a change
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import LittleGiantsError


class StorageError(LittleGiantsError):
    """The database cannot be used as asked."""
