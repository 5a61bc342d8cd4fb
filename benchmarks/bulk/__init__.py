"""Ten thousand articles: from a folder, as a job of the bot's while it answers, as an archive."""
