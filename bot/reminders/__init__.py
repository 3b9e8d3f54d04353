"""Reminders: what is announced by itself, when it falls due, what it says, and the job that sends it."""
