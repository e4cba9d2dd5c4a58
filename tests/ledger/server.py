"""A private Postgres server for one test run: its own folder, its own socket, no network, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SETTINGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=20"


def programs() -> Path | None:
    """Where initdb and pg_ctl are, or None."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("pg_ctl")
    places = [*known, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((p for p in places if (p / "initdb").exists() and (p / "pg_ctl").exists()), None)


@contextmanager
def running() -> Iterator[str]:
    """The address of a server that runs while the context lasts. Postgres refuses to run as root: then as another."""
    where = programs()
    assert where is not None
    folder = Path(tempfile.mkdtemp(prefix="tocsin-pg-"))
    user = _user()
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    data, options = str(folder / "data"), f"-k {folder} {SETTINGS}"
    try:
        _call(
            user,
            folder,
            [where / "initdb", "-D", data, "-U", "tocsin", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N"],
        )
        _call(user, folder, [where / "pg_ctl", "-D", data, "-o", options, "-w", "-l", folder / "log", "start"])
        try:
            yield f"postgresql://tocsin@/postgres?host={folder}"
        finally:
            _call(user, folder, [where / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _call(user: str | None, folder: Path, command: list[object]) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
