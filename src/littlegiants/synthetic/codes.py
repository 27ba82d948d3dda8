"""Credit codes (GB 32100) with right check digits, in a range that no registry ever issued.

Places 3 to 8 of a credit code name the division of registration. No division of GB/T 2260 begins
with 99, so a code that begins with 91990000 cannot be that of a real enterprise.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.shuffle import Numbers, shuffled

REGION: Final = "990000"
"""Region digits of every invented code."""
PREFIX: Final = "91" + REGION
ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: no I, O, S, V, Z."""

_ORGANISATION_WEIGHTS: Final = np.array([3, 7, 9, 10, 5, 8, 4, 2])
_CODE_WEIGHTS: Final = np.array([pow(3, place, 31) for place in range(17)])
_POINTS: Final = np.array([ord(letter) for letter in ALPHABET], dtype=np.uint32)
_ORGANISATION_VALUES: Final = np.array([int(letter, 36) for letter in ALPHABET])
_ORGANISATION_CHECKS: Final = np.array([ALPHABET.index(letter) for letter in "0123456789X"])
_BODIES: Final = 31**8


def credit_codes(numbers: Numbers, *, seed: int) -> npt.NDArray[Any]:
    """Return one code for each number, never the same twice for one seed."""
    body = shuffled(numbers, whole=_BODIES, seed=seed)
    digits = np.empty((len(numbers), 18), dtype=np.int64)
    digits[:, :8] = [ALPHABET.index(letter) for letter in PREFIX]
    for place in range(15, 7, -1):
        body, digits[:, place] = np.divmod(body, 31)
    sums = _ORGANISATION_VALUES[digits[:, 8:16]] @ _ORGANISATION_WEIGHTS
    digits[:, 16] = _ORGANISATION_CHECKS[(11 - sums % 11) % 11]
    digits[:, 17] = (31 - digits[:, :17] @ _CODE_WEIGHTS % 31) % 31
    return np.ascontiguousarray(_POINTS[digits]).view("<U18").ravel()
