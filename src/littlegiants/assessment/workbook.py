"""Results as a workbook that an official reads: verdicts, reasons, findings and what they mean.

Rows are written as they come and kept nowhere, so memory does not grow with the enterprises. The
verdict sheets wait in a file of their own until the counts that stand above them are known.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from littlegiants.assessment.sheets import (
    Comparisons,
    Entry,
    Progress,
    Reason,
    ReasonReader,
    finished_file,
    first_rulebooks,
    is_comparison,
    protected,
    score_ends,
    size_words,
)
from littlegiants.rulebooks.interpret import Result
from littlegiants.rulebooks.model import Criterion, Rulebook
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.errors import LittleGiantsError
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.finding import Finding, Severity
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.verdict import Verdict

COLOURS: dict[Verdict, tuple[str, str]] = {
    Verdict.UNMET: ("#B42318", "#FFFFFF"),
    Verdict.UNKNOWN: ("#F2C14E", "#2E2000"),
    Verdict.MANUAL_REVIEW: ("#8C9FE0", "#0B1B4D"),
    Verdict.MET: ("#D9F2DF", "#14532D"),
    Verdict.NOT_APPLICABLE: ("#FFFFFF", "#5C6370"),
}
"""Fill and text of each verdict; the fills keep apart when printed in grey."""
PALE_COLOURS: dict[Verdict, tuple[str, str]] = {
    Verdict.UNMET: ("#FBECEA", "#8E2A20"),
    Verdict.UNKNOWN: ("#FDF6E3", "#6B4E00"),
    Verdict.MANUAL_REVIEW: ("#EEF1FB", "#33437F"),
}
"""The same for clauses that no longer bear on the whole, because a clause above them is settled."""

_FONTS: dict[Language, str] = {"zh": "Microsoft YaHei", "en": "Calibri"}
_BORDER = "#C9CED6"
_HEAD, _GROUP_HEAD, _CLAUSE_HEAD, _DOUBTFUL_HEAD = "#1F3A5F", "#B7C9E2", "#E3EBF5", "#FCE8B8"
_RED, _MUTED, _BAND = "#B42318", "#5C6370", "#F3F5F8"
_SEVERITIES = {
    Severity.ERROR: COLOURS[Verdict.UNMET],
    Severity.WARNING: COLOURS[Verdict.UNKNOWN],
    Severity.NOTE: COLOURS[Verdict.NOT_APPLICABLE],
}
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}
_FROZEN_COLUMNS = 3
_REASON_VERDICT = 5
_NAME_WIDTH = 34.0
_SIZE_WIDTH = 11.0
_REASON_WIDTHS = (21, 28, 15, 15, 20, 13, 17, 28, 18, 18, 14, 36, 20, 28, 13, 38)
_LINE_POINTS: dict[Language, float] = {"zh": 16.5, "en": 14.0}  # a line of text, font size 10
_SMALL = 0.9  # font size 9
_TOKENS = re.compile(r"[!-,.-~]+-? *|.")  # what stays together when a cell wraps
_PALE = len(Verdict)  # added to the code of a verdict that no longer bears on the whole
_A3, _A4 = 8, 9
_A4_WIDTH = 160  # characters that stay legible across a landscape page
_SHEET_NAME_MAX = 31
_OPEN = (Verdict.UNKNOWN, Verdict.MANUAL_REVIEW)
_SETTLED = (Verdict.MET, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows each sheet takes; a sheet can hold 1,048,576 at all."""

    enterprises: int = 1_000_000
    reasons: int = 100_000
    findings: int = 100_000


@dataclass(frozen=True, slots=True)
class WrittenWorkbook:
    """What was written: enterprises, reasons, and whether some limit cut a sheet short."""

    rows: int
    reasons: int
    cut: bool


@dataclass(frozen=True, slots=True)
class _Cover:
    """What every sheet must say of the whole file."""

    as_of: date
    comparison: Comparisons
    synthetic: bool
    language: Language
    version: str | None

    def say(self, code: str, **values: object) -> str:
        return say(self.language, f"workbook.{code}", **values)

    def day(self, day: date) -> str:
        return self.say("day", year=day.year, month=day.month, day=day.day)

    def marks(self, rulebooks: Sequence[Rulebook]) -> list[str]:
        """The warnings that must not get lost; where only some rulebooks compare, with their names."""
        compared = [book for book in rulebooks if is_comparison(self.comparison, book)]
        marks = [self.say("comparison")] if compared else []
        if 0 < len(compared) < len(rulebooks):
            names = " + ".join(book.title.in_(self.language) for book in compared)
            marks = [f"{marks[0]} ({names})"]
        return [*marks, self.say("synthetic")] if self.synthetic else marks


