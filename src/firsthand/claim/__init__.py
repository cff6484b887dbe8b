"""Claim: what a passage says, proposed with its reasons, grouped into findings."""
