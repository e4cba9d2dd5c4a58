"""A flag that a signal handler may set.

``threading.Event`` takes a lock to be set. A handler runs in the thread that it interrupts; where that is just about to
wait for the event, and holds the lock, the handler would wait for ever for the thread that it stands in.
"""

import time

TICK = 0.1  # seconds after which who waits looks again


class Bell:
    """Silent until it is rung, and rung from then on; no lock is taken."""

    def __init__(self) -> None:
        self._rung = False

    def set(self) -> None:
        """Ring it."""
        self._rung = True

    def is_set(self) -> bool:
        """Whether it was rung."""
        return self._rung

    def wait(self, seconds: float) -> bool:
        """Wait for so long, or until it is rung; whether it was."""
        until = time.monotonic() + seconds
        while not self._rung and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, TICK))
        return self._rung
