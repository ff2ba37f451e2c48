"""Makes the demonstration model: data, training, export and evaluation (README.md beside this file)."""
