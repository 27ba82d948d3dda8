"""`batch`, `due` and `round` as a clerk uses them: tables, JSON, exit codes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from littlegiants.bootstrap import Site
from littlegiants.cli.batch import (
    EventRequest,
    ListRequest,
    run_batch_diff,
    run_batch_list,
    run_batch_show,
    run_dependents,
    run_import_list,
    run_print_list,
    run_record_event,
    run_take_back_event,
    run_titles,
)
from littlegiants.cli.due import DueRequest, run_due
from littlegiants.cli.known import Times
from littlegiants.cli.rounds import (
    RoundRequest,
    run_add,
    run_check,
    run_close,
    run_decide_objection,
    run_object,
    run_open,
    run_publish,
    run_recommend,
    run_show,
)
from littlegiants.recognition.errors import RecognitionError
from littlegiants.settings import Settings
from littlegiants.vocabulary.language import LANGUAGES, Language, load_messages, placeholders
from tests.unit.recognition.city import ACTOR, CODES, NAMES, TODAY, City

NOW = Times(TODAY)
GIANT = "little_giant"


@pytest.fixture(params=LANGUAGES)
def site(request: pytest.FixtureRequest, city: City) -> Iterator[Site]:
    """The site of the test's register, in each language."""
    url = city.database.url.render_as_string(hide_password=False)
    language: Language = request.param
    settings = Settings(language=language, data=city.folder, database=url, actor=ACTOR)
    opened = Site(settings, TODAY)
    yield opened
    opened.database.close()


def list_file(folder: Path, *names: str, first: int = 1) -> Path:
    """A workbook that says what it is, how many it names, and when it was issued."""
    path = folder / f"list-{len(names)}-{first}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write(0, 0, "第七批专精特新“小巨人”企业公示名单")
        page.write(1, 0, f"共{len(names)}家企业")
        page.write_row(2, 0, ["序号", "企业名称", "统一社会信用代码"])
        for number, name in enumerate(names, start=first):
            page.write_row(2 + number, 0, [number, name, CODES[NAMES.index(name)]])
    return path


def wanted(path: Path, kind: str = "final", **more: Any) -> ListRequest:
    """A list of 2025 from the ministry."""
    return ListRequest(
        path, GIANT, 2025, "miit", kind=kind, batch=7, issued_on=date(2025, 7, 1), **more
    )


