"""Publish: a report whose every sentence can be checked, and the check."""
