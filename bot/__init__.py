"""The assistant's front doors: the terminal chat and the one-shot `ask`."""
