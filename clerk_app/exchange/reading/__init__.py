"""Reports published before, read back: every format to one common form, one recogniser for all."""
