"""Units of work: whole or not at all, one after another, each with an act of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from littlegiants.register.tables import source
from littlegiants.storage.database import Database, known_act
from littlegiants.storage.digest import digest
from littlegiants.storage.errors import StorageError
from littlegiants.storage.schema import act
from tests.conftest import SteppingClock
from tests.storage.writer import STANDSTILL, standing_clock, write_source, write_units

ROOT = Path(__file__).parents[2]
SECOND = timedelta(seconds=1)


def url_of(database: Database) -> str:
    """The whole URL, as another process needs it."""
    return database.url.render_as_string(hide_password=False)


def acts(database: Database) -> list[tuple[int, datetime, str]]:
    """Every act: number, moment and actor, in the order of their numbers."""
    with database.read() as connection:
        rows = connection.execute(
            select(act.c.id, act.c.recorded_at, act.c.actor).order_by(act.c.id)
        )
        return [(row.id, row.recorded_at, row.actor) for row in rows]


def count_sources(database: Database) -> int:
    """How many sources a reader sees now."""
    with database.read() as connection:
        return connection.scalar(select(func.count()).select_from(source)) or 0


# One unit


def test_an_act_says_who_did_what_when_and_to_what(
    database: Database, clock: SteppingClock
) -> None:
    """The act carries actor, verb, subject, detail and the moment of the clock."""
    clock.now = datetime(2026, 11, 3, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    with database.write("王敏", "import", "名单.xlsx", rows=3, place="深圳𠮷") as work:
        key = work.act_id
    with database.read() as connection:
        row = connection.execute(select(act)).one()
    assert (row.id, row.actor, row.verb, row.subject) == (key, "王敏", "import", "名单.xlsx")
    assert row.recorded_at == datetime(2026, 11, 3, 1, 0, 1, tzinfo=UTC)
    assert json.loads(row.detail) == {"rows": 3, "place": "深圳𠮷"}


def test_a_unit_has_one_act(database: Database) -> None:
    """However often the act is asked for, it is the same one."""
    with database.write("clerk", "import") as work:
        assert work.act_id == work.act_id
    assert len(acts(database)) == 1


def test_a_unit_without_changes_leaves_no_act(database: Database) -> None:
    """Nobody asked for the act, so nothing was done."""
    with database.read() as connection:
        before = digest(connection)
    with database.write("clerk", "import") as work:
        work.connection.execute(select(act))
    with database.read() as connection:
        assert digest(connection) == before
    assert acts(database) == []


def test_an_error_inside_a_unit_leaves_nothing(database: Database) -> None:
    """Neither the act nor a record of a unit that broke off stays."""
    with database.read() as connection:
        before = digest(connection)
    with pytest.raises(ZeroDivisionError):
        break_off(database)
    with database.read() as connection:
        assert digest(connection) == before
    write_units(database, "clerk", 1)
    assert count_sources(database) == 1


def break_off(database: Database) -> None:
    """Record something, then fail."""
    with database.write("clerk", "import") as work:
        write_source(work.connection, "x", work.act_id)
        raise ZeroDivisionError


def test_a_dry_run_leaves_nothing(database: Database) -> None:
    """What a unit did is seen inside it and is gone after it; the next one is not disturbed."""
    with database.read() as connection:
        before = digest(connection)
    with database.write("clerk", "import", dry_run=True) as work:
        write_source(work.connection, "x", work.act_id)
        assert work.connection.scalar(select(func.count()).select_from(source)) == 1
    with database.read() as connection:
        assert digest(connection) == before
    write_units(database, "clerk", 1)
    assert count_sources(database) == 1


def test_the_digest_sees_every_record(database: Database) -> None:
    """One record more is another digest; reading again is the same one."""
    with database.read() as connection:
        before = digest(connection)
        assert digest(connection) == before
    write_units(database, "clerk", 1)
    with database.read() as connection:
        assert digest(connection) != before


def test_a_long_subject_is_cut_and_not_refused(database: Database) -> None:
    """The name of a file may be longer than its column."""
    with database.write("clerk", "import", "长" * 300) as work:
        assert work.act_id
    with database.read() as connection:
        assert connection.scalar(select(act.c.subject)) == "长" * 200


# The order of acts


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.integers(-3, 3).map(lambda step: step * SECOND / 2), min_size=2))
def test_acts_are_in_the_order_of_time_whatever_the_clock_does(
    database: Database, clock: SteppingClock, steps: list[timedelta]
) -> None:
    """A clock that goes back, stands still or jumps cannot reorder what was known."""
    for step in steps:
        clock.now += step
        with database.write("clerk", "count") as work:
            assert work.act_id
    known = acts(database)  # of earlier examples too: the law holds over all of them
    moments = [moment for _, moment, _ in known]
    assert all(earlier < later for earlier, later in pairwise(moments))


def test_a_clock_that_stands_still_gives_different_moments(database: Database) -> None:
    """Acts of the same instant are a microsecond apart."""
    database.clock = standing_clock
    write_units(database, "clerk", 3)
    moments = [moment for _, moment, _ in acts(database)]
    assert moments == [STANDSTILL + timedelta(microseconds=late) for late in range(3)]


# What was known when


def test_what_was_known_before_at_and_after_an_act(
    database: Database, clock: SteppingClock
) -> None:
    """An act is known from its own moment on, not a microsecond earlier."""
    write_units(database, "clerk", 2)
    (first, first_at, _), (second, second_at, _) = acts(database)
    tick = timedelta(microseconds=1)
    with database.read() as connection:
        assert known_act(connection, first_at - tick) == 0
        assert known_act(connection, first_at) == first
        assert known_act(connection, second_at - tick) == first
        assert known_act(connection, second_at) == second
        assert known_act(connection, clock.now + SECOND) == second


def test_a_moment_is_the_same_in_every_zone(database: Database) -> None:
    """Known at nine in Shenzhen is known at one in Greenwich."""
    write_units(database, "clerk", 1)
    ((key, moment, _),) = acts(database)
    with database.read() as connection:
        assert known_act(connection, moment.astimezone(timezone(timedelta(hours=8)))) == key


def test_without_a_moment_everything_is_known(database: Database) -> None:
    """Then no act is too late, not even one to come."""
    write_units(database, "clerk", 1)
    with database.read() as connection:
        assert known_act(connection, None) > max(key for key, _, _ in acts(database))


# Several at once


def test_threads_take_turns_and_all_land(database: Database) -> None:
    """Two threads count; no number is taken twice or left out, and acts keep their order."""
    database.clock = standing_clock
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(write_units, database, name, 15) for name in ("a", "b")]:
            done.result()
    assert_one_order(database, 30)


@pytest.mark.slow
def test_processes_take_turns_and_all_land(database: Database) -> None:
    """The same of two programs that know nothing of each other."""
    command = [sys.executable, "-m", "tests.storage.writer", url_of(database)]
    running = [subprocess.Popen([*command, name, "15"], cwd=ROOT) for name in ("a", "b")]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert_one_order(database, 30)


def assert_one_order(database: Database, units: int) -> None:
    """Every unit saw all units before it, and the acts are ordered by number and time alike."""
    with database.read() as connection:
        rows = connection.execute(select(source.c.code, source.c.act_id)).all()
    numbered = sorted((int(row.code), row.act_id) for row in rows)
    assert [number for number, _ in numbered] == list(range(units))
    assert [key for _, key in numbered] == [key for key, _, _ in acts(database)]
    moments = [moment for _, moment, _ in acts(database)]
    assert moments == sorted(set(moments))


def test_a_reader_sees_one_state_while_another_writes(database: Database) -> None:
    """What is committed in between is seen by the next reader, not by this one."""
    write_units(database, "clerk", 1)
    with database.read() as connection:
        everything = select(func.count()).select_from(source)
        assert connection.scalar(everything) == 1
        write_units(database, "clerk", 1)
        assert connection.scalar(everything) == 1
    assert count_sources(database) == 2


def test_a_reader_sees_nothing_of_an_unfinished_unit(database: Database) -> None:
    """Records appear when their unit is finished, and reading does not wait for that."""
    with database.write("clerk", "import") as work:
        write_source(work.connection, "x", work.act_id)
        assert count_sources(database) == 0
    assert count_sources(database) == 1


@pytest.mark.slow
def test_a_writer_does_not_wait_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second writer gives up with a clear error, and the first one is not harmed."""
    monkeypatch.setattr("littlegiants.storage.database.BUSY_SECONDS", 1)
    other = Database(url_of(database), standing_clock)
    with database.write("first", "import") as work:
        write_source(work.connection, "x", work.act_id)
        with pytest.raises(StorageError) as refusal, other.write("second", "import"):
            pass
    other.close()
    assert (refusal.value.code, refusal.value.values) == ("storage.busy", {"seconds": 1})
    assert count_sources(database) == 1
