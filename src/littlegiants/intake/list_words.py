"""What the words around a list say: kind of document, number, date, count, sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from littlegiants.vocabulary.quantity import fold


class ListKind(StrEnum):
    """What a published list does to titles."""

    PUBLICITY = "publicity"
    FINAL = "final"
    SUPPLEMENT = "supplement"
    CORRIGENDUM = "corrigendum"
    REVIEW_PASSED = "review_passed"
    REVOCATION = "revocation"


_KINDS = (
    (ListKind.CORRIGENDUM, re.compile(r"更正|勘误|订正|名称变更|更名")),
    (ListKind.REVOCATION, re.compile(r"撤销|取消|撤回|不再具有|不再具备|失效|退出")),
    (ListKind.PUBLICITY, re.compile(r"公示")),
    (ListKind.SUPPLEMENT, re.compile(r"补充|增补|追加")),
    (ListKind.REVIEW_PASSED, re.compile(r"复核通过|通过复核|复核合格|复审通过|通过复审")),
    (ListKind.FINAL, re.compile(r"公告|公布|通告|认定|入选|予以|名单的通知|名单")),
)
"""The first that fits: a publicity of reviews has not passed them yet."""

_NUMBER = re.compile(
    r"[\u4e00-\u9fffA-Za-z]{1,14}[〔\[【(]\s*((?:19|20)\d\d)\s*[〕\]】)]\s*第?\s*\d{1,5}\s*号"
    r"|(?:公告|通告)?((?:19|20)\d\d)\s*年\s*第\s*\d{1,4}\s*号"
)
_DATE = re.compile(r"((?:19|20)\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_NUMERAL_DATE = re.compile(
    r"([二一][〇○零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_SUM = re.compile(
    r"(?:共计|总计|合计|共有|共)\s*(?:认定|公布|公示|通过|涉及)?\s*(\d[\d,]{0,8})\s*(?:余)?(?:家|户|个企业)"
)
_COUNT = re.compile(r"(?<![\d.第])(\d[\d,]{0,8})\s*(?:家|户)(?!次)")
_SECTION = re.compile(
    r"^(?:附\s*件|附\s*表|附\s*录)\s*[\d一二三四五六七八九十]*"
    r"|^[一二三四五六七八九十百]{1,4}\s*[、.]|^[(][一二三四五六七八九十百]{1,4}[)]|^第[一二三四五六七八九十百\d]{1,4}[批类组章节部]"
)
_SECTION_END = re.compile(
    r"(?:名单|企业)(?:[(].{0,30}[)])?$|[(]?\s*共?\s*\d[\d,]*\s*[家户]\s*[)]?$"
)
PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,12}(?:省|市|自治区|兵团|地区|自治州|盟|州|区|县|旗)$"
    r"|^(?:北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南"
    r"|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|大连|宁波|厦门|青岛|深圳)$"
)
"""Provinces and the like, as the title of a part of a list."""

_ATTACHMENT = re.compile(r"^附\s*(?:件|表|录)")
_DIGITS = {sign: digit for digit, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}
_LONGEST_SECTION = 60


def kind_of(text: str) -> ListKind | None:
    """Return what a title says a list does, or None if it says nothing."""
    folded = "".join(fold(text).split())
    return next((kind for kind, words in _KINDS if words.search(folded)), None)


def document_number(texts: Iterable[str]) -> str | None:
    """Return the first document number, such as 工信部企业〔2026〕2号."""
    for text in texts:
        found = _NUMBER.search(text)
        if found:
            return "".join(found[0].split())
    return None


def document_date(before: Sequence[str], after: Sequence[str]) -> date | None:
    """Return the date of a document: a line that is a date, the last first; else the only date."""
    for text in (*reversed(after), *reversed(before)):
        bare = "".join(text.split())
        found = _date(bare)
        if found is not None and len(bare) <= 14:
            return found
    dates = {found for text in (*before, *after) if (found := _date("".join(text.split())))}
    return dates.pop() if len(dates) == 1 else None


def stated_counts(texts: Iterable[str]) -> list[int]:
    """Return the counts of enterprises that texts state; a sum (共N家) alone if there is one."""
    folded = [fold(text) for text in texts]
    sums = [_number(found) for text in folded for found in _SUM.findall(text)]
    counts = sums or [_number(found) for text in folded for found in _COUNT.findall(text)]
    return list(dict.fromkeys(counts))


def is_section(text: str) -> bool:
    """True for words that open a part of a list: an attachment, a number in words, a place."""
    bare = "".join(fold(text).split())
    if not bare or len(bare) > _LONGEST_SECTION:
        return False
    if PLACE.search(bare):
        return True
    opens = _SECTION.search(bare)
    return bool(opens and not bare.endswith(("公司", "。"))) or bool(_SECTION_END.search(bare))


def is_attachment(text: str) -> bool:
    """True for words that open an attachment, under which parts may stand."""
    return _ATTACHMENT.search("".join(fold(text).split())) is not None


def _number(digits: str) -> int:
    return int(digits.replace(",", ""))


def _date(text: str) -> date | None:
    found = _DATE.search(fold(text))
    if found:
        parts = [int(part) for part in found.groups()]
    else:
        words = _NUMERAL_DATE.search(text)
        if words is None:
            return None
        year = int("".join(str(_DIGITS[sign]) for sign in words[1]))
        parts = [year, _small(words[2]), _small(words[3])]
    try:
        return date(*parts)
    except ValueError:
        return None


def _small(words: str) -> int:
    """A number below 100 in words."""
    tens, ten, ones = words.rpartition("十")
    if not ten:
        return _DIGITS[words]
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