def write_workbook(
    path: Path,
    entries: Iterable[Entry],
    *,
    vocabulary: Vocabulary,
    as_of: date,
    findings: Sequence[Finding],
    comparison: Comparisons,
    synthetic: bool,
    language: Language,
    progress: Progress | None = None,
    version: str | None = None,
    limits: Limits | None = None,
) -> WrittenWorkbook:
    """Write enterprises with their results to an xlsx file.

    `comparison` names the editions that do not govern the day, or is one answer for all.
    Raises `LittleGiantsError` if the file cannot be written.
    """
    limits = limits or Limits()
    cover = _Cover(as_of, comparison, synthetic, language, version)
    rulebooks, stream = first_rulebooks(entries)
    with finished_file(path) as part, TemporaryDirectory() as folder, ExitStack() as files:
        names = (Path(folder) / f"{position}.jsonl" for position in range(len(rulebooks)))
        spools = [files.enter_context(name.open("w+", encoding="utf-8")) for name in names]
        try:
            with xlsxwriter.Workbook(str(part), _options(language, folder)) as book:
                parts = _Parts(book, cover, rulebooks, spools, vocabulary, limits)
                for count, (facts, results) in enumerate(stream, start=1):
                    parts.add(facts, results)
                    if progress is not None:
                        progress(count)
                return parts.finish(findings)
        except XlsxWriterException as fault:
            reason = str(fault)
            raise LittleGiantsError("workbook.not_written", file=path.name, fault=reason) from fault


def _options(language: Language, folder: str) -> dict[str, object]:
    return {
        "constant_memory": True,
        "tmpdir": folder,
        "use_zip64": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": _FONTS[language], "font_size": 10},
    }


class _Parts:
    """The sheets of one workbook, in the order in which they are read."""

    def __init__(
        self,
        book: xlsxwriter.Workbook,
        cover: _Cover,
        rulebooks: tuple[Rulebook, ...],
        spools: Sequence[TextIO],
        vocabulary: Vocabulary,
        limits: Limits,
    ) -> None:
        # No clock: the same results give the same bytes.
        day = datetime(cover.as_of.year, cover.as_of.month, cover.as_of.day)
        book.set_properties({"title": cover.say("file_title"), "created": day})
        self._cover, self._limits, self._styles = cover, limits, _Styles(book)
        labels = _labels(rulebooks, cover)
        names = _sheet_names(cover, labels)
        pages = [_Page(book.add_worksheet(name), self._styles, cover) for name in names]
        self._verdicts = [
            _VerdictSheet(*parts) for parts in zip(pages, rulebooks, labels, spools, strict=True)
        ]
        self._empty = None if rulebooks else self._page(book, "verdicts")
        reader = ReasonReader(vocabulary, cover.language)
        self._reasons = _ReasonSheet(self._page(book, "reasons"), rulebooks, reader, limits.reasons)
        self._findings = self._page(book, "findings")
        self._about = self._page(book, "about")
        self._enterprises = 0

    def _page(self, book: xlsxwriter.Workbook, code: str) -> _Page:
        sheet = book.add_worksheet(self._cover.say(code))
        return _Page(sheet, self._styles, self._cover)

    def add(self, facts: EnterpriseFacts, results: Sequence[Result]) -> None:
        """Take one enterprise."""
        self._enterprises += 1
        is_room = self._enterprises <= self._limits.enterprises
        size = size_words(results, self._cover.language)
        for sheet, result in zip(self._verdicts, results, strict=True):
            sheet.add(facts, result, size, is_room=is_room)
        if is_room:
            labelled = [
                (sheet.label, result) for sheet, result in zip(self._verdicts, results, strict=True)
            ]
            self._reasons.add(facts, labelled)

    def finish(self, findings: Sequence[Finding]) -> WrittenWorkbook:
        """Write what had to wait for the counts."""
        rows = min(self._enterprises, self._limits.enterprises)
        shown = findings[: self._limits.findings]
        notices = [
            *self._reasons.finish(),
            *self._cut("rows_cut", rows, self._enterprises),
        ]
        if self._empty is not None:
            _write_empty(self._empty)
        for sheet in self._verdicts:
            sheet.finish(notices)
        fewer = self._cut("findings_cut", len(shown), len(findings))
        _write_findings(self._findings, shown, fewer)
        _write_about(self._about, self._verdicts, [*notices, *fewer])
        return WrittenWorkbook(rows, self._reasons.rows, bool(notices or fewer))

    def _cut(self, code: str, most: int, count: int) -> list[str]:
        if most == count:
            return []
        return [self._cover.say(code, most=f"{most:,}", count=f"{count:,}")]


