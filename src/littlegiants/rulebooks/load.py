"""YAML → model: an edition is read with every fault found, named by file, line and clause."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, TypeVar

from littlegiants.rulebooks.expressions import (
    Given,
    Not,
    NumericExpr,
    OneOf,
    Operator,
    TruthExpr,
    slots_of,
)
from littlegiants.rulebooks.model import (
    Action,
    AllOf,
    AnyOf,
    AtLeast,
    Band,
    Bands,
    BestOf,
    Body,
    Classification,
    ClassRow,
    Criterion,
    Document,
    ExpertPoints,
    Indicator,
    IndicatorGroup,
    InForce,
    Items,
    Judgement,
    Mode,
    PointsLine,
    ScoreTable,
    Scoring,
    Test,
    Threshold,
)
from littlegiants.rulebooks.parse import LeafError, comparison, parse_test, parse_value
from littlegiants.rulebooks.yaml_lines import Lines
from littlegiants.vocabulary.facts import Vocabulary
from littlegiants.vocabulary.finding import Finding
from littlegiants.vocabulary.language import Text, message
from littlegiants.vocabulary.quantity import Dimension, exact
from littlegiants.vocabulary.slots import Slot

Leaf = TypeVar("Leaf", TruthExpr, NumericExpr)

_CONFIDENCE = re.compile(r"^(?:[HML][1-9]?|UNCONFIRMED|CONFLICT)\b")
_ID = re.compile(r"^[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\Z")
_THRESHOLD = re.compile(r"^(>=|>)\s*(-?[0-9]{1,9}(?:\.[0-9]{1,9})?)\Z")
_POINTS_OF = "points of "  # a table may have the id of a clause, not that of another sum of points
_BODIES = ("all", "any", "at_least", "test", "veto", "judgement", "score", "classes")
_CRITERION_KEYS = (
    "id", "title", "text", "cite", "confidence", "mode", "evidence", "actions", "applies_when",
    "not_applicable_when", "exempt_when", "note", "waived", *_BODIES,
)  # fmt: skip
_EDITION_KEYS = (
    "edition", "programme", "title", "document", "in_force", "boundary", "forbidden_facts",
    "criteria", "amendments",
)  # fmt: skip
_BAND_LIMITS = {
    "at_least": Operator.AT_LEAST,
    "above": Operator.ABOVE,
    "at_most": Operator.AT_MOST,
    "below": Operator.BELOW,
}


@dataclass(frozen=True, slots=True)
class Header:
    """What an edition says of itself."""

    id: str
    programme: str
    title: Text
    document: Document
    in_force: tuple[InForce, ...]
    boundary: dict[str, str]


@dataclass(slots=True)
class Reading:
    """One reading of one edition for one action: what was found on the way."""

    vocabulary: Vocabulary
    action: Action
    forbidden: frozenset[str] = frozenset()
    derived: Mapping[str, TruthExpr] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    scores: list[ScoreTable] = field(default_factory=list)
    classes: list[Classification] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def fault(self, code: str, place: str, **values: object) -> None:
        """Note a fault and go on, so that one reading finds them all."""
        self.findings.append(Finding(code, place, values=tuple(values.items())))


@dataclass(frozen=True, slots=True)
class _Inherited:
    cite: Text | None = None
    confidence: str = ""


def load_header(raw: Lines, findings: list[Finding]) -> Header:
    """Read the head of an edition; faults go into `findings`."""
    _check_keys(raw, _EDITION_KEYS, findings)
    document = raw.get("document")
    if not isinstance(document, Lines):
        document = Lines(raw.file, raw.line)
    for key in ("edition", "programme", "title", "document", "boundary"):
        if key not in raw:
            findings.append(Finding.of("rule.key_missing", raw.place(), key=key))
    if ("criteria" in raw) == ("amendments" in raw):
        findings.append(Finding.of("rule.criteria_or_amendments", raw.place()))
    entries = raw.get("amendments") if "amendments" in raw else raw.get("in_force")
    periods = [_in_force(entry, findings) for entry in entries or () if isinstance(entry, Lines)]
    if not periods:
        findings.append(Finding.of("rule.key_missing", raw.place(), key="in_force"))
    issued = document.get("issued", "")
    return Header(
        id=str(raw.get("edition", "")),
        programme=str(raw.get("programme", "")),
        title=_text(raw.get("title")) or Text("", ""),
        document=Document(
            number=str(document.get("number", "")),
            issuer=_text(document.get("issuer")) or Text("", ""),
            issued=str(issued),
            grade=str(document.get("grade", "")),
        ),
        in_force=tuple(period for period in periods if period is not None),
        boundary={str(word): str(sign) for word, sign in (raw.get("boundary") or {}).items()},
    )


def load_criteria(raw: Lines, reading: Reading) -> Criterion | None:
    """Read a criteria tree; faults go into `reading.findings`."""
    vocabulary = reading.vocabulary
    for name in sorted(reading.forbidden - vocabulary.facts.keys()):
        reading.fault("rule.fact_unknown", raw.file, name=name, nearest=vocabulary.nearest(name))
    try:
        return _criterion(raw, reading, _Inherited())
    except RecursionError:
        reading.fault("rule.too_deep", raw.place(), most=50)
        return None


def fingerprint(texts: Iterable[str]) -> str:
    """A short hash of the texts an edition is made of."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def _in_force(entry: Lines, findings: list[Finding]) -> InForce | None:
    try:
        return InForce(
            action=Action(entry["action"]),
            starts=_date(entry["from"]),
            ends=_date(entry["to"]) if entry.get("to") else None,
            confidence=str(entry["confidence"]),
            cite=_text(entry.get("cite")) or Text("", ""),
            note=_text(entry.get("note")),
        )
    except (KeyError, ValueError, TypeError):
        keys = ("action", "from", "confidence", *(("to",) if "to" in entry else ()))
        shown = ", ".join(f"{key}: {entry.get(key, '–')}" for key in keys)
        findings.append(Finding.of("rule.period_malformed", entry.place(), fault=shown))
        return None


