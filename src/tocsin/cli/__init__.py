"""The command line: verbs that read and write, so that commands are pipes. ``main`` is the only exit."""

import errno
import gc
import io
import sys

from tocsin.cli.root import root
from tocsin.cli.saying import tell
from tocsin.errors import TocsinError

YOUNG = 20_000  # new objects before Python looks for unused rings of them: loading makes many, and no rings
FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)


def main(arguments: list[str] | None = None) -> None:
    """Run one command; every expected failure becomes one sentence on standard error and an exit code.

    0 done · 1 failed · 2 input that cannot be used · 3 the case · 4 the reader · 5 a citation · 130 interrupted.
    """
    import click

    gc.set_threshold(YOUNG)
    try:
        code = root.main(args=arguments, prog_name="tocsin", standalone_mode=False)
    except click.exceptions.Abort:
        stop("interrupted; what was gathered so far is kept", 130)
    except click.ClickException as error:
        error.show(said := io.StringIO())
        for line in said.getvalue().rstrip("\n").split("\n"):
            tell(line)
        sys.exit(error.exit_code)
    except TocsinError as error:
        stop(str(error), error.code)
    except KeyboardInterrupt:
        stop("interrupted; what was gathered so far is kept", 130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        if error.errno in FULL:
            stop(f"the disk is full ({error.strerror}); what was added to a case before is safe", 1)
        stop(f"{error.filename or 'the system'}: {error.strerror or error}", 1)
    else:
        sys.exit(code if isinstance(code, int) else 0)


def stop(sentence: str, code: int) -> None:
    """Say one sentence and leave."""
    tell(f"tocsin: {sentence}")
    sys.exit(code)
