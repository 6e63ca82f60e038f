"""What `key` shows: the page of a key, or the list of all; made of what the keys say themselves."""