def _date(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value))


def _text(value: Any) -> Text | None:
    if isinstance(value, dict) and value.get("zh") and value.get("en"):
        return Text(str(value["zh"]).strip(), str(value["en"]).strip())
    return None


def _check_keys(mapping: Lines, allowed: Sequence[str], findings: list[Finding]) -> None:
    for key in mapping:
        if key not in allowed:
            near = get_close_matches(key, allowed, n=1)
            findings.append(
                Finding.of(
                    "rule.key_unknown",
                    mapping.place(key),
                    key=key,
                    nearest=near[0] if near else "–",
                )
            )


def _criterion(raw: Any, reading: Reading, inherited: _Inherited) -> Criterion | None:
    if not isinstance(raw, Lines):
        reading.fault("rule.criterion_wanted", "", found=type(raw).__name__)
        return None
    clause_id = _clause_id(raw, reading)
    place = f"{raw.place()} {clause_id}"
    _check_keys(raw, _CRITERION_KEYS, reading.findings)
    passed_on = _Inherited(
        _text(raw.get("cite")) or inherited.cite, str(raw.get("confidence", inherited.confidence))
    )
    _check_origin(raw, passed_on, place, reading)
    body = _body(raw, clause_id, place, passed_on, reading)
    if body is None:
        return None
    return Criterion(
        id=clause_id,
        title=_required_text(raw, "title", place, reading),
        body=body,
        cite=passed_on.cite or Text("", ""),
        confidence=passed_on.confidence,
        text=_phrase(raw),
        mode=_mode(raw, place, reading),
        evidence=tuple(text for text in map(_text, raw.get("evidence") or ()) if text),
        note=_text(raw.get("note")),
        applies=_applies(raw, place, reading),
        exemptions=_exemptions(raw, passed_on, reading),
        outside=_outside(raw, reading),
        line=raw.line,
    )


def _phrase(raw: Lines) -> str:
    text = raw.get("text")
    return str(text.get("zh", "") if isinstance(text, dict) else text or "")


def _clause_id(raw: Lines, reading: Reading) -> str:
    clause_id = str(raw.get("id", ""))
    if not _ID.match(clause_id):
        reading.fault("rule.id_malformed", raw.place("id"), id=clause_id)
    _claim_id(clause_id, raw.place("id"), reading)
    return clause_id


def _claim_id(clause_id: str, place: str, reading: Reading) -> None:
    """Ids become result columns, and an engine may not tell capitals from small letters."""
    if clause_id.lower() in reading.ids:
        reading.fault("rule.id_twice", place, id=clause_id.removeprefix(_POINTS_OF))
    reading.ids.add(clause_id.lower())


