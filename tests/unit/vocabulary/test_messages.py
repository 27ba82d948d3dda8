"""The message catalogues: the same codes and values in both languages, all in use, none missing."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import littlegiants
from littlegiants.vocabulary.language import LANGUAGES, Language, load_messages, placeholders

SOURCE = Path(littlegiants.__file__).parent
MESSAGES = SOURCE / "catalog" / "messages"
_WHOLE = re.compile(r"""["']([a-z][a-z_]*\.[a-z0-9_.]+)["']""")
_BEGINNING = re.compile(r"""f["']([a-z][a-z_]*\.[a-z0-9_.]*)\{""")
_FAMILIES = {code.split(".")[0] for code in load_messages("zh")}
_FILE_NAMES = re.compile(r"\.(?:yaml|json|jsonl|csv|xlsx|xls|part|md|sql|py|db)$")


@cache
def code_of_the_package() -> str:
    """Every line of Python in the package."""
    return "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))


def codes_in_use() -> set[str]:
    """What looks like a code: a word of a known family in quotation marks."""
    found = set(_WHOLE.findall(code_of_the_package()))
    return {c for c in found if c.split(".")[0] in _FAMILIES and not _FILE_NAMES.search(c)}


def test_both_languages_have_the_same_codes() -> None:
    """No code can be said in one language only."""
    assert load_messages("zh").keys() ^ load_messages("en").keys() == set()


def test_both_languages_want_the_same_values() -> None:
    """A message has the same placeholders in both languages."""
    zh, en = load_messages("zh"), load_messages("en")
    assert {c for c in zh if placeholders(zh[c]) != placeholders(en.get(c, ""))} == set()


def test_no_code_stands_in_two_files() -> None:
    """A message is written once a language, or a later file would silently win."""
    for language in LANGUAGES:
        lines = "\n".join(
            path.read_text(encoding="utf-8") for path in MESSAGES.glob(f"*.{language}.yaml")
        )
        codes = re.findall(r"^([a-z_]+\.[a-z0-9_.]+):", lines, flags=re.MULTILINE)
        assert len(codes) == len(set(codes)), {c for c in codes if codes.count(c) > 1}


def test_every_code_in_use_has_its_message() -> None:
    """Nothing is reported or raised that cannot be said."""
    assert codes_in_use() - load_messages("zh").keys() == set()


def test_every_message_is_in_use() -> None:
    """A message that nothing says is taken out; codes built from parts count by their beginning.

    What a cell is refused for is said of a whole column under the same name.
    """
    beginnings = tuple(_BEGINNING.findall(code_of_the_package()))
    used = codes_in_use()
    used |= {code.replace("cell.", "column.") for code in used}
    unused = load_messages("zh").keys() - used
    assert {code for code in unused if not code.startswith(beginnings)} == set()


def test_each_catalogue_is_in_its_language() -> None:
    """Chinese messages hold Chinese signs, English ones hold none outside of examples."""
    chinese = re.compile(r"[\u4e00-\u9fff]")
    zh: dict[str, str] = load_messages("zh")
    wordless: list[str] = [c for c, text in zh.items() if text.strip() and not chinese.search(text)]
    assert [c for c in wordless if re.search(r"[a-z]{4,} [a-z]{3,}", zh[c])] == []


def test_messages_name_no_programmers_words() -> None:
    """People read these sentences: no traceback, exception or stack."""
    languages: tuple[Language, ...] = LANGUAGES
    for language in languages:
        text = " ".join(load_messages(language).values()).lower()
        assert not re.search(r"traceback|exception|nonetype|keyerror", text)
