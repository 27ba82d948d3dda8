"""Words in Chinese and English, and the message catalogues they come from."""

from __future__ import annotations

import string
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

import yaml

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in both languages."""

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the words in one language."""
        return self.zh if language == "zh" else self.en

    def as_dict(self) -> dict[str, str]:
        """Return `{"zh": …, "en": …}` for JSON."""
        return {"zh": self.zh, "en": self.en}


def load_yaml(text: str) -> Any:
    """Parse YAML with the quick C parser where the wheel carries it."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are the safe ones


@cache
def load_messages(language: Language) -> dict[str, str]:
    """Read the message catalogue of one language, `catalog/messages/*.<language>.yaml`."""
    messages: dict[str, str] = {}
    for path in resources.files("littlegiants").joinpath("catalog", "messages").iterdir():
        if path.name.endswith(f".{language}.yaml"):
            messages |= load_yaml(path.read_text(encoding="utf-8"))
    return messages


def say(language: Language, code: str, /, **values: object) -> str:
    """Return the message `code` in `language`; values may be `Text` and are put into words first."""
    words = {
        name: value.in_(language) if isinstance(value, Text) else value
        for name, value in values.items()
    }
    return load_messages(language)[code].format(**words)


def message(code: str, /, **values: object) -> Text:
    """Return the message `code` in both languages."""
    return Text(say("zh", code, **values), say("en", code, **values))


def placeholders(template: str) -> set[str]:
    """Return the names of the values that a template wants."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