def _write_empty(page: _Page) -> None:
    page.line(page.cover.say("verdicts"), "title")
    page.line(page.cover.say("no_enterprises"), "line")


def _labels(rulebooks: Sequence[Rulebook], cover: _Cover) -> list[str]:
    """A short name for each rulebook that tells it from the others of the file."""
    names = [rulebook.root.title.in_(cover.language) for rulebook in rulebooks]
    compared = [is_comparison(cover.comparison, rulebook) for rulebook in rulebooks]
    labels: list[str] = []
    for rulebook, name, is_compared in zip(rulebooks, names, compared, strict=True):
        label = f"{name} {rulebook.document.number}" if names.count(name) > 1 else name
        is_marked = is_compared and not all(compared)
        labels.append(cover.say("compared", name=label) if is_marked else label)
    return labels


def _sheet_names(cover: _Cover, labels: Sequence[str]) -> list[str]:
    """Names for the verdict sheets that a workbook accepts."""
    base = cover.say("verdicts")
    names: list[str] = []
    for label in labels:
        wanted = base if len(labels) == 1 else f"{base} {label}"
        clean = re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", wanted)[:_SHEET_NAME_MAX].strip()
        name, number = clean, 1
        while name.lower() in (taken.lower() for taken in names):
            number += 1
            name = f"{clean[: _SHEET_NAME_MAX - 4].strip()} {number}"
        names.append(name)
    return names


class _Styles:
    """The formats of the workbook; each is made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        edge = {"border": 1, "border_color": _BORDER, "valign": "vcenter"}
        head = {**edge, "bold": True, "align": "center", "text_wrap": True}
        wrapped = {**edge, "text_wrap": True}
        self.title = self.make(bold=True, font_size=15, font_color=_HEAD)
        self.section = self.make(bold=True, font_size=12, font_color=_HEAD)
        self.line = self.make(font_color="#1F2329")
        self.muted = self.make(font_color=_MUTED)
        self.notice = self.make(bold=True, font_color=_RED)
        self.head = self.make(**head, bg_color=_HEAD, font_color="#FFFFFF")
        self.group = self.make(**head, font_size=9, bg_color=_GROUP_HEAD)
        self.clause = self.make(**head, font_size=9, bg_color=_CLAUSE_HEAD)
        self.doubtful = self.make(**head, font_size=9, bg_color=_DOUBTFUL_HEAD, italic=True)
        self.text = self.make(**wrapped)
        self.identity = self.make(**edge, num_format="@")
        self.number = self.make(**edge, align="center")
        self.centre = self.make(**wrapped, align="center")
        pale = {v: PALE_COLOURS.get(v, COLOURS[v]) for v in Verdict}
        self.verdicts = [
            self._verdict(colours[v], font_size=9, shrink=True)
            for colours in (COLOURS, pale)
            for v in Verdict
        ]
        self.overall = [self._verdict(COLOURS[v], bold=True) for v in Verdict]
        self.severities = {
            s: self.make(**edge, align="center", bg_color=fill, font_color=text)
            for s, (fill, text) in _SEVERITIES.items()
        }
        self.bands = [
            {
                "text": self.make(**wrapped, bg_color=fill),
                "muted": self.make(**wrapped, bg_color=fill, font_color=_MUTED),
                "identity": self.make(**wrapped, bg_color=fill, num_format="@"),
            }
            for fill in ("#FFFFFF", _BAND)
        ]

    def make(self, **properties: object) -> Format:
        """Return the format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def _verdict(self, colours: tuple[str, str], **properties: object) -> Format:
        fill, text = colours
        return self.make(
            border=1,
            border_color=_BORDER,
            valign="vcenter",
            align="center",
            bg_color=fill,
            font_color=text,
            **properties,
        )


