"""Other formats, out and in."""
