"""A real web server and a real mail server on loopback that take what they are sent."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Hook:
    """What was POSTed, and how to answer."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, bytes]] = []
        self.status, self.location, self.url = 204, "", ""


@contextmanager
def hook() -> Iterator[Hook]:
    """A webhook for as long as the context lasts."""
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server's name
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.taken.append((self.headers["Content-Type"], body))
            self.send_response(kept.status)
            if kept.location:
                self.send_header("Location", kept.location)
            self.end_headers()

        do_GET = do_POST  # noqa: N815 - http.server's name; a redirect would come as this

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.url = f"http://127.0.0.1:{server.server_port}/hook"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()


@contextmanager
def mail_server(**options: Any) -> Iterator[tuple[str, int, list[Any]]]:
    """Host, port and the envelopes that came in."""
    from aiosmtpd.controller import Controller

    class Keep:
        def __init__(self) -> None:
            self.taken: list[Any] = []

        async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
            self.taken.append(envelope)
            return "250 taken"

    keep = Keep()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(keep, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield "127.0.0.1", port, keep.taken
    finally:
        controller.stop()
