"""What a network said is remembered, the newest answers first of all."""

from threading import Thread
from time import sleep

from tocsin.workbench.networks import Remembered


def test_each_question_is_asked_once_while_it_is_remembered() -> None:
    asked: list[str] = []

    def ask(questions):
        asked.extend(one for one, _ in questions)
        return [one.upper() for one, _ in questions]

    known = Remembered(ask, size=2)
    assert known([("a", ""), ("b", ""), ("a", "")]) == ["A", "B", "A"] and asked == ["a", "b"]
    assert known([("c", "")]) == ["C"]  # and the oldest, b, is forgotten
    assert known([("a", ""), ("b", "")]) == ["A", "B"] and asked == ["a", "b", "c", "b"]
    assert known([]) == []


def test_no_network_is_asked_while_another_is() -> None:
    inside: list[int] = [0]
    most: list[int] = []

    def ask(questions):
        inside[0] += 1
        sleep(0.01)
        most.append(inside[0])
        inside[0] -= 1
        return [0.0]

    one, other = Remembered(ask), Remembered(ask)
    threads = [Thread(target=known, args=([(str(n),) for n in range(5)],)) for known in (one, other, one)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(most) == {1} and len(most) == 10
