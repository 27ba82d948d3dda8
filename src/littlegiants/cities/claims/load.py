"""Claim files → claims, with every fault found, named by file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from importlib import resources
from pathlib import Path
from typing import Any

from littlegiants.cities.claims.model import (
    ENTERPRISES,
    PERCENT,
    Claim,
    ClaimFile,
    ClaimKind,
    ComparisonClaim,
    Content,
    CountClaim,
    DifferenceClaim,
    MembershipClaim,
    OvertakeClaim,
    RankClaim,
    RatioClaim,
    RuleClaim,
    ShareClaim,
    SumClaim,
    Term,
)
from littlegiants.cities.errors import CountsError
from littlegiants.cities.load import read_own
from littlegiants.cities.model import TIERS, Basis, CountBook, When, parse_when
from littlegiants.rulebooks.yaml_lines import Lines, load_lines
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text, message

SHIPPED = "zhengjieju_2025.yaml"
CLAIMS_MAX = 2_000
_TERM_KEYS = ("value", "unit", "region", "tier", "basis", "batch", "as_of", "figure", "about")
_ALWAYS = ("id", "kind", "quote", "note", "beside")
_KEYS: Mapping[ClaimKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    ClaimKind.COUNT: (("of",), ()),
    ClaimKind.SUM: (("terms", "total"), ()),
    ClaimKind.DIFFERENCE: (("first", "second", "value"), ()),
    ClaimKind.RATIO: (("over", "under", "value"), ("tolerance", "of_means")),
    ClaimKind.COMPARISON: (("left", "right"), ("fits",)),
    ClaimKind.SHARE: (("parts",), ("total", "share", "wholes")),
    ClaimKind.RANK: (("of", "rank"), ()),
    ClaimKind.OVERTAKE: (("who", "whom", "tier", "when"), ("rank_before", "rank_after")),
    ClaimKind.MEMBERSHIP: (("tier", "names"), ()),
    ClaimKind.RULE: (("topic",), ()),
}
"""The keys that a claim of each kind must have, and may have."""


def load_claims(book: CountBook, path: Path | None = None) -> ClaimFile:
    """Read a claim file, by default the one shipped; raises `CountsError` with every fault."""
    if path is None:
        shipped = resources.files("littlegiants").joinpath("catalog", "claims", SHIPPED)
        text, where = shipped.read_text(encoding="utf-8"), SHIPPED
    else:
        text, where = read_own(path), path.name
    found, findings = read_claims(text, where, book)
    if found is None or findings:
        raise CountsError(tuple(findings))
    return found


def read_claims(text: str, where: str, book: CountBook) -> tuple[ClaimFile | None, list[Finding]]:
    """Read one claim file; faults are returned with their lines, all of them at once."""
    raw, findings = load_lines(text, where)
    if findings:
        return None, findings
    if not isinstance(raw, Lines):
        return None, [Finding.of("claims.not_a_mapping", where)]
    reading = _Reading(book, findings, raw)
    reading.keys(raw, ("document", "claims"), ("units",))
    document = reading.mapping(raw, "document")
    source, title = "", None
    if document is not None:
        reading.keys(document, ("source", "title"), ())
        source, title = str(document.get("source", "")), reading.both(document, "title")
        if "source" in document and source not in book.sources:
            reading.fault("cities.source_unknown", document.place("source"), source=source)
    reading.read_units(raw)
    claims = reading.claims(raw)
    if findings or title is None:
        return None, findings
    return ClaimFile(source, title, reading.units, claims), []


@dataclass(slots=True)
class _Reading:
    """Reads the parts of one file and collects faults; a part with a fault comes back as None."""

    book: CountBook
    findings: list[Finding]
    raw: Lines
    units: dict[str, Text] = field(default_factory=dict)

    def fault(self, code: str, place: str, **values: object) -> None:
        self.findings.append(Finding(code, place, values=tuple(values.items())))

    def keys(self, raw: Lines, wanted: tuple[str, ...], allowed: tuple[str, ...]) -> None:
        for key in raw:
            if key not in (*wanted, *allowed):
                near = get_close_matches(key, (*wanted, *allowed), n=1)
                nearest = near[0] if near else ", ".join((*wanted, *allowed))
                self.fault("claims.key_unknown", raw.place(key), key=key, nearest=nearest)
        for key in wanted:
            if raw.get(key) is None:
                self.fault("claims.key_missing", raw.place(), key=key)

    def mapping(self, raw: Lines, key: str) -> Lines | None:
        value = raw.get(key)
        if isinstance(value, Lines):
            return value
        if value is not None:
            self.fault("claims.mapping_wanted", raw.place(key), key=key)
        return None

    def both(self, raw: Lines, key: str) -> Text | None:
        value = raw.get(key)
        if value is None:
            return None
        is_whole = isinstance(value, Lines) and value.keys() == {"zh", "en"}
        if is_whole and value["zh"] and value["en"]:
            return Text(str(value["zh"]).strip(), str(value["en"]).strip())
        self.fault("claims.both_languages", raw.place(key), key=key)
        return None

    def read_units(self, raw: Lines) -> None:
        self.units = {
            ENTERPRISES: message("claims.unit.enterprises"),
            PERCENT: message("claims.unit.percent"),
        }
        named = self.mapping(raw, "units")
        for name in named or ():
            text = None if named is None else self.both(named, name)
            if text is not None:
                self.units[name] = text

    def claims(self, raw: Lines) -> tuple[Claim, ...]:
        listed = raw.get("claims")
        if listed is None:
            return ()
        if not isinstance(listed, list) or len(listed) > CLAIMS_MAX:
            self.fault("claims.list_wanted", raw.place("claims"), key="claims", most=CLAIMS_MAX)
            return ()
        found: dict[str, Claim] = {}
        for one in listed:
            claim = self.claim(one, raw.place("claims"))
            if claim is None:
                continue
            if claim.id in found:
                self.fault("claims.twice", claim.where, id=claim.id, first=found[claim.id].where)
            found[claim.id] = claim
        return tuple(found.values())

    def claim(self, raw: Any, place: str) -> Claim | None:
        if not isinstance(raw, Lines):
            self.fault("claims.mapping_wanted", place, key="claims")
            return None
        kind = str(raw.get("kind", ""))
        if kind not in tuple(ClaimKind):
            self.fault(
                "claims.kind_unknown", raw.place("kind"), kind=kind, known=", ".join(ClaimKind)
            )
            return None
        before = len(self.findings)
        wanted, allowed = _KEYS[ClaimKind(kind)]
        self.keys(raw, ("id", "kind", "quote", *wanted), (*allowed, *_ALWAYS))
        if len(self.findings) > before:
            return None
        quote, note = self.both(raw, "quote"), self.both(raw, "note")
        beside = self.terms(raw, "beside")
        content = self.content(ClaimKind(kind), raw)
        if content is None or quote is None or len(self.findings) > before:
            return None
        return Claim(str(raw["id"]), ClaimKind(kind), quote, content, raw.place(), beside, note)

    def content(self, kind: ClaimKind, raw: Lines) -> Content | None:
        match kind:
            case ClaimKind.COUNT:
                term = self.term(raw, "of", has_value=True)
                return None if term is None else CountClaim(term)
            case ClaimKind.SUM:
                total = self.term(raw, "total", has_value=True)
                terms = self.terms(raw, "terms", has_value=True)
                return None if total is None else SumClaim(terms, total)
            case ClaimKind.DIFFERENCE | ClaimKind.RATIO:
                return self._of_three(kind, raw)
            case ClaimKind.COMPARISON:
                left, right = (
                    self.term(raw, "left", has_value=True),
                    self.term(raw, "right", has_value=True),
                )
                fits = self.term(raw, "fits") if "fits" in raw else None
                return None if left is None or right is None else ComparisonClaim(left, right, fits)
            case ClaimKind.SHARE:
                return self._share(raw)
            case ClaimKind.RANK:
                term, rank = self.term(raw, "of"), self.whole(raw, "rank")
                return None if term is None or rank is None else RankClaim(term, rank)
            case ClaimKind.OVERTAKE:
                return self._overtake(raw)
            case ClaimKind.MEMBERSHIP:
                names = raw["names"]
                if not isinstance(names, list) or not names:
                    self.fault(
                        "claims.list_wanted", raw.place("names"), key="names", most=CLAIMS_MAX
                    )
                    return None
                return MembershipClaim(self.tier(raw), tuple(str(name) for name in names))
            case ClaimKind.RULE:
                topic = self.both(raw, "topic")
                return None if topic is None else RuleClaim(topic)

    def _of_three(self, kind: ClaimKind, raw: Lines) -> Content | None:
        names = ("first", "second") if kind is ClaimKind.DIFFERENCE else ("over", "under")
        one, other, value = (
            self.term(raw, names[0]),
            self.term(raw, names[1]),
            self.term(raw, "value"),
        )
        if one is None or other is None or value is None:
            return None
        if sum(term.value is None for term in (one, other, value)) > 1:
            self.fault(
                "claims.two_values_wanted", raw.place(), keys=f"{names[0]}, {names[1]}, value"
            )
            return None
        if kind is ClaimKind.DIFFERENCE:
            return DifferenceClaim(one, other, value)
        tolerance = self.number(raw, "tolerance") if "tolerance" in raw else Fraction(0)
        if 0 in (other.value, value.value) or tolerance is None or tolerance < 0:
            self.fault("claims.zero", raw.place())
            return None
        return RatioClaim(one, other, value, tolerance, raw.get("of_means") is True)

    def _share(self, raw: Lines) -> Content | None:
        parts = self.terms(raw, "parts", has_value=True)
        total = self.number(raw, "total") if "total" in raw else None
        share = self.number(raw, "share") if "share" in raw else None
        if share is not None and not 0 < share <= 100:
            self.fault("claims.share_range", raw.place("share"), share=str(raw["share"]))
        return ShareClaim(parts, total, share, self.terms(raw, "wholes"))

    def _overtake(self, raw: Lines) -> Content | None:
        who, whom, tier, when = (
            self.region(raw, "who"),
            self.region(raw, "whom"),
            self.tier(raw),
            self.when(raw, "when"),
        )
        before = self.whole(raw, "rank_before") if "rank_before" in raw else None
        after = self.whole(raw, "rank_after") if "rank_after" in raw else None
        return None if when is None else OvertakeClaim(who, whom, tier, when, before, after)

    def terms(self, raw: Lines, key: str, *, has_value: bool = False) -> tuple[Term, ...]:
        listed = raw.get(key)
        if listed is None:
            return ()
        if not isinstance(listed, list) or not listed:
            self.fault("claims.list_wanted", raw.place(key), key=key, most=CLAIMS_MAX)
            return ()
        found = (self._term(one, raw.place(key), key, has_value=has_value) for one in listed)
        return tuple(term for term in found if term is not None)

    def term(self, raw: Lines, key: str, *, has_value: bool = False) -> Term | None:
        return self._term(raw.get(key), raw.place(key), key, has_value=has_value)

    def _term(self, raw: Any, place: str, key: str, *, has_value: bool) -> Term | None:
        if not isinstance(raw, Lines):
            self.fault("claims.mapping_wanted", place, key=key)
            return None
        before = len(self.findings)
        self.keys(raw, ("value",) if has_value else (), _TERM_KEYS)
        unit = str(raw.get("unit", ENTERPRISES))
        if unit not in self.units:
            self.fault(
                "claims.unit_unknown", raw.place("unit"), unit=unit, known=", ".join(self.units)
            )
        basis = str(raw["basis"]) if "basis" in raw else None
        if basis is not None and basis not in tuple(Basis):
            self.fault(
                "cities.word_unknown",
                raw.place("basis"),
                head="basis",
                word=basis,
                known=", ".join(Basis),
            )
        value = self.number(raw, "value") if raw.get("value") is not None else None
        term = Term(
            value,
            unit,
            self.region(raw, "region") if "region" in raw else "",
            self.tier(raw) if "tier" in raw else "",
            Basis(basis) if basis in tuple(Basis) else None,
            self.whole(raw, "batch") if "batch" in raw else None,
            self.when(raw, "as_of") if "as_of" in raw else None,
            str(raw.get("figure", "")),
            raw.get("about") is True,
        )
        return term if len(self.findings) == before else None

    def region(self, raw: Lines, key: str) -> str:
        code = str(raw[key])
        if code not in self.book.regions:
            self.fault("cities.region_unknown", raw.place(key), region=code)
        return code

    def tier(self, raw: Lines) -> str:
        tier = str(raw["tier"])
        if tier not in TIERS:
            self.fault(
                "cities.word_unknown",
                raw.place("tier"),
                head="tier",
                word=tier,
                known=", ".join(TIERS),
            )
        return tier

    def when(self, raw: Lines, key: str) -> When | None:
        try:
            return parse_when(str(raw[key]))
        except ValueError:
            self.fault("cities.when_malformed", raw.place(key), head=key, text=str(raw[key]))
            return None

    def number(self, raw: Lines, key: str) -> Fraction | None:
        value = raw[key]
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                return Fraction(str(value))
            except ValueError:
                pass
        self.fault("cities.number_malformed", raw.place(key), head=key, text=str(value))
        return None

    def whole(self, raw: Lines, key: str) -> int | None:
        value = raw[key]
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return value
        self.fault("cities.number_malformed", raw.place(key), head=key, text=str(value))
        return None
