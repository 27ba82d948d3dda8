"""Finding names by parts of them: what the index finds is what a reader of the list would find."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from littlegiants.storage.database import Database
from littlegiants.storage.search import find_names, index_names, search_words
from tests.databases import Databases
from tests.storage.writer import standing_clock

NAMES = {
    1: "深圳传感器股份有限公司",
    2: "深圳市激光７７７科技（集团）有限公司",
    3: "BYD Smart-Card 电子有限公司",
    4: "𠮷林省𠮷传𰻝科技有限公司",
    5: "宁波感传器件有限公司",
    6: "上海100%\"引号\" OR 'AND' NOT*技术有限公司",
    7: "ＡＢＢ（中国）有限公司",
    8: "〇八一电子々集团",
}


@pytest.fixture(scope="module")
def names(databases: Databases) -> Iterator[Database]:
    """A database whose index holds the names above; its tests only read, or take back what they did."""
    url = databases.migrated()
    database = Database(url, standing_clock)
    with database.exclusive() as connection:
        index_names(connection, NAMES.items())
    yield database
    database.close()
    databases.drop(url)


def found(database: Database, *parts: str, most: int = 100) -> set[int]:
    """The ids that a query finds."""
    with database.read() as connection:
        return set(find_names(connection, parts, most))


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("传感", {1}),
        ("感传", {5}),
        ("激光", {2}),
        ("有限", {1, 2, 3, 4, 5, 6, 7}),
        ("深圳", {1, 2}),
        ("感圳", set()),
        ("圳感", set()),
        ("天津", set()),
    ],
)
def test_two_characters_are_enough(names: Database, part: str, wanted: set[int]) -> None:
    """Side by side and in this order, wherever in the name; otherwise nothing."""
    assert found(names, part) == wanted


@pytest.mark.parametrize("part", ["器", "深圳传感器股份有限公司", "传感器股份"])
def test_one_character_and_a_whole_name_are_found(names: Database, part: str) -> None:
    """A part may be as short or as long as it likes."""
    assert 1 in found(names, part)


@pytest.mark.parametrize("part", ["𠮷", "𠮷传", "林省𠮷", "传𰻝科"])
def test_characters_beyond_the_first_plane_are_characters(names: Database, part: str) -> None:
    """𠮷 is one of them; 𰻝, of 2020, is newer than many a database."""
    assert found(names, part) == {4}


@pytest.mark.parametrize("part", ["〇八", "子々", "々集"])
def test_signs_that_stand_for_characters_are_characters(names: Database, part: str) -> None:
    """The zero 〇 and the repetition 々 are no punctuation."""
    assert found(names, part) == {8}


@pytest.mark.parametrize("part", ["byd", "BYD", "Byd", "smart card", "Smart-Card", "card 电", "卡"])
def test_latin_words_are_found_in_any_case(names: Database, part: str) -> None:
    """A Latin word is found whole; what stands between words does not matter."""
    assert found(names, part) == ({3} if part != "卡" else set())


@pytest.mark.parametrize("part", ["BY", "YD", "smartcard"])
def test_a_part_of_a_latin_word_finds_nothing(names: Database, part: str) -> None:
    """Latin words are whole words."""
    assert found(names, part) == set()


@pytest.mark.parametrize("part", ["777", "77", "７７７", "光7", "7科", "７ 科"])
def test_digits_are_found_one_by_one(names: Database, part: str) -> None:
    """A number is found by a part of it, full width or not."""
    assert found(names, part) == {2}


@pytest.mark.parametrize("part", ["ABB", "abb", "ａｂｂ", "ABB(中国)", "ABB中国", "abb（中"])
def test_full_width_and_brackets_do_not_matter(names: Database, part: str) -> None:
    """（ and ( and nothing are the same to a reader."""
    assert found(names, part) == {7}


@pytest.mark.parametrize(
    "part",
    [
        '"引号"',
        "'AND'",
        "NOT*",
        '" OR "',
        "100%",
        "引号\" OR 'AND' NOT*技",
    ],
)
def test_quotes_and_operators_are_signs_like_others(names: Database, part: str) -> None:
    """They find the name that holds them, and do nothing else."""
    assert found(names, part) == {6}


@pytest.mark.parametrize(
    "part",
    [
        '" OR *',
        "*",
        '"',
        "传感* ",
        "words:传感",
        "NEAR(深 圳)",
        "传感 OR 激光",
        "^深圳x",
        "-深圳x",
        "!(深圳)x",
        "传感 | 激光",
        "a <-> b",
        "'; drop table act; --",
        "\\",
        "%_",
        "\x00",
        "(((",
        "{传感}:激",
    ],
)
def test_no_query_is_a_command(names: Database, part: str) -> None:
    """Whatever the engine would take for an operator neither fails nor finds more than its letters."""
    wanted = {key for key, name in NAMES.items() if oracle_holds(name, part)}
    assert found(names, part) == wanted


def test_all_parts_must_be_there(names: Database) -> None:
    """In any order; one that is nowhere leaves nothing."""
    assert found(names, "激光", "深圳") == {2}
    assert found(names, "777", "深圳", "科技") == {2}
    assert found(names, "激光", "传感") == set()


def test_parts_without_a_letter_are_left_out(names: Database) -> None:
    """An empty query finds nothing; beside a real part it does not matter."""
    assert found(names) == found(names, "") == found(names, "  ", "（）") == set()
    assert found(names, "激光", "（）") == {2}


@pytest.mark.parametrize(("most", "wanted"), [(1, 1), (2, 2), (7, 7), (8, 7)])
def test_no_more_are_found_than_were_asked_for(names: Database, most: int, wanted: int) -> None:
    """A cap is a cap."""
    assert len(found(names, "有限公司", most=most)) == wanted


@pytest.mark.parametrize("long", ["深圳" * 5_000, "A" * 5_000, "7" * 5_000, "深 " * 5_000])
def test_what_is_endless_is_no_fault(names: Database, long: str) -> None:
    """Nobody's name is so long: neither one part nor many of them."""
    assert found(names, long) == set()
    assert found(names, *(["传感"] * 5_000)) == {1}
    with names.exclusive() as connection:
        attempt = connection.begin_nested()
        index_names(connection, [(50, long)])
        assert find_names(connection, [long[:100]], 5) == ([] if long[0] == "A" else [50])
        attempt.rollback()


def test_names_of_an_unfinished_unit_are_not_found(names: Database) -> None:
    """The index belongs to the unit of work: it is taken back with it."""
    with pytest.raises(ZeroDivisionError):
        index_and_fail(names)
    assert found(names, "天津") == set()


def index_and_fail(database: Database) -> None:
    """Index a name, then fail."""
    with database.write("clerk", "import") as work:
        index_names(work.connection, [(99, "天津泵业")])
        raise ZeroDivisionError


def test_indexing_nothing_is_no_fault(database: Database) -> None:
    """An import may bring no names."""
    with database.exclusive() as connection:
        index_names(connection, [])
    assert found(database, "公司") == set()


# The oracle


def oracle_words(text: str) -> list[str]:
    """The words of a text, letter by letter: what the index promises, written another way."""
    words: list[str] = []
    in_latin = False
    for sign in unicodedata.normalize("NFKC", text).upper():
        is_latin = "A" <= sign <= "Z"
        if is_latin and in_latin:
            words[-1] += sign
        elif sign.isalnum():
            words.append(sign)
        in_latin = is_latin
    return words


def oracle_holds(name: str, part: str) -> bool:
    """Whether the words of a part stand side by side in a name."""
    words, wanted = oracle_words(name), oracle_words(part)
    places = range(len(words) - len(wanted) + 1)
    return bool(wanted) and any(words[at : at + len(wanted)] == wanted for at in places)


FEW = st.sampled_from("深圳传感激光𠮷ABab1２７ （）-·&\"*'・é")
LETTERS = (
    FEW
    | st.characters(exclude_categories=["Cs"])
    | st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF)
    | st.characters(min_codepoint=0x20, max_codepoint=0x24F)
    | st.characters(min_codepoint=0x2000, max_codepoint=0x33FF)
    | st.characters(min_codepoint=0xFF01, max_codepoint=0xFF9F)
    | st.characters(min_codepoint=0x20000, max_codepoint=0x323AF)
)
TEXTS = st.text(FEW, max_size=6) | st.text(LETTERS, max_size=12)
KEYS = count(1_000)


@given(text=TEXTS)
def test_the_words_of_the_index_are_those_of_the_oracle(text: str) -> None:
    """Two ways to write the same rule agree."""
    assert search_words(text).split() == oracle_words(text)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],  # each example is taken back
)
@given(names=st.lists(TEXTS, min_size=1, max_size=6), part=TEXTS, data=st.data())
def test_search_agrees_with_the_oracle(
    database: Database, names: list[str], part: str, data: st.DataObject
) -> None:
    """Any names, any query, and any part cut out of a name."""
    whole = data.draw(st.sampled_from(names))
    start = data.draw(st.integers(0, len(whole)))
    parts = [part, whole[start : start + data.draw(st.integers(1, 4))]]
    numbered = {next(KEYS): name for name in names}
    with database.exclusive() as connection:
        example = connection.begin_nested()
        index_names(connection, numbered.items())
        for query in ([parts[0]], [parts[1]], parts):
            wanted = [words for words in query if oracle_words(words)]
            expected = {
                key
                for key, name in numbered.items()
                if wanted and all(oracle_holds(name, words) for words in wanted)
            }
            assert set(find_names(connection, query, 100)) == expected
        example.rollback()
