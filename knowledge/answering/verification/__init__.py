"""Verify what a language model wrote, statement by statement, before anybody sees it.

``drafts(text)`` reads an answer as statements with the evidence they cite; ``Verifier(gazetteer, today=...)
.check(draft, evidence, language=...)`` returns what the cited evidence does not carry, nothing when all is carried.
Every number, date, place, organisation and name must stand in what is cited, across languages, numerals and
spellings, and be said there of the same thing; denials, plans and kinds of tie may not be turned round.
"""

from knowledge.answering.verification.claim import NOWHERE, Draft, Evidence, Fault, Finding
from knowledge.answering.verification.drafts import drafts, without_thoughts
from knowledge.answering.verification.verifier import Verifier
