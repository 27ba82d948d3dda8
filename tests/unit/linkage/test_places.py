"""The place of an address and of a name."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from littlegiants.linkage.places import (
    Confidence,
    PlaceReading,
    Where,
    place_of_address,
    place_of_name,
)

PROBE = Path(__file__).parents[2] / "fixtures" / "linkage" / "places.csv"
PROBE_DAY = date(2024, 12, 31)
ROWS = list(csv.DictReader(PROBE.read_text(encoding="utf-8").splitlines()))


def names(reading: PlaceReading) -> tuple[str, str, str]:
    """Province, city and district by name, empty for what is not told."""
    found = (reading.province, reading.city, reading.district)
    province, city, district = ("" if division is None else division.name for division in found)
    return province, city, district


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"])
def test_probe(row: dict[str, str]) -> None:
    """All 60 addresses and 34 names tell what a person reads in them."""
    read = place_of_address if row["kind"] == "addr" else place_of_name
    found = names(read(row["text"], as_of=PROBE_DAY))
    assert found == (row["province"], row["city"], row["district"])


def test_the_probe_is_complete() -> None:
    """60 addresses, 34 names."""
    kinds = [row["kind"] for row in ROWS]
    assert (kinds.count("addr"), kinds.count("name")) == (60, 34)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("深汕特别合作区鹅埠镇创元路1号", "深圳市"),
        ("广东省深汕特别合作区鹅埠镇", "深圳市"),
        ("广东省汕尾市深汕特别合作区鹅埠镇", "深圳市"),
        ("深圳市深汕特别合作区小漠镇", "深圳市"),
        ("深圳市大鹏新区葵涌街道", "深圳市"),
        ("陕西省咸阳市西咸新区秦汉新城", "西安市"),
        ("杭州湾新区滨海四路", "宁波市"),
        ("中国（上海）自由贸易试验区临港新片区", "上海市"),
        ("518000广东省深圳市南山区", "深圳市"),
        ("注册地址：江苏省苏州市吴江区", "苏州市"),
        ("北京市市辖区朝阳区建国路", "北京市"),
        ("深圳市深圳市南山区", "深圳市"),
        ("臺灣省台北市", ""),
        ("廣東省東莞市長安鎮", "东莞市"),
        ("安徽省巢湖市无为县无城镇", "芜湖市"),
    ],
)
def test_addresses(text: str, city: str) -> None:
    """Zones tell their city; old prefectures, repetitions and what stands before an address do not hinder."""
    assert names(place_of_address(text))[1] == city


@pytest.mark.parametrize(
    "text", ["朝阳区建国路1号", "鼓楼区中山路", "某县经济开发区", "高新区科技路1号", "", "无"]
)
def test_what_is_not_told_is_not_guessed(text: str) -> None:
    """Districts that several cities have, and zones without a name, are unknown."""
    reading = place_of_address(text)
    assert not reading.is_known
    assert reading.confidence is Confidence.NONE


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("深汕特别合作区甲乙科技有限公司", "深圳市"),
        ("甲乙科技(深汕特别合作区)有限公司", "深圳市"),
        ("甲乙科技股份有限公司深圳分公司", "深圳市"),
        ("东方电气股份有限公司", ""),
        ("兴业机械有限公司", ""),
        ("北京甲乙科技（中国）有限公司", "北京市"),
        ("中国甲乙集团有限公司", ""),
        ("国药集团（上海）药业有限公司", "上海市"),
        ("江苏苏州甲乙科技有限公司", "苏州市"),
    ],
)
def test_names(name: str, city: str) -> None:
    """Common words are no places; brackets and branches tell theirs."""
    assert names(place_of_name(name))[1] == city


def test_evidence_and_confidence() -> None:
    """A reading says which words told it, where they stood, and how surely."""
    reading = place_of_name("上海宝钢气体（武汉）有限公司")
    assert [(e.words, e.where) for e in reading.evidence] == [("武汉", Where.BRACKET)]
    assert reading.confidence is Confidence.HIGH
    assert "武汉" in reading.evidence[0].text.zh
    assert reading.confidence.text.en == "sure"
    assert reading.code == "420100"


@pytest.mark.parametrize(
    ("name", "confidence"),
    [
        ("深圳市甲乙科技有限公司", Confidence.HIGH),
        ("深圳甲乙科技有限公司", Confidence.MEDIUM),
        ("昆山甲乙科技有限公司", Confidence.LOW),
        ("甲乙科技有限公司", Confidence.NONE),
    ],
)
def test_confidence_of_names(name: str, confidence: Confidence) -> None:
    """The whole name of a city is surer than its short one, and a county's short one is a hint."""
    assert place_of_name(name).confidence is confidence


def test_old_names_are_told_as_of_the_day() -> None:
    """The same address reads as what stood there then, or stands there now."""
    text = "安徽省芜湖县湾沚镇经济开发区"
    assert names(place_of_address(text, as_of=date(2015, 1, 1)))[2] == "芜湖县"
    assert names(place_of_address(text))[2] == "湾沚区"


@given(
    st.text("深圳市区县省州广东江苏北京上海朝阳(（)）中国新科技有限公司分集团鼓楼一", max_size=25)
)
def test_reading_never_fails(text: str) -> None:
    """Any text gets a reading; a district is never told without its city."""
    for reading in (place_of_address(text), place_of_name(text)):
        assert reading.district is None or reading.city is not None
        assert reading.city is None or reading.province is not None
