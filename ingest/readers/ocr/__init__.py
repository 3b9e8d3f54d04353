"""Read the text of a picture of a page."""
