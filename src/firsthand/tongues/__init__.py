"""What a text says, by language: scripts, words, numerals, dates, stance, credits."""
