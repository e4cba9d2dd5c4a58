"""A page is read in a process of its own: markup can hang or swell any parser, and that must not be ours.

The process is started once, fed page after page, and killed when one takes too long. It costs no time:
the parser has to be loaded somewhere.
"""

import atexit
import json
import signal
import subprocess
import sys
import threading
from typing import IO, Any, cast

CPU_SECONDS = 8.0  # what one page may cost; a busy machine is no reason to give a page up
SECONDS = 60.0  # wall clock, in case it waits for something that never comes
MEMORY = 3 << 30  # bytes the process may hold

Answer = dict[str, Any] | None


class Guard:
    """One worker process, started when first asked and again after it had to be killed."""

    def __init__(self, module: str, seconds: float = SECONDS) -> None:
        self._module, self._seconds = module, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()

    def ask(self, request: dict[str, Any]) -> Answer:
        """What the worker makes of a request; None when it makes nothing, takes too long or dies."""
        with self._lock:
            process = self._running()
            timer = threading.Timer(self._seconds, process.kill)
            timer.start()
            try:
                send(process.stdin, request)
                return cast(Answer, receive(process.stdout))
            except (OSError, ValueError, EOFError):
                self._stop()
                return None
            finally:
                timer.cancel()

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            command = [sys.executable, "-m", self._module]
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            atexit.register(self._stop)
        return self._process

    def _stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def send(stream: IO[bytes] | None, message: Any) -> None:
    """Length, then JSON."""
    assert stream is not None
    data = json.dumps(message).encode()
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()


def receive(stream: IO[bytes] | None) -> Any:
    """The next message. Raises EOFError at the end."""
    assert stream is not None
    size = stream.read(8)
    data = stream.read(int.from_bytes(size, "big"))
    if len(size) < 8 or len(data) < int.from_bytes(size, "big"):
        raise EOFError
    return json.loads(data)


def serve(answer: Any) -> None:
    """The worker's side: answer request after request until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory()
    inward, outward = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not speak into the answers
    while True:
        try:
            request = receive(inward)
            _limit_time(CPU_SECONDS)
            reply = answer(request)
            _limit_time(0)
            send(outward, reply)
        except (EOFError, BrokenPipeError):
            return


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not a Unix: the wall clock is the only guard
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _limit_time(seconds: float) -> None:
    """The kernel ends the process when its own clock runs out, even inside a C library; 0 stops the clock."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