@dataclass(slots=True)
class _Page:
    """One sheet that is written downwards, with what all sheets share."""

    sheet: Worksheet
    styles: _Styles
    cover: _Cover
    row: int = 0

    def __post_init__(self) -> None:
        self.sheet.set_default_row(_LINE_POINTS[self.cover.language] + 3)

    def line(self, text: str, style: str) -> None:
        """Write one line of text; `style` names a format of `_Styles`."""
        self.sheet.write_string(self.row, 0, text, getattr(self.styles, style))
        self.row += 1

    def top(self, title: str, lines: Iterable[str], notices: Iterable[str]) -> None:
        """Write title, plain lines and the lines in red above a table."""
        self.sheet.set_row(self.row, 24)
        self.line(title, "title")
        for text in lines:
            self.line(text, "line")
        for text in notices:
            self.line(text, "notice")

    def widths(self, widths: Sequence[float]) -> None:
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)

    def heads(self, heads: Sequence[str], widths: Sequence[float]) -> None:
        """Write a row of heads, high enough for the longest."""
        self.sheet.set_row(self.row, self.height(heads, widths) + 6)
        for column, head in enumerate(heads):
            self.sheet.write_string(self.row, column, head, self.styles.head)
        self.row += 1

    def height(self, texts: Sequence[str], widths: Sequence[float], *, size: float = 1.0) -> float:
        """The height in points that the tallest of some wrapped cells needs."""
        lines = max(_lines(text, width / size) for text, width in zip(texts, widths, strict=True))
        return lines * _LINE_POINTS[self.cover.language] * size

    def fit_row(self, texts: Sequence[str], widths: Sequence[float]) -> None:
        """Make the row high enough; not every program does so on opening the file."""
        height = self.height(texts, widths)
        if height > _LINE_POINTS[self.cover.language]:
            self.sheet.set_row(self.row, height + 3)

    def print_setup(self, title: str, heads: tuple[int, int] | None, width: float) -> None:
        """Landscape, one page wide, heads on every page, page numbers."""
        sheet, say_ = self.sheet, self.cover.say
        sheet.set_landscape()
        sheet.set_paper(_A4 if width <= _A4_WIDTH else _A3)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        if heads is not None:
            sheet.repeat_rows(*heads)
        marks = self.cover.say("synthetic") if self.cover.synthetic else ""
        day = self.cover.day(self.cover.as_of)
        sheet.set_header(f"&R&9{_footer(marks)}")
        pages = (
            _footer(say_("pages", page="\0", pages="\1")).replace("\0", "&P").replace("\1", "&N")
        )
        sheet.set_footer(f"&L&9{_footer(title)[:120]}&C&9{pages}&R&9{_footer(say_('on', day=day))}")


def _footer(text: str) -> str:
    return text.replace("&", "&&")


def _width(text: str) -> float:
    """How wide a text is, counted in digits as column widths are."""
    return sum(1.85 if east_asian_width(char) in "WF" else 1.0 for char in text)


@lru_cache(maxsize=50_000)
def _lines(text: str, width: float) -> int:
    """How many lines a text takes when it is wrapped at a width."""
    room, lines = max(4.0, width - 1), 0
    for part in text.split("\n"):
        lines, used = lines + 1, 0.0
        for token in _TOKENS.findall(part):
            wide = _width(token)
            if used and used + wide > room:
                lines, used = lines + 1, 0.0
            used += wide
            while used > room + 1:
                lines, used = lines + 1, used - room
    return lines


@dataclass(frozen=True, slots=True)
class _Column:
    """One column of a verdict sheet; `group` stands above it and above the next `span` - 1."""

    group: str
    head: str
    width: float
    span: int = 1


