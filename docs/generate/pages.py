"""The made pages by their place in the reference."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from docs.generate.commands import commands_page
from docs.generate.editions import editions_page
from docs.generate.facts import facts_page
from docs.generate.findings import findings_page
from littlegiants.rulebooks.editions import Catalog
from littlegiants.vocabulary.language import LANGUAGES

FOLDER = Path(__file__).parents[1] / "reference"


@cache
def pages() -> dict[str, str]:
    """Return the text of every made page, from the package's own catalog."""
    catalog = Catalog()
    made: dict[str, str] = {}
    for language in LANGUAGES:
        made[f"{language}/commands.md"] = commands_page(language)
        made[f"{language}/facts.md"] = facts_page(language, catalog)
        made[f"{language}/editions.md"] = editions_page(language, catalog)
        made[f"{language}/findings.md"] = findings_page(language)
    return made
