"""The pictures of the READMEs: what two commands print, as SVG; `python -m docs.generate.pictures` writes them."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

from littlegiants.vocabulary.language import LANGUAGES, Language

FOLDER = Path(__file__).parents[1] / "pictures"
SHOWN = (("littlegiants rank", 10), ("littlegiants overtakes --city 440300", 8))
"""Commands, and how many lines of each are shown."""

_WIDTH = 104
_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Write one picture for each language."""
    FOLDER.mkdir(exist_ok=True)
    for language in LANGUAGES:
        path = FOLDER / f"cities.{language}.svg"
        path.write_text(picture(language), encoding="utf-8")
        print(path)


def picture(language: Language) -> str:
    """Return the first lines of the commands as SVG, without the fonts that a browser would fetch."""
    screen = Console(record=True, width=_WIDTH, file=io.StringIO())
    for command, lines in SHOWN:
        screen.print(Text(f"$ {command}", style="bold green"))
        for line in _printed(command, language)[:lines]:
            screen.print(Text(line), overflow="ellipsis", no_wrap=True)
        screen.print(Text("…", style="dim"))
    drawn = screen.export_svg(title="littlegiants", unique_id=f"cities-{language}")
    return _FONT_FACE.sub("", drawn).rstrip() + "\n"


def _printed(command: str, language: Language) -> list[str]:
    arguments = [sys.executable, "-m", *command.split()]
    environment = os.environ | {"LITTLEGIANTS_LANG": language}
    done = subprocess.run(  # noqa: S603  the commands are those above
        arguments, env=environment, check=True, capture_output=True
    )
    return [line.rstrip() for line in done.stdout.decode("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
