"""Proof that a profile is the member's own, and what follows from it, and from a name on Medium that changed hands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import structlog

from bot.domain.feeds.feed import Feed
from bot.domain.feeds.medium import FeedAddress, parse_profile
from bot.domain.feeds.ownership import (
    PROOF_VALID,
    Choose,
    PendingProof,
    Proof,
    ProofState,
    carries,
    changed_hands,
    look_at,
    new_code,
)
from bot.domain.feeds.schedule import MEDIUM_CACHE
from bot.domain.kit.clock import Clock
from bot.domain.kit.errors import CardOutdated, NotThereAnyMore
from bot.domain.posting.notices import NoticeKind
from bot.domain.stories.errors import ProfileLimitReached, ProfileUnclaimed, StoriesKind
from bot.domain.stories.profiles import MAX_PROFILES, Profile, identity, writer_name
from bot.domain.stories.stories import seed, stories_from
from bot.services.stories.fetching import MemberFetches
from bot.storage.database.engine import Connection, Database
from bot.storage.posting import notices
from bot.storage.servers import members
from bot.storage.stories import feeds, ownership, profiles, stories, story_posts
from bot.storage.stories.feeds import FeedRow

log = structlog.get_logger(__name__)


FIRST_LOOK = timedelta(minutes=2)
"""How long a member is given to change their name before the feed is polled: sooner would fill Medium's cache, for a
quarter of an hour, with the name as it was."""


class OwnershipService:
    """``/profile verify``: gives out codes and looks for them in feeds."""

    def __init__(self, database: Database, fetches: MemberFetches, clock: Clock, choose: Choose) -> None:
        self._database = database
        self._fetches = fetches
        self._clock = clock
        self._choose = choose

    async def begin(self, guild_id: int, member_id: int, profile_id: int | None) -> Proof:
        """Give a code for a profile of the member's own: the given one, else the first that is not verified.

        A code that is still valid is given again, because the member may have put it into their name already.

        Raises:
            NotThereAnyMore: the member has no such profile.
        """
        now = self._clock()

        async def work(conn: Connection) -> Proof:
            own = await profiles.of_member(conn, guild_id, member_id)
            wanted = [each for each in own if profile_id in {None, each.id}]
            if not wanted:
                raise NotThereAnyMore(StoriesKind.PROFILE)
            profile = next((each for each in wanted if not _is_settled(each)), wanted[0])
            if not _is_settled(profile) and not _is_asked(profile, now):
                await ownership.ask(conn, profile.id, new_code(self._choose), now + PROOF_VALID)
                await _hasten(conn, profile.feed_id, now)
            return await _progress(conn, guild_id, member_id, profile.feed_id, now)

        return await self._database.write(work)

    async def claim(self, guild_id: int, member_id: int, text: str) -> Proof:
        """Give a code for a profile that another member has registered.

        The feed is fetched only if its address is not known yet: it may be another address of a known writer.

        Raises:
            AddressError: the text leads to no profile.
            ProfileUnclaimed: nobody has registered it here, so it need not be proved.
            ProfileLimitReached: the member could not have it even if it were proved.
            FetchInFlight, FetchAllowanceSpent, FeedError: it had to be fetched, and that failed.
        """
        address = parse_profile(text)
        row = await self._database.read(feeds.by_key, address.key)
        user_id = row.user_id if row else (await self._fetches.fetch(member_id, address)).user_id
        now = self._clock()

        async def work(conn: Connection) -> Proof | Profile:
            taken = await profiles.registered(conn, guild_id, identity(address, user_id), row.id if row else None)
            if taken is None:
                raise ProfileUnclaimed(address.page)
            if taken.member_id != member_id:
                if len(await profiles.of_member(conn, guild_id, member_id)) >= MAX_PROFILES:
                    raise ProfileLimitReached(MAX_PROFILES)
                await members.welcome_with_guild(conn, guild_id, member_id, now)
                if await ownership.claim_of(conn, guild_id, member_id, taken.feed_id, now) is None:
                    code = new_code(self._choose)
                    await ownership.claim(conn, guild_id, member_id, taken.feed_id, code=code, until=now + PROOF_VALID)
                await _hasten(conn, taken.feed_id, now)
                return await _progress(conn, guild_id, member_id, taken.feed_id, now)
            return taken

        found = await self._database.write(work)
        return found if isinstance(found, Proof) else await self.begin(guild_id, member_id, found.id)

    async def look(self, guild_id: int, member_id: int, feed_id: int) -> Proof:
        """Look for the code now, using one of the member's own fetches.

        Raises:
            CardOutdated: no code is looked for there any more.
            FetchInFlight, FetchAllowanceSpent, FeedError: Medium could not be asked.
        """
        now = self._clock()
        row = await self._database.read(feeds.by_id, feed_id)
        proof = await self._database.read(_progress, guild_id, member_id, feed_id, now)
        if row is None or proof.state is ProofState.VERIFIED:
            return proof
        feed = await self._fetches.fetch(member_id, FeedAddress.from_key(row.key))
        now = self._clock()

        async def work(conn: Connection) -> Proof:
            await feeds.describe(conn, feed_id, feed)
            await seen(conn, feed_id, feed, now, looking=member_id)
            return await _progress(conn, guild_id, member_id, feed_id, now, state=ProofState.NOT_YET)

        return await self._database.write(work)


def _is_settled(profile: Profile) -> bool:
    """Whether the profile is verified. A distrusted profile never is."""
    return profile.verified_at is not None


def _is_asked(profile: Profile, now: datetime) -> bool:
    return profile.verify_code is not None and profile.verify_until is not None and profile.verify_until > now


def _proof(
    row: FeedRow, profile: Profile | None, state: ProofState, code: str | None = None, until: datetime | None = None
) -> Proof:
    address = FeedAddress.from_key(row.key)
    return Proof(
        feed_id=row.id,
        name=profile.name if profile else _name(row.title, address),
        page=address.page,
        state=state,
        next_look=row.next_poll_at,
        code=code,
        until=until,
        verified_at=profile.verified_at if profile and state is ProofState.VERIFIED else None,
    )


def _name(title: str, address: FeedAddress) -> str:
    return writer_name(Feed(title, "", None, None, None, ()), address)


async def _hasten(conn: Connection, feed_id: int, now: datetime) -> None:
    row = await feeds.by_id(conn, feed_id)
    # The member needs a moment on Medium first; then each poll looks again after its cache's age.
    await feeds.reread(conn, feed_id, look_at(now + FIRST_LOOK, row.fetched_at if row else None))


async def _progress(
    conn: Connection,
    guild_id: int,
    member_id: int,
    feed_id: int,
    now: datetime,
    *,
    state: ProofState = ProofState.PENDING,
) -> Proof:
    row = await feeds.by_id(conn, feed_id)
    profile = await profiles.on_feed(conn, guild_id, feed_id)
    if row is None:
        raise CardOutdated
    if profile is not None and profile.member_id == member_id:
        if _is_settled(profile):
            return _proof(row, profile, ProofState.VERIFIED)
        if _is_asked(profile, now):
            return _proof(row, profile, state, profile.verify_code, profile.verify_until)
    elif claim := await ownership.claim_of(conn, guild_id, member_id, feed_id, now):
        proof = _proof(row, profile, state, claim.code, claim.until)
        return replace(proof, taken_by=profile.member_id if profile else None)
    raise CardOutdated


async def seen(conn: Connection, feed_id: int, feed: Feed, now: datetime, *, looking: int | None = None) -> None:
    """Handle what a feed that was just read says about its writer; called before its stories are decided upon.

    Codes in its title verify the profiles they were given for; other codes are looked for again once Medium's cache has
    expired. A profile with another writer by now is paused, so that nothing of theirs is announced as the member's.
    ``looking`` is the member who is shown the result at this moment and needs no notice about it.
    """
    waiting = False
    for proof in await ownership.pending(conn, feed_id, now):
        if carries(feed, proof.code):
            await _proved(conn, proof, feed, now, looking)
        else:
            waiting = True
    for profile_id, guild_id, member_id, who, name in await ownership.registered_on(conn, feed_id):
        if changed_hands(who, feed.user_id):
            row = await feeds.by_id(conn, feed_id)
            page = FeedAddress.from_key(row.key).page if row else ""
            await ownership.distrust(conn, profile_id)
            payload: dict[str, str | int] = {
                "about": "identity_changed",
                "name": name,
                "page": page,
                "when": int(now.timestamp()),
            }
            key = f"identity/{profile_id}/{feed.user_id}"
            await notices.enqueue(conn, guild_id, member_id, NoticeKind.PROFILE, payload, key, now)
            log.info("profile_paused", guild=guild_id, profile=profile_id, why="identity_changed")
    if waiting:
        await feeds.reread(conn, feed_id, now + MEDIUM_CACHE)


async def look_again(conn: Connection, feed_ids: Sequence[int], now: datetime) -> None:
    """Schedule another look for codes that were given while a poll was under way that found the items unchanged."""
    for feed_id in await ownership.looked_for_in(conn, feed_ids, now):
        await feeds.reread(conn, feed_id, now + MEDIUM_CACHE)


async def _proved(conn: Connection, proof: PendingProof, feed: Feed, now: datetime, looking: int | None) -> None:
    """Record that the writer is this member: the profile is theirs alone from now on, and its present stories count as
    known.

    A proof outweighs the limit of profiles, which was checked when the proof began.
    """
    row = await feeds.by_id(conn, proof.feed_id)
    if row is None:
        return
    address = FeedAddress.from_key(row.key)
    who = identity(address, feed.user_id)
    name = writer_name(feed, address)
    rivals = await ownership.clear_rivals(conn, proof.guild_id, who, proof.feed_id, keep=proof.profile_id)
    profile_id = proof.profile_id
    if profile_id is None:
        profile_id = await profiles.add(
            conn, proof.guild_id, proof.member_id, feed_id=proof.feed_id, identity=who, name=name, now=now
        )
        await ownership.drop_claim(conn, proof.guild_id, proof.member_id)
    await ownership.prove(conn, profile_id, who, now)
    await _take_as_known(conn, proof.guild_id, proof.feed_id, feed, now)
    about = f"{proof.guild_id}/{proof.feed_id}/{int(now.timestamp())}"
    for member_id, feed_id in rivals:
        await story_posts.withhold_of_feed(conn, proof.guild_id, member_id, feed_id, now)
        if member_id != proof.member_id:
            lost = {"about": "claim_lost", "name": name, "page": address.page}
            key = f"claim_lost/{about}/{member_id}"
            await notices.enqueue(conn, proof.guild_id, member_id, NoticeKind.PROFILE, lost, key, now)
    if proof.member_id != looking:
        payload = {"about": "verified", "name": name, "page": address.page}
        key = f"verified/{about}"
        await notices.enqueue(conn, proof.guild_id, proof.member_id, NoticeKind.PROFILE, payload, key, now)
    log.info("profile_verified", guild=proof.guild_id, profile=profile_id, rivals=len(rivals))


async def _take_as_known(conn: Connection, guild_id: int, feed_id: int, feed: Feed, now: datetime) -> None:
    """Mark the feed's present stories as known, so that what came before the proof is not announced.

    Only new stories are stored here; edits of known ones are left to the next poll.
    """
    found = stories_from(feed.entries)
    known = await stories.fingerprints(conn, [story.id for story in found])
    await stories.save(conn, feed_id, [story for story in found if story.id not in known], now)
    await stories.decide(conn, guild_id, seed(await stories.seen_in(conn, feed_id)), now)
