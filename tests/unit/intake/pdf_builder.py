"""Small PDF documents with real text, made without any font: every sign is one em wide or half of it."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_WIDTH, _HEIGHT = 595, 842
_MARGIN = 60
_SIZE = 12
_LEADING = 15
_PADDING = 6


class PdfBuilder:
    """Puts text and rulings on pages."""

    def __init__(self) -> None:
        self._pages: list[list[str]] = []
        self._signs: dict[str, int] = {}
        self._y = 0.0
        self.page()

    def page(self) -> None:
        """Begin a page."""
        self._pages.append([])
        self._y = _HEIGHT - _MARGIN

    def title(self, words: str) -> None:
        """Write a centred title."""
        size = 16
        self.put(words, (_WIDTH - width_of(words, size)) / 2, self._y, size)
        self._y -= 2 * size

    def text(self, words: str) -> None:
        """Write a line of text at the left margin."""
        self.put(words, _MARGIN, self._y)
        self._y -= 1.5 * _LEADING

    def put(self, words: str, x: float, y: float, size: float = _SIZE) -> None:
        """Write words at a place of the current page."""
        if words:
            # a single sign that no font draws has no width to a reader, so a space goes with it
            words += " " * (len(words) == 1 and not words.isascii())
            codes = "".join(f"{self._code(sign):04X}" for sign in words)
            self._pages[-1].append(f"BT /F1 {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{codes}> Tj ET")

    def tilted(self, words: str) -> None:
        """Write a stamp across the page."""
        codes = "".join(f"{self._code(sign):04X}" for sign in words)
        self._pages[-1].append(f"BT /F1 40 Tf 0.7 0.7 -0.7 0.7 150 300 Tm <{codes}> Tj ET")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """Draw a ruling."""
        self._pages[-1].append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")

    def picture(self) -> None:
        """Put a picture over the whole page."""
        self._pages[-1].append(f"q {_WIDTH} 0 0 {_HEIGHT} 0 0 cm /Im1 Do Q")

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        widths: Sequence[int],
        *,
        is_ruled: bool,
        number_in_middle: bool = True,
    ) -> None:
        """Write a table over as many pages as it needs; heads are repeated, pages numbered."""
        edges = [_MARGIN]
        for width in widths:
            edges.append(edges[-1] + width)
        if heads:
            self._row(heads, edges, is_ruled, number_in_middle)
        for row in rows:
            lines = max(len(wrap(c, w - _PADDING)) for c, w in zip(row, widths, strict=False))
            if self._y - lines * _LEADING - _PADDING < _MARGIN:
                self._number_page()
                self.page()
                if heads:
                    self._row(heads, edges, is_ruled, number_in_middle)
            self._row(row, edges, is_ruled, number_in_middle)
        self._number_page()
        self._y -= _LEADING

    def _number_page(self) -> None:
        self.put(f"— {len(self._pages)} —", _WIDTH / 2 - 20, 30)

    def _row(
        self, row: Sequence[str], edges: Sequence[float], is_ruled: bool, in_middle: bool
    ) -> None:
        cells = [wrap(cell, edges[at + 1] - edges[at] - _PADDING) for at, cell in enumerate(row)]
        tall = max(len(cell) for cell in cells)
        height = tall * _LEADING + _PADDING
        for at, cell in enumerate(cells):
            free = (tall - len(cell)) * _LEADING / 2 if in_middle else 0
            for number, words in enumerate(cell):
                y = self._y - _SIZE - free - number * _LEADING
                self.put(words, edges[at] + _PADDING / 2, y)
        if is_ruled:
            top, bottom = self._y + _PADDING / 2, self._y + _PADDING / 2 - height
            for y in (top, bottom):
                self.line(edges[0], y, edges[-1], y)
            for x in edges:
                self.line(x, top, x, bottom)
        self._y -= height

    def _code(self, sign: str) -> int:
        return self._signs.setdefault(sign, len(self._signs) + 1)

    def content(self, *, password: bool = False) -> bytes:
        """Return the document."""
        count = len(self._pages)
        objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Count {count} /Kids ["
            + " ".join(f"{7 + 2 * at} 0 R" for at in range(count))
            + "] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H"
            " /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
            "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 1000 /W ["
            + " ".join(f"{n} [500]" for sign, n in self._signs.items() if ord(sign) < 256)
            + "] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
            " /FontDescriptor << /Type /FontDescriptor /FontName /Plain /Flags 4 /Ascent 880"
            " /Descent -120 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -120 1000 880] >> >>",
            _stream(self._meanings()),
            "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
            " /BitsPerComponent 8 /Length 1 >>\nstream\n\x00\nendstream",
        ]
        for at, page in enumerate(self._pages):
            objects.append(
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}]"
                f" /Contents {8 + 2 * at} 0 R"
                " /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 6 0 R >> >> >>"
            )
            objects.append(_stream("\n".join(page)))
        encoded = [text.encode("latin-1") for text in objects]
        return document(encoded, extra=_LOCK if password else "")

    def _meanings(self) -> str:
        lines = [
            f"<{n:04X}> <{sign.encode('utf-16-be').hex().upper()}>"
            for sign, n in self._signs.items()
        ]
        parts = [
            f"{len(lines[at : at + 100])} beginbfchar\n"
            + "\n".join(lines[at : at + 100])
            + "\nendbfchar"
            for at in range(0, len(lines), 100)
        ]
        return (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + "\n".join(parts)
            + "\nendcmap end end"
        )


_LOCK = (
    " /Encrypt << /Filter /Standard /V 1 /R 2 /P -4"
    f" /O <{'AB' * 32}> /U <{'CD' * 32}> >> /ID [<{'00' * 16}> <{'00' * 16}>]"
)


def width_of(words: str, size: float = _SIZE) -> float:
    """Return how wide words are."""
    return sum(size / 2 if ord(sign) < 256 else size for sign in words)


def wrap(words: str, width: float) -> list[str]:
    """Break words where the width is full; western words break at spaces."""
    lines, line = [], ""
    for sign in words:
        if line and width_of(line + sign) > width:
            head, space, tail = line.rpartition(" ")
            keep = bool(space) and (sign.isascii() and sign != " ") and tail.isascii()
            lines.append(head if keep else line.rstrip(" "))
            line = tail if keep else ""
            if not line and sign == " ":
                continue
        line += sign
    return [*lines, line]


def _stream(text: str) -> str:
    data = zlib.compress(text.encode("latin-1"))
    return (
        f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n"
        + data.decode("latin-1")
        + "\nendstream"
    )


PAGE = (
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
)
"""The objects of a document of one page, whose words are the fourth."""


def document(objects: Sequence[bytes], extra: str = "") -> bytes:
    """Return a document of some objects, the first of them its catalogue."""
    content = b"%PDF-1.7\n"
    places = []
    for number, data in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, data)
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R{extra} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()
