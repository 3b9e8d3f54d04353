"""Pictures of the record tables as PNG, legible on a phone, in Chinese (both scripts) and English.

``knowledge.charts.draw.draw(chart, book, language=…) -> bytes``; every picture says what it counts and where it is
from. Importing this package is quick, importing ``draw`` brings the drawing library.
"""
