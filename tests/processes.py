"""Python in a process of its own."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


@asynccontextmanager
async def started(*arguments: str, heard: bool = True) -> AsyncIterator[Process]:
    """A process of Python's with these arguments; killed at the end if it has not ended."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stdout=PIPE if heard else DEVNULL, stderr=PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()
