"""Preserve: pages, files and web archives kept as they were."""
