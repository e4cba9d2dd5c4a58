"""A flag that a signal handler may set while its own thread waits for it."""

import signal
import time

from tocsin.gather.bell import Bell


def test_a_handler_rings_it_while_its_own_thread_is_about_to_wait() -> None:
    before = signal.signal(signal.SIGALRM, lambda *_: bell.set())
    try:
        for delay in (0.0005, 0.001, 0.01):
            bell = Bell()
            signal.setitimer(signal.ITIMER_REAL, delay)
            assert bell.wait(20)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_it_waits_no_longer_than_asked() -> None:
    start = time.monotonic()
    assert not Bell().wait(0.05)
    assert time.monotonic() - start < 5
