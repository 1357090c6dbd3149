"""A very small Discord on loopback, for what a simulated one cannot show: sockets that fail, signals, kills.

It logs one bot in, takes its commands and its messages, and knows one guild with one member and one channel.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from aiohttp import WSMsgType, web
from discord.utils import time_snowflake

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"
"""Of a bot token's shape; nobody's."""

BOT, GUILD, CHANNEL, MEMBER, OWNER = 100, 200, 300, 400, 500
BEAT_MS = 500
"""How often the program is to say that it lives. Discord wants it every 40 seconds."""

HELLO, DISPATCH, HEARTBEAT, IDENTIFY, HEARTBEAT_ACK = 10, 0, 1, 2, 11

USER = {"id": str(BOT), "username": "Inklings", "discriminator": "0", "avatar": None, "bot": True}
ROLE = {
    "id": str(GUILD),
    "name": "@everyone",
    "permissions": str(117760),
    "position": 0,
    "color": 0,
    "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
    "hoist": False,
    "managed": False,
    "mentionable": False,
    "flags": 0,
}
TEXT_CHANNEL = {
    "id": str(CHANNEL),
    "type": 0,
    "name": "new-stories",
    "position": 0,
    "permission_overwrites": [],
    "guild_id": str(GUILD),
}
THE_GUILD = {
    "id": str(GUILD),
    "name": "Inklings",
    "owner_id": str(OWNER),
    "roles": [ROLE],
    "channels": [TEXT_CHANNEL],
    "members": [
        {"user": USER, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00", "deaf": False, "mute": False, "flags": 0}
    ],
    "threads": [],
    "emojis": [],
    "stickers": [],
    "voice_states": [],
    "presences": [],
    "stage_instances": [],
    "guild_scheduled_events": [],
    "soundboard_sounds": [],
    "features": [],
    "preferred_locale": "en-US",
    "verification_level": 0,
    "default_message_notifications": 0,
    "explicit_content_filter": 0,
    "mfa_level": 0,
    "premium_tier": 0,
    "system_channel_flags": 0,
    "nsfw_level": 0,
    "afk_timeout": 300,
    "member_count": 2,
    "unavailable": False,
}

MESSAGE: dict[str, Any] = {
    "author": USER,
    "content": "",
    "timestamp": "2026-01-01T00:00:00+00:00",
    "edited_timestamp": None,
    "tts": False,
    "mention_everyone": False,
    "mentions": [],
    "mention_roles": [],
    "attachments": [],
    "embeds": [],
    "components": [],
    "pinned": False,
    "type": 0,
    "flags": 0,
}


class Discordlet:
    """Serves until closed: ``async with Discordlet() as discord``. ``refusals`` is how many of the first gateway
    connections are broken off; ``silent`` messages are stored and their answer never sent. ``beats``: how often the
    program has said that it lives since its last welcome."""

    def __init__(self, *, refusals: int = 0, silent: int = 0) -> None:
        self.refusals = refusals
        self.silent = silent
        self.connections = 0
        self.syncs = 0
        self.welcomes = 0
        self.beats = 0
        self.messages: list[dict[str, Any]] = []
        self.attempts = 0
        self.looks = 0
        self.answers: list[dict[str, Any]] = []
        self._socket: web.WebSocketResponse | None = None
        self._by_nonce: dict[str, dict[str, Any]] = {}
        self._runner: web.AppRunner | None = None
        self._port = 0

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.add_routes(self._routes())
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def origin(self) -> str:
        """Where it listens."""
        return f"127.0.0.1:{self._port}"

    def _routes(self) -> Iterator[web.RouteDef]:
        yield web.get("/gateway-socket/", self._gateway)
        yield web.get("/users/@me", self._me)
        yield web.get("/oauth2/applications/@me", self._application)
        yield web.put("/applications/{id}/commands", self._sync)
        yield web.get("/guilds/{guild}/members/{member}", self._member)
        yield web.post("/channels/{channel}/messages", self._post)
        yield web.get("/channels/{channel}/messages", self._history)
        yield web.post("/interactions/{id}/{token}/callback", self._answered)

    async def interact(self, kind: int, member: int, data: dict[str, Any]) -> None:
        """A member presses something (3) or sends a form (5)."""
        number = str(time_snowflake(datetime.now(UTC)) + len(self.answers))
        pressed = {"type": 2, "id": 2, "style": 2, "label": "Pressed", "custom_id": data["custom_id"]}
        message = MESSAGE | {
            "id": str(time_snowflake(datetime.now(UTC))),
            "channel_id": str(CHANNEL),
            "components": [{"type": 1, "id": 1, "components": [pressed]}],
        }
        interaction = {
            "id": number,
            "application_id": str(BOT),
            "type": kind,
            "token": "token",
            "version": 1,
            "guild_id": str(GUILD),
            "channel_id": str(CHANNEL),
            "channel": TEXT_CHANNEL | {"permissions": str(117760)},
            "member": member_of(member) | {"permissions": str(117760)},
            "message": message,
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": str(117760),
            "entitlements": [],
            "authorizing_integration_owners": {"0": str(GUILD)},
            "context": 0,
            "attachment_size_limit": 10_000_000,
            "data": data,
        }
        assert self._socket is not None
        await self._socket.send_json({"op": DISPATCH, "s": 3, "t": "INTERACTION_CREATE", "d": interaction})

    async def _answered(self, request: web.Request) -> web.Response:
        self.answers.append(await request.json())
        return answer({"interaction": {"id": request.match_info["id"], "type": 3}})

    async def _me(self, request: web.Request) -> web.Response:
        if request.headers.get("Authorization") != f"Bot {TOKEN}":
            return answer({"message": "401: Unauthorized", "code": 0}, status=401)
        return answer(USER)

    async def _application(self, _: web.Request) -> web.Response:
        owner = USER | {"id": str(OWNER), "username": "olga", "bot": False}
        return answer(
            {
                "id": str(BOT),
                "name": "Inklings",
                "description": "",
                "icon": None,
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "0" * 64,
                "owner": owner,
                "team": None,
                "summary": "",
                "flags": 0,
            }
        )

    async def _sync(self, request: web.Request) -> web.Response:
        self.syncs += 1
        commands = await request.json()
        made = {
            "application_id": str(BOT),
            "version": "1",
            "default_member_permissions": None,
            "nsfw": False,
            "description": "",
        }
        return answer([made | each | {"id": str(1000 + n)} for n, each in enumerate(commands)])

    async def _member(self, request: web.Request) -> web.Response:
        return answer(member_of(int(request.match_info["member"])))

    async def _post(self, request: web.Request) -> web.Response:
        self.attempts += 1
        body = await request.json()
        nonce = str(body["nonce"])
        if nonce not in self._by_nonce:
            message = MESSAGE | {
                "id": str(time_snowflake(datetime.now(UTC)) + len(self.messages)),
                "channel_id": request.match_info["channel"],
                "flags": body.get("flags", 0),
                "components": body.get("components", []),
            }
            self._by_nonce[nonce] = message
            self.messages.append(message)
        if self.silent > 0:
            self.silent -= 1
            request.transport.close() if request.transport else None
        return answer(self._by_nonce[nonce])

    async def _history(self, _: web.Request) -> web.Response:
        self.looks += 1
        return answer(self.messages[::-1])

    async def _gateway(self, request: web.Request) -> web.StreamResponse:
        self.connections += 1
        if self.connections <= self.refusals:
            return answer({"message": "try later"}, status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": HELLO, "d": {"heartbeat_interval": BEAT_MS}})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                break
            received = json.loads(message.data)
            if received["op"] == HEARTBEAT:
                self.beats += 1
                await socket.send_json({"op": HEARTBEAT_ACK})
            elif received["op"] == IDENTIFY:
                await self._welcome(socket)
        return socket

    async def _welcome(self, socket: web.WebSocketResponse) -> None:
        ready = {
            "v": 10,
            "user": USER,
            "guilds": [{"id": str(GUILD), "unavailable": True}],
            "session_id": "session",
            "resume_gateway_url": f"ws://{self.origin}/gateway-socket",
            "shard": [0, 1],
            "application": {"id": str(BOT), "flags": 0},
        }
        await socket.send_json({"op": DISPATCH, "s": 1, "t": "READY", "d": ready})
        await socket.send_json({"op": DISPATCH, "s": 2, "t": "GUILD_CREATE", "d": THE_GUILD})
        self._socket = socket
        self.beats = 0
        self.welcomes += 1


def member_of(member: int) -> dict[str, Any]:
    """A member, as Discord tells of them."""
    user = USER | {"id": str(member), "username": "ada", "bot": False}
    joined = "2026-01-01T00:00:00+00:00"
    return {"user": user, "roles": [], "joined_at": joined, "deaf": False, "mute": False, "flags": 0}


def answer(body: object, *, status: int = 200) -> web.Response:
    """JSON with exactly the content type that discord.py looks for."""
    return web.Response(body=json.dumps(body), status=status, headers={"Content-Type": "application/json"})
