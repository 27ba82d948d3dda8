"""Real annual-report figures as facts."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from littlegiants.intake.samples import (
    AS_OF,
    FIGURES,
    PANEL_FILE,
    USED_FACTS,
    Doubt,
    Sample,
    caveat,
    extract_file,
    load_extract,
    load_panel,
    panel_file,
    suspicions,
)
from littlegiants.intake.services import read_facts
from littlegiants.vocabulary.enterprise import Value
from littlegiants.vocabulary.errors import DeliveryError
from littlegiants.vocabulary.facts import load_vocabulary
from tests.unit.intake.builders import codes, only, write_csv

JPT = "688025"
HEADS = (
    "code,year,full_name,province,city,industry,revenue,rd_expense,net_profit,current_assets,"
    "noncurrent_assets,current_liabilities,noncurrent_liabilities,employees,rd_staff,"
    "little_giant_listed_b1_b4,flags"
)
SAMPLES = os.environ.get("LITTLEGIANTS_SAMPLES")
PANEL = panel_file(Path(SAMPLES) if SAMPLES else None)


@pytest.fixture(scope="module")
def extract() -> Sample:
    """The shipped extract as of the end of 2022."""
    return load_extract()


def of(sample: Sample, id_: str) -> dict[str, Value]:
    """The known facts of one firm."""
    return dict(sample.table.row(sample.table.ids.index(id_)).values)


def panel(folder: Path, *rows: str) -> Sample:
    """A panel of some rows."""
    return load_panel(write_csv(folder / PANEL_FILE, "\n".join([HEADS, *rows, ""])))


def test_counts(extract: Sample) -> None:
    """The extract holds 346 firms with 930 annual reports; 19 firms are known little giants."""
    assert len(extract.table) == len(set(extract.table.ids)) == 346
    assert extract.firm_years == 930
    assert len(extract.known_little_giants) == len(extract.known_table()) == 19


def test_marked_firm_years() -> None:
    """The 19 little giants have 45 annual reports in the extract."""
    rows = csv.DictReader(extract_file().read_text(encoding="utf-8").splitlines())
    marked = [row["source"].count("annual report") for row in rows if _is_marked(row)]
    assert (len(marked), sum(marked)) == (19, 45)


def _is_marked(row: dict[str, str]) -> bool:
    return row["little_giant_listed_b1_b4"] == "1"


def test_known_facts_of_last_year(extract: Sample) -> None:
    """How many firms have each figure of 2021 is known and stable."""
    known = {f: sum(v is not None for v in extract.table.columns[f"{f}_y1"]) for f in FIGURES}
    assert known == {
        "revenue": 326,
        "rd_expense": 311,
        "net_profit": 327,
        "total_assets": 323,
        "total_liabilities": 322,
        "employees": 340,
        "rd_staff": 303,
    }


def test_units(extract: Sample) -> None:
    """Amounts are in fen: JPT had revenue of 1,199,378,769 yuan in 2021 and 567,679,889 in 2019."""
    facts = of(extract, JPT)
    assert facts["revenue_y1"] == 119_937_876_900
    assert facts["revenue_y3"] == 56_767_988_900
    assert facts["total_assets_y1"] == (1_636_897_389 + 665_220_126) * 100
    assert facts["employees_y1"] == 1_506
    assert facts["size_industry"] == "industry"


def test_nothing_but_public_figures(extract: Sample) -> None:
    """No title, main revenue, niche or intellectual property is invented, and the mark is no fact."""
    standing = {"size_industry", "registered_in_china"}
    annual = {f"{fact}_y{back}" for fact in FIGURES for back in (1, 2, 3)}
    assert set(extract.table.columns) == annual | standing


def test_unknown_stays_unknown(extract: Sample) -> None:
    """A bank without figures has no values at all, not zeros."""
    facts = of(extract, "000001")
    assert "revenue_y1" not in facts
    assert "size_industry" not in facts
    assert not any(value == 0 for value in facts.values())


def test_findings_are_counted(extract: Sample) -> None:
    """Everything emptied, suspected or unmapped is a finding."""
    assert Counter(codes(extract.findings)) == {
        "sample.flagged": 20,
        "sample.jump": 14,
        "sample.label_unmapped": 10,
        "sample.label_weak": 4,
        "sample.label_missing": 1,
        "sample.year_absent": 1,
    }


def test_every_finding_reads_in_both_languages(extract: Sample) -> None:
    """Findings have words in Chinese and English."""
    for finding in extract.findings:
        assert finding.render("zh") != finding.render("en")


def test_unmapped_labels_are_unknown_and_counted(extract: Sample) -> None:
    """Firms whose label has no single size industry are those without one."""
    unknown = sum(value is None for value in extract.table.columns["size_industry"])
    assert sum(extract.labels_unmapped.values()) == unknown == 54
    assert extract.labels_unmapped[""] == 23


def test_every_fact_has_a_caveat() -> None:
    """Each used fact says how far it is what the law means."""
    for fact in USED_FACTS:
        assert caveat(fact).zh
        assert caveat(fact).en


def test_extract_is_an_ordinary_file(extract: Sample) -> None:
    """Anyone can assess the file itself: reading it as a delivery gives the same figures."""
    delivery = read_facts(Path(str(extract_file())), load_vocabulary(), AS_OF)
    assert delivery.table.ids == extract.table.ids
    assert set(codes(delivery.findings)) == {"column.unknown"}
    for column, cells in delivery.table.columns.items():
        assert cells == extract.table.columns[column]


def test_extract_is_small() -> None:
    """The shipped file stays below 400 kB."""
    assert len(extract_file().read_bytes()) < 400_000


def test_total_needs_both_parts(tmp_path: Path) -> None:
    """Total assets are known only if current and non-current assets are."""
    sample = panel(
        tmp_path, "1,2021,甲,广东省,深圳市,元器件,5,1,1,700,,300,100,2,1,0,", _row("2", "2021")
    )
    assert sample.table.columns["total_assets_y1"] == [None, 100_000_000 * 100]
    assert sample.table.columns["total_liabilities_y1"][0] == 400 * 100


def _row(code: str, year: str, **figures: str) -> str:
    """A sound row; figures by name replace the usual ones."""
    usual = {
        "code": code,
        "year": year,
        "full_name": f"企业{code}",
        "province": "广东省",
        "city": "深圳市",
        "industry": "元器件",
        "revenue": "50000000",
        "rd_expense": "3000000",
        "net_profit": "1000000",
        "current_assets": "60000000",
        "noncurrent_assets": "40000000",
        "current_liabilities": "20000000",
        "noncurrent_liabilities": "10000000",
        "employees": "100",
        "rd_staff": "20",
        "little_giant_listed_b1_b4": "0",
        "flags": "",
    }
    return ",".join((usual | figures)[head] for head in HEADS.split(","))


def test_misread_units_are_set_aside(tmp_path: Path) -> None:
    """Amounts in thousands read as yuan become unknown; staff stays."""
    row = _row("1", "2021", current_assets="60000", noncurrent_assets="40000", revenue="50000")
    sample = panel(tmp_path, row)
    assert of(sample, "1").keys() == {
        "employees_y1",
        "rd_staff_y1",
        "size_industry",
        "registered_in_china",
    }
    assert "100,000" in only(sample.findings, "sample.unit_suspected").text.en


def test_latest_row_names_the_firm(tmp_path: Path) -> None:
    """Name and label come from the newest report, figures from each year."""
    sample = panel(
        tmp_path,
        _row("1", "2021", full_name="新名", revenue="7"),
        _row("1", "2020", full_name="旧名", revenue="6"),
    )
    assert sample.table.names == ["新名"]
    assert (of(sample, "1")["revenue_y1"], of(sample, "1")["revenue_y2"]) == (700, 600)


def test_place_unread_is_unknown(tmp_path: Path) -> None:
    """Without a registered address it is unknown whether the firm is registered in China."""
    sample = panel(tmp_path, _row("1", "2021", province="", city=""))
    assert "registered_in_china" not in of(sample, "1")


def test_bad_cells_are_findings(tmp_path: Path) -> None:
    """A cell that is no whole number is unknown and reported; a row without code is left out."""
    sample = panel(tmp_path, _row("1", "2021", revenue="12.5亿"), _row("", "2021"))
    assert "revenue_y1" not in of(sample, "1")
    assert only(sample.findings, "sample.cell_unreadable").where == "1 企业1 2021"
    assert "sample.row_unusable" in codes(sample.findings)


def test_not_text(tmp_path: Path) -> None:
    """A panel that is not UTF-8 is refused with a message."""
    path = tmp_path / PANEL_FILE
    path.write_bytes(HEADS.encode() + b"\n\xff\xfe\n")
    with pytest.raises(DeliveryError):
        load_panel(path)


def test_suspicions() -> None:
    """More than tenfold from year to year and R&D above revenue are suspected; tenfold is not."""
    values: dict[str, Value] = {
        "employees_y1": 3653,
        "employees_y2": 365,
        "revenue_y1": 100,
        "revenue_y2": 1000,
        "rd_expense_y1": 101,
    }
    found = list(suspicions(values))
    assert [(doubt.doubt, doubt.slot.column) for doubt in found] == [
        (Doubt.JUMP, "employees_y1"),
        (Doubt.RD_ABOVE_REVENUE, "rd_expense_y1"),
    ]


def test_panel_is_optional(tmp_path: Path) -> None:
    """Without a folder, or without the file in it, there is no panel."""
    assert panel_file(None) is None
    assert panel_file(tmp_path) is None


if PANEL is not None:  # the whole panel is not shipped; these run where the setting names it

    def test_extract_agrees_with_the_panel(extract: Sample) -> None:
        """Every fact of the extract is the panel's, firm by firm."""
        assert PANEL is not None
        whole = load_panel(PANEL)
        assert (len(whole.table), len(whole.known_little_giants)) == (4366, 317)
        for id_ in extract.table.ids:
            assert of(extract, id_) == of(whole, id_)
        assert extract.known_little_giants <= whole.known_little_giants
