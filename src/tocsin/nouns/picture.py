"""Picture: "All that is known on one question as of one day" – what a brief is composed from."""

from dataclasses import dataclass
from datetime import date

from tocsin.nouns.assessment import Assessment
from tocsin.nouns.document import Document
from tocsin.nouns.reading import Reading
from tocsin.nouns.relation import Copies, Origin, Relation
from tocsin.nouns.watch import Sighting, Watch


@dataclass(frozen=True, slots=True)
class Picture:
    """``history`` holds one assessment a day, oldest first; its last is the day's. ``readings`` follow ``documents``.

    ``documents`` hold only what was gathered by ``day``; those with ``aside`` set have an empty reading or none.
    ``troubles`` are files that could not be gathered, one sentence each.
    """

    watch: Watch
    day: date
    since: date
    documents: tuple[Document, ...]
    readings: tuple[Reading, ...]
    copies: tuple[Copies, ...]
    origins: tuple[Origin, ...]
    relations: tuple[Relation, ...]
    sightings: tuple[Sighting, ...]
    history: tuple[Assessment, ...]
    troubles: tuple[str, ...] = ()
    reader: str = ""
