"""Findings: faults in data or law, with their place and the way out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from littlegiants.vocabulary.language import Language, Text, message, say


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def text(self) -> Text:
        """The severity in words."""
        return message(f"severity.{self.value}")


_PLACE_WORDS = (
    (re.compile(r"\bline (\d+)"), r"第\1行"),
    (re.compile(r"\brow (\d+)"), r"第\1行"),
    (re.compile(r"\bpage (\d+)"), r"第\1页"),
    (re.compile(r"\bcolumn "), "列"),
)


def _place(where: str, language: Language) -> str:
    """Places are kept in one form; on the Chinese screen their few words are Chinese."""
    if language == "zh":
        for pattern, words in _PLACE_WORDS:
            where = pattern.sub(words, where)
    return where


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: `code` is a message of the catalogue, `where` its place.

    `where` is a readable place such as `rulebook.yaml:31 RB02-LG-2a` or `Sheet1!C7 (row 7, 营业收入)`.
    """

    code: str
    where: str = ""
    severity: Severity = Severity.ERROR
    values: tuple[tuple[str, object], ...] = field(default=())

    @classmethod
    def of(
        cls, code: str, where: str = "", /, *, severity: Severity = Severity.ERROR, **values: object
    ) -> Finding:
        """Build a finding from keyword values."""
        return cls(code, where, severity, tuple(values.items()))

    @property
    def text(self) -> Text:
        """The message in both languages, without its place."""
        return message(self.code, **dict(self.values))

    def render(self, language: Language) -> str:
        """Return place, message and code in one line."""
        place = f"{_place(self.where, language)}: " if self.where else ""
        return f"{place}{say(language, self.code, **dict(self.values))} [{self.code}]"

    def as_dict(self) -> dict[str, object]:
        """Return the finding as the JSON contract shows it."""
        return {
            "code": self.code,
            "severity": str(self.severity),
            "where": self.where,
            "message": self.text.as_dict(),
        }
