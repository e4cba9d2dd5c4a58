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
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from tocsin.gather.item import Source
from tocsin.nouns.trouble import Trouble

AGENT = "tocsin/0.1 (+https://github.com/tocsin; open-source warning analysis)"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHUNK = 65536


@dataclass(frozen=True, slots=True)
class Limits:
    """What one fetch may cost. ``private`` lets it talk to this machine and its network (tests, intranets)."""

    seconds: float = 20.0
    size: int = 20_000_000
    redirects: int = 5
    private: bool = False
    agent: str = AGENT


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; ``url`` is where it came from in the end, ``moved`` whether every redirect was permanent."""

    url: str
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case
    moved: bool = False

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
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            return Trouble(url, None, f"did not answer within {limits.seconds:g} seconds")
        return Trouble(url, None, f"could not be fetched ({_short(error)})")


def _short(error: Exception) -> str:
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
    """One request and its answer. A watchdog shuts the socket at the deadline, whatever the server drips."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError(f"leads to an address that is not http or https: {url[:100]}")
    connection = _connect(parts.hostname, parts.port, parts.scheme == "https", limits, deadline)
    watchdog = threading.Timer(max(0.01, deadline - time.monotonic()), _shut, [connection.sock])
    watchdog.daemon = True
    watchdog.start()
    try:
        path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request("GET", _ascii(path), headers=_headers(limits, headers))
        answer = connection.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        keep = answer.status == 200 or answer.status not in REDIRECTS
        return Response(url, answer.status, _body(answer, named, limits) if keep else b"", named)
    finally:
        watchdog.cancel()
        connection.close()


def _headers(limits: Limits, headers: dict[str, str]) -> dict[str, str]:
    return {"User-Agent": limits.agent, "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close", **headers}


def _ascii(path: str) -> str:
    return quote(path, safe="/?=&;:@!$'()*+,%~#[]-._")


def _shut(connected: socket.socket | None) -> None:
    if connected is not None:
        with contextlib.suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)


def _connect(host: str, port: int | None, tls: bool, limits: Limits, deadline: float) -> http.client.HTTPConnection:
    """A connection to an address of the host that was checked first."""
    port = port or (443 if tls else 80)
    infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    for info in infos:
        if not limits.private and not public(str(info[4][0])):
            raise RefusedError(f"leads to a private address ({info[4][0]}), which is never fetched")
    connected = _first_open(infos, deadline)
    if tls:
        connected = ssl.create_default_context().wrap_socket(connected, server_hostname=host)
    connection = http.client.HTTPConnection(host, port)
    connection.sock = connected
    return connection


def _first_open(infos: Sequence[Any], deadline: float) -> socket.socket:
    problem: OSError = OSError("no address")
    for family, kind, protocol, _, address in infos:
        attempt = socket.socket(family, kind, protocol)
        attempt.settimeout(max(0.01, deadline - time.monotonic()))
        try:
            attempt.connect(address)
            return attempt
        except OSError as error:
            attempt.close()
            problem = error
    raise problem


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
    while chunk := answer.read(CHUNK):
        raw += len(chunk)
        piece = opener.decompress(chunk, limits.size + 1 - total) if opener else chunk
        pieces.append(piece)
        total += len(piece)
        if total > limits.size or raw > limits.size:
            raise RefusedError(f"is longer than {limits.size:,} bytes")
    return b"".join(pieces)
