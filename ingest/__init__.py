"""Bring the index in line with the office's files: read, clean, split, plan, publish."""