class _VerdictSheet:
    """One rulebook: an enterprise a row, a clause a column."""

    def __init__(self, page: _Page, rulebook: Rulebook, label: str, spool: TextIO) -> None:
        self._page = page
        self._spool = spool
        self.rulebook = rulebook
        self.label = label
        self.clauses = rulebook.clauses
        self.counts = [[0] * len(Verdict) for _ in self.clauses]
        self._shown = self.clauses[1:] or self.clauses
        self._parents = _parents(self.clauses)
        self._is_sized = False

    def add(self, facts: EnterpriseFacts, result: Result, size: str, *, is_room: bool) -> None:
        """Count one enterprise and keep its row until the counts are complete."""
        assert result.rulebook.edition == self.rulebook.edition, "same rulebooks in every entry"
        verdicts = [result.clauses[clause.id].verdict for clause in self.clauses]
        for counts, verdict in zip(self.counts, verdicts, strict=True):
            counts[verdict] += 1
        if not is_room:
            return
        self._is_sized |= bool(size)
        conditions = [result.clauses[child.id].verdict for child in self.rulebook.root.children]
        unmet = conditions.count(Verdict.UNMET)
        open_ = sum(verdict in _OPEN for verdict in conditions)
        row = [protected(facts.id), protected(facts.name), *score_ends(result), size, unmet, open_]
        self._spool.write(json.dumps([*row, self._codes(verdicts)]) + "\n")

    def _codes(self, verdicts: Sequence[Verdict]) -> list[int]:
        """The verdicts by code, those below a settled clause marked as pale."""
        settled = [False] * len(verdicts)
        codes: list[int] = []
        for at, (verdict, parent) in enumerate(zip(verdicts, self._parents, strict=True)):
            above = parent is not None and (settled[parent] or verdicts[parent] in _SETTLED)
            settled[at] = above
            codes.append(verdict + _PALE if above else int(verdict))
        return codes

    @property
    def overall(self) -> list[int]:
        """How many enterprises have each verdict as a whole."""
        return self.counts[0]

    def finish(self, notices: Sequence[str]) -> None:
        """Write the sheet."""
        page, columns = self._page, self._columns()
        widths = [column.width for column in columns]
        page.top(self._title(), self._lines(), [*page.cover.marks([self.rulebook]), *notices])
        head = page.row
        self._write_heads(columns)
        words = _verdict_words(page.cover.language) * 2
        self._spool.seek(0)
        for line in self._spool:
            self._write_row(json.loads(line), words)
        page.widths(widths)
        last = max(page.row - 1, head + 1)
        page.sheet.autofilter(head + 1, 0, last, len(columns) - 1)
        page.sheet.freeze_panes(head + 2, _FROZEN_COLUMNS)
        page.sheet.print_area(0, 0, last, len(columns) - 1)
        page.print_setup(self._title(), (head, head + 1), sum(widths))

    def _title(self) -> str:
        return self._page.cover.say("verdicts_title", title=self.rulebook.title)

    def _lines(self) -> list[str]:
        cover = self._page.cover
        words = _verdict_words(cover.language)
        total = sum(self.overall)
        counted = [f"{words[v]} {self.overall[v]:,}" for v in _reading_order()]
        sentence = cover.say("counted", count=f"{total:,}", verdicts="   ".join(counted))
        return [_law_line(self.rulebook, cover), sentence]

    def _columns(self) -> list[_Column]:
        say_, zh = self._page.cover.say, self._page.cover.language == "zh"
        columns = [
            _Column(say_("enterprise"), say_("id"), 21.0, span=2),
            _Column("", say_("name"), _NAME_WIDTH),
            _Column(say_("whole"), say_("verdict"), 14.0 if zh else 17.0),
        ]
        if self.rulebook.scores:
            columns.append(_Column(say_("score"), say_("score_min"), 8.0, span=2))
            columns.append(_Column("", say_("score_max"), 8.0))
        if self._is_sized:
            columns.append(_Column(say_("size"), say_("size_class"), _SIZE_WIDTH))
        columns.append(_Column(say_("conditions"), say_("unmet"), 8.0, span=2))
        columns.append(_Column("", say_("open"), 8.0))
        width = 10.0 if zh else 13.0
        return columns + [_Column(c.id, self._clause_head(c), width) for c in self._shown]

    def _clause_head(self, clause: Criterion) -> str:
        title = clause.title.in_(self._page.cover.language)
        mark = self._page.cover.say("unconfirmed")
        return f"{title}\n{mark}" if clause.is_unconfirmed else title

    def _write_heads(self, columns: Sequence[_Column]) -> None:
        page, styles = self._page, self._page.styles
        fixed = len(columns) - len(self._shown)
        kinds = [styles.head] * fixed + [self._clause_style(clause) for clause in self._shown]
        widths = [column.width for column in columns]
        groups = [column.group if column.span == 1 else "" for column in columns]
        page.sheet.set_row(page.row, page.height(groups, widths, size=_SMALL) + 4)
        for at, (column, kind) in enumerate(zip(columns, kinds, strict=True)):
            if column.span > 1:
                end = at + column.span - 1
                page.sheet.merge_range(page.row, at, page.row, end, column.group, kind)
            elif column.group:
                page.sheet.write_string(page.row, at, column.group, kind)
        page.row += 1
        heads = [column.head for column in columns]
        filter_buttons = 16  # they cover the lower edge of the cells
        page.sheet.set_row(page.row, page.height(heads, widths, size=_SMALL) + filter_buttons)
        for at, (head, kind) in enumerate(zip(heads, kinds, strict=True)):
            page.sheet.write_string(page.row, at, head, kind)
        page.row += 1

    def _clause_style(self, clause: Criterion) -> Format:
        styles = self._page.styles
        if clause.is_unconfirmed:
            return styles.doubtful
        return styles.group if clause.is_group else styles.clause

    def _write_row(self, cells: Sequence[object], words: Sequence[str]) -> None:
        page, styles = self._page, self._page.styles
        *fixed, codes = cells
        row, sheet = page.row, page.sheet
        identity, name, low, high, size, unmet, open_ = fixed
        assert isinstance(codes, list)
        page.fit_row([str(name), str(size)], [_NAME_WIDTH, _SIZE_WIDTH])
        sheet.write_string(row, 0, str(identity), styles.identity)
        sheet.write_string(row, 1, str(name), styles.text)
        sheet.write_string(row, 2, words[codes[0]], styles.overall[codes[0]])
        numbers = [low, high] if self.rulebook.scores else []
        numbers += [size] if self._is_sized else []
        column = 3
        for value in (*numbers, unmet, open_):
            if isinstance(value, str):
                sheet.write_string(row, column, value, styles.centre)
            else:
                sheet.write_number(row, column, value, styles.number)
            column += 1
        for code in codes[-len(self._shown) :]:
            sheet.write_string(row, column, words[code], styles.verdicts[code])
            column += 1
        page.row += 1


