"""`python -m littlegiants` and the console script `littlegiants`."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command line."""
    from littlegiants.cli.app import run

    sys.exit(run(sys.argv[1:], os.environ))


if __name__ == "__main__":
    main()
