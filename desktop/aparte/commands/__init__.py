"""Groups of commands, one module each; `cli` chooses among them. Never loads Qt."""
