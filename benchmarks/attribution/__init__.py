"""Who said it, measured: our own marked articles, their scorer, and the command that runs both."""