_REASON_HEADS = (
    *("id", "name", "programme", "clause", "clause_title", "verdict", "part", "measured", "own"),
    *("requirement", "gap", "wanted", "evidence", "cite", "confidence", "note"),
)  # fmt: skip


class _ReasonSheet:
    """One row per enterprise and clause that is not met; whole enterprises only."""

    def __init__(
        self, page: _Page, rulebooks: Sequence[Rulebook], reader: ReasonReader, most: int
    ) -> None:
        self._page, self._reader, self._most = page, reader, most
        self.rows = 0
        self._is_cut = False
        self._enterprises = 0
        self._band = False
        self._words = _verdict_words(page.cover.language)
        say_ = page.cover.say
        lines = [say_("reasons_lines"), say_("reasons_limit", most=f"{most:,}")]
        page.top(say_("reasons_title"), lines, page.cover.marks(rulebooks))
        self._head = page.row
        page.heads([say_(code) for code in _REASON_HEADS], _REASON_WIDTHS)

    def add(self, facts: EnterpriseFacts, results: Iterable[tuple[str, Result]]) -> None:
        """Write the reasons of one enterprise, or none once they no longer fit."""
        if self._is_cut:
            return
        reasons = [
            (label, reason)
            for label, result in results
            for reason in self._reader.reasons(facts, result)
        ]
        if self.rows + len(reasons) > self._most:
            self._is_cut = True
            return
        self._enterprises += 1
        self._band = not self._band if reasons else self._band
        names = protected(facts.id), protected(facts.name)
        for label, reason in reasons:
            self._write(names, label, reason)

    def _write(self, names: tuple[str, str], label: str, reason: Reason) -> None:
        page, clause, language = self._page, reason.clause, self._page.cover.language
        band = page.styles.bands[self._band]
        plain = band["text" if reason.bears else "muted"]
        code = reason.verdict if reason.bears else reason.verdict + _PALE
        note = "" if clause.note is None else clause.note.in_(language)
        texts = (
            *names,
            *(label, clause.id, clause.title.in_(language), self._words[reason.verdict]),
            *(reason.part, reason.measured, reason.own, reason.requirement, reason.gap),
            *(reason.wanted, reason.evidence, clause.cite.in_(language), clause.confidence, note),
        )
        page.fit_row(texts, _REASON_WIDTHS)
        styles = {0: band["identity"], _REASON_VERDICT: page.styles.verdicts[code]}
        for column, text in enumerate(texts):
            page.sheet.write_string(page.row, column, text, styles.get(column, plain))
        page.row += 1
        self.rows += 1

    def finish(self) -> list[str]:
        """Close the sheet; return what is to be said if it was cut."""
        page, notices = self._page, []
        last = max(page.row - 1, self._head)
        if self._is_cut:
            shown = f"{self._enterprises:,}"
            notices = [page.cover.say("reasons_cut", rows=f"{self.rows:,}", enterprises=shown)]
            page.line(notices[0], "notice")
        elif not self.rows:
            page.line(page.cover.say("no_reasons"), "line")
        page.widths(_REASON_WIDTHS)
        page.sheet.autofilter(self._head, 0, last, len(_REASON_WIDTHS) - 1)
        page.sheet.freeze_panes(self._head + 1, 2)
        page.print_setup(
            page.cover.say("reasons_title"), (self._head, self._head), sum(_REASON_WIDTHS)
        )
        return notices


