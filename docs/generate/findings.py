"""The page of findings and errors: every code with its message."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from docs.generate.markdown import code, made_by, pick, table
from littlegiants.vocabulary.language import Language, Text, load_messages

GROUPS: dict[str, tuple[Text, Text]] = {
    "file": (
        Text("无法读取的文件", "A file that cannot be read"),
        Text("命令不执行，退出码 2。", "The command is refused; exit code 2."),
    ),
    "sheet": (
        Text("工作表", "Sheets"),
        Text("提示：该表未读取。", "Notes: the sheet was not read."),
    ),
    "row": (
        Text("行", "Rows"),
        Text(
            "该行被搁置，或其中的值不可信；附行号。",
            "The row was set aside, or its values cannot be trusted; with its number.",
        ),
    ),
    "column": (
        Text("列", "Columns"),
        Text(
            "该列未使用，或按某种理解使用；附表名和表头。",
            "The column was not used, or used under an assumption; with sheet and head.",
        ),
    ),
    "id": (
        Text("企业标识", "Who a row speaks of"),
        Text("代码缺失、重复或可疑。", "A code is missing, repeated or doubtful."),
    ),
    "industry": (
        Text("划型行业", "The industry of the size standard"),
        Text(
            "行业代码或名称没有唯一对应，划型行业为未知。",
            "A code or label has no single answer, and the industry stays unknown.",
        ),
    ),
    "cell": (
        Text("单元格和数值", "Cells and values"),
        Text(
            "该值按未知处理；附工作表、行、列。",
            "The value counts as unknown; with sheet, row and column.",
        ),
    ),
    "json": (
        Text("JSON 输入", "JSON input"),
        Text("附行号和键。", "With line and key."),
    ),
    "event": (
        Text("事件", "Events"),
        Text("JSON 输入中 `events` 的条目。", "Entries of `events` in JSON input."),
    ),
    "findings": (
        Text("过多的发现", "Too many findings"),
        Text("", ""),
    ),
    "assess": (
        Text("评估", "Assessment"),
        Text(
            "指标之间不一致，或所问的企业、列不存在。",
            "Facts that do not fit together, or an enterprise or column that is not there.",
        ),
    ),
    "fact": (
        Text("词汇表", "The vocabulary"),
        Text("指标文件或指标名有误。", "A fault in a file of facts, or in a name."),
    ),
    "yaml": (
        Text("YAML 文件", "YAML files"),
        Text(
            "规则和用例的文件；附文件和行号。", "Files of rulebooks and cases; with file and line."
        ),
    ),
    "rule": (
        Text("认定标准", "Rulebooks"),
        Text(
            "规则语言、日期、选用；附文件、行号和条款。",
            "The language, periods and selection; with file, line and clause.",
        ),
    ),
    "case": (
        Text("用例", "Cases"),
        Text("附文件和行号。", "With file and line."),
    ),
    "costs": (
        Text("成本文件", "Costs"),
        Text(
            "`plan --costs` 的文件；附文件和行号。", "Files of `plan --costs`; with file and line."
        ),
    ),
    "list": (
        Text("公布名单", "Published lists"),
        Text(
            "`batch import` 读名单时的发现；有错误即停止导入，附页、行和所缺序号。",
            "What `batch import` finds while it reads a list; errors stop the import, with page, row and missing numbers.",
        ),
    ),
    "pdf": (
        Text("PDF", "PDF"),
        Text("", ""),
    ),
    "uscc": (
        Text("统一社会信用代码", "Credit codes"),
        Text(
            "按 GB 32100；校验位不符只是警告，随记录保留。格式不对的代码不用于关联；身份证号一概不收。",
            "By GB 32100. A failed check digit is a warning that stays with the record; a malformed code does not "
            "link; a personal ID is refused.",
        ),
    ),
    "linkage": (
        Text("为何未自行关联", "Why a row was not linked on its own"),
        Text(
            "`link queue` 在每一行后说明；由人决定。",
            "Told with every row of `link queue`; a person decides.",
        ),
    ),
    "answer": (
        Text("回执", "The answer to a file"),
        Text("`import --answer`。", "`import --answer`."),
    ),
    "storage": (
        Text("数据库", "The database"),
        Text("命令不执行，退出码 2。", "The command is refused; exit code 2."),
    ),
    "sources": (
        Text("来源文件", "The file of sources"),
        Text("", ""),
    ),
    "register": (
        Text("企业库", "The register"),
        Text("命令不执行，什么都不记录。", "The command is refused and nothing is recorded."),
    ),
    "bulk": (
        Text("按列导入", "Loading columns"),
        Text(
            "`import` 导入 Parquet，或加 `--columns` 导入 csv。",
            "`import` of Parquet, or of csv with `--columns`.",
        ),
    ),
    "recognition": (
        Text("名单、称号和轮次", "Lists, titles and rounds"),
        Text(
            "`batch`、`round`、`due`、`today`；前两者有错误时什么都不记录。",
            "`batch`, `round`, `due`, `today`; errors in the first two leave everything as it was.",
        ),
    ),
    "documents": (
        Text("写出名单", "Writing lists"),
        Text("`batch print`、`export`、`synthetic`。", "`batch print`, `export`, `synthetic`."),
    ),
    "cities": (
        Text("城市数量", "Counts of cities"),
        Text(
            "数量文件有误，或所问的比较不成立（例如口径不同）。",
            "A fault in a file of counts, or a comparison that does not hold, such as one of two bases.",
        ),
    ),
    "claims": (
        Text("说法文件", "Claim files"),
        Text("附文件和行号。", "With file and line."),
    ),
    "synthetic": (
        Text("虚构城市", "The invented city"),
        Text("", ""),
    ),
    "engine": (
        Text("引擎", "Engines"),
        Text("", ""),
    ),
    "cli": (
        Text("输出", "Output"),
        Text("命令不执行，退出码 2。", "The command is refused; exit code 2."),
    ),
    "workbook": (
        Text("结果工作簿", "Workbook of results"),
        Text("", ""),
    ),
    "sample": (
        Text("样本数据", "Sample data"),
        Text(
            "`littlegiants demo` 对其样本的发现。", "What `littlegiants demo` finds in its sample."
        ),
    ),
}
"""Prefix → heading and a sentence, in the order of the page."""

LABELS = ("assess.years_back", "sample.caveat.", "uscc.fault.", "uscc.former.", "uscc.kind.")
"""Messages of these groups that are parts of sentences."""

ONLY = {
    "workbook": ("workbook.not_written",),
    "answer": ("answer.not_written",),
}
"""Groups of words for the screen, in which few are faults."""

ALSO = {
    "cli": (),
    "cities": ("cities.faulty",),
    "documents": ("documents.glyph_missing", "documents.unwritable"),
    "recognition": (
        "recognition.kind_unknown",
        "recognition.mode_unknown",
        "recognition.recognised_again",
        "recognition.review_without_title",
        "recognition.review_out_of_turn",
        "recognition.moved_in_without_title",
        "recognition.exit_without_title",
        "recognition.exit_of_lost_title",
        "recognition.no_procedure",
        "recognition.recognised_in_ban",
        "recognition.publicised_not_final",
        "recognition.final_not_publicised",
        "recognition.list_stopped",
    ),
    "claims": (),
    "synthetic": (),
}
"""Groups with many words for the screen: of them the codes that the source raises by name, and these."""

RAISED = re.compile(
    r"""(?:\w*Error|Finding(?:\.of)?|\.(?:error|warning|note|fault)|_warning|_Fault)\(\s*"""
    r"""["]([a-z]+\.[a-z0-9_]+)["]"""
)
"""A code where the source raises or finds it."""
_SOURCE = Path(__file__).parents[2] / "src"
_BLOCKED = "linkage.blocked."


def findings_page(language: Language) -> str:
    """Return the page."""
    return "\n".join(_lines(language)).rstrip() + "\n"


def codes_of(group: str) -> list[str]:
    """Return the codes of one group in the order of the catalogue."""
    if group in ONLY:
        return list(ONLY[group])
    if group in ALSO:
        wanted = raised_codes() | set(ALSO[group])
        return [name for name in load_messages("en") if _group(name) == group and name in wanted]
    if group == "linkage":
        return [name for name in load_messages("en") if name.startswith(_BLOCKED)]
    return [
        name
        for name in load_messages("en")
        if _group(name) == group and not name.startswith(LABELS)
    ]


@cache
def raised_codes() -> frozenset[str]:
    """Return every code that the source raises or finds by name."""
    texts = (path.read_text(encoding="utf-8") for path in _SOURCE.rglob("*.py"))
    return frozenset(code for text in texts for code in RAISED.findall(text))


def _group(name: str) -> str:
    return name.partition(".")[0]


def _lines(language: Language) -> Iterator[str]:
    messages = load_messages(language)
    yield made_by(language)
    yield ""
    yield pick(language, "# 核查发现和错误", "# Findings and errors")
    yield ""
    yield pick(
        language,
        "数据或规则中的毛病不会中断程序，而是成为核查发现：位置、一句话、消息码。等级有三：错误（error，有值未能使用）、"
        "警告（warning，照用但请核对）、提示（note）。无法执行的请求则报错，退出码 2。消息码固定不变，语句可能润色；"
        "大括号是填入的值。",
        "Faults in data or law do not stop the program: they become findings with a place, a sentence and a code. "
        "There are three severities: error (something could not be used), warning (used, but please check) and note. "
        "A request that cannot be carried out is refused with exit code 2. Codes do not change, sentences may be "
        "polished; braces stand for values.",
    )
    yield ""
    for group, (title, intro) in GROUPS.items():
        yield f"## {title.in_(language)}"
        yield ""
        if intro.in_(language):
            yield intro.in_(language)
            yield ""
        heads = (pick(language, "消息码", "code"), pick(language, "语句", "message"))
        yield from table(heads, [(code(name), _shown(messages[name])) for name in codes_of(group)])


def _shown(template: str) -> str:
    return template.replace("{{", "{").replace("}}", "}")
