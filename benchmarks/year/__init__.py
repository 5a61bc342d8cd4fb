"""A year of use, simulated."""
