"""Address: "The same page, however the reader came there" – the identity of a URL."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters of an address that say how a reader came there, not what is read; also all that begin with utm_ or at_.
TRACKING = frozenset(
    {"fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "igshid", "ref_src", "cmpid", "ocid", "smid", "ito", "taid"}
)


def address(url: str) -> str:
    """A URL without what does not change the page: tracking parameters, fragment, scheme, ``www.`` and letter case."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url
    kept = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _tracks(pair[0]))
    scheme = "https" if parts.scheme == "http" else parts.scheme
    host = parts.netloc.lower().removeprefix("www.")
    return urlunsplit((scheme, host, parts.path.rstrip("/") or "/", urlencode(kept, errors="replace"), ""))


def _tracks(name: str) -> bool:
    return name.lower() in TRACKING or name.lower().startswith(("utm_", "at_"))
