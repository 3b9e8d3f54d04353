"""Answer a typed question from the record tables: exact dates, anniversaries, lists, counts, profiles, comparisons."""

from knowledge.answering.records.answer import answer_from_records, nearest_records
