"""The benchmark of questions: which accounts are found, and what is honestly refused."""
