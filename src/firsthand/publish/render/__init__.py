"""Renderers: a report as a value becomes a page."""
