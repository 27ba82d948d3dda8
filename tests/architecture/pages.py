"""The pages of the documents: headings, links, and the commands that they show."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SKIPPED = "…"
"""A line that stands for any number of lines of output."""

_FENCE = re.compile(r"^```(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_MARK = "<<<done"
_TIME_MAX_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Shown:
    """One command as a page shows it, with the output that it states."""

    command: str
    output: tuple[str, ...]


def prose(path: Path) -> str:
    """Return a page without its blocks of code."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def headings(path: Path) -> list[tuple[int, str]]:
    """Return level and words of each heading."""
    return [(len(marks), words) for marks, words in _HEADING.findall(prose(path))]


def anchors(path: Path) -> set[str]:
    """Return the anchors that a page's headings make."""
    kept = (re.sub(r"[^\w\- ]", "", words.lower()) for _, words in headings(path))
    return {words.replace(" ", "-") for words in kept}


def links(path: Path) -> list[str]:
    """Return the targets of a page's links."""
    return _LINK.findall(prose(path))


def shown_commands(path: Path) -> list[Shown]:
    """Return the commands of a page's `console` blocks, in order."""
    found: list[Shown] = []
    for language, body in _FENCE.findall(path.read_text(encoding="utf-8")):
        if language.strip() == "console":
            found.extend(_commands(body.splitlines()))
    return found


def _commands(lines: Sequence[str]) -> Iterator[Shown]:
    """A command begins with `$ ` and goes on where lines begin with `> `."""
    command: list[str] = []
    output: list[str] = []
    for line in lines:
        if line.startswith("$ ") and command:
            yield Shown("\n".join(command), tuple(output))
            command, output = [], []
        if line.startswith("$ "):
            command = [line[2:]]
        elif command and not output and line.startswith("> "):
            command.append(line[2:])
        elif line.strip():
            output.append(line)
    if command:
        yield Shown("\n".join(command), tuple(output))


def run_shown(commands: Sequence[Shown], folder: Path, language: str) -> list[list[str]]:
    """Run a page's commands in one shell and return the lines that each printed, without empty ones."""
    script = "\n".join(f"{shown.command}\necho; echo '{_MARK}'" for shown in commands)
    ends = ("PATH", "SYSTEMROOT", "TMPDIR")
    environment = {name: os.environ[name] for name in ends if name in os.environ}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    environment |= {"HOME": str(folder), "LC_ALL": "C.UTF-8", "LITTLEGIANTS_LANG": language}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_TIME_MAX_SECONDS,
        check=False,
    )
    parts = done.stdout.decode("utf-8").split(_MARK)[: len(commands)]
    return [[line for line in part.splitlines() if line.strip()] for part in parts]


def fits(stated: Sequence[str], printed: Sequence[str]) -> bool:
    """True if the output is as stated; `…` stands for any lines."""
    if not stated:
        return not printed
    if stated[0].strip() == SKIPPED:
        return any(fits(stated[1:], printed[at:]) for at in range(len(printed) + 1))
    return bool(printed) and _same(stated[0], printed[0]) and fits(stated[1:], printed[1:])


def _same(stated: str, printed: str) -> bool:
    return stated.split() == printed.split()
