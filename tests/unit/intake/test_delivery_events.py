"""Dated events are handed on beside the windows computed from them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from littlegiants.intake.events import Event
from littlegiants.intake.model import Delivery
from tests.unit.intake.builders import column, read, read_csv


def deliver(folder: Path, *lines: dict[str, Any]) -> Delivery:
    """Write JSON lines and read them."""
    path = folder / "a.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    return read(path)


def test_events_by_enterprise(tmp_path: Path) -> None:
    """Each enterprise keeps its events with fact, days and amount; the windows stay as they were."""
    delivery = deliver(
        tmp_path,
        {
            "id": "1",
            "events": [
                {"fact": "equity_paid_in", "date": "2024-05-01", "amount": "2000万元"},
                {"fact": "science_award", "date": "2023"},
            ],
        },
        {"id": "2", "facts": {"revenue": 5}},
    )
    assert delivery.events == {
        "1": (
            ("equity_paid_in", Event(date(2024, 5, 1), date(2024, 5, 1), 2_000_000_000)),
            ("science_award", Event(date(2023, 1, 1), date(2023, 12, 31))),
        )
    }
    assert column(delivery, "equity_paid_in_total_2y")[0] == 2_000_000_000


def test_which_lists_are_whole(tmp_path: Path) -> None:
    """A list is whole if it is given, or said to be, or answered by no; a named list leaves others open."""
    award = {"fact": "science_award", "date": "2024-05-01"}
    delivery = deliver(
        tmp_path,
        {"id": "given", "events": [award]},
        {"id": "named", "events": [award], "events_complete": ["serious_violation"]},
        {"id": "no", "science_award": "无", "serious_violation": []},
        {"id": "all", "events_complete": True},
        {"id": "none"},
    )
    assert delivery.events_complete == {
        "given": {"science_award"},
        "named": {"serious_violation"},
        "no": {"science_award", "serious_violation"},
        "all": {"science_award", "serious_violation", "equity_paid_in"},
    }


def test_an_event_that_cannot_be_counted_is_not_there(tmp_path: Path) -> None:
    """An event after the as-of date is not told, and its list is not whole."""
    delivery = deliver(tmp_path, {"id": "1", "events": [{"fact": "science_award", "date": "2030"}]})
    assert delivery.events == {}
    assert delivery.events_complete == {}


def test_tables_tell_no_events(tmp_path: Path) -> None:
    """A table holds windows, no events."""
    assert read_csv(tmp_path, "id,science_award_in_3y\n1,是\n").events == {}
