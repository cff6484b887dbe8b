"""Words of Tibetan, as tables."""
