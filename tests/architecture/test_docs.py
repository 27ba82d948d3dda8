"""Whatever a user can name is documented in both languages, and what the documents show is true."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from docs.generate.commands import command_names, option_names
from docs.generate.facts import YEAR, example
from docs.generate.findings import GROUPS, codes_of, raised_codes
from docs.generate.pages import FOLDER, pages
from docs.generate.pictures import PICTURE, picture
from littlegiants.intake.findings import FindingList
from littlegiants.intake.json_lines import LineReader
from littlegiants.rulebooks.editions import Catalog
from littlegiants.vocabulary.facts import Fact
from littlegiants.vocabulary.language import LANGUAGES, load_messages
from littlegiants.vocabulary.verdict import Verdict
from tests.architecture.pages import (
    DOCS,
    ROOT,
    anchors,
    fits,
    headings,
    links,
    prose,
    run_shown,
    shown_commands,
)

MADE = ("commands", "editions", "facts", "findings")
KINDS = ("reference", "how-to", "story")
CATALOG = Catalog()
SHARED = ("README.md", "README.zh.md", "CONTRIBUTING.md", "STYLE.md", "CHANGELOG.md")


def page(kind: str, language: str, name: str) -> Path:
    """Return the path of one page."""
    return DOCS / kind / language / f"{name}.md"


def names(kind: str, language: str) -> list[str]:
    """Return the pages of a kind."""
    return sorted(path.stem for path in (DOCS / kind / language).glob("*.md"))


def all_pages() -> list[Path]:
    """Return every page that people read."""
    return sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in SHARED)])


# Both languages


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_pages(kind: str) -> None:
    """A page in one language has its twin in the other."""
    assert names(kind, "zh") == names(kind, "en") != []


@pytest.mark.parametrize("kind", KINDS)
def test_both_languages_have_the_same_headings(kind: str) -> None:
    """Twins have the same headings in the same order, as far as levels and numbers tell."""
    for name in names(kind, "zh"):
        zh, en = (headings(page(kind, language, name)) for language in LANGUAGES)
        assert [level for level, _ in zh] == [level for level, _ in en], name
        assert [_fixed(words) for _, words in zh] == [_fixed(words) for _, words in en], name


def _fixed(words: str) -> str:
    """The part of a heading that is the same in every language: a number, or a name of the program."""
    number = re.match(r"\d+\.", words)
    return number[0] if number else words if re.fullmatch(r"[`a-z0-9_/ A-Z]*[_/`].*", words) else ""


def test_both_readmes_have_the_same_headings() -> None:
    """The two READMEs tell the same in the same order."""
    zh, en = (headings(ROOT / name) for name in ("README.zh.md", "README.md"))
    assert [level for level, _ in zh] == [level for level, _ in en]


@pytest.mark.parametrize("kind", KINDS)
def test_how_to_pages_show_the_same_commands(kind: str) -> None:
    """Twins run the same commands, but for the choice of language."""
    for name in names(kind, "zh"):
        zh, en = (
            [shown.command for shown in shown_commands(page(kind, language, name))]
            for language in LANGUAGES
        )
        assert zh == [command for command in en if "LITTLEGIANTS_LANG" not in command], name


# Links


@pytest.mark.parametrize("path", all_pages(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_resolve(path: Path) -> None:
    """Every link to a file of the project finds it, and the heading it names."""
    for target in links(path):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        place, _, anchor = target.partition("#")
        linked = (path.parent / place).resolve() if place else path
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


# The reference


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", MADE)
def test_made_pages_are_fresh(name: str, language: str) -> None:
    """Making a page again changes nothing; if this fails, run `python -m docs.generate`."""
    written = (FOLDER / language / f"{name}.md").read_text(encoding="utf-8")
    assert written == pages()[f"{language}/{name}.md"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_and_options_are_documented(language: str) -> None:
    """Each command has a heading, each option a row."""
    text = prose(page("reference", language, "commands"))
    shown = {words for _, words in headings(page("reference", language, "commands"))}
    assert {f"`littlegiants {name}`" for name in command_names()} <= shown
    for option in option_names():
        assert f"`{option}" in text, option


@pytest.mark.parametrize("language", LANGUAGES)
def test_settings_are_documented(language: str) -> None:
    """Each variable that the program reads is on the page of settings, and no other is."""
    read = set()
    for path in (ROOT / "src").rglob("*.py"):
        read |= set(re.findall(r"LITTLEGIANTS_[A-Z]+", path.read_text(encoding="utf-8")))
    text = page("reference", language, "settings").read_text(encoding="utf-8")
    assert set(re.findall(r"LITTLEGIANTS_[A-Z]+", text)) == read


def test_codes_that_the_program_raises_are_documented() -> None:
    """Each code that the source raises or finds is on the page of findings."""
    documented = {code for group in GROUPS for code in codes_of(group)}
    assert raised_codes()
    assert raised_codes() - documented == set()
    assert documented <= set(load_messages("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_editions_and_facts_are_documented(language: str) -> None:
    """Each edition and each fact has a heading of its own, each clause a row."""
    editions = {words for _, words in headings(page("reference", language, "editions"))}
    assert set(CATALOG.folders) <= editions
    facts = {words for _, words in headings(page("reference", language, "facts"))}
    assert set(CATALOG.vocabulary.facts) <= facts


@pytest.mark.parametrize("language", LANGUAGES)
def test_verdict_codes_are_documented(language: str) -> None:
    """The table of codes is the program's."""
    text = prose(page("reference", language, "results"))
    for verdict in Verdict:
        row = f"| {verdict.value} | `{verdict.word}` | {verdict.text.zh} | {verdict.sign} |"
        assert row in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_schemas_are_documented(language: str) -> None:
    """Each schema of the catalog is on the page of results."""
    text = prose(page("reference", language, "results"))
    for path in (ROOT / "src/littlegiants/catalog/schemas").iterdir():
        assert f"`{path.name}`" in text


