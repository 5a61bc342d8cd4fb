"""Fuzzing: what reads, guards, divides and escapes, and the corpus against a plain model."""
