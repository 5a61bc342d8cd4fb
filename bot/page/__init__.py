"""The evidence pages: an answer, or an article with its quotes marked by who said them."""
