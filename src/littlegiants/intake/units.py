"""Units beside values: in the brackets of a head, in a unit row, in a note such as 单位：万元."""

from __future__ import annotations

import re

from littlegiants.vocabulary.quantity import UNITS, fold

_ALIASES = {"cny": "元", "rmb": "元", "人民币": "元", "百分比": "%", "percent": "%", "pct": "%"}
_KINDS = frozenset(
    {
        "是/否",
        "是、否",
        "是否",
        "有/无",
        "y/n",
        "yes/no",
        "true/false",
        "文本",
        "选项",
        "单选",
        "下拉选择",
    }
    | {"必填", "选填", "填数字", "数字", "text", "choice", "required", "optional"}
)
_FOREIGN = re.compile(r"^.{0,2}(?:美元|港元|港币|欧元|日元|英镑|usd|hkd|eur|jpy|gbp)$")
_LABEL = re.compile(r"^(?:金额|计量|货币)?单位[::]?")
_NOTE = re.compile(
    r"(?:金额|计量|货币)?单位[::]?(?:人民币)?(亿元|千万元|百万元|万元|千元|元)(?=$|\W|币种)"
)
_BRACKET = re.compile(r"[(\[【<〈{]([^()\[\]【】<>〈〉{}]*)[)\]】>〉}]")
_ENDING = re.compile(
    r"[,:/|]?(?:单位:?)?((?:人民币)?(?:亿|千万|百万|万|千)元|[%‰])$|[,:/|](?:单位:?)?([元人项件个年分])$"
)


def unit_word(text: str) -> str | None:
    """Return the unit that a piece of text names, `""` for a kind such as 是/否, else None."""
    word = _LABEL.sub("", "".join(fold(text).lower().split()))
    word = _ALIASES.get(word, word)
    if word in UNITS or word.removeprefix("人民币") in UNITS or _FOREIGN.match(word):
        return word
    return "" if word in _KINDS else None


def is_unit(text: str) -> bool:
    """True if the text is a unit or a kind of value and nothing else."""
    return unit_word(text) is not None


def noted_unit(text: str) -> str | None:
    """Return the unit of money in a note such as 单位：万元, or None."""
    found = _NOTE.search("".join(fold(text).split()))
    return found[1] if found else None


def split_units(head: str) -> tuple[str, str]:
    """Part a head into its words and its unit; brackets that hold neither unit nor kind stay."""
    units: list[str] = []

    def take(match: re.Match[str]) -> str:
        kept = []
        for piece in _pieces(match[1]):
            unit = unit_word(piece)
            if unit is None:
                kept.append(piece)
            elif unit:
                units.append(unit)
        rest = ",".join(kept)
        return f"({rest})" if rest else ""

    words = _BRACKET.sub(take, fold(head))
    ending = _ENDING.search(words)
    if ending and not units and ending.start() > 0:
        units.append(ending[1] or ending[2])
        words = words[: ending.start()]
    return words, units[0] if units else ""


def _pieces(content: str) -> list[str]:
    if is_unit(content):
        return [content]
    return [piece for piece in re.split(r"[,;、\s]+", content) if piece]
