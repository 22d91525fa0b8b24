"""A reader of official Chinese prose: which numbers of the text speak of which cells."""