def _points_id(raw: Lines, reading: Reading) -> str:
    """The id of a group of indicators or of an indicator, which names its points."""
    found = str(raw.get("id", ""))
    if not _ID.match(found):
        reading.fault("rule.id_malformed", raw.place("id"), id=found)
    _claim_id(found, raw.place("id"), reading)
    reading.ids.add((_POINTS_OF + found).lower())
    return found


def _check_origin(raw: Lines, origin: _Inherited, place: str, reading: Reading) -> None:
    if any(key in raw for key in ("test", "veto", "judgement", "score", "classes")):
        if origin.cite is None:
            reading.fault("rule.cite_missing", place)
        if not _CONFIDENCE.match(origin.confidence):
            reading.fault("rule.confidence_malformed", place, confidence=origin.confidence)


def _required_text(raw: Lines, key: str, place: str, reading: Reading) -> Text:
    text = _text(raw.get(key))
    if text is None:
        reading.fault("rule.both_languages", place, key=key)
    return text or Text("", "")


def _mode(raw: Lines, place: str, reading: Reading) -> Mode:
    if "judgement" in raw:
        return Mode.MANUAL
    try:
        return Mode(str(raw.get("mode", Mode.AUTOMATIC)))
    except ValueError:
        reading.fault("rule.mode_unknown", place, mode=raw.get("mode"), known=", ".join(Mode))
        return Mode.AUTOMATIC


def _outside(raw: Lines, reading: Reading) -> Text | None:
    if raw.get("waived"):
        return _text(raw["waived"])
    actions = raw.get("actions")
    if actions is None:
        return None
    unknown = [action for action in actions if action not in list(Action)]
    if unknown:
        reading.fault("rule.action_unknown", raw.place("actions"), action=unknown[0])
        return None
    if reading.action in actions:
        return None
    return message(f"clause.outside_{reading.action.value}")


def _applies(raw: Lines, place: str, reading: Reading) -> TruthExpr | None:
    if "applies_when" in raw:
        return _leaf(raw, "applies_when", place, reading)
    if "not_applicable_when" in raw:
        leaf = _leaf(raw, "not_applicable_when", place, reading)
        return None if leaf is None else Not(leaf)
    return None


def _exemptions(raw: Lines, origin: _Inherited, reading: Reading) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    for entry in raw.get("exempt_when") or ():
        if not isinstance(entry, Lines) or "when" not in entry:
            reading.fault("rule.key_missing", raw.place("exempt_when"), key="when")
            continue
        rewritten = Lines(entry.file, entry.line)
        rewritten.update({"test" if key == "when" else key: value for key, value in entry.items()})
        rewritten.line_of = {
            "test" if k == "when" else k: line for k, line in entry.line_of.items()
        }
        criterion = _criterion(rewritten, reading, origin)
        if criterion is not None:
            found.append(criterion)
    return tuple(found)


def _body(
    raw: Lines, clause_id: str, place: str, origin: _Inherited, reading: Reading
) -> Body | None:
    bodies = [key for key in _BODIES if key in raw]
    if len(bodies) != 1:
        reading.fault(
            "rule.one_body", place, found=", ".join(bodies) or "–", known=", ".join(_BODIES)
        )
        return None
    match bodies[0]:
        case "all" | "any" as kind:
            children = _children(raw[kind], place, origin, reading)
            return AllOf(children) if kind == "all" else AnyOf(children)
        case "at_least":
            return _at_least(raw, place, origin, reading)
        case "test" | "veto" as kind:
            leaf = _leaf(raw, kind, place, reading)
            if leaf is None:
                return None
            return Test(Not(leaf) if kind == "veto" else leaf, str(raw[kind]), veto=kind == "veto")
        case "judgement":
            question = (
                raw["judgement"].get("question") if isinstance(raw["judgement"], dict) else None
            )
            if _text(question) is None:
                reading.fault("rule.both_languages", place, key="judgement.question")
            return Judgement(_text(question) or Text("", ""))
        case "score":
            return _score(raw, clause_id, place, origin, reading)
        case _:
            return _classes(raw, place, origin, reading)


def _children(
    entries: Any, place: str, origin: _Inherited, reading: Reading
) -> tuple[Criterion, ...]:
    if not isinstance(entries, list) or not entries:
        reading.fault("rule.group_empty", place)
        return ()
    found = (_criterion(entry, reading, origin) for entry in entries)
    return tuple(criterion for criterion in found if criterion is not None)


