"""Words of Chinese, as tables."""
