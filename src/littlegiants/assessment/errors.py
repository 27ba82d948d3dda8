"""The exceptions of assessment.

LittleGiantsError            (vocabulary.errors)
├── ColumnsError             a table's columns are of the wrong kind
└── NotFoundError            the enterprise asked for is not in the file
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import LittleGiantsError


class ColumnsError(LittleGiantsError):
    """A table has no fact columns, or columns of the wrong kind."""


class NotFoundError(LittleGiantsError):
    """No enterprise of the file has the id or name asked for."""
