"""Files to take away: lists as .xlsx and .csv, prose as .docx, anniversaries as .ics.

::

    answer_listing(question, answer, script, asked_on) -> Listing
    Lists(book, language=…, today=…)     agreements, anniversaries, events, programmes -> Listing
    workbook(listing), comma_separated(listing) -> bytes
    anniversary_calendar(book, rows, language, now) -> bytes
    document(title, sections, language) -> bytes
"""

from knowledge.exports.anniversary_calendar import anniversary_calendar
from knowledge.exports.document import Section, document, letter_paper
from knowledge.exports.listing import Listing
from knowledge.exports.lists import Lists
from knowledge.exports.tables import answer_listing, comma_separated, workbook
