"""The official form as data: outlines, cells, merged headers, identities, and the names of cells for people."""
