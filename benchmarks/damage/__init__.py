"""The vector index damaged on purpose, and made anew: ``python -m benchmarks.damage``."""
