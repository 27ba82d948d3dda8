"""Small pieces of Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from littlegiants.vocabulary.language import Language

_CODE = re.compile(r"(`[^`]*`)")


def pick(language: Language, zh: str, en: str) -> str:
    """Return one of two wordings."""
    return zh if language == "zh" else en


def made_by(language: Language) -> str:
    """The first line of a made page, for people who would edit it."""
    return pick(
        language,
        "<!-- 本页由 python -m docs.generate 生成，请勿手改。 -->",
        "<!-- This page is made by python -m docs.generate; do not edit it by hand. -->",
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table, followed by an empty one."""
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(_cell(text) for text in row)} |"
    yield ""


def code(text: str) -> str:
    """Return text as code."""
    return f"`{' '.join(text.split())}`"


def codes(texts: Iterable[str]) -> str:
    """Return several pieces of code in one line."""
    return ", ".join(code(text) for text in texts)


def _cell(text: str) -> str:
    """Return text that may stand in a table: one line, and no sign that HTML or the table would take."""
    line = " ".join(text.split()).replace("|", "\\|")
    parts = _CODE.split(line)
    plain = [part if part.startswith("`") else part.replace("<", "&lt;") for part in parts]
    return "".join(plain) or "–"
