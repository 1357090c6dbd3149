"""Words and cards of stories: profiles, stories, announcements, search, topics."""
