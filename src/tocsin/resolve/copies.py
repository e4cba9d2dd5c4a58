"""Near-duplicates: texts passed on (``copy``) or edited in place (``version``).

The invariant: a pair is reported only after both sketches were compared; the index merely proposes pairs.
Time is near-linear in the number of words, memory about a kilobyte a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from tocsin.nouns.document import Document
from tocsin.nouns.ids import set_id
from tocsin.nouns.relation import Copies
from tocsin.resolve.loops import pushed
from tocsin.resolve.sketches import Sketch, Sketcher, cosine
from tocsin.resolve.tables import words
from tocsin.resolve.unions import Groups

SAME = 0.5  # cosine of five-word runs; see the measurement in bench/duplicates.py
SAME_SHORT = 0.6  # of two-word runs, and the differing words must not matter
WINDOW = timedelta(days=30)
NEIGHBOURS = 6  # a run shared by many texts links each to its next few in time: linear, and chains join the rest
FEWEST = 4  # words: "Go Ukraine!" said twice is not a text passed on
SAME_PAGE = 0.15  # an edited page keeps at least this much of itself


def copies(documents: Iterable[Document], window: timedelta = WINDOW) -> list[Copies]:
    """Groups of two or more documents that are one text, earliest first, each with its reason.

    Only documents gathered within ``window`` of each other (in chains) are compared. Order of arrival is irrelevant.
    """
    ordered = sorted(documents, key=lambda d: (d.first_seen, d.id))
    sketcher = Sketcher()
    sketches = [sketcher.sketch(d.text or d.title or "") for d in ordered]
    groups, best = Groups(len(ordered)), dict[tuple[int, int], float]()
    for i, j in _proposed(ordered, sketches):
        if ordered[j].first_seen - ordered[i].first_seen > window:
            continue
        score = _same(ordered[i], ordered[j], sketches[i], sketches[j])
        if score:
            groups.join(i, j)
            best[i, j] = score
    return _named(ordered, groups, best)


def _named(ordered: list[Document], groups: Groups, best: dict[tuple[int, int], float]) -> list[Copies]:
    lowest: dict[int, float] = {}
    for (i, _), score in best.items():
        root = groups.find(i)
        lowest[root] = min(score, lowest.get(root, 1.0))
    return [_group([ordered[i] for i in g], lowest[g[0]]) for g in groups.sets() if len(g) > 1]


def _group(members: list[Document], score: float) -> Copies:
    ids = tuple(d.id for d in members)
    pages = {page(d) for d in members}
    if len(pages) == 1 and None not in pages:
        why = f"{len(ids)} versions of one page; at least {score:.0%} of the runs of words stayed the same."
        return Copies(set_id("c", ids), "version", ids, score, why)
    outlets = sorted({d.outlet for d in members if d.outlet})
    where = f" at {', '.join(outlets[:4])}{' and others' if len(outlets) > 4 else ''}" if outlets else ""
    why = f"{len(ids)} documents{where} share at least {score:.0%} of their runs of words, link by link."
    return Copies(set_id("c", ids), "copy", ids, score, why, pushed(members))


def page(document: Document) -> str | None:
    """The page a document was taken from, without what does not matter in its address."""
    if not document.url:
        return None
    try:
        parts = urlsplit(document.url.strip())
    except ValueError:
        return document.url
    host = (parts.netloc or "").lower().removeprefix("www.")
    query = "&".join(p for p in parts.query.split("&") if p and not p.startswith(("utm_", "fbclid", "ref=", "cmpid")))
    return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}" or None


def _same(a: Document, b: Document, x: Sketch, y: Sketch) -> float:
    """0 when the two are not one text, else how alike they are."""
    if x.exact == y.exact:
        return 1.0 if not x.short or len(x.words) >= FEWEST else 0.0
    if a.supersedes == b.id or b.supersedes == a.id:
        return max(0.01, round(cosine(x, y), 4))
    if x.short != y.short:
        return 0.0
    score = round(cosine(x, y), 4)
    if page(a) is not None and page(a) == page(b) and score >= SAME_PAGE:
        return score
    if x.short:
        if ("?" in (a.text or a.title or "")) != ("?" in (b.text or b.title or "")):
            return 0.0  # asking is not saying
        return score if score >= SAME_SHORT and _only_small_words_differ(x.words, y.words) else 0.0
    return score if score >= SAME else 0.0


def _only_small_words_differ(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """A headline with another number, name or verb is another headline; one with another article is not."""
    left, right = set(a), set(b)
    if min(len(left), len(right)) < FEWEST:
        return False
    small = words("small", "small")
    lost, gained = (left - right) - small, (right - left) - small
    if lost and gained:  # something was put in the place of something else
        return all(any(_one_word(g, w) for g in gained) for w in lost) and len(gained) == len(lost)
    more = lost | gained  # one is a longer form of the other
    if any(w.isdigit() for w in more) or more & words("small", "turning"):
        return False
    return len(more) <= max(1, len(left & right) // 4)


def _one_word(a: str, b: str) -> bool:
    """Spelling variants and inflections: Kiev and Kyiv are not, organise and organize are."""
    if a.isdigit() or b.isdigit():
        return a == b
    shared = 0
    for p, q in zip(a, b, strict=False):
        if p != q:
            break
        shared += 1
    return shared >= 4 and shared >= max(len(a), len(b)) - 3


# --- proposing pairs -------------------------------------------------------------------------------


def _proposed(ordered: list[Document], sketches: list[Sketch]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing, each once and the earlier document first, sorted."""
    found = [_by_key([s.exact for s in sketches]), _by_key([page(d) for d in ordered])]
    fresh = _fresh(ordered, sketches)
    found += [_by_runs(sketches, [i for i in fresh if sketches[i].short == short]) for short in (False, True)]
    position = {d.id: i for i, d in enumerate(ordered)}
    older = [(position[d.supersedes], i) for i, d in enumerate(ordered) if d.supersedes in position]
    if older:
        found.append(np.array([sorted(p) for p in older], dtype=np.int64))
    everything: NDArray[np.int64] = np.unique(np.concatenate(found), axis=0)
    yield from ((int(i), int(j)) for i, j in everything)