def _write_findings(page: _Page, findings: Sequence[Finding], notices: Sequence[str]) -> None:
    cover, styles = page.cover, page.styles
    widths = [10.0, 44.0, 90.0, 28.0]
    marks = [cover.say("synthetic")] if cover.synthetic else []
    page.top(cover.say("findings_title"), [cover.say("findings_lines")], [*marks, *notices])
    head = page.row
    page.heads([cover.say(code) for code in ("severity", "place", "message", "code")], widths)
    for finding in findings:
        severity = cover.say(f"severity_{finding.severity}")
        page.sheet.write_string(page.row, 0, severity, styles.severities[finding.severity])
        texts = [
            protected(t) for t in (finding.where, finding.text.in_(cover.language), finding.code)
        ]
        page.fit_row(texts, widths[1:])
        for column, text in enumerate(texts, start=1):
            page.sheet.write_string(page.row, column, text, styles.text)
        page.row += 1
    if not findings:
        page.line(cover.say("no_findings"), "line")
    page.widths(widths)
    page.sheet.autofilter(head, 0, max(head, page.row - 1), len(widths) - 1)
    page.sheet.freeze_panes(head + 1, 0)
    page.print_setup(cover.say("findings_title"), (head, head), sum(widths))


_ABOUT_WIDTHS = (24.0, 22.0, 36.0, 46.0, 36.0, 13.0, 14.0, 9.0, 9.0, 9.0, 9.0, 9.0, 48.0)


def _write_about(page: _Page, sheets: Sequence[_VerdictSheet], notices: Sequence[str]) -> None:
    cover = page.cover
    rulebooks = [sheet.rulebook for sheet in sheets]
    marks = cover.marks(rulebooks)
    page.top(cover.say("about_title"), _about_lines(cover), [*marks, *notices])
    page.widths(_ABOUT_WIDTHS)
    _write_words(page)
    _write_counts(page, sheets)
    for sheet in sheets:
        _write_law(page, sheet)
    if sheets:
        _write_clauses(page, sheets)
    page.row += 1
    page.line(cover.say("confidence_title"), "section")
    for code in ("high", "medium", "low", "unconfirmed", "conflict"):
        page.line(cover.say(f"confidence_{code}"), "line")
    page.print_setup(cover.say("about_title"), None, sum(_ABOUT_WIDTHS))


def _about_lines(cover: _Cover) -> list[str]:
    lines = [
        cover.say(f"about_{code}") for code in ("unknown", "decision", "exact", "alternatives")
    ]
    made = "made_by" if cover.version else "made"
    day = cover.day(cover.as_of)
    return [*lines, cover.say(made, version=cover.version or "", day=day)]


def _write_words(page: _Page) -> None:
    """The five verdicts in their colours, and what each means."""
    cover = page.cover
    words = _verdict_words(cover.language)
    page.row += 1
    page.line(cover.say("words_title"), "section")
    for verdict in _reading_order():
        page.sheet.write_string(page.row, 0, words[verdict], page.styles.overall[verdict])
        _merged(page, 1, 4, cover.say(f"means_{verdict.word}"))
        page.row += 1
    pale = page.styles.verdicts[Verdict.UNMET + _PALE]
    page.sheet.write_string(page.row, 0, words[Verdict.UNMET], pale)
    _merged(page, 1, 4, cover.say("means_pale"))
    page.row += 1


def _write_counts(page: _Page, sheets: Sequence[_VerdictSheet]) -> None:
    """How many enterprises have each verdict, standard by standard."""
    cover, styles = page.cover, page.styles
    words = _verdict_words(cover.language)
    page.row += 1
    page.line(cover.say("counts_title"), "section")
    for sheet in sheets:
        _merged(page, 0, 1, sheet.label)
        sentence = [f"{words[v]} {sheet.overall[v]:,}" for v in _reading_order()]
        total = cover.say("enterprises", count=f"{sum(sheet.overall):,}")
        page.sheet.write_string(page.row, 2, total, styles.text)
        page.sheet.merge_range(page.row, 3, page.row, 4, "   ".join(sentence), styles.text)
        page.row += 1
    if not sheets:
        page.line(cover.say("no_enterprises"), "line")