def _at_least(raw: Lines, place: str, origin: _Inherited, reading: Reading) -> Body | None:
    entry = raw["at_least"]
    count = entry.get("count") if isinstance(entry, Lines) else None
    children = _children(
        entry.get("of") if isinstance(entry, Lines) else None, place, origin, reading
    )
    if not isinstance(count, int) or not 1 <= count <= max(len(children), 1):
        reading.fault("rule.count_malformed", place, count=count, most=len(children))
        return None
    return AtLeast(count, children)


def _leaf(raw: Lines, key: str, place: str, reading: Reading) -> TruthExpr | None:
    return _parsed(
        raw, key, place, reading, lambda text: parse_test(text, reading.vocabulary, reading.derived)
    )


def _value(raw: Lines, key: str, place: str, reading: Reading) -> NumericExpr | None:
    return _parsed(raw, key, place, reading, lambda text: parse_value(text, reading.vocabulary))


def _parsed(
    raw: Lines, key: str, place: str, reading: Reading, parse: Callable[[str], Leaf]
) -> Leaf | None:
    where = f"{raw.place(key)} {place.split(' ')[-1]}"
    try:
        leaf = parse(str(raw[key]))
    except LeafError as fault:
        reading.fault(fault.code, where, **fault.values)
        return None
    for slot in sorted(slots_of(leaf)):
        if slot.fact in reading.forbidden:
            reading.fault("rule.fact_forbidden", where, fact=slot.fact)
    return leaf


def _threshold(value: Any, place: str, reading: Reading) -> Threshold:
    match = _THRESHOLD.match(str(value))
    if match is None:
        reading.fault("rule.line_malformed", place, line=value)
        return Threshold(Operator.AT_LEAST, Fraction(0))
    return Threshold(Operator(match[1]), Fraction(match[2]))


def _score(
    raw: Lines, clause_id: str, place: str, origin: _Inherited, reading: Reading
) -> Body | None:
    entry = raw["score"]
    if not isinstance(entry, Lines) or not isinstance(entry.get("groups"), list):
        reading.fault("rule.key_missing", place, key="score.groups")
        return None
    allowed = ("id", "stated", "line", "cap", "groups")
    _check_keys(entry, allowed, reading.findings)
    table = ScoreTable(
        id=str(entry.get("id", clause_id)),
        groups=tuple(
            _group(group, place, reading) for group in entry["groups"] if isinstance(group, Lines)
        ),
        line=_threshold(entry.get("line"), entry.place("line"), reading),
        cap=_points(entry.get("cap")),
        stated=_stated(entry, place, reading),
    )
    _claim_id(_POINTS_OF + table.id, entry.place("id"), reading)
    reading.scores.append(table)
    total = PointsLine(table.id, None, table.line)
    floors = [
        _floor_clause(table, group, raw, origin, reading) for group in table.groups if group.floor
    ]
    if not floors:
        return total
    _claim_id(f"{clause_id}-TOTAL", place, reading)
    total_clause = Criterion(
        f"{clause_id}-TOTAL",
        message("clause.total_points"),
        total,
        origin.cite or Text("", ""),
        origin.confidence,
        line=raw.line,
    )
    return AllOf((total_clause, *floors))


def _floor_clause(
    table: ScoreTable, group: IndicatorGroup, raw: Lines, origin: _Inherited, reading: Reading
) -> Criterion:
    assert group.floor is not None
    line = PointsLine(table.id, group.id, group.floor)
    cite = origin.cite or Text("", "")
    return Criterion(group.id, group.title, line, cite, origin.confidence, line=raw.line)


def _group(raw: Lines, place: str, reading: Reading) -> IndicatorGroup:
    _check_keys(raw, ("id", "title", "cap", "floor", "stated", "indicators"), reading.findings)
    indicators = raw.get("indicators") or []
    if not indicators:
        reading.fault("rule.group_empty", raw.place())
    return IndicatorGroup(
        id=_points_id(raw, reading),
        title=_required_text(raw, "title", raw.place(), reading),
        indicators=tuple(
            _indicator(entry, reading) for entry in indicators if isinstance(entry, Lines)
        ),
        cap=_points(raw.get("cap")),
        floor=_threshold(raw["floor"], raw.place("floor"), reading) if "floor" in raw else None,
        stated=_stated(raw, place, reading),
    )


