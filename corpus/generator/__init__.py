"""Makes the corpus: seeded scenarios, printed by layouts of several PDF makers, then scanned."""
