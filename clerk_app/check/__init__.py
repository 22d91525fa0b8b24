"""What is wrong with a report, in the user's own numbers: identities, completeness, structure, text against tables."""
