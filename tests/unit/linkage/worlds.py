"""Invented registers with sibling companies, and lists that print their names with known faults.

The classes and their shares are those of an earlier experiment on name linkage: same 58 %, noise of form 14,
有限 for 股份 9, 市 added or dropped 4, 集团 3, place dropped 3, trade name changed 3, one wrong character 3, absent 3.
The vocabulary is this module's own: trade names are drawn from single characters, two thirds of the businesses
are words that the parser does not know, places and traditional characters are written out here. Each entry
carries the province of its list, as published lists do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from littlegiants.linkage.model import KnownName, Method, Outcome, Printed

SHARES = {
    "same": 58, "noise": 14, "form": 9, "city_word": 4, "group": 3,
    "place_dropped": 3, "trade_changed": 3, "wrong_character": 3, "absent": 3,
}  # fmt: skip

_TRADE_SIGNS = (
    "昱琨禾沐珩骁澜芯屹砺烁翎琅瀚铎睿懿峻颢煦曜衡钧璟诺谦拓冠尚博翼卓凌泓淇沣润泽汐沧"
    "辰昊晟旭晗晖朗明曦星月云霄岚岭岳峰崇嵘川源溯江海洋波涛湾浦州城安宁康健泰恒久远通达"
    "顺利丰盛茂兴隆昌荣华美佳嘉优良精锐捷迅飞腾跃升起立正中方圆和合同信义仁德善本元亨贞"
    "金银铜铁钢锡铂钛锦绣织纱棉麻丝帛玉珠瑞祥福禄寿喜庆欢乐天地人文武龙凤麟鹏鹤鸿雁燕虎"
    "马骏骥牛羊山石岩松柏竹梅兰菊荷莲桂枫杉桦楠林森木火土水冰雪霜露雨风雷电光影声色东南西北"
    "一三五七九十百千万亿大小新古今时代世纪春夏秋冬日夜晨暮青红黄蓝紫白黑苍翠碧丹朱赤橙"
)
_BUSINESSES = (
    "科技", "电子科技", "精密机械", "智能装备", "新材料", "自动化设备", "生物医药", "环保工程",
    "半导体", "传感技术", "信息技术", "新能源科技", "液压元件", "塑胶制品", "检测技术",
    "云纹织造", "腔镜耗材", "量热装置", "拾音组件", "云母选冶", "丝杠花键", "焊膏助剂", "玻纤滤袋",
    "牙科种植体", "蜂窝夹芯板", "热管散热", "刷丝", "卷绕膜", "冻干辅料", "酶制剂", "舱门锁具",
    "脉冲靶源", "烧结滤芯", "微孔喷丝板", "陶封外壳", "湿法隔片", "减摇鳍", "钎焊丝", "吊舱",
    "晶圆夹爪", "氚光标", "谐波减速", "绝缘子", "蒸镀舟", "育苗基质", "菌种保藏", "船用锚链",
)  # fmt: skip
_PLACES: tuple[tuple[str, str, str], ...] = (
    ("深圳", "市", "440300"), ("广州", "市", "440100"), ("东莞", "市", "441900"), ("佛山", "市", "440600"),
    ("珠海", "市", "440400"), ("惠州", "市", "441300"), ("苏州", "市", "320500"), ("无锡", "市", "320200"),
    ("常州", "市", "320400"), ("南京", "市", "320100"), ("南通", "市", "320600"), ("徐州", "市", "320300"),
    ("杭州", "市", "330100"), ("宁波", "市", "330200"), ("温州", "市", "330300"), ("嘉兴", "市", "330400"),
    ("绍兴", "市", "330600"), ("台州", "市", "331000"), ("上海", "市", "310000"), ("北京", "市", "110000"),
    ("天津", "市", "120000"), ("重庆", "市", "500000"), ("武汉", "市", "420100"), ("宜昌", "市", "420500"),
    ("成都", "市", "510100"), ("绵阳", "市", "510700"), ("西安", "市", "610100"), ("宝鸡", "市", "610300"),
    ("长沙", "市", "430100"), ("株洲", "市", "430200"), ("合肥", "市", "340100"), ("芜湖", "市", "340200"),
    ("青岛", "市", "370200"), ("济南", "市", "370100"), ("烟台", "市", "370600"), ("潍坊", "市", "370700"),
    ("郑州", "市", "410100"), ("洛阳", "市", "410300"), ("沈阳", "市", "210100"), ("大连", "市", "210200"),
    ("长春", "市", "220100"), ("哈尔滨", "市", "230100"), ("厦门", "市", "350200"), ("福州", "市", "350100"),
    ("泉州", "市", "350500"), ("南昌", "市", "360100"), ("石家庄", "市", "130100"), ("保定", "市", "130600"),
    ("太原", "市", "140100"), ("昆明", "市", "530100"), ("贵阳", "市", "520100"), ("南宁", "市", "450100"),
    ("昆山", "市", "320583"), ("江阴", "市", "320281"), ("慈溪", "市", "330282"), ("义乌", "市", "330782"),
    ("余姚", "市", "330281"), ("乐清", "市", "330382"), ("晋江", "市", "350582"), ("浏阳", "市", "430181"),
    ("浙江", "", "330100"), ("江苏", "", "320500"), ("山东", "", "370100"), ("湖南", "", "430100"),
    ("安徽", "", "340100"), ("广东", "", "440100"), ("内蒙古", "", "150200"),
)  # fmt: skip
_PLACELESS = len(_PLACES)
_TRAPS = (
    "东方",
    "华安",
    "长安",
    "永康",
    "南海",
    "大通",
    "金山",
    "海宁",
    "朝阳",
    "中山",
    "河南",
    "兴业",
    "州安",
    "市政",
)
"""Trade names that are places or begin like a part of one."""
_FORMS = ("有限公司", "有限责任公司", "股份有限公司", "合伙企业(有限合伙)")
_FORM_WEIGHTS = (74, 6, 19, 1)
_TRADITIONAL = str.maketrans(
    "东电车门马龙华兴达锦绣织丝纱银铜铁钢锡钛宁泽泰丰荣华无锡苏庆沈厦济长广贵阳云岭岚峻颢骏骥骁飞腾诺谦"
    "凤麟鹏鸿鹤义产业实环检测传术机装备质纪万亿纤陶烧热锁种膏滤贞庄风雷乐欢优",
    "東電車門馬龍華興達錦繡織絲紗銀銅鐵鋼錫鈦寧澤泰豐榮華無錫蘇慶瀋廈濟長廣貴陽雲嶺嵐峻顥駿驥驍飛騰諾謙"
    "鳳麟鵬鴻鶴義產業實環檢測傳術機裝備質紀萬億纖陶燒熱鎖種膏濾貞莊風雷樂歡優",
)
_WIDE = {ord("("): "（", ord(")"): "）"}


@dataclass(frozen=True, slots=True)
class Firm:
    """An invented firm by the parts of its name."""

    id: int
    place: int
    has_city_word: bool
    trade: str
    business: str
    form: str
    bracket: int | None = None
    is_group: bool = False

    @property
    def name(self) -> str:
        """The name as registered."""
        inner = "" if self.bracket is None else f"({_PLACES[self.bracket][0]})"
        group = "集团" if self.is_group else ""
        return f"{self.lead}{self.trade}{self.business}{inner}{group}{self.form}"

    @property
    def lead(self) -> str:
        """The place the name begins with; national firms have none."""
        if self.place == _PLACELESS:
            return ""
        words, suffix, _ = _PLACES[self.place]
        return words + (suffix if self.has_city_word else "")

    @property
    def region(self) -> str:
        """The division code of its registration."""
        place = self.place if self.bracket is None else self.bracket
        return "110000" if place == _PLACELESS else _PLACES[place][2]


@dataclass(frozen=True, slots=True)
class Entry:
    """A printed entry with the class of its fault and the truth: None if the firm is not registered."""

    printed: Printed
    kind: str
    truth: int | None


@dataclass(frozen=True, slots=True)
class World:
    """A register and a list."""

    known: list[KnownName]
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Measured:
    """How a list was linked; `by_kind` and `by_method` count right, wrong and open entries."""

    entries: int
    registered: int
    linked: int
    right: int
    by_kind: dict[str, dict[str, int]]
    by_method: dict[str, dict[str, int]]

    @property
    def wrong(self) -> int:
        """False links."""
        return self.linked - self.right

    @property
    def recall(self) -> float:
        """Right links among the entries whose firm is registered."""
        return self.right / self.registered

    @property
    def precision(self) -> float:
        """Right links among links."""
        return self.right / self.linked if self.linked else 1.0


def build_world(
    seed: int,
    *,
    registered: int = 50_000,
    printed: int = 5_000,
    has_region: bool = True,
    group_siblings: float = 0.0,
) -> World:
    """Draw a world; `group_siblings` is the share of siblings that differ by 集团 only, the hardest kind."""
    random = Random(seed)
    firms = _firms(random, registered + registered // 20, group_siblings)
    random.shuffle(firms)
    present, absent = firms[:registered], firms[registered:]
    names = {firm.name for firm in present}
    entries = [
        entry
        for kind, share in SHARES.items()
        for entry in _entries(random, kind, printed * share // 100, present, absent, names)
    ]
    random.shuffle(entries)
    if not has_region:
        entries = [replace(e, printed=replace(e.printed, region_code=None)) for e in entries]
    known = [KnownName(firm.id, firm.name, None, firm.region) for firm in present]
    return World(known, entries)


def measure(entries: list[Entry], outcomes: list[Outcome]) -> Measured:
    """Hold outcomes against the truth."""
    kinds: dict[str, Counter[str]] = {}
    methods: dict[str, Counter[str]] = {}
    for entry, outcome in zip(entries, outcomes, strict=True):
        found = outcome.enterprise_id
        is_right = found is not None and found == entry.truth
        answer = "open" if found is None else "right" if is_right else "wrong"
        kinds.setdefault(entry.kind, Counter())[answer] += 1
        methods.setdefault(str(outcome.method), Counter())[answer] += 1
    linked = sum(outcome.method is not Method.NONE for outcome in outcomes)
    right = sum(counted["right"] for counted in kinds.values())
    registered = sum(entry.truth is not None for entry in entries)
    by_kind = {kind: dict(counted) for kind, counted in sorted(kinds.items())}
    by_method = {method: dict(counted) for method, counted in sorted(methods.items())}
    return Measured(len(entries), registered, linked, right, by_kind, by_method)


def businesses() -> tuple[str, ...]:
    """The lines of business of the invented firms."""
    return _BUSINESSES


def _firms(random: Random, count: int, group_siblings: float) -> list[Firm]:
    """Families of one to four firms; members differ from the first in one part only."""
    firms: list[Firm] = []
    names: set[str] = set()
    while len(firms) < count:
        first = _firm(random)
        family = [first]
        if random.random() < 0.15:
            for _ in range(random.randint(1, 3)):
                family.append(_sibling(random, first, group_siblings))
        for firm in family:
            if firm.name not in names:
                names.add(firm.name)
                firms.append(replace(firm, id=len(firms) + 1))
    return firms


def _firm(random: Random) -> Firm:
    length = random.choices((2, 3, 4), (70, 20, 10))[0]
    trade = "".join(random.choice(_TRADE_SIGNS) for _ in range(length))
    if random.random() < 0.03:
        trade = random.choice(_TRAPS) + trade[2:]
    place = _PLACELESS if random.random() < 0.03 else random.randrange(len(_PLACES))
    form = random.choices(_FORMS, _FORM_WEIGHTS)[0]
    bracket = random.randrange(len(_PLACES) - 7) if random.random() < 0.03 else None
    business, is_group = random.choice(_BUSINESSES), random.random() < 0.02
    return Firm(0, place, random.random() < 0.45, trade, business, form, bracket, is_group)


def _sibling(random: Random, firm: Firm, group_siblings: float) -> Firm:
    if random.random() < group_siblings:
        return replace(firm, is_group=not firm.is_group)
    part = random.choice(("place", "business", "trade", "bracket"))
    if part == "place":
        return replace(firm, place=random.randrange(len(_PLACES)))
    if part == "business":
        return replace(firm, business=random.choice(_BUSINESSES))
    if part == "bracket":
        return replace(firm, bracket=random.randrange(len(_PLACES) - 7))
    at = random.randrange(len(firm.trade))
    return replace(firm, trade=_put(firm.trade, at, random.choice(_TRADE_SIGNS)))


def _entries(
    random: Random,
    kind: str,
    count: int,
    present: list[Firm],
    absent: list[Firm],
    names: set[str],
) -> list[Entry]:
    found: list[Entry] = []
    pool = absent if kind == "absent" else present
    while len(found) < count:
        firm = random.choice(pool)
        name = _PRINTERS[kind](random, firm)
        if name is None or (kind not in ("same", "noise") and name in names):
            continue
        printed = Printed(name, None, f"{firm.region[:2]}0000")
        found.append(Entry(printed, kind, None if kind == "absent" else firm.id))
    return found


def _same(_random: Random, firm: Firm) -> str:
    return firm.name


def _noise(random: Random, firm: Firm) -> str:
    name = firm.name
    changes: list[Callable[[str], str]] = [
        lambda text: text.translate(_TRADITIONAL),
        lambda text: text.translate(_WIDE),
        lambda text: f" {text[:2]} {text[2:]}　",
        lambda text: f"{text[:4]}\u200b{text[4:]}\n",
        lambda text: text.replace("(", "〔").replace(")", "〕"),
    ]
    for change in random.sample(changes, random.randint(1, 3)):
        name = change(name)
    return name


def _form(_random: Random, firm: Firm) -> str | None:
    if firm.form not in _FORMS[:2]:
        return None
    return replace(firm, form="股份有限公司").name


def _city_word(_random: Random, firm: Firm) -> str | None:
    if firm.place == _PLACELESS or not _PLACES[firm.place][1]:
        return None
    return replace(firm, has_city_word=not firm.has_city_word).name


def _group(random: Random, firm: Firm) -> str | None:
    if firm.form not in _FORMS[:3]:
        return None
    name = replace(firm, is_group=not firm.is_group).name
    return name.replace("集团", "（集团）") if random.random() < 0.5 else name


def _place_dropped(_random: Random, firm: Firm) -> str | None:
    is_possible = firm.lead and firm.bracket is None
    return firm.name.removeprefix(firm.lead) if is_possible else None


def _trade_changed(random: Random, firm: Firm) -> str:
    trade = "".join(random.choice(_TRADE_SIGNS) for _ in range(2))
    return replace(firm, trade=trade).name


def _wrong_character(random: Random, firm: Firm) -> str:
    head = firm.name.removesuffix(firm.form)
    return _put(head, random.randrange(len(head)), random.choice(_TRADE_SIGNS)) + firm.form


def _put(text: str, at: int, sign: str) -> str:
    return text[:at] + sign + text[at + 1 :]


_PRINTERS: dict[str, Callable[[Random, Firm], str | None]] = {
    "same": _same,
    "noise": _noise,
    "form": _form,
    "city_word": _city_word,
    "group": _group,
    "place_dropped": _place_dropped,
    "trade_changed": _trade_changed,
    "wrong_character": _wrong_character,
    "absent": _same,
}
