"""The brief's page as a PDF, printed by a Chromium that is already on the machine: what a person would get by hand.

The page runs and fetches nothing: its own policy forbids it, and no name resolves for the browser. The dates that the
printer stamps and the numbers it gives to nodes are evened out, so that a second run gives the same bytes.
"""

import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from tocsin.errors import UsageError
from tocsin.exchange.known import Shipment

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SECONDS = 120
PAPER = "<style>@page{size:A4;margin:16mm 14mm}h1,h2,h3{break-after:avoid}</style></head>"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--host-resolver-rules=MAP * ~NOTFOUND")  # fmt: skip  # noqa: E501 - one table
_STAMP = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")
_NODE = re.compile(rb"\(node(\d{8})\)")


def to_pdf(shipment: Shipment) -> bytes:
    """The page of the shipment, printed. Raises UsageError without a page or a browser."""
    if "</head>" not in shipment.page:
        raise UsageError("a PDF is printed from the brief's page; this export has none")
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if browser is None:
        raise UsageError("pdf needs Chromium on the path; without it, open the HTML form in a browser and print it")
    printed = pressed(browser, shipment.page.replace("</head>", PAPER, 1))
    return timeless(printed, f"{shipment.picture.day:%Y%m%d}".encode())


def timeless(printed: bytes, day: bytes) -> bytes:
    """The same file, byte for byte as long, with the day for its dates and its nodes numbered from one."""
    dated = _STAMP.sub(lambda m: b"/%b (D:%b000000" % (m[1], day), printed)
    numbers = {node: b"%08d" % n for n, node in enumerate(sorted(set(_NODE.findall(dated))), 1)}
    return _NODE.sub(lambda m: b"(node%b)" % numbers[m[1]], dated)


def pressed(browser: str, page: str) -> bytes:
    """One run of the browser in a folder of its own."""
    with TemporaryDirectory(prefix="tocsin-pdf-") as folder:
        here = Path(folder)
        (here / "brief.html").write_text(page, encoding="utf-8", errors="replace")
        command = [
            browser, *FLAGS, f"--user-data-dir={here / 'profile'}", f"--print-to-pdf={here / 'brief.pdf'}",
            (here / "brief.html").as_uri(),
        ]  # fmt: skip
        try:
            subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS, check=True)
            return (here / "brief.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise UsageError(
                "Chromium did not print the brief; open the HTML form in a browser and print it"
            ) from error
