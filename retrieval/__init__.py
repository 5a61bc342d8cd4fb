"""Finding and answering: embeddings, indexes, ranking, accounts, quote checks."""
