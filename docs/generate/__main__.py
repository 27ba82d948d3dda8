"""Write the made pages of the reference."""

from __future__ import annotations

from docs.generate.pages import FOLDER, pages


def main() -> None:
    """Write every page."""
    for name, text in pages().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path)


if __name__ == "__main__":
    main()
