"""From what a user wrote to what is asked: a typed Query."""
