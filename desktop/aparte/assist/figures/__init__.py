"""The town's statistics in French: one month's figures, and the files and the report made of them."""
