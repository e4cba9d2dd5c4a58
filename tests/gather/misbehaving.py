"""A web server on loopback that behaves as badly as the real ones, on request."""

import gzip
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Routes that a test sets and the requests that came."""

    def __init__(self, port: int) -> None:
        self.port, self.url, self.host = port, f"http://127.0.0.1:{port}", f"127.0.0.1:{port}"
        self.routes: dict[str, Answer] = {}
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}

    def page(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> str:
        """Serve that body there; returns its address."""
        self.routes[path] = says(200, body, **{"Content-Type": kind, **headers})
        return self.url + path


def says(status: int, body: str | bytes = b"", **headers: str) -> Answer:
    """An answer with status, body and headers (underscores for dashes)."""
    data = body.encode() if isinstance(body, str) else body

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(data)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(data)

    return answer


def moves(to: str, status: int = 302) -> Answer:
    """A redirect."""
    return says(status, Location=to)


def conditional(body: str, etag: str, kind: str = "application/rss+xml") -> Answer:
    """304 to those who know it already."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        known = request.headers.get("If-None-Match") == etag
        says(304, ETag=etag)(request) if known else says(200, body, ETag=etag, Content_Type=kind)(request)

    return answer


def drips(head: bytes, drop: bytes, pause: float = 0.05) -> Answer:
    """A few bytes at a time, without end."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(head)
        for _ in range(400):
            request.wfile.write(drop)
            time.sleep(pause)

    return answer


def endless(request: BaseHTTPRequestHandler) -> None:
    """A body as fast as it is taken."""
    request.send_response(200)
    request.end_headers()
    for _ in range(2000):
        request.wfile.write(b"word " * 4000)


def bomb(request: BaseHTTPRequestHandler) -> None:
    """Some kilobytes that unfold to twenty megabytes."""
    says(200, gzip.compress(b"word " * 4_000_000, 9), Content_Encoding="gzip")(request)


@contextmanager
def serving() -> Iterator[Server]:
    """A server for as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name
            server.asked[self.path] += 1
            server.headers[self.path] = dict(self.headers)
            try:
                server.routes.get(self.path, says(404))(self)
            except OSError:  # the client hung up, as it should
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    server = Server(http.server_port)
    threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