def _stated(raw: Lines, place: str, reading: Reading) -> NumericExpr | None:
    if "stated" not in raw:
        return None
    return _points_value(raw, "stated", place, reading)


def _points_value(raw: Lines, key: str, place: str, reading: Reading) -> NumericExpr | None:
    value = _value(raw, key, place, reading)
    if value is not None and value.dimension is not Dimension.POINTS:
        reading.fault("rule.points_wanted", raw.place(key), text=raw[key])
        return None
    return value


def _points(value: Any) -> Fraction | None:
    return None if value is None else exact(value)


def _indicator(raw: Lines, reading: Reading) -> Indicator:
    place = f"{raw.place()} {raw.get('id', '')}"
    allowed = (
        "id", "title", "max", "note", "confidence", "cite", "evidence", "value", "bands", "else",
        "steps", "items", "best_of", "expert", "given",
    )  # fmt: skip
    _check_keys(raw, allowed, reading.findings)
    most = _most(raw)
    scoring = _scoring(raw, most, place, reading)
    return Indicator(
        id=_points_id(raw, reading),
        title=_required_text(raw, "title", place, reading),
        most=most if most is not None else Fraction(0),
        scoring=scoring or Bands((), Fraction(0)),
        note=_text(raw.get("note")),
    )


def _most(raw: Lines) -> Fraction | None:
    if "max" in raw:
        return _points(raw["max"])
    for key in ("steps", "expert"):
        if isinstance(raw.get(key), Lines) and "max" in raw[key]:
            return _points(raw[key]["max"])
    if isinstance(raw.get("best_of"), list):
        return max((_most(way) or Fraction(0) for way in raw["best_of"]), default=Fraction(0))
    return None


def _scoring(raw: Lines, most: Fraction | None, place: str, reading: Reading) -> Scoring | None:
    if most is None:
        reading.fault("rule.key_missing", place, key="max")
        most = Fraction(0)
    if "best_of" in raw:
        return BestOf(
            tuple(_indicator(way, reading) for way in raw["best_of"] if isinstance(way, Lines))
        )
    if "steps" in raw:
        return _steps(raw["steps"], place, reading)
    if "items" in raw:
        bands = [_condition_band(entry, place, reading) for entry in raw["items"]]
        items = tuple(band for band in bands if band is not None)
        for item in items:
            _check_points(item.low, item.high, None, place, reading)
        return Items(items, most)
    if "expert" in raw or "given" in raw:
        expert = raw.get("expert") or {"min": 0, "max": most}
        given = _points_value(raw, "given", place, reading) if "given" in raw else None
        low, high = exact(expert["min"]), exact(expert["max"])
        _check_points(low, high, most, place, reading)
        return ExpertPoints(low, high, given)
    if "bands" in raw:
        return _bands(raw, most, place, reading)
    reading.fault("rule.scoring_missing", place)
    return None


def _check_points(
    low: Fraction, high: Fraction, most: Fraction | None, place: str, reading: Reading
) -> None:
    """Without this a range of points would not hold every score that is still possible."""
    if not 0 <= low <= high or (most is not None and high > most):
        reading.fault("rule.points_range", place, points=f"{float(low):g}–{float(high):g}")


