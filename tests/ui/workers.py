"""Functions that run in the painter's worker instead of drawing. At module level, since the worker imports them."""

import os
import signal
import time

from bot.domain.kit.pictures import Picture


def nothing(scratch: str) -> None:
    """Start at once, without matplotlib."""


def obey(picture: Picture) -> bytes:
    """Hang, die or fail where the title says so; else tell the worker's process id."""
    if picture.title == "hang":
        time.sleep(60)
    if picture.title == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if picture.title == "fail":
        raise ValueError
    return str(os.getpid()).encode()
