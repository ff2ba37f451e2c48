"""The lock: who works here, their code, and when nobody has been here for a while."""