def _steps(raw: Lines, place: str, reading: Reading) -> Scoring | None:
    value = _value(raw, "value", place, reading)
    if value is None:
        return None
    per, points, most = exact(raw["per"]), exact(raw["points"]), exact(raw["max"])
    if per <= 0 or points <= 0 or most / points > 100:
        reading.fault("rule.steps_malformed", place)
        return None
    bands: list[Band] = []
    for step in range(-(-most // points), 0, -1):
        condition = _limit(value, Operator.AT_LEAST, str(per * step), place, reading)
        if condition is not None:
            reached = min(most, points * step)
            bands.append(Band(condition, reached, reached))
    return Bands(tuple(bands), Fraction(0))


def _limit(
    value: NumericExpr, operator: Operator, text: str, place: str, reading: Reading
) -> TruthExpr | None:
    try:
        return comparison(operator, value, parse_value(text, reading.vocabulary))
    except LeafError as fault:
        reading.fault(fault.code, place, **fault.values)
        return None


def _bands(raw: Lines, most: Fraction, place: str, reading: Reading) -> Scoring | None:
    value = _value(raw, "value", place, reading) if "value" in raw else None
    bands: list[Band] = []
    for entry in raw["bands"] or ():
        if value is not None and "when" not in entry:
            band = _value_band(value, entry, place, reading)
        else:
            band = _condition_band(entry, place, reading)
        if band is not None:
            bands.append(band)
    otherwise = exact(raw.get("else", 0))
    tops = [*(band.high for band in bands), otherwise]
    lows = [*(band.low for band in bands), otherwise]
    if any(ends != sorted(ends, reverse=True) for ends in (tops, lows)) or tops[0] > most:
        reading.fault("rule.bands_order", place)
    return Bands(tuple(bands), otherwise)


def _value_band(value: NumericExpr, entry: Lines, place: str, reading: Reading) -> Band | None:
    limits = [key for key in _BAND_LIMITS if key in entry]
    if len(limits) != 1 or "points" not in entry:
        reading.fault("rule.band_malformed", entry.place())
        return None
    condition = _limit(
        value, _BAND_LIMITS[limits[0]], str(entry[limits[0]]), entry.place(), reading
    )
    return None if condition is None else _band(condition, entry)


def _condition_band(entry: Any, place: str, reading: Reading) -> Band | None:
    if not isinstance(entry, Lines) or "when" not in entry or "points" not in entry:
        reading.fault("rule.band_malformed", entry.place() if isinstance(entry, Lines) else place)
        return None
    condition = _leaf(entry, "when", place, reading)
    return None if condition is None else _band(condition, entry)


def _band(condition: TruthExpr, entry: Lines) -> Band:
    points = entry["points"]
    low, high = points if isinstance(points, list) else (points, points)
    return Band(condition, exact(low), exact(high), _text(entry.get("title")))


def _classes(raw: Lines, place: str, origin: _Inherited, reading: Reading) -> Body | None:
    entry = raw["classes"]
    _check_keys(entry, ("by", "order", "rows", "met_unless"), reading.findings)
    by, order = str(entry.get("by")), tuple(str(name) for name in entry.get("order") or ())
    fact = reading.vocabulary.facts.get(by)
    if fact is None or fact.dimension is not Dimension.CATEGORY or len(order) < 2:
        reading.fault("rule.classes_malformed", place, by=by)
        return None
    if by in reading.forbidden:
        reading.fault("rule.fact_forbidden", entry.place("by"), fact=by)
    if entry.get("met_unless", order[0]) != order[0]:
        found = entry["met_unless"]
        reading.fault("rule.met_unless", entry.place("met_unless"), first=order[0], found=found)
    known = [name for name, _ in fact.values]
    operand = Given(Slot(by), Dimension.CATEGORY)
    rows: list[ClassRow] = []
    clauses: list[Criterion] = []
    for row in entry.get("rows") or ():
        conditions = [_leaf(row, name, row.place(), reading) for name in order[:-1] if name in row]
        if len(conditions) != len(order) - 1 or None in conditions:
            reading.fault("rule.classes_row", row.place(), classes=", ".join(order[:-1]))
            continue
        if str(row["value"]) not in known:
            shown = ", ".join(known)
            place_of = row.place("value")
            reading.fault("rule.value_unknown", place_of, value=row["value"], fact=by, known=shown)
        whole = tuple(condition for condition in conditions if condition is not None)
        rows.append(ClassRow(str(row["id"]), str(row["value"]), whole))
        clauses.append(_class_clause(row, operand, whole[0], order[0], origin, reading))
    reading.classes.append(Classification(str(raw.get("id", "")), Slot(by), order, tuple(rows)))
    return AnyOf(tuple(clauses))


def _class_clause(
    row: Lines, by: Given, excluded: TruthExpr, name: str, origin: _Inherited, reading: Reading
) -> Criterion:
    clause_id = str(row["id"])
    _claim_id(clause_id, row.place("id"), reading)
    return Criterion(
        id=clause_id,
        title=_required_text(row, "title", row.place(), reading),
        body=Test(Not(excluded), f"NOT ({row[name]})"),
        cite=_text(row.get("cite")) or origin.cite or Text("", ""),
        confidence=str(row.get("confidence", origin.confidence)),
        text=_phrase(row),
        note=_text(row.get("note")),
        applies=OneOf(by, (str(row["value"]),)),
        line=row.line,
    )
