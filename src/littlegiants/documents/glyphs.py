"""What the font in `catalog/fonts` can show, read from the font itself."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path

from littlegiants.documents.characters import Places, findings_of, shown_as_code
from littlegiants.vocabulary.finding import Finding

FONT_FAMILY = "Noto Sans CJK SC"
_FONT_FILE = "NotoSansCJKsc-Regular-subset.otf"
_LAID_OUT = frozenset("\t\n\r")  # what is set as space or line, not as a glyph
_WINDOWS, _FULL_UNICODE, _SEGMENTED_COVERAGE = 3, 10, 12


@contextmanager
def font_folder() -> Iterator[Path]:
    """Give the folder of the font, as typesetters want it."""
    with resources.as_file(resources.files("littlegiants").joinpath("catalog", "fonts")) as path:
        yield path


@cache
def covered_characters() -> frozenset[str]:
    """Return the characters that the font has a glyph for."""
    with font_folder() as folder, (folder / _FONT_FILE).open("rb") as font:
        offset, length = _table(font.read(12 + 16 * 64), b"cmap")
        font.seek(offset)
        return frozenset(map(chr, _points(font.read(length))))


def missing_glyphs(places: Places) -> tuple[Finding, ...]:
    """Report every character that the font cannot show, with the first place where it stands."""
    return findings_of(
        "documents.glyph_missing", ((place, _missing(text)) for place, text in places)
    )


def _missing(text: str) -> list[str]:
    if covered_characters().issuperset(text):
        return []
    return [sign for sign in text if sign not in covered_characters() and sign not in _LAID_OUT]


def showable(text: str) -> str:
    """Return the text with codes in place of the characters that the font cannot show."""
    if covered_characters().issuperset(text):
        return text
    missing = frozenset(_missing(text))
    return "".join(shown_as_code(sign) if sign in missing else sign for sign in text)


def _table(head: bytes, wanted: bytes) -> tuple[int, int]:
    """Find a table in the directory at the beginning of an OpenType font."""
    (count,) = struct.unpack_from(">H", head, 4)
    for at in range(12, 12 + 16 * count, 16):
        tag, _, offset, length = struct.unpack_from(">4sIII", head, at)
        if tag == wanted:
            return offset, length
    raise AssertionError(f"the font has no table {wanted!r}")


def _points(cmap: bytes) -> Iterator[int]:
    """Read the code points of a cmap table, from its subtable of format 12."""
    (count,) = struct.unpack_from(">H", cmap, 2)
    for at in range(4, 4 + 8 * count, 8):
        platform, encoding, start = struct.unpack_from(">HHI", cmap, at)
        if (platform, encoding) == (_WINDOWS, _FULL_UNICODE):
            break
    else:
        raise AssertionError("the font has no full Unicode cmap")
    kind, _, _, _, groups = struct.unpack_from(">HHIII", cmap, start)
    assert kind == _SEGMENTED_COVERAGE, f"cmap format {kind}"
    for group in range(groups):
        first, last, _ = struct.unpack_from(">III", cmap, start + 16 + 12 * group)
        yield from range(first, last + 1)
