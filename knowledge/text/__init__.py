"""Text as data: its language and script, folding, sentences, tokens."""
