"""Read: kept bytes turned into text with a way back to the bytes."""
