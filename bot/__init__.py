"""Telegram and the terminal: the doors that users take."""
