"""The local model: its manifest, its worker process, and how it is asked. Nothing else loads llama.cpp."""
