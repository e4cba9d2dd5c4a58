"""Readings come out the same, in order, whoever reads them and in whatever company."""

import json
from datetime import UTC, datetime

import pytest

from tocsin import workbench
from tocsin.nouns.document import Document
from tocsin.read import network as module
from tocsin.workbench.reading import CHUNK, FEW

SAID = "The minister of Norland, Ana Riga, said on Friday that ship {n} would not leave port. Officials denied it."


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    if not (module.WEIGHTS / "network.int8.onnx").exists():
        pytest.skip("the weights are not in this checkout")
    texts = [SAID.format(n=n) + "\n" + "Rain fell on the hills. " * (n % 5) for n in range(FEW + CHUNK + 3)]
    return [Document(f"d{n}", text, datetime(2022, 1, 1, tzinfo=UTC)) for n, text in enumerate(texts)]


def test_lines_are_the_same_from_one_process_and_from_two(documents: list[Document]) -> None:
    troubles: list[str] = []
    alone = [next(workbench.lines([d], 1, troubles, "jsonl")) for d in documents[::9]]
    two = list(workbench.lines(documents, 2, troubles, "jsonl"))
    assert [json.loads(line)["document"]["id"] for line in two] == [d.id for d in documents]
    assert two[::9] == alone and not troubles
    assert all(json.loads(line)["statements"] for line in two)


def test_text_is_written_where_it_was_read_too(documents: list[Document]) -> None:
    lines = list(workbench.lines(documents[:2], 1, [], "text"))
    assert len(lines) == 2 and all("would not leave port" in line for line in lines)
