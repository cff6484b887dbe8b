"""Check of anybody's draft: its sentences, their notes and links, and what the sources that the notes cite bear out."""
