"""The .zfnb file: opened, locked, committed to, read with suspicion, copied under a new name."""
