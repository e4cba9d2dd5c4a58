"""The reader: documents in, readings out, in the same order, streamed.

A batch of documents goes through the network together; everything else is rules, one document at a time.
A document that makes a step fail gets an empty reading and an entry in ``troubles``; the run goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tocsin.nouns.document import Document, Published
from tocsin.nouns.reading import Reading
from tocsin.read import actors, datelines, dating, events, noise, quantities, sentences, statements, times
from tocsin.read.actors import outlets
from tocsin.read.network import UPOS, Network, Tagged

NAME = "en-news.v1"
BATCH_CHARACTERS = 120_000
BATCH_DOCUMENTS = 32

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Poisoned:
    """A document that could not be read, and why in one sentence."""

    document: str
    path: str
    reason: str


class Reader:
    """Reads English news. ``troubles`` grows with every document that could not be read."""

    name = NAME

    def __init__(self, network: Network) -> None:
        self.network = network
        self.troubles: list[Poisoned] = []

    @classmethod
    def load(cls) -> Reader:
        """The reader with the weights that come with the package; raises ReaderError without them."""
        return cls(Network.load())

    def read(self, documents: Iterable[Document]) -> Iterator[Reading]:
        """One reading a document, in order; memory stays flat whatever the number of documents."""
        for batch in _batches(documents):
            yield from self._batch(batch)

    def sentence(self, document: Document) -> Reading:
        """A bare sentence: read as its author's own statement where it attributes nothing to somebody else."""
        cut = [(0, len(document.text.rstrip()))] if document.text.strip() else []
        return self._finish(document, cut, self._tag([document], [cut])[0], author=True)

    def _batch(self, batch: list[Document]) -> list[Reading]:
        cuts = [self._cut(document) for document in batch]
        tagged = self._tag(batch, cuts)
        return [self._finish(d, cut, seen) for d, cut, seen in zip(batch, cuts, tagged, strict=True)]

    def _cut(self, document: Document) -> list[Span]:
        """The sentences of what is content."""
        if document.aside:
            return []
        try:
            cut = sentences.split(document.text, noise.spans(document.text, document.title))
            return datelines.parted(document.text, cut)
        except Exception as error:
            self._trouble(document, error)
            return []

    def _tag(self, batch: list[Document], cuts: list[list[Span]]) -> list[Tagged | None]:
        """What the network sees; when a batch fails, its documents are tried one by one."""
        try:
            return list(self.network.tag([(d.text, cut) for d, cut in zip(batch, cuts, strict=True)]))
        except Exception as error:
            if len(batch) == 1:
                self._trouble(batch[0], error)
                return [None]
        return [self._tag([d], [cut])[0] for d, cut in zip(batch, cuts, strict=True)]

    def _finish(self, document: Document, cut: list[Span], tagged: Tagged | None, author: bool = False) -> Reading:
        empty = Reading(document.id, self.name)
        if tagged is None or not cut:
            return empty
        try:
            return _assemble(document, cut, tagged, author)
        except Exception as error:
            self._trouble(document, error)
            return empty

    def _trouble(self, document: Document, error: Exception) -> None:
        where = document.url or document.title or document.id
        self.troubles.append(
            Poisoned(document.id, where, f"could not be read ({type(error).__name__}: {error}); it is left unread")
        )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    batch: list[Document] = []
    size = 0
    for document in documents:
        if batch and (len(batch) >= BATCH_DOCUMENTS or size + len(document.text) > BATCH_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(document)
        size += len(document.text)
    if batch:
        yield batch


def _assemble(document: Document, cut: list[Span], tagged: Tagged, author: bool) -> Reading:
    """Every rule in turn on one tagged document."""
    text, upos, places = document.text, [UPOS[u] for u in tagged.upos.tolist()], tagged.words.tolist()
    published = _published(document, cut)
    when = times.find(text, cut, published, upos=upos, words=places)
    counted = quantities.find(text, cut, when, upos=upos, words=places, document=document.id)
    quoted = [(s.start, s.end) for s in tagged.spans if s.kind == "source"]
    cast = actors.resolve(text, tagged, quoted, home=outlets.seat(document.outlet, outlets.host(document.url)))
    said = statements.find(document, tagged, when, published, cast, author=author)
    done = events.find(text, tagged, cast, when, counted, said, document=document.id)
    return Reading(
        document=document.id,
        reader=NAME,
        statements=tuple(said),
        events=tuple(done),
        actors=cast.actors,
        times=tuple(when),
        quantities=tuple(counted),
        sentences=tuple(cut),
        published=published if published != document.published else None,
    )


def _published(document: Document, cut: list[Span]) -> Published:
    """The document's date; inferred from its text, with the reason, when nobody gave one."""
    if document.published.basis != "unknown":
        return document.published
    by = document.first_seen.date() if document.seen_basis == "gathered" else None
    return dating.infer(document.text, cut, document.published, not_after=by)
