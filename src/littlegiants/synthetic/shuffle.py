"""Numbers shuffled without memory, and random streams that depend on nothing but their names."""

from __future__ import annotations

from math import gcd
from zlib import crc32

import numpy as np
import numpy.typing as npt

from littlegiants.synthetic.model import City

Numbers = npt.NDArray[np.int64]

_GOLDEN = 0.6180339887498949
"""Steps near this share of the whole leave neighbours far apart."""


def shuffled(numbers: Numbers, *, whole: int, seed: int) -> Numbers:
    """Map the numbers below `whole` one to one onto themselves, neighbours far apart.

    `whole` is at most 10**12 and the numbers at most 10**7, so that no product overflows.
    """
    step = max(1, int(whole * _GOLDEN) - seed % 1009)
    while gcd(step, whole) != 1:
        step += 1
    # Products are taken modulo `whole` in two halves of the number: at most 10**12 * 4096.
    high, low = numbers >> 12, numbers & 0xFFF
    lifted = (step << 12) % whole
    return (high * lifted % whole + low * step % whole + seed * 7919 % whole) % whole


def stream(city: City, topic: str, chunk: int) -> np.random.Generator:
    """The random stream of one topic in one chunk."""
    return np.random.default_rng([city.seed, city.size, crc32(topic.encode()), chunk])
