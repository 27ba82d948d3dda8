"""Any file of any shape gives findings, never a traceback: a sound edition with one node put out of shape."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from littlegiants.rulebooks.parse import LeafError, parse_test
from littlegiants.vocabulary.language import LANGUAGES, load_yaml
from tests.golden.malformed import BASE, of_edition
from tests.properties import strategies
from tests.properties.strategies import VOCABULARY

SETTINGS = settings(strategies.SETTINGS, max_examples=100)

CASES = """
bases: {typical: {revenue_y1: 5000万元, rd_ratio_y1: 4%}}
cases:
  - {name: A case, base: typical, facts: {niche_years: 4, size_industry: industry}, expect: {LS-1: met, score: [12, 17]}}
  - {name: A range, as_of: 2026-06-01, facts: {revenue_y1: {min: 500万元, max: 2000万元}}, expect: {LS-1: unknown}}
"""

STRANGE: st.SearchStrategy[Any] = st.sampled_from(
    [
        *(None, "", "x", [], {}, 5, -1, 1.5, True, [None], ["x"], [1, 2, 3], {"x": 1}, [[]], [{}]),
        *("1e999999", float("nan"), float("inf"), date(2020, 1, 1), {"zh": "甲", "en": "a"}),
    ]
)
WORDS = """
last_year(revenue) year_back(rd_expense,2) niche_years own_brand rd_institution_level 'city' 3 0.5
pct(3) yuan(5) ( ) + - * / < >= = <> AND OR NOT BETWEEN IN CASE WHEN THEN ELSE END LEAST( , TRUE NULL
compound_growth(revenue,2) each_year( 1e9 SELECT FROM facts . : :: [ ] { } -> ? $1 " ' ; -- ≥ ％ 亿
"""


def places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every node below the root."""
    steps = node.items() if isinstance(node, dict) else enumerate(node)
    for key, value in steps:
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from places(value, (*path, key))


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> str:
    """The text with one node taken out, renamed, or replaced by something strange."""
    tree = copy.deepcopy(load_yaml(text))
    *way, last = draw(st.sampled_from(list(places(tree))))
    parent = tree
    for key in way:
        parent = parent[key]
    action = draw(st.sampled_from(["take out", "rename", "replace", "replace", "replace"]))
    if action == "replace":
        parent[last] = draw(STRANGE)
    elif action == "rename" and isinstance(parent, dict):
        parent[f"{last}x"] = parent.pop(last)
    else:
        del parent[last]
    return yaml.safe_dump(tree, allow_unicode=True)


def told(text: str, cases: str = "cases: []\n") -> None:
    """Check an edition and put every finding into both languages."""
    for finding in of_edition(text, cases=cases):
        assert all(finding.render(language) for language in LANGUAGES)


@SETTINGS
@given(text=spoilt(BASE))
def test_rulebooks_of_any_shape_give_findings(text: str) -> None:
    """Whatever stands where something else should, `rules check` answers in sentences."""
    told(text)


@SETTINGS
@given(cases=spoilt(CASES))
def test_cases_of_any_shape_give_findings(cases: str) -> None:
    """The same for files of cases."""
    told(BASE, cases)


def test_the_cases_that_are_spoilt_are_sound() -> None:
    """The faults lie in what is put in."""
    assert of_edition(BASE, cases=CASES) == []


@settings(SETTINGS, max_examples=1_500)
@given(words=st.lists(st.sampled_from(WORDS.split()), max_size=14))
def test_words_in_any_order_are_read_or_refused(words: list[str]) -> None:
    """A leaf is either in the language or refused under a code; nothing else is raised."""
    with suppress(LeafError):
        parse_test(" ".join(words), VOCABULARY)


@settings(SETTINGS, max_examples=500)
@given(text=st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """The same for text of any signs at all."""
    with suppress(LeafError):
        parse_test(text, VOCABULARY)
