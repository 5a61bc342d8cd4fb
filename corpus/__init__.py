"""What articles say and who says it: reading, attribution, passages, the catalogue."""
