"""The exceptions of the invented city.

LittleGiantsError            (vocabulary.errors)
└── SyntheticError           a city that cannot be built as asked for
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import LittleGiantsError


class SyntheticError(LittleGiantsError):
    """The size, the day or the folder asked for cannot be used."""
