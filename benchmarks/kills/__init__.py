"""A bot that is killed over and over, and what is lost by it: ``python -m benchmarks.kills``."""
