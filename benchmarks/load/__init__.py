"""The bot under load, over an hour, at its start, and beside a plain echo bot."""
