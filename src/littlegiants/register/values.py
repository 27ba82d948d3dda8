"""Values as the register writes them: exact in text, or in a column of the fact's own kind."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, assert_never

from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.quantity import Exact, Range

WHOLE_MAX = 2**63 - 1

_FRACTION = "fraction"
_LOW, _HIGH = "low", "high"
NESTED = ":{"
"""Stands in a payload exactly where a value is a fraction or a range, which columns cannot carry."""


def encode(value: Value) -> Any:
    """Return a value as JSON can hold it without loss."""
    match value:
        case bool() | int() | str() | None:
            return value
        case Fraction():
            return float(value) if fits_number(value) else {_FRACTION: str(value)}
        case Range():
            return {_LOW: encode(value.low), _HIGH: encode(value.high)}
        case _:
            assert_never(value)  # a float, say, would otherwise become nothing


def decode(given: Any) -> Value:
    """Read back what `encode` wrote."""
    if isinstance(given, Mapping):
        if _FRACTION in given:
            return Fraction(given[_FRACTION])
        return Range(_exact(given[_LOW]), _exact(given[_HIGH]))
    if isinstance(given, float):
        return _whole(Fraction(repr(given)))
    assert given is None or isinstance(given, bool | int | str)
    return given


def _exact(given: Any) -> Exact | None:
    value = decode(given)
    assert value is None or (isinstance(value, int | Fraction) and not isinstance(value, bool))
    return value


def _whole(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value


def write_payload(values: Mapping[str, Value]) -> str:
    """Return values by column as text of fixed form."""
    encoded = {column: encode(value) for column, value in values.items()}
    return json.dumps(encoded, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_payload(text: str) -> dict[str, Value]:
    """Read back what `write_payload` wrote."""
    return {column: decode(given) for column, given in json.loads(text).items()}


def write_value(value: Value) -> str:
    """Return one value as text."""
    return json.dumps(encode(value), ensure_ascii=False)


def read_value(text: str) -> Value:
    """Read back what `write_value` wrote."""
    return decode(json.loads(text))


def fits_whole(value: Value) -> bool:
    """True if a BIGINT column carries the value."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= WHOLE_MAX


def fits_number(value: Value) -> bool:
    """True if a column of binary64 numbers carries the value."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return False
    try:
        return from_number(float(value)) == value
    except OverflowError:
        return False


def from_number(stored: float) -> int | Fraction:
    """Return what a column of binary64 numbers holds as the decimal that was written."""
    return _whole(Fraction(repr(stored)))
