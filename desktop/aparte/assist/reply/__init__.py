"""The reply that needs no model: the town's own sentences and facts, chosen for one question."""
