"""Exceptions of the register.

RegisterError       a request that the register cannot carry out
└── NotKnownError   no such enterprise, record, delivery or link
"""

from __future__ import annotations

from littlegiants.vocabulary.errors import LittleGiantsError


class RegisterError(LittleGiantsError):
    """The register cannot do what was asked."""


class NotKnownError(RegisterError):
    """Nothing in the register answers to what was named."""


REASON_MIN = 4
"""So many characters at least say why; an empty reason is none."""


def require_reason(reason: str) -> None:
    """Refuse a decision that does not say what it rests on. Raises `RegisterError`."""
    if len(reason.strip()) < REASON_MIN:
        raise RegisterError("register.no_reason", least=REASON_MIN)
