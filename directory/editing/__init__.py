"""How a profile is written: as a document of plain values, before it reaches the tables."""