def _by_key(keys: list[bytes | None] | list[bytes] | list[str | None]) -> NDArray[np.int64]:
    """Each thing with the one before it under the same key."""
    last: dict[object, int] = {}
    pairs = []
    for i, key in enumerate(keys):
        if key is None:
            continue
        if key in last:
            pairs.append((last[key], i))
        last[key] = i
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _fresh(ordered: list[Document], sketches: list[Sketch]) -> list[int]:
    """Texts that did not stand just so a while before: the others are linked to those already, and would crowd them."""
    last: dict[bytes, int] = {}
    found = []
    for i, sketch in enumerate(sketches):
        before = last.get(sketch.exact)
        if before is None or ordered[i].first_seen - ordered[before].first_seen > WINDOW / 2:
            last[sketch.exact] = i
            found.append(i)
    return found


def _by_runs(sketches: list[Sketch], candidates: list[int]) -> NDArray[np.int64]:
    """Pairs that share enough sampled runs: sort (run, document), link neighbours, count links."""
    wanted = [i for i in candidates if len(sketches[i].hashes)]
    if not wanted:
        return np.empty((0, 2), dtype=np.int64)
    hashes = np.concatenate([sketches[i].hashes for i in wanted])
    owners = np.repeat(np.array(wanted, dtype=np.int64), [len(sketches[i].hashes) for i in wanted])
    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    n = np.int64(len(sketches))
    links = []
    for step in range(1, NEIGHBOURS + 1):
        same = hashes[step:] == hashes[:-step]
        links.append(owners[:-step][same] * n + owners[step:][same])
    codes, counts = np.unique(np.concatenate(links), return_counts=True)
    smaller = np.minimum(*(_sizes(sketches)[part] for part in np.divmod(codes, n)))
    codes = codes[counts >= np.maximum(1, smaller * 0.12)]
    return np.stack(np.divmod(codes, n), axis=1)


def _sizes(sketches: list[Sketch]) -> NDArray[np.int64]:
    return np.array([len(s.hashes) for s in sketches], dtype=np.int64)
