"""Codes and names as people type them."""

from __future__ import annotations

import pytest

from littlegiants.intake.identity import has_wrong_check_digit, is_rounded, normalise_id
from tests.unit.intake.builders import USCC


@pytest.mark.parametrize(
    ("cell", "id_"),
    [
        (" 91350100m000100y43 ", USCC),
        ("9135 0100 M000 100Y43", USCC),
        ("９１３５０１００Ｍ０００１００Ｙ４３", USCC),
        ("91350100-M000100Y4-3", USCC),
        (1.0, "1"),
        ("000001", "000001"),
        ("000001.SZ", "000001.SZ"),
        (None, ""),
    ],
)
def test_codes(cell: object, id_: str) -> None:
    """Spaces, hyphens, width and case of a credit code do not matter; other codes stay."""
    assert normalise_id(cell) == id_


@pytest.mark.parametrize("cell", [9.144030070846113e17, "9.14403E+17", "9.1E17"])
def test_rounded_codes(cell: object) -> None:
    """A code that a spreadsheet has turned into a number is noticed."""
    assert is_rounded(cell)


def test_check_digit() -> None:
    """The check digit of GB 32100 is computed with the last modulo."""
    assert not has_wrong_check_digit(USCC)
    assert has_wrong_check_digit("91350100M000100Y4Z")


def test_other_codes_have_no_check_digit() -> None:
    """Stock codes are not measured by the credit code's rule."""
    assert not has_wrong_check_digit("000001")
