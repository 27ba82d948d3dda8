"""`littlegiants rules diff`: what changed between two editions, and which enterprises move."""

from __future__ import annotations

from datetime import date
from typing import Any

from littlegiants.assessment.many import assess_table
from littlegiants.bootstrap import Site
from littlegiants.cli.known import Times
from littlegiants.cli.law import parse_action
from littlegiants.cli.screen import console, print_json, table
from littlegiants.cli.source import receive
from littlegiants.rulebooks.diff import ClauseChange, diff_rulebooks, statement_of
from littlegiants.rulebooks.model import Criterion, Rulebook
from littlegiants.vocabulary.language import Language, say
from littlegiants.vocabulary.verdict import Verdict

MOVES_SHOWN = 50


def run_diff(
    site: Site,
    before_id: str,
    after_id: str,
    action: str,
    on: str | None,
    as_of: date,
    *,
    json: bool,
) -> int:
    """Show clause by clause what differs, and with a file the enterprises whose verdict moves."""
    wanted = parse_action(action)
    before, after = (site.catalog.rulebook(edition, wanted) for edition in (before_id, after_id))
    changes = diff_rulebooks(before, after)
    moves = [] if on is None else _moves(site, before, after, on, as_of)
    if json:
        print_json(
            {
                "schema": "littlegiants.diff/1",
                "before": before_id,
                "after": after_id,
                "action": wanted.value,
                "changes": [_change_as_json(change) for change in changes],
                "moves": moves,
            }
        )
        return 0
    _print_changes(changes, site.settings.language)
    if on is not None:
        _print_moves(moves, site.settings.language)
    return 0


def _moves(
    site: Site, before: Rulebook, after: Rulebook, on: str, as_of: date
) -> list[dict[str, Any]]:
    facts = receive(site, on, Times(as_of)).table
    vocabulary = site.catalog.vocabulary
    verdicts = []
    for book in (before, after):
        _, results = assess_table([book], facts, vocabulary)
        verdicts.append(results.column(book.root.id))
    return [
        {
            "id": facts.ids[i],
            "name": facts.names[i],
            "before": Verdict(b).word,
            "after": Verdict(a).word,
        }
        for i, (b, a) in enumerate(zip(*verdicts, strict=True))
        if a != b
    ]


def _change_as_json(change: ClauseChange) -> dict[str, Any]:
    def side(clause: Criterion | None) -> dict[str, str] | None:
        return None if clause is None else {"id": clause.id, "statement": statement_of(clause)}

    return {
        "change": change.change.value,
        "before": side(change.before),
        "after": side(change.after),
        "what": list(change.what),
    }


def _print_changes(changes: list[ClauseChange], language: Language) -> None:
    screen = console()
    if not changes:
        screen.print(say(language, "cli.diff_none"))
        return
    heads = [
        say(language, f"cli.{name}")
        for name in ("diff_change", "diff_before", "diff_after", "diff_what")
    ]
    rows = [
        [
            say(language, f"diff.{change.change.value}"),
            _side(change.before, language),
            _side(change.after, language),
            ", ".join(change.what),
        ]
        for change in changes
    ]
    screen.print(table("", heads, rows))


def _side(clause: Criterion | None, language: Language) -> str:
    if clause is None:
        return "–"
    return f"{clause.id} {clause.title.in_(language)}\n{statement_of(clause, language)}".replace(
        "[", r"\["
    )


def _print_moves(moves: list[dict[str, Any]], language: Language) -> None:
    screen = console()
    screen.print(say(language, "cli.moves", count=len(moves)))
    if not moves:
        return
    heads = [
        "id",
        say(language, "cli.name"),
        say(language, "cli.diff_before"),
        say(language, "cli.diff_after"),
    ]
    words = {verdict.word: verdict.text.in_(language) for verdict in Verdict}
    rows = [
        [m["id"], m["name"], words[m["before"]], words[m["after"]]] for m in moves[:MOVES_SHOWN]
    ]
    screen.print(table("", heads, rows))
