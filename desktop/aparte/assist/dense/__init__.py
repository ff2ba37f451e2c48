"""Search by meaning: passages read behind the agent's work, and lists refined once words have answered."""
