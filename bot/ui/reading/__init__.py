"""Words and cards of reading: notes, their answers and drafts, the journal, the moderation of notes."""
