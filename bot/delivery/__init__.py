"""Discord's side of what is sent unattended: posts, private threads, scheduled events, pictures of posts."""
