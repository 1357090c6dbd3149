"""Bodies within bounds: at most so many decoded bytes are ever held, and a body that broke off is noticed."""

import zlib

import aiohttp

from bot.domain.feeds.feed import LaterReason, RefusedReason

LARGEST_BODY = 2 * 1024 * 1024
"""Decoded bytes. The largest genuine capture has 159 kB, ten very long stories about 500 kB. The same limit holds for
the bytes as they arrive, so that an endless stream of nothing ends too."""

_CHUNK = 64 * 1024
_GZIP = 16 + zlib.MAX_WBITS


async def read_bounded(response: aiohttp.ClientResponse) -> bytes | RefusedReason | LaterReason:
    """The decoded body, or why there is none: ``TOO_LARGE``; ``UNREACHABLE`` for one that broke off or does not
    decode; ``SERVER_ERROR`` for an encoding that was not asked for.

    The session must have ``auto_decompress=False``: aiohttp takes a truncated gzip body for a whole one, and decoding
    here bounds each step. Raises what aiohttp raises while reading.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("identity", ""):
        return await _read_plain(response)
    if encoding in ("gzip", "x-gzip"):
        return await _read_gzip(response)
    return LaterReason.SERVER_ERROR


async def _read_plain(response: aiohttp.ClientResponse) -> bytes | RefusedReason:
    body = bytearray()
    async for chunk in response.content.iter_chunked(_CHUNK):
        body += chunk
        if len(body) > LARGEST_BODY:
            return RefusedReason.TOO_LARGE
    return bytes(body)


async def _read_gzip(response: aiohttp.ClientResponse) -> bytes | RefusedReason | LaterReason:
    decoder = zlib.decompressobj(_GZIP)
    body = bytearray()
    arrived = 0
    async for chunk in response.content.iter_chunked(_CHUNK):
        arrived += len(chunk)
        if not decoder.eof:  # what follows the stream's own end is read, so that the connection can be used again
            try:
                body += decoder.decompress(chunk, LARGEST_BODY + 1 - len(body))
            except zlib.error:
                return LaterReason.UNREACHABLE
        if len(body) > LARGEST_BODY or arrived > LARGEST_BODY:
            return RefusedReason.TOO_LARGE
    return bytes(body) if decoder.eof else LaterReason.UNREACHABLE
