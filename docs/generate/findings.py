"""The page of findings and errors: every code with its message."""

from __future__ import annotations

from collections.abc import Iterator

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

LABELS = ("assess.years_back", "sample.caveat.")
"""Messages of these groups that are parts of sentences."""

ONLY = {
    "cli": (
        "cli.out_kind",
        "cli.out_parquet_only",
        "cli.out_folder",
        "cli.encoding_unknown",
        "cli.catalog_missing",
        "cli.other_action",
    ),
    "workbook": ("workbook.not_written",),
}
"""Groups of words for the screen, in which few are faults."""


def findings_page(language: Language) -> str:
    """Return the page."""
    return "\n".join(_lines(language)).rstrip() + "\n"


def codes_of(group: str) -> list[str]:
    """Return the codes of one group in the order of the catalogue."""
    if group in ONLY:
        return list(ONLY[group])
    return [
        name
        for name in load_messages("en")
        if name.partition(".")[0] == group and not name.startswith(LABELS)
    ]


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
