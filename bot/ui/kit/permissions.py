"""Discord's permissions by the names that its settings show."""

from collections.abc import Iterable

from bot.ui.kit.words import Words


def permission_names(names: Iterable[str], say: Words) -> list[str]:
    """discord.py's names of permissions in Discord's own words; an unlisted one is spelled out."""
    known = {
        "view_channel": say("View Channel"),
        "send_messages": say("Send Messages"),
        "embed_links": say("Embed Links"),
        "read_message_history": say("Read Message History"),
        "create_public_threads": say("Create Public Threads"),
        "create_private_threads": say("Create Private Threads"),
        "send_messages_in_threads": say("Send Messages in Threads"),
        "mention_everyone": say("Mention Everyone"),
        "manage_guild": say("Manage Server"),
        "attach_files": say("Attach Files"),
        "manage_events": say("Manage Events"),
        "moderate_members": say("Timeout Members"),
    }
    return [f"**{known.get(each, each.replace('_', ' ').title())}**" for each in names]
