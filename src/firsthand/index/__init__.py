"""Index: full text of what is held, in every script; what is looked for is found exactly, and where it stands."""
