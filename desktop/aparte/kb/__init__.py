"""The knowledge base: articles, French analysis, indexes and ranking."""
