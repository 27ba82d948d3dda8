"""The packed streams of a PDF document: do they unpack to a bearable size?

The reader unpacks a stream as a whole, so each that could be large is unpacked here first, piece by
piece, and nothing of it is kept.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from littlegiants.vocabulary.errors import DeliveryError

STREAM_MAX = 100_000_000
"""Bytes of one stream; the words of a page need some ten thousand, a picture of it thirty million."""

TOTAL_MAX = 1_000_000_000
_RATIO = 1_032  # no deflated byte stands for more
_CHUNK = 1_000_000
_STREAM = re.compile(rb"stream\r?\n")
_END = b"endstream"
_PACKED_TWICE = re.compile(
    rb"/Filter\s*\[[^\]]{0,80}(?:Flate|LZW|RunLength|Fl\b)[^\]]{0,80}(?:Flate|LZW|RunLength|Fl\b)"
)


def check_streams(path: Path, content: bytes) -> None:
    """Raise `DeliveryError` if a stream unpacks to an unreasonable size, or is packed twice."""
    if _PACKED_TWICE.search(content):
        raise DeliveryError("file.blown_up", file=path.name)
    total = 0
    at = 0
    while begun := _STREAM.search(content, at):
        end = content.find(_END, begun.end())
        end = len(content) if end < 0 else end
        if (end - begun.end()) * _RATIO > STREAM_MAX:
            total += _size(memoryview(content)[begun.end() : end])
            if total > TOTAL_MAX:
                raise DeliveryError("file.blown_up", file=path.name)
        at = end + len(_END)


def _size(packed: memoryview) -> int:
    """The size of a deflated stream; a stream too large counts as the whole that is allowed."""
    unpacker = zlib.decompressobj()
    size = 0
    try:
        for begin in range(0, len(packed), _CHUNK):
            rest: bytes | memoryview = packed[begin : begin + _CHUNK]
            while rest and not unpacker.eof:
                size += len(unpacker.decompress(rest, _CHUNK))
                rest = unpacker.unconsumed_tail
                if size > STREAM_MAX:
                    return TOTAL_MAX + 1
    except zlib.error:
        return size  # not deflated, or damaged: the reader will say so
    return size
