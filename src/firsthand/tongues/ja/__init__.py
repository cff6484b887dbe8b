"""Words of this language, as data."""
