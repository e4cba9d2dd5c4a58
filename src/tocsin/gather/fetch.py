"""One page over HTTP, bounded in time, size and redirects, and never from a private address.

Every address a name resolves to is checked, and the one that was checked is the one connected to,
at every redirect: a name that changes its mind in between gains nothing.
"""

import contextlib
import http.client
import io
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from tocsin.gather.item import Source
from tocsin.nouns.trouble import Trouble

AGENT = "tocsin/0.1 (+https://github.com/tocsin; open-source warning analysis)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65536
Got = TypeVar("Got")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. ``allowed`` names hosts (``host`` or ``host:port``) that may have a private address."""

    seconds: float = 20.0
    size: int = 20_000_000
    redirects: int = 5
    allowed: frozenset[str] = frozenset()
    agent: str = AGENT

    def allows(self, host: str, port: int) -> bool:
        """Whether that host may have a private address."""
        return host in self.allowed or f"{host}:{port}" in self.allowed


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; ``url`` is where it came from in the end, ``moved`` whether every redirect was permanent."""

    url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    moved: bool = False

    def unzipped(self, limit: int) -> bytes:
        """The body, opened where it is a gzip file as site maps are; cut off at the limit."""
        if not self.body.startswith(b"\x1f\x8b"):
            return self.body
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(47).decompress(self.body, limit)
        return b""

    def source(self, limit: int) -> Source:
        """The body as a stream with its address and declared character set."""
        kind = self.headers.get("content-type", "")
        charset = kind.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or None
        return Source(self.url, io.BytesIO(self.body), limit, self.url, charset)


class RefusedError(Exception):
    """Why a fetch was given up, as a clause a person understands."""


def fetch(url: str, limits: Limits, headers: Mapping[str, str] | None = None) -> Response | Trouble:
    """The page at an address, after its redirects; a Trouble when there is none to be had."""
    deadline = time.monotonic() + limits.seconds
    try:
        return _followed(url, limits, {**(headers or {})}, deadline)
    except RefusedError as refusal:
        return Trouble(url, None, str(refusal))
    except TimeoutError:
        return Trouble(url, None, f"did not answer within {limits.seconds:g} seconds")
    except ssl.SSLError as error:
        return Trouble(url, None, f"has no valid certificate ({error.reason or 'TLS failed'})")
    except (OSError, http.client.HTTPException, ValueError, zlib.error) as error:
        return Trouble(url, None, f"could not be fetched ({_short(error)})")


def _short(error: Exception) -> str:
    """What went wrong, in words where the library has none."""
    if isinstance(error, http.client.IncompleteRead):
        return "it broke off in the middle"
    if isinstance(error, http.client.BadStatusLine | http.client.UnknownProtocol):
        return "what answers is no web server"
    if isinstance(error, zlib.error):
        return "its compressed body is damaged"
    return " ".join(str(getattr(error, "strerror", None) or error or type(error).__name__).split())[:120]


def _followed(url: str, limits: Limits, headers: dict[str, str], deadline: float) -> Response:
    seen, permanent = [url], True
    while True:
        response = _once(seen[-1], limits, headers, deadline)
        target = response.headers.get("location")
        if response.status not in REDIRECTS or not target:
            return Response(seen[-1], response.status, response.body, response.headers, permanent and len(seen) > 1)
        permanent = permanent and response.status in (301, 308)
        seen.append(urljoin(seen[-1], target))
        if seen[-1] in seen[:-1]:
            raise RefusedError("redirects in a circle")
        if len(seen) > limits.redirects + 1:
            raise RefusedError(f"redirects more than {limits.redirects} times")


def _once(url: str, limits: Limits, headers: dict[str, str], deadline: float) -> Response:
    """One request and its answer. A watchdog shuts the line at the deadline, whatever the server drips."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError(f"leads to an address that is not http or https: {url[:100]}")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    line = _Line(parts.hostname, port, deadline)
    try:
        line.connect(limits, tls=parts.scheme == "https")
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        line.http.request("GET", quote(path, safe="/?=&;:@!$'()*+,%~#[]-._"), headers=_headers(limits, headers))
        answer = line.http.getresponse()
        named = {name.lower(): " ".join(value.split()) for name, value in answer.getheaders()}
        body = b"" if answer.status in REDIRECTS else _body(answer, named, limits)
        return line.in_time(Response(url, answer.status, body, named))
    except (OSError, http.client.HTTPException):
        line.in_time(None)
        raise
    finally:
        line.close()


def _headers(limits: Limits, headers: dict[str, str]) -> dict[str, str]:
    return {"User-Agent": limits.agent, "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close", **headers}


class _Line:
    """A connection to an address that was checked first, and the watchdog over it."""

    def __init__(self, host: str, port: int, deadline: float) -> None:
        self.http = http.client.HTTPConnection(host, port)
        self._deadline, self._socket = deadline, cast("socket.socket | None", None)
        self._late = False
        self._watchdog = threading.Timer(max(0.01, deadline - time.monotonic()), self._shut)
        self._watchdog.daemon = True
        self._watchdog.start()

    def connect(self, limits: Limits, *, tls: bool) -> None:
        """Resolve, check every address, connect to the first that answers."""
        host, port = self.http.host, self.http.port
        infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for info in infos:
            if not public(str(info[4][0])) and not limits.allows(host, port):
                raise RefusedError(f"leads to a private address ({info[4][0]}), which is never fetched")
        self._socket = self._first_open(infos)
        if tls:
            secure = ssl.create_default_context().wrap_socket(
                self._socket, server_hostname=host, do_handshake_on_connect=False
            )
            self._socket = secure
            secure.do_handshake()
        self.http.sock = self._socket

    def _first_open(self, infos: Sequence[Any]) -> socket.socket:
        problem: OSError = OSError("no address")
        for family, kind, protocol, _, address in infos:
            attempt = socket.socket(family, kind, protocol)
            attempt.settimeout(max(0.01, self._deadline - time.monotonic()))
            try:
                attempt.connect(address)
                return attempt
            except OSError as error:
                attempt.close()
                problem = error
        raise problem

    def in_time(self, result: Got) -> Got:
        """The result, unless the watchdog cut it short. Raises TimeoutError then."""
        if self._late:
            raise TimeoutError
        return result

    def _shut(self) -> None:
        self._late = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Call off the watchdog and let go."""
        self._watchdog.cancel()
        self.http.close()
        if self._socket is not None:
            self._socket.close()


def public(address: str) -> bool:
    """An address anyone on the internet could reach, and nothing that merely looks like one."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _body(answer: http.client.HTTPResponse, named: Mapping[str, str], limits: Limits) -> bytes:
    """The body, opened if zipped, up to the limit: a small answer that unfolds without end is cut off and refused."""
    encoding = named.get("content-encoding", "").lower().strip()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise RefusedError(f"answers in an encoding we did not ask for ({encoding[:40]})")
    opener = zlib.decompressobj(47) if encoding and encoding != "identity" else None
    pieces, total, raw = [], 0, 0
    while chunk := answer.read1(CHUNK):
        raw += len(chunk)
        piece = opener.decompress(chunk, limits.size + 1 - total) if opener else chunk
        pieces.append(piece)
        total += len(piece)
        if total > limits.size or raw > limits.size:
            raise RefusedError(f"is longer than {limits.size:,} bytes")
    return b"".join(pieces)
