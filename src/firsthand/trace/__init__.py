"""Trace: who had it from whom, how many independent origins, what changed on the way."""
