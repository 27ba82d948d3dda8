"""The exceptions of the engines.

LittleGiantsError            (vocabulary.errors)
└── EngineError              a table or a file cannot be used by the engine
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import LittleGiantsError


class EngineError(LittleGiantsError):
    """A table or file that the engine cannot use, or an engine that is not installed."""
