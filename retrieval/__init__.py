"""Finding and answering: embeddings, the vector and lexical indexes, ranking, accounts, quote checks."""
