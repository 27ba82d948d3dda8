"""The picture of the README: what two commands print, as SVG; `python -m docs.generate.pictures` writes it.

In English only: an SVG has no fonts of its own, and Chinese signs are not twice as wide as Latin ones in
every viewer, so that tables would come apart. The Chinese README shows the same lines as text.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.text import Text

PICTURE = Path(__file__).parents[1] / "pictures" / "cities.svg"
SHOWN = (("littlegiants rank", 10), ("littlegiants overtakes --city 440300", 8))
"""Commands, and how many lines of each are shown."""

_WIDTH = 104
_FONT_FACE = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)


def main() -> None:
    """Write the picture."""
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(picture(), encoding="utf-8")
    print(PICTURE)


def picture() -> str:
    """Return the first lines of the commands as SVG, without the fonts that a browser would fetch."""
    screen = Console(record=True, width=_WIDTH, file=io.StringIO())
    for command, lines in SHOWN:
        screen.print(Text(f"$ {command}", style="bold green"))
        for line in _printed(command)[:lines]:
            screen.print(Text(line), overflow="ellipsis", no_wrap=True)
        screen.print(Text("…", style="dim"))
    drawn = screen.export_svg(title="littlegiants", unique_id="cities")
    return _FONT_FACE.sub("", drawn).rstrip() + "\n"


def _printed(command: str) -> list[str]:
    arguments = [sys.executable, "-m", *command.split()]
    environment = os.environ | {"LITTLEGIANTS_LANG": "en"}
    done = subprocess.run(  # noqa: S603  the commands are those above
        arguments, env=environment, check=True, capture_output=True
    )
    return [line.rstrip() for line in done.stdout.decode("utf-8").splitlines() if line.strip()]


if __name__ == "__main__":
    main()
