"""Delimited text as offices send it: encoding and delimiter are found, not asked for."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from pathlib import Path

from littlegiants.intake.model import Sheet
from littlegiants.vocabulary.errors import DeliveryError

ROWS_MAX = 1_100_000
"""More rows than a worksheet holds belong into Parquet."""

_DELIMITERS = ",\t;"
_LINES_SNIFFED = 30
_JUNK = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
_MARKUP = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype|html|\?xml|table|head|body|meta|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def is_markup(content: bytes) -> bool:
    """True if the content is a web page or other markup, whatever the file is called."""
    wide = next(
        (mark for mark, code in _MARKS if code == "utf-16" and content.startswith(mark)), b""
    )
    text = content[:4000].decode("utf-16" if wide else "latin-1", "ignore")
    return _MARKUP.match(text.removeprefix("ï»¿").lstrip("\ufeff")) is not None


def load_text(path: Path, content: bytes) -> Sheet:
    """Read delimited text into one sheet; raises `DeliveryError`."""
    text = decode(path, content)
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sniff_delimiter(text))
    start = 1
    try:
        for row in reader:
            if len(rows) >= ROWS_MAX:
                raise DeliveryError("file.too_many_rows", file=path.name, limit=ROWS_MAX)
            rows.append(row)
            lines.append(start)
            start = reader.line_num + 1
    except csv.Error:
        raise DeliveryError("file.quote_open", file=path.name, line=start) from None
    return Sheet(path.name, rows, lines, is_text=True)


def decode(path: Path, content: bytes) -> str:
    """Decode text by its mark, else as strict UTF-8, else as GB18030; raises `DeliveryError`."""
    marked = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _JUNK.search(text):
            break
        return text.removesuffix("\x1a")
    code = "file.binary" if _looks_binary(content) else "file.encoding_unknown"
    raise DeliveryError(code, file=path.name)


def sniff_delimiter(text: str) -> str:
    """Return the delimiter that parts most lines alike."""
    sample = [line for line in text[:100_000].splitlines()[:_LINES_SNIFFED] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        widths = Counter(_width(line, delimiter) for line in sample)
        widths.pop(1, None)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return count, width

    return max(_DELIMITERS, key=evenness)


def _width(line: str, delimiter: str) -> int:
    return 1 + re.sub(r'"[^"]*"', "", line).count(delimiter)


def _looks_binary(content: bytes) -> bool:
    return b"\0" in content or bool(_JUNK.search(content[:4096].decode("latin-1")))
