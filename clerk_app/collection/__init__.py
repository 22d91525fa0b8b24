"""Collecting many reports into the next level's: read, verified, checked, added up; nothing silently left out."""
