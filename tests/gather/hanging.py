"""A worker that does what hostile pages make parsers do."""

import os
import time

from tocsin.gather.guard import serve


def answer(request: dict[str, str]) -> dict[str, str]:
    """Hang, die or answer."""
    if request["say"] == "hang":
        time.sleep(1000)
    if request["say"] == "die":
        os._exit(9)
    return {"said": request["say"]}


if __name__ == "__main__":
    serve(answer)
