"""The order of the rooms is told in two places; they agree."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

import littlegiants

ROOT = Path(__file__).parents[2]


def rooms_of_contract() -> list[str]:
    """Return the rooms of the layer contract, first to last in the story."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts["importlinter:contract:story"]["layers"]
    return re.findall(r"\w+", layers)[::-1]


def rooms_of_docstring() -> list[str]:
    """Return the rooms that the package's docstring lists, in its order."""
    return re.findall(r"^    (\w+)   *\S", littlegiants.__doc__ or "", flags=re.MULTILINE)


def test_docstring_lists_the_rooms_in_the_order_of_the_contract() -> None:
    """A reader of `littlegiants.__doc__` meets the rooms as the build enforces them."""
    assert rooms_of_docstring() == rooms_of_contract()


def test_story_names_every_room_of_the_main_flow() -> None:
    """The paragraph before the list speaks of each room that a user's facts pass through."""
    story = (littlegiants.__doc__ or "").partition("The rooms in story order")[0]
    assert set(re.findall(r"`(\w+)`", story)) <= set(rooms_of_contract())
    for room in ("intake", "rulebooks", "engines", "assessment", "cli"):
        assert f"`{room}`" in story
