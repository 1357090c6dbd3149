"""Rules and values of text: text as people type it: cleaning, folding, searching."""
