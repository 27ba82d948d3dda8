"""Lines of JSON."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from littlegiants.intake.json_lines import Terms, parse_line, parse_terms
from littlegiants.vocabulary.enterprise import EnterpriseFacts
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.quantity import Range
from tests.unit.intake.builders import AS_OF, USCC, VOCABULARY, codes, column, read, write_csv


def parse(**line: Any) -> tuple[EnterpriseFacts, tuple[Finding, ...]]:
    """Read one object as line 7."""
    return parse_line(json.dumps(line), 7, VOCABULARY, AS_OF)


def test_whole_line() -> None:
    """A line carries who, facts, judgements and events."""
    enterprise, findings = parse(
        id=USCC,
        name="甲公司",
        facts={"revenue": {"2025": 5}},
        judgements={"RB02-LG-6": True, "RB02-LG-7": None},
        events=[{"fact": "equity_paid_in", "date": "2024-05-01", "amount": 20000000}],
    )
    assert (enterprise.id, enterprise.name, findings) == (USCC, "甲公司", ())
    assert enterprise.judgements == {"RB02-LG-6": True}
    assert enterprise.values["equity_paid_in_total_2y"] == 2_000_000_000
    assert enterprise.values["revenue_y1"] == 500


def test_facts_beside_the_id() -> None:
    """Facts may stand at the top level, and a judgement as well."""
    enterprise, findings = parse(uscc=USCC, 企业名称="甲", revenue=5, **{"judgement:X-1": "是"})
    assert (enterprise.id, enterprise.name, findings) == (USCC, "甲", ())
    assert (enterprise.values, enterprise.judgements) == ({"revenue_y1": 500}, {"X-1": True})


def test_line_without_an_id() -> None:
    """A line without an id is called by its number."""
    assert parse(revenue=5)[0].id == "row-7"


def test_whole_number_as_id() -> None:
    """A short whole number may be an id."""
    assert parse(id=300750)[0].id == "300750"


def test_events_complete_for_some() -> None:
    """For facts named as complete, windows without events are zero or false."""
    enterprise, _ = parse(events=[], events_complete=["equity_paid_in"])
    assert enterprise.values["equity_paid_in_total_2y"] == 0
    assert "science_award_in_3y" not in enterprise.values


def test_events_complete_for_all() -> None:
    """`true` says that nothing else happened at all."""
    enterprise, _ = parse(events=[{"fact": "科技奖励", "date": "2024"}], events_complete=True)
    assert enterprise.values["science_award_in_3y"] is True
    assert enterprise.values["serious_violation_past_3y"] is False
    assert enterprise.values["equity_paid_in_total_2y"] == 0


def test_event_under_its_fact() -> None:
    """A list of events may stand under its fact."""
    enterprise, findings = parse(equity_paid_in=[{"date": "2024-05-01", "amount": "5万元"}])
    assert enterprise.values["equity_paid_in_total_2y"] == 5_000_000
    assert findings == ()


def test_event_of_the_future() -> None:
    """An event after the as-of date is not counted."""
    enterprise, findings = parse(events=[{"fact": "science_award", "date": "2026-06-02"}])
    assert (enterprise.values, codes(findings)) == ({}, ["event.in_future"])


def test_undated_event() -> None:
    """An event without a date is a warning and leaves totals open."""
    enterprise, findings = parse(
        events=[{"fact": "equity_paid_in", "amount": 5}], events_complete=True
    )
    assert codes(findings) == ["event.no_date"]
    assert enterprise.values["equity_paid_in_total_2y"] == Range(0, 500)


def test_events_win_over_a_stated_window() -> None:
    """A window stated as such yields to the events, and that is told."""
    enterprise, findings = parse(
        facts={"equity_paid_in_total_2y": 1},
        events=[{"fact": "equity_paid_in", "date": "2025-05-01", "amount": 5}],
    )
    assert enterprise.values["equity_paid_in_total_2y"] == 500
    assert codes(findings) == ["event.stated_differs"]


def test_fact_given_twice() -> None:
    """A slot given twice with different values is a finding; the first is used."""
    enterprise, findings = parse(facts={"revenue": 5, "revenue_2025": 6})
    assert enterprise.values == {"revenue_y1": 500}
    assert [(f.code, f.where) for f in findings] == [("json.stated_twice", "line 7, revenue_2025")]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('{"id": 1,', "json.malformed"),
        ("plain words", "json.malformed"),
        ("[1, 2]", "json.not_an_object"),
        ('{"id": "1", "revenue": NaN}', "json.unreasonable"),
        ('{"id": "1", "revenue": ' + "9" * 5000 + "}", "json.unreasonable"),
        ("[" * 100_000, "json.unreasonable"),
        ('{"id": "1", "revenue": 5, "revenue": 6}', "json.key_twice"),
        ('{"id": "1", "name": "' + "x" * 1_000_001 + '"}', "json.too_long"),
        ('{"id": "1", "revenue": 1e999999}', "cell.too_large"),
        ('{"id": "1", "facts": [5]}', "json.group_form"),
        ('{"id": "1", "events": {}}', "json.group_form"),
        ('{"id": "1", "judgements": [true]}', "json.group_form"),
        ('{"id": "1", "judgements": {"X-1": "maybe"}}', "cell.not_boolean"),
        ('{"id": 9.1440300E+17, "revenue": 5}', "id.rounded"),
        ('{"id": "91350100M000100Y4Z"}', "id.check_digit"),
        ('{"id": "1", "as_of": "2026"}', "json.bad_as_of"),
        ('{"id": "1", "as_of": "2025-01-01"}', "json.other_as_of"),
        ('{"id": "1", "action": "renew"}', "json.bad_action"),
        ('{"id": "1", "events": ["x"]}', "event.form"),
        ('{"id": "1", "events": [{"fact": "revenue", "date": "2025"}]}', "event.unknown"),
        ('{"id": "1", "events_complete": ["awards"]}', "event.unknown"),
        ('{"id": "1", "events": [{"fact": "science_award", "date": "x"}]}', "event.bad_date"),
        ('{"id": "1", "events": [{"fact": "equity_paid_in", "date": "2025"}]}', "event.no_amount"),
        (
            '{"id": "1", "events": [{"fact": "science_award", "date": "2025", "rank": 1}]}',
            "event.key_unknown",
        ),
    ],
    ids=lambda value: f"{value[:30]}…{value[-30:]}" if len(value) > 80 else value,
)
def test_malformed_lines(line: str, code: str) -> None:
    """Whatever is wrong with a line is a finding in both languages, never a crash."""
    _, findings = parse_line(line, 1, VOCABULARY, AS_OF)
    assert codes(findings) == [code]
    assert findings[0].where.startswith("line 1")
    assert findings[0].render("zh") != findings[0].render("en")


def test_terms() -> None:
    """What a line asks for itself can be known before it is read."""
    assert parse_terms('{"as_of": "2025-03-01", "action": "review"}') == Terms(
        date(2025, 3, 1), "review"
    )
    assert parse_terms("nonsense") == Terms()


def test_lines_with_a_fault_among_them(tmp_path: Path) -> None:
    """A line that cannot be read does not spoil its neighbours."""
    path = write_csv(
        tmp_path / "a.jsonl", '{"id":"1","revenue":5}\nx\n\n{"id":"2","niche_years":3}\n'
    )
    delivery = read(path)
    assert delivery.table.ids == ["1", "2"]
    assert column(delivery, "revenue_y1") == [500, None]
    assert [(f.code, f.where) for f in delivery.findings] == [("json.malformed", "line 2")]


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "1", "revenue": 5}]',
        '{"id": "1", "revenue": 5}',
        '{"enterprises": [{"id": "1", "revenue": 5}]}',
        '{"id": "1", "revenue": 5}\n{"id": "2"}',
    ],
)
def test_json_documents(tmp_path: Path, text: str) -> None:
    """A document is a list, an object that holds one, a single enterprise, or lines after all."""
    delivery = read(write_csv(tmp_path / "a.json", text))
    assert (delivery.table.ids[0], column(delivery, "revenue_y1")[0]) == ("1", 500)


def test_ids_twice(tmp_path: Path) -> None:
    """An id that stands twice is a warning."""
    path = write_csv(tmp_path / "a.jsonl", '{"id":"1","revenue":5}\n{"id":"1","revenue":6}\n')
    assert codes(read(path).findings) == ["id.twice"]


def test_columns_of_lines(tmp_path: Path) -> None:
    """Keys are told as columns: used, ignored or unknown."""
    path = write_csv(tmp_path / "a.jsonl", '{"id":"1","revenue":{"2025":5},"备注":"x","odd":1}')
    assert [(use.head, use.column) for use in read(path).columns] == [
        ("revenue", "revenue_y1"),
        ("备注", "ignored"),
        ("odd", "unknown"),
    ]
