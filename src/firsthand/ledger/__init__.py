"""The only truth: an append-only log, the vault of kept bytes, sealed payloads, the audit."""
