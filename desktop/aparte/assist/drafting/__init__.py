"""A short draft from cited passages: slots, prompt, guard, and the model that only words it."""
