"""Rulebooks held against known little giants."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from littlegiants.assessment.many import assess_table
from littlegiants.assessment.validation import (
    ClauseValidation,
    Reason,
    ReasonKind,
    Validation,
    validate,
)
from littlegiants.intake.samples import AS_OF, Sample, load_extract, load_panel, panel_file
from littlegiants.rulebooks.editions import Catalog
from littlegiants.rulebooks.model import Action, Rulebook
from littlegiants.vocabulary.enterprise import FactTable, Value
from littlegiants.vocabulary.verdict import Verdict

CATALOG = Catalog()
SAMPLES = os.environ.get("LITTLEGIANTS_SAMPLES")
PANEL = panel_file(Path(SAMPLES) if SAMPLES else None)
Counts = dict[str, tuple[int, int, int]]


def governing(programme: str) -> Rulebook:
    """The rulebook in force for a first application at the end of 2022."""
    return CATALOG.select(programme, Action.NEW, AS_OF)


SIZE = governing("sme_size")
LITTLE_GIANT = governing("little_giant")
LITTLE_GIANT_2026 = CATALOG.rulebook("cn_miit/little_giant/2026_2", Action.NEW)


def held(table: FactTable, *rulebooks: Rulebook) -> list[Validation]:
    """Validate some rulebooks on a table."""
    return validate(
        rulebooks,
        table,
        CATALOG.vocabulary,
        size=SIZE,
        last_year=2021,
        listed_on={"1": date(2019, 10, 31)},
    )


def counts(validation: Validation) -> Counts:
    """Met, unmet and unknown by clause."""
    return {
        found.clause.id: (found.tally.met, found.tally.unmet, found.tally.unknown)
        for found in validation.clauses
    }


@pytest.fixture(scope="module")
def sample() -> Sample:
    """The shipped extract."""
    return load_extract()


def test_counts_are_stable(sample: Sample) -> None:
    """The 19 Shenzhen little giants against the standards, as first measured and checked by hand."""
    lg63, size, lg2 = held(sample.known_table(), LITTLE_GIANT, SIZE, LITTLE_GIANT_2026)
    assert counts(lg63) == {
        "RB63-G1": (19, 0, 0),
        "RB63-G2": (11, 8, 0),
        "RB63-LG-R3": (19, 0, 0),
        "RB63-LG-N1a": (15, 0, 4),
    }
    assert counts(size) == {"RB300-02": (11, 8, 0)}
    assert counts(lg2) == {
        "RB02-G1": (11, 8, 0),
        "RB02-LG-2a": (19, 0, 0),
        "RB02-LG-2c": (8, 2, 9),
        "RB02-LG-2d": (19, 0, 0),
        "RB02-LG-3": (15, 0, 4),
    }


def test_comparisons_are_counted(sample: Sample) -> None:
    """Each comparison of a clause has its own n."""
    (lg63,) = held(sample.known_table(), LITTLE_GIANT)
    last_year, before = lg63.clause("RB63-LG-N1a").tests
    assert (last_year.tally.met, last_year.tally.unknown) == (19, 0)
    assert (before.tally.met, before.tally.unknown) == (15, 4)
    assert before.requirement.en == "≥ 3%"


def test_undecidable_clauses_are_named(sample: Sample) -> None:
    """What public figures never decide is listed, such as the growth of main business revenue."""
    (lg63,) = held(sample.known_table(), LITTLE_GIANT)
    undecided = {clause.id for clause in lg63.undecided}
    assert {"RB63-LG-P1", "RB63-LG-P2", "RB63-LG-P3", "RB63-LG-N3", "RB63-LG-PRE"} <= undecided
    assert undecided.isdisjoint(found.clause.id for found in lg63.clauses)


def test_reasons_of_shenzhen(sample: Sample) -> None:
    """Six of the eight now large were SMEs by 2019 or 2020; two were large throughout."""
    (lg63,) = held(sample.known_table(), LITTLE_GIANT)
    grouped = lg63.clause("RB63-G2").by_reason()
    assert {kind: sorted(one.id for one in firms) for kind, firms in grouped.items()} == {
        ReasonKind.GREW_BEYOND: ["300638", "300693", "300769", "300811", "688025", "688617"],
        ReasonKind.LARGE_BEFORE: ["002970", "300112"],
    }


def test_unmet_firms_carry_their_figures(sample: Sample) -> None:
    """A failed clause shows the firm's own value beside the line, being an SME included."""
    (lg63,) = held(sample.known_table(), LITTLE_GIANT)
    jpt = next(one for one in lg63.clause("RB63-G2").unmet if one.id == "688025")
    assert [(f.own.en, f.requirement.en) for f in jpt.figures] == [
        ("1,506 persons", "< 1,000 persons"),
        ("CNY 1,199.38 million", "< CNY 400 million"),
    ]
    assert "2019" in jpt.reasons[0].evidence.en
    assert "929" in jpt.reasons[0].evidence.en


def test_no_title_is_met(sample: Sample) -> None:
    """On public figures alone nobody meets the little-giant standard, old or new."""
    books = (LITTLE_GIANT, governing("srdi_sme"), governing("innovative_sme"), LITTLE_GIANT_2026)
    summaries, _ = assess_table(books, sample.table, CATALOG.vocabulary)
    assert [summary.overall[Verdict.MET] for summary in summaries] == [0, 0, 0, 0]


def test_agrees_with_the_columns(sample: Sample) -> None:
    """Counting one by one gives what the engine counts."""
    table = sample.known_table()
    (lg63,) = held(table, LITTLE_GIANT)
    (summary,), _ = assess_table([LITTLE_GIANT], table, CATALOG.vocabulary)
    for found in lg63.clauses:
        verdicts = summary.verdicts[found.clause.id]
        assert found.tally.met == verdicts[Verdict.MET]
        assert found.tally.unmet == verdicts[Verdict.UNMET]


