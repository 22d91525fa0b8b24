"""One unit's report of one year: its values, how they change, and the stream of blocks that every writer prints."""
