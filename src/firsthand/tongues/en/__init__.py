"""Words of English, as tables."""
