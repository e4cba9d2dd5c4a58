"""One page, bounded in time, size and redirects, never from a private address."""

import socket
from typing import Any

import pytest

from tests.gather.help import ENGLISH, gathered
from tests.gather.misbehaving import Server, bomb, drips, endless, moves, says
from tocsin.gather.fetch import Limits, Response, fetch, public
from tocsin.nouns.trouble import Trouble


def limits(server: Server, **more: Any) -> Limits:
    """Limits under which that server may be private."""
    return Limits(allowed=frozenset({server.host}), **more)


def refusal(url: str, bounds: Limits) -> str:
    """Why a fetch was given up."""
    got = fetch(url, bounds)
    assert isinstance(got, Trouble)
    assert "\n" not in got.reason
    return got.reason


def test_a_page_comes_with_its_address_and_headers(server: Server) -> None:
    server.routes["/old"] = moves("/new?a=1 2", 301)
    server.routes["/new?a=1%202"] = says(200, "hello", Content_Type="text/plain; charset=latin-1")
    got = fetch(f"{server.url}/old", limits(server))
    assert isinstance(got, Response)
    assert (got.status, got.body, got.moved, got.source(9).charset) == (200, b"hello", True, "latin-1")


@pytest.mark.parametrize(
    "answer", [drips(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n"), drips(b"HTTP/1.1 200 OK\r\n\r\n", b"x")]
)
def test_a_server_that_drips_is_given_up_on_time(server: Server, answer: Any) -> None:
    server.routes["/"] = answer
    assert "did not answer within 0.5 seconds" in refusal(server.url + "/", limits(server, seconds=0.5))


def test_a_server_that_says_nothing_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        host = f"127.0.0.1:{silent.getsockname()[1]}"
        bounds = Limits(seconds=0.5, allowed=frozenset({host}))
        assert "did not answer within 0.5 seconds" in refusal(f"http://{host}/", bounds)


@pytest.mark.parametrize("answer", [endless, bomb])
def test_a_body_without_end_is_cut_off(server: Server, answer: Any) -> None:
    server.routes["/"] = answer
    assert "is longer than 1,000,000 bytes" in refusal(server.url + "/", limits(server, size=1_000_000))


def test_redirects_in_a_circle_too_many_and_to_elsewhere(server: Server) -> None:
    server.routes |= {"/a": moves("/b"), "/b": moves("/a"), "/file": moves("file:///etc/passwd")}
    server.routes |= {f"/{n}": moves(f"/{n + 1}") for n in range(9)}
    assert "redirects in a circle" in refusal(f"{server.url}/a", limits(server))
    assert "redirects more than 5 times" in refusal(f"{server.url}/0", limits(server))
    assert "not http or https" in refusal(f"{server.url}/file", limits(server))


@pytest.mark.parametrize(
    "target", ["http://127.0.0.1:1/x", "http://169.254.169.254/", "http://[::1]/", "http://10.1.2.3/"]
)
def test_a_redirect_to_a_private_address_is_refused(server: Server, target: str) -> None:
    server.routes["/"] = moves(target)
    assert "leads to a private address" in refusal(server.url + "/", limits(server))


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1",
     "fc00::1", "::ffff:127.0.0.1", "2002:7f00:1::", "64:ff9b::7f00:1", "224.0.0.1", "255.255.255.255", "::"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not public(address)


def test_public_addresses() -> None:
    assert all(public(a) for a in ("93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::5db8:d822"))


def test_a_name_that_resolves_to_a_private_address_is_refused() -> None:
    assert "private address" in refusal("http://localhost/", Limits())
    assert "private address" in refusal("http://2130706433/", Limits())
    assert "could not be fetched" in refusal("http://no-such-host.invalid/", Limits())


def test_odd_answers_get_one_sentence(server: Server) -> None:
    server.routes["/junk"] = drips(b"\x00\xff junk\r\n\r\n", b"", 0.0)
    server.routes["/brotli"] = says(200, b"x", Content_Encoding="br")
    server.routes["/broken"] = says(200, b"\x1f\x8b broken", Content_Encoding="gzip")
    for path in ("/junk", "/brotli", "/broken"):
        assert refusal(server.url + path, limits(server, seconds=5))
    assert refusal("http://[bad/", Limits())


def test_an_address_can_be_gathered(server: Server) -> None:
    url = server.page("/a.txt", f"{ENGLISH} “Quiet.”", "text/plain; charset=utf-8")
    documents, troubles = gathered(url, f"{server.url}/none", allowed=[server.host])
    assert [(d.url, d.text[-8:]) for d in documents] == [(url, "“Quiet.”")]
    assert [t.reason for t in troubles] == ["answered with status 404"]
    assert "private address" in gathered(url)[1][0].reason
