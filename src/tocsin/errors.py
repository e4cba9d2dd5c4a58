"""Every error tocsin raises, as a tree; the command line catches only the root.

TocsinError
├── InputError        a file, line or page that cannot be used (path, line, what was expected)
├── WatchError        a warning problem that makes no sense (file, field, what was expected)
├── LedgerError       the case cannot be opened, read or written
├── ReaderError       the reader's weights are missing or damaged
├── CitationError     a brief whose cited span does not contain what the sentence says
└── UsageError        a verb asked for something that cannot be done

Each message is one sentence a person can act on.
"""


class TocsinError(Exception):
    """The root. ``str(error)`` is one clear sentence; ``code`` the exit status."""

    code = 1


class InputError(TocsinError):
    """A file, line or page that cannot be used."""

    code = 2

    def __init__(self, what: str, *, path: str | None = None, line: int | None = None) -> None:
        where = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__(f"{where}: {what}" if where else what)
        self.what, self.path, self.line = what, path, line


class WatchError(InputError):
    """A warning problem that makes no sense."""


class LedgerError(TocsinError):
    """The case cannot be opened, read or written."""

    code = 3


class ReaderError(TocsinError):
    """The reader's weights are missing or damaged."""

    code = 4


class CitationError(TocsinError):
    """A brief's sentence says what its cited span does not."""

    code = 5


class UsageError(TocsinError):
    """A verb asked for something that cannot be done."""

    code = 2