@pytest.mark.parametrize("fact", CATALOG.vocabulary.facts.values(), ids=lambda fact: fact.name)
def test_examples_of_facts_are_read_without_a_finding(fact: Fact) -> None:
    """The JSON that the page of facts shows for a fact is understood."""
    found = FindingList()
    reader = LineReader(CATALOG.vocabulary, date(YEAR, 6, 1), found)
    line = {"id": "SYN-1", **example(fact)}
    enterprise = reader.parse(json.dumps(line), 1)
    assert found.all() == ()
    assert enterprise is not None
    assert enterprise.values


@pytest.mark.slow
def test_picture_shows_what_commands_print() -> None:
    """The README's picture is drawn from today's output; if this fails, run `python -m docs.generate.pictures`."""
    assert PICTURE.read_text(encoding="utf-8") == picture()


# The commands that pages show


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, list[list[str]]]:
    """Run the commands of every how-to page, each page in a folder that looks like the project's."""

    def run(path: Path) -> list[list[str]]:
        folder = tmp_path_factory.mktemp(path.parent.name + "_" + path.stem)
        for name in ("examples", "src"):
            (folder / name).symlink_to(ROOT / name)
        return run_shown(shown_commands(path), folder, "zh")

    paths = [page("how-to", language, n) for language in LANGUAGES for n in names("how-to", "zh")]
    with ThreadPoolExecutor(max_workers=2) as workers:
        return dict(zip(paths, workers.map(run, paths), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", names("how-to", "zh"))
def test_commands_print_what_the_page_says(
    outputs: Mapping[Path, list[list[str]]], language: str, name: str
) -> None:
    """A reader who types the commands of a page sees the lines that it shows."""
    path = page("how-to", language, name)
    for shown, printed in zip(shown_commands(path), outputs[path], strict=True):
        assert fits(shown.output, printed), f"{shown.command}\n" + "\n".join(printed[:60])
