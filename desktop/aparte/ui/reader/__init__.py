"""The article on screen: facts at a glance, papers to bring, text, service, sources."""