def told(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """What was printed, as JSON lines."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_list_is_shown_first_and_imported_when_told(
    site: Site, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --yes nothing is changed; with it the file is kept and the titles are there."""
    path = list_file(city.folder, *NAMES[:3])
    before = city.digest()
    assert run_import_list(site, wanted(path), yes=False, json=False) == 0
    assert city.digest() == before
    assert run_import_list(site, wanted(path), yes=True, json=True) == 0
    report = told_last(capsys)
    assert (report["rows"], report["queued"], report["gained"]) == (3, 0, ["E1", "E2", "E3"])
    assert report["linked"] == {"code": 3}
    assert list((city.folder / "files").rglob("*"))
    assert run_import_list(site, wanted(path), yes=True, json=True) == 0
    assert told(capsys)[0]["known_before"]


def told_last(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """The last line printed, as JSON."""
    last: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return last


def test_a_list_with_a_gap_is_stopped(
    site: Site, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1; the message names the missing number."""
    path = city.folder / "gap.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["序号", "企业名称"])
        for row, number in enumerate((1, 2, 4), start=1):
            page.write_row(row, 0, [number, NAMES[number]])
    assert run_import_list(site, wanted(path), yes=True, json=False) == 1
    assert "3" in capsys.readouterr().out
    assert run_import_list(site, wanted(path), yes=True, json=True) == 1
    assert told(capsys)[0]["stopped"]


def test_kind_and_date_come_from_the_file_or_are_asked_for(site: Site, city: City) -> None:
    """The title says publicity; the file has no date, and without one nothing is imported."""
    path = list_file(city.folder, *NAMES[:2])
    request = ListRequest(path, GIANT, 2025, "miit")
    with pytest.raises(RecognitionError, match="--issued-on"):
        run_import_list(site, request, yes=True, json=True)
    request = ListRequest(path, GIANT, 2025, "miit", issued_on=date(2025, 6, 1))
    assert run_import_list(site, request, yes=True, json=True) == 0
    assert city.counted() == set()
    for odd in (wanted(path, "nonsense"), wanted(path, "final", mode="nonsense")):
        with pytest.raises(RecognitionError, match="nonsense"):
            run_import_list(site, odd, yes=True, json=True)


def test_lists_are_listed_shown_compared_and_printed(
    site: Site, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two lists; the second has another firm; the titles hang on the final one."""
    run_import_list(
        site, wanted(list_file(city.folder, *NAMES[:3]), "publicity"), yes=True, json=True
    )
    run_import_list(
        site, wanted(list_file(city.folder, *NAMES[1:3], NAMES[4])), yes=True, json=False
    )
    capsys.readouterr()
    assert run_batch_list(site, GIANT, NOW, json=True) == 0
    assert [one["kind"] for one in told(capsys)] == ["publicity", "final"]
    assert run_batch_show(site, 2, NOW, json=True) == 0
    shown = told(capsys)
    assert [one.get("enterprise") for one in shown[1:]] == ["E2", "E3", "E5"]
    assert run_batch_diff(site, 1, 2, NOW, json=True) == 1
    assert told(capsys)[0]["count"] == 2
    assert run_batch_diff(site, 1, 1, NOW, json=False) == 0
    capsys.readouterr()
    assert run_dependents(site, shown[0]["delivery"], NOW, json=True) == 0
    assert [one["enterprise"] for one in told(capsys)] == ["E2", "E3", "E5"]
    for run in (run_batch_list, run_titles_of):
        assert run(site, GIANT, NOW, json=False) == 0
    assert run_batch_show(site, 2, NOW, json=False) == 0
    assert run_batch_diff(site, 1, 2, NOW, json=False) == 1
    assert run_dependents(site, shown[0]["delivery"], NOW, json=False) == 0
    assert NAMES[4] in capsys.readouterr().out
    assert run_print_list(site, 2, city.folder / "out.csv") == 0
    assert NAMES[4] in (city.folder / "out.csv").read_text(encoding="utf-8-sig")


def run_titles_of(site: Site, programme: str | None, times: Times, *, json: bool) -> int:
    """The titles of a programme, all of their states."""
    assert programme is not None
    return run_titles(site, programme, times, every=True, json=json)


def test_events_are_recorded_and_taken_back(
    site: Site, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    """A firm withdraws; the title is gone, and is back when the record is taken back."""
    run_import_list(site, wanted(list_file(city.folder, *NAMES[:2])), yes=True, json=True)
    event = EventRequest(NAMES[0], GIANT, "withdrawn", date(2026, 1, 1), "企业申请书", "miit")
    assert run_record_event(site, event, json=False) == 0
    capsys.readouterr()
    assert run_titles(site, GIANT, NOW, every=False, json=True) == 0
    assert [one["enterprise"] for one in told(capsys)] == ["E2"]
    assert run_take_back_event(site, 1, "登记错误", json=True) == 0
    capsys.readouterr()
    assert run_titles(site, GIANT, NOW, every=False, json=True) == 0
    assert [(one["enterprise"], one["review_year"]) for one in told(capsys)] == [
        ("E1", 2028),
        ("E2", 2028),
    ]


def test_what_falls_due_is_shown_with_its_rule(
    site: Site, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    """On 1 May 2026 the update of 31 May is due; a day after nothing is, until the review of 2028."""
    run_import_list(site, wanted(list_file(city.folder, *NAMES[:2])), yes=True, json=True)
    capsys.readouterr()
    request = DueRequest(date(2026, 6, 30), GIANT, "440305")
    assert run_due(site, request, Times(date(2026, 5, 1)), json=True) == 0
    found = told(capsys)
    assert [(one["kind"], one["day"], one["enterprise"]) for one in found] == [
        ("update", "2026-05-31", "E1")
    ]
    assert found[0]["rule"]["confidence"] == "M1"
    assert run_due(site, request, Times(date(2026, 5, 1)), json=False) == 0
    assert "2026-05" in capsys.readouterr().out
    assert run_due(site, request, Times(date(2026, 6, 1)), json=False) == 0


def test_a_round_from_the_command_line(
    site: Site, city: City, capsys: pytest.CaptureFixture[str]
) -> None:
    """Open, add, check, recommend, publish, object, decide, close; the last list gives titles."""
    request = RoundRequest("innovative_sme", 2026, "440300", "市工信局", "miit")
    days = [date(2026, 9, day) for day in (1, 24, 28)]
    assert run_open(site, request, json=False) == 0
    assert run_add(site, 1, [NAMES[0], "E2", CODES[2]], days[0], json=False) == 0
    for who in ("E1", "E2"):
        run_check(site, 1, who, days[0], kept=True, reason="", json=True)
    run_check(site, 1, "E3", days[0], kept=False, reason="研发不足", json=True)
    assert run_recommend(site, 1, days[1], "", json=False) == 0
    assert run_publish(site, 1, days[2], "", working_days=None, json=False) == 0
    assert run_object(site, 1, days[2], by="某人", statement="不实", who="E2", json=True) == 0
    late = date(2026, 10, 10)
    assert run_decide_objection(site, 1, 1, late, upheld=True, reason="属实", json=False) == 0
    assert run_close(site, 1, late, "", effective_on=None, json=False) == 0
    assert run_show(site, 1, json=False) == 0
    capsys.readouterr()
    assert run_show(site, None, json=True) == 0
    shown = told(capsys)[0]
    assert (shown["state"], shown["legal_steps"]) == ("closed", [])
    assert [one["outcome"] for one in shown["candidates"]] == ["kept", "kept", "refused"]
    assert set(shown["lists"]) == {"recommend", "publish", "close"}
    assert city.counted(programme="innovative_sme") == {1}


def test_every_message_says_the_same_in_both_languages() -> None:
    """The same codes with the same values."""
    zh, en = (load_messages(language) for language in LANGUAGES)
    codes = [code for code in zh | en if code.startswith("recognition.")]
    assert all(placeholders(zh[code]) == placeholders(en[code]) for code in codes)
