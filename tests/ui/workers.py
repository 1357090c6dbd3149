"""Functions that run in the painter's worker instead of drawing. At module level, since the worker imports them."""

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bot.domain.kit.pictures import Picture


def nothing(scratch: str) -> None:
    """Start at once, without matplotlib."""


def obey(picture: Picture) -> bytes:
    """Hang, die or fail where the title says so; else tell the worker's process id."""
    while picture.title == "hang":
        time.sleep(0.01)
    if picture.title == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if picture.title == "fail":
        raise ValueError
    return str(os.getpid()).encode()


def _note(path: str, picture: Picture) -> bytes:
    if picture.title == "hang":
        Path(path).touch()
    return obey(picture)


def obey_and_note(path: Path) -> Callable[[Picture], bytes]:
    """Like ``obey``, making the file ``path`` when it begins to hang."""
    return partial(_note, str(path))
