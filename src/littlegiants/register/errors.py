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