def _write_law(page: _Page, sheet: _VerdictSheet) -> None:
    """The standard that was applied: document, edition, period, confidence."""
    cover, book = page.cover, sheet.rulebook
    language = cover.language
    page.row += 1
    page.line(cover.say("law_title", title=book.title), "section")
    period = book.period
    words = "，" if language == "zh" else ", "
    values = {
        "document": f"{book.document.number}{words}{book.document.issuer.in_(language)}",
        "issued": book.document.issued,
        "edition": " + ".join(book.editions),
        "action": say(language, f"action.{book.action}"),
        "as_of": cover.day(cover.as_of),
        "period": _period(book, cover),
        "period_confidence": period.confidence,
        "cite": period.cite.in_(language),
        "boundary": words.join(
            f"{word} {_SIGNS.get(sign, sign)}" for word, sign in book.boundary.items()
        ),
        "fingerprint": book.fingerprint,
        "note": "" if period.note is None else period.note.in_(language),
    }
    for code, text in values.items():
        if text:
            page.sheet.write_string(page.row, 0, cover.say(code), page.styles.clause)
            _merged(page, 1, 4, text)
            page.row += 1
    for mark in cover.marks([book]):
        page.line(mark, "notice")


def _write_clauses(page: _Page, sheets: Sequence[_VerdictSheet]) -> None:
    """Every clause with its text, source and counts."""
    cover = page.cover
    page.row += 1
    page.line(cover.say("clauses_title"), "section")
    codes = ("programme", "clause", "clause_title", "clause_text", "cite", "confidence", "mode")
    words = _verdict_words(cover.language)
    heads = [cover.say(code) for code in codes] + [words[v] for v in _reading_order()]
    page.heads([*heads, cover.say("note")], _ABOUT_WIDTHS)
    for sheet in sheets:
        for clause, counts in zip(sheet.clauses, sheet.counts, strict=True):
            _write_clause(page, sheet.label, clause, counts)


def _write_clause(page: _Page, label: str, clause: Criterion, counts: Sequence[int]) -> None:
    language, styles = page.cover.language, page.styles
    mode = "" if clause.is_group else page.cover.say(f"mode_{clause.mode}")
    note = "" if clause.note is None else clause.note.in_(language)
    source = clause.cite.in_(language)
    texts = (
        label,
        clause.id,
        clause.title.in_(language),
        clause.text,
        source,
        clause.confidence,
        mode,
    )
    page.fit_row((*texts, note), (*_ABOUT_WIDTHS[: len(texts)], _ABOUT_WIDTHS[-1]))
    for column, text in enumerate(texts):
        page.sheet.write_string(page.row, column, text, styles.text)
    for column, verdict in enumerate(_reading_order(), start=len(texts)):
        page.sheet.write_number(page.row, column, counts[verdict], styles.number)
    page.sheet.write_string(page.row, len(_ABOUT_WIDTHS) - 1, note, styles.text)
    page.row += 1


def _merged(page: _Page, first: int, last: int, text: str) -> None:
    """Write one text across columns."""
    page.fit_row([text], [sum(_ABOUT_WIDTHS[first : last + 1])])
    page.sheet.merge_range(page.row, first, page.row, last, text, page.styles.text)


def _law_line(rulebook: Rulebook, cover: _Cover) -> str:
    return cover.say(
        "law",
        document=rulebook.document.number,
        edition=" + ".join(rulebook.editions),
        action=say(cover.language, f"action.{rulebook.action}"),
        as_of=cover.day(cover.as_of),
        period=_period(rulebook, cover),
        confidence=rulebook.period.confidence,
    )


def _period(rulebook: Rulebook, cover: _Cover) -> str:
    period = rulebook.period
    starts = cover.day(period.starts)
    if period.ends is None:
        return cover.say("period_open", starts=starts)
    return cover.say("period_closed", starts=starts, ends=cover.day(period.ends))


def _verdict_words(language: Language) -> list[str]:
    """Sign and word of each verdict, by its code."""
    return [f"{verdict.sign} {verdict.text.in_(language)}" for verdict in Verdict]


def _reading_order() -> tuple[Verdict, ...]:
    return (
        Verdict.MET,
        Verdict.UNMET,
        Verdict.UNKNOWN,
        Verdict.MANUAL_REVIEW,
        Verdict.NOT_APPLICABLE,
    )


def _parents(clauses: Sequence[Criterion]) -> list[int | None]:
    """The place of each clause's parent among clauses in reading order."""
    places = {clause.id: at for at, clause in enumerate(clauses)}
    parents: list[int | None] = [None] * len(clauses)
    for at, clause in enumerate(clauses):
        for child in clause.children:
            parents[places[child.id]] = at
    return parents
