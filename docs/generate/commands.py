"""The page of commands, from the help that the program prints."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import typer

from docs.generate.markdown import code, made_by, pick, table
from littlegiants.bootstrap import Site
from littlegiants.cli.app import build_app
from littlegiants.settings import Settings
from littlegiants.vocabulary.language import Language, say

_VALUES = {
    "datetime": "YYYY-MM-DD",
    "int": "N",
    "Path": "FILE",
    "str": "TEXT",
}


def commands_page(language: Language) -> str:
    """Return the page."""
    return "\n".join(_lines(language)).rstrip() + "\n"


def command_names() -> list[str]:
    """Return the full names of all commands."""
    return [name for name, _ in _commands(_app("en"))]


def option_names() -> set[str]:
    """Return every option that some command takes."""
    parameters = (p for _, command in _commands(_app("en")) for p in command.params)
    return {option for p in parameters for option in p.opts if not _is_argument(p)}


def _app(language: Language) -> Any:
    return typer.main.get_command(build_app(Site(Settings(language), date(2026, 6, 1))))


def _lines(language: Language) -> Iterator[str]:
    app = _app(language)
    yield made_by(language)
    yield ""
    yield pick(language, "# 命令", "# Commands")
    yield ""
    yield say(language, "cli.help")
    yield ""
    yield pick(
        language,
        "每条命令加 `--help` 显示本页内容。`--lang zh|en` 可放在任何位置，选择语言；默认见"
        "[设置](settings.md)。结果写到标准输出，进度条和提示写到标准错误。",
        "Every command shows what stands here with `--help`. `--lang zh|en` may stand anywhere and "
        "chooses the language; the default is a [setting](settings.md). Results go to standard output, "
        "progress and notices to standard error.",
    )
    yield ""
    yield from _exit_codes(language)
    for name, command in _commands(app):
        yield from _command(name, command, language)


def _exit_codes(language: Language) -> Iterator[str]:
    yield pick(language, "## 退出码", "## Exit codes")
    yield ""
    rows = (
        ("0", "完成", "done"),
        (
            "1",
            "发现错误：版本有误、用例不成立、某行 JSON 无法读取，文件或名单中有错误（`import`、`batch import`）；"
            "`batch diff` 有差异；`claims --strict` 有说法不成立",
            "faults found: in an edition, in a case, a JSON line that cannot be read, errors in a file or list "
            "(`import`, `batch import`); `batch diff` found differences; `claims --strict` found a claim that "
            "does not hold",
        ),
        (
            "2",
            "无法执行：没有该文件、企业、版本或选项；原因和消息码写到标准错误",
            "the request cannot be carried out: no such file, enterprise, edition or option; "
            "reason and code go to standard error",
        ),
        ("130", "被中断", "interrupted"),
    )
    heads = (pick(language, "码", "code"), pick(language, "含义", "meaning"))
    yield from table(heads, [(n, pick(language, zh, en)) for n, zh, en in rows])


def _commands(app: Any) -> Iterator[tuple[str, Any]]:
    """Every command with its full name, in the order of the help; groups are told by their members."""
    for name, command in app.commands.items():
        members = getattr(command, "commands", None)
        if members is None:
            yield name, command
            continue
        for inner, member in members.items():
            yield f"{name} {inner}", member


def _command(name: str, command: Any, language: Language) -> Iterator[str]:
    yield f"## `littlegiants {name}`"
    yield ""
    yield command.help
    yield ""
    yield "```text"
    yield _usage(name, command)
    yield "```"
    yield ""
    heads = [
        pick(language, zh, en)
        for zh, en in (
            ("参数或选项", "argument or option"),
            ("默认", "default"),
            ("含义", "meaning"),
        )
    ]
    yield from table(heads, [_parameter(p, language) for p in command.params])


def _usage(name: str, command: Any) -> str:
    words = [f"littlegiants {name}"]
    for parameter in command.params:
        if _is_argument(parameter):
            word = parameter.name.upper()
            word += "…" if parameter.multiple or parameter.nargs != 1 else ""
            words.append(word if parameter.required else f"[{word}]")
    return " ".join([*words, "[OPTIONS]"])


def _is_argument(parameter: Any) -> bool:
    return not parameter.opts[0].startswith("-")


def _parameter(parameter: Any, language: Language) -> tuple[str, str, str]:
    if _is_argument(parameter):
        shown = code(parameter.name.upper())
    else:
        value = "" if parameter.is_flag else f" {_value(parameter)}"
        shown = ", ".join(code(option + value) for option in parameter.opts)
    default = parameter.default
    plain = isinstance(default, str | int) and not isinstance(default, bool) and default != ""
    if parameter.required:
        default_shown = pick(language, "必填", "required")
    else:
        default_shown = code(str(default)) if plain or hasattr(default, "parts") else "–"
    return shown, default_shown, parameter.help


def _value(parameter: Any) -> str:
    annotation = parameter.type_descriptor.annotation
    inner = getattr(annotation, "__args__", (annotation,))[0]
    return _VALUES[inner.__name__]
