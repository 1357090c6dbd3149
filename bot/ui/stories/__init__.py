"""Words and cards of stories: profiles, stories, what is announced of them and where they are found again."""
