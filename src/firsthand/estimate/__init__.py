"""How many, honestly: counts to bounds (bounds and what stands beside it), overlapping lists to ranges (lists, loglinear, graphs, classes)."""
