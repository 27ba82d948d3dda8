"""The attachments and parts of a list, as they are opened one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from littlegiants.intake.list_words import PLACE, is_attachment, is_section, stated_counts
from littlegiants.vocabulary.quantity import fold

_BEFORE_PLACE = re.compile(
    r"^(?:[一二三四五六七八九十百]{1,4}\s*[、.]|[(][一二三四五六七八九十百]{1,4}[)])\s*"
)
_AFTER_PLACE = re.compile(r"\s*[(][^()]*[)]\s*$|\s*共?\s*\d+\s*家\s*$")


@dataclass(slots=True)
class Sections:
    """Where in a list we are."""

    attachment: str = ""
    part: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    _is_fresh: bool = False

    @property
    def name(self) -> str:
        """Attachment and part in one line."""
        return " / ".join(filter(None, (self.attachment, self.part)))

    @property
    def place(self) -> str | None:
        """The place that the part is named after, if it is."""
        bare = _AFTER_PLACE.sub("", _BEFORE_PLACE.sub("", fold(self.part)))
        return bare if PLACE.match(bare) else None

    def open(self, words: str) -> None:
        """Open an attachment or a part; the line after 附件2 is its title."""
        if is_attachment(words):
            self.attachment, self.part = words, ""
            self._is_fresh = True
        elif self._is_fresh and self.attachment and not self.part and self._is_title(words):
            self.attachment = f"{self.attachment} {words}"
        else:
            self.part = words
        counts = stated_counts([words])
        if len(counts) == 1:
            self.counts[self.name] = counts[0]

    def above(self, lead: list[str]) -> list[str]:
        """Open what the words above a head open; return the words that open nothing."""
        begin = max((at for at, words in enumerate(lead) if is_attachment(words)), default=None)
        if begin is not None:
            for words in lead[begin:]:
                if is_attachment(words) or is_section(words):
                    self.open(words)
            return lead[:begin] if begin else lead
        if lead and (_BEFORE_PLACE.match(fold(lead[-1])) or PLACE.match(fold(lead[-1]))):
            self.open(lead[-1])
            return lead[:-1]
        return lead

    def used(self) -> None:
        """Take note that an entry stands in the section."""
        self._is_fresh = False

    def _is_title(self, words: str) -> bool:
        return not _BEFORE_PLACE.match(fold(words)) and not PLACE.match(fold(words))
