"""The walls: bounded workers, limits, the ZIP gate, and the one door to the disk."""
