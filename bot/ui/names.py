"""The commands' names and descriptions, as Discord lists them."""

from discord.app_commands import locale_str

SETUP = locale_str("setup")
SETUP_ABOUT = locale_str("Choose where new stories are announced, and your server's time zone")
SETUP_CHANNEL = locale_str("channel")
SETUP_CHANNEL_ABOUT = locale_str("The channel for new stories")
SETUP_ZONE = locale_str("time_zone")
SETUP_ZONE_ABOUT = locale_str("Your server's time zone: start typing a city")

PROFILE = locale_str("profile")
PROFILE_ABOUT = locale_str("Medium profiles of this server's members")
PROFILE_REGISTER = locale_str("register")
PROFILE_REGISTER_ABOUT = locale_str("Register your Medium profile: you see a preview first")
PROFILE_LINK = locale_str("link")
PROFILE_LINK_ABOUT = locale_str("Your Medium profile's address, or your @handle")
PROFILE_SHOW = locale_str("show")
PROFILE_SHOW_ABOUT = locale_str("See a member's Medium profile and newest stories")
PROFILE_MEMBER = locale_str("member")
PROFILE_MEMBER_ABOUT = locale_str("Whose; yours if you leave it out")
PROFILE_REMOVE = locale_str("remove")
PROFILE_REMOVE_ABOUT = locale_str("Remove one of your Medium profiles from this server")
PROFILE_WHICH = locale_str("profile")
PROFILE_WHICH_ABOUT = locale_str("Which one")
PROFILE_MENU = locale_str("Medium profile")

STORIES = locale_str("stories")
STORIES_ABOUT = locale_str("Stories by this server's members")
STORIES_LATEST = locale_str("latest")
STORIES_LATEST_ABOUT = locale_str("The newest stories, a page at a time")
STORIES_MEMBER_ABOUT = locale_str("Only this member's stories")

PRIVACY = locale_str("privacy")
PRIVACY_ABOUT = locale_str("What Inklings keeps about you")
PRIVACY_SHOW = locale_str("show")
PRIVACY_SHOW_ABOUT = locale_str("What is kept, why, and for how long")
PRIVACY_EXPORT = locale_str("export")
PRIVACY_EXPORT_ABOUT = locale_str("Everything about you, as a file that only you see")
PRIVACY_ERASE = locale_str("erase")
PRIVACY_ERASE_ABOUT = locale_str("Have Inklings forget you, everywhere")

HELP = locale_str("help")
HELP_ABOUT = locale_str("What you can do with Inklings")