WAN_YUAN = 1_000_000
SOUND: dict[str, Value] = {
    "size_industry": "industry",
    "registered_in_china": True,
    **{f"revenue_y{back}": 90_000 * WAN_YUAN for back in (1, 2, 3)},
    **{f"rd_expense_y{back}": 4_500 * WAN_YUAN for back in (1, 2, 3)},
    **{f"total_assets_y{back}": 100_000 * WAN_YUAN for back in (1, 2, 3)},
    **{f"total_liabilities_y{back}": 40_000 * WAN_YUAN for back in (1, 2, 3)},
    **{f"employees_y{back}": 800 for back in (1, 2, 3)},
    **{f"rd_staff_y{back}": 80 for back in (1, 2, 3)},
}


def reasons(rulebook: Rulebook, clause: str, **facts: Value) -> tuple[Reason, ...]:
    """The reasons found for one firm that fails a clause."""
    (found,) = held(_one({**SOUND, **facts}), rulebook)[0].clause(clause).unmet
    return found.reasons


def _one(values: dict[str, Value]) -> FactTable:
    return FactTable(["1"], ["甲"], {column: [value] for column, value in values.items()})


def test_data_suspected_comes_first() -> None:
    """A tenfold jump in staff is named before any growth."""
    found = reasons(LITTLE_GIANT, "RB63-G2", employees_y1=8_001)
    assert [reason.kind for reason in found] == [
        ReasonKind.DATA_SUSPECTED,
        ReasonKind.GREW_BEYOND,
    ]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"employees_y1": 1_000}, ReasonKind.GREW_BEYOND),
        ({f"employees_y{back}": 1_000 for back in (1, 2, 3)}, ReasonKind.LARGE_BEFORE),
        (
            {"employees_y1": 1_000}
            | {f"{fact}_y{back}": None for fact in ("employees", "revenue") for back in (2, 3)},
            ReasonKind.NO_EARLIER_YEAR,
        ),
        ({"size_industry": "software"}, ReasonKind.INDUSTRY_LABEL),
    ],
)
def test_size_reasons(facts: dict[str, Value], kind: ReasonKind) -> None:
    """Being too large is read from earlier years and from the industry."""
    assert reasons(LITTLE_GIANT, "RB63-G2", **facts)[0].kind is kind


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"revenue_y2": 100_000 * WAN_YUAN}, ReasonKind.REVENUE_FELL),
        ({"revenue_y2": None, "revenue_y3": 99_000 * WAN_YUAN}, ReasonKind.REVENUE_FELL),
        ({"revenue_y3": 89_000 * WAN_YUAN}, ReasonKind.GROWTH_SLOW),
    ],
)
def test_growth_reasons(facts: dict[str, Value], kind: ReasonKind) -> None:
    """Missing the growth line is a fall in some year, or too little growth."""
    assert reasons(LITTLE_GIANT_2026, "RB02-LG-2c", **facts)[0].kind is kind


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        ({"revenue_y1": 200_000 * WAN_YUAN, "rd_expense_y1": 5_000 * WAN_YUAN}, "rd_outgrown"),
        ({"rd_expense_y1": 2_000 * WAN_YUAN, "rd_staff_y1": 120}, "rd_staff_many"),
        ({"rd_expense_y1": 2_000 * WAN_YUAN, "employees_y1": 1_000}, "rd_of_group"),
        ({"rd_expense_y1": 2_000 * WAN_YUAN}, "rd_low"),
    ],
)
def test_rd_reasons(facts: dict[str, Value], kind: str) -> None:
    """A low R&D share is read from growth, from the staff and from the group's size."""
    assert reasons(LITTLE_GIANT, "RB63-LG-N1a", **facts)[0].kind == kind


def test_debt_reason() -> None:
    """A debt ratio above the line shows how it came about."""
    (reason,) = reasons(LITTLE_GIANT, "RB63-LG-R3", total_liabilities_y1=75_000 * WAN_YUAN)
    assert reason.kind is ReasonKind.DEBT_ROSE
    assert reason.evidence.en == "2019: 40%; 2020: 40%; 2021: 75%"


def test_every_reason_has_words() -> None:
    """Each kind of reason reads in both languages."""
    for kind in ReasonKind:
        assert kind.text.zh != kind.text.en


if PANEL is not None:  # the whole panel is not shipped; these run where the setting names it

    def test_national_counts_are_stable() -> None:
        """The 317 listed little giants of the panel, as reported in docs/validation."""
        assert PANEL is not None
        table = load_panel(PANEL).known_table()
        lg63, lg2 = held(table, LITTLE_GIANT, LITTLE_GIANT_2026)
        assert counts(lg63) == {
            "RB63-G1": (316, 0, 1),
            "RB63-G2": (174, 126, 17),
            "RB63-LG-R3": (305, 1, 11),
            "RB63-LG-N1a": (216, 22, 79),
        }
        assert counts(lg2) == {
            "RB02-G1": (174, 126, 17),
            "RB02-LG-2a": (310, 0, 7),
            "RB02-LG-2c": (132, 26, 159),
            "RB02-LG-2d": (306, 0, 11),
            "RB02-LG-3": (216, 22, 79),
        }
        assert _by_kind(lg63.clause("RB63-LG-N1a")) == {
            "rd_outgrown": 5,
            "rd_staff_many": 3,
            "rd_of_group": 10,
            "rd_low": 4,
        }


def _by_kind(found: ClauseValidation) -> dict[str, int]:
    return {kind.value: len(firms) for kind, firms in found.by_reason().items()}
