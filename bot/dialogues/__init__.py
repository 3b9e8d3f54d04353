"""Dialogues in which staff tell the bot what to keep: what is asked at each step, and the rows that come of it."""
