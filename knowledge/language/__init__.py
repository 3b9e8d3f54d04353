"""The one reading of a text: its words, places, times and numbers, and the concepts that its words stand for."""
