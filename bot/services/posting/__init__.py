"""Use cases of posting: what is sent unattended: the outbox, private words, the places of posts."""
