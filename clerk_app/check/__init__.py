"""What is wrong with a report, said in the user's own numbers: identities, completeness, structure, text against tables."""
