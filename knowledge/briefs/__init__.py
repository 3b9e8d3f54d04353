"""Papers for the desk, made of cited statements: a brief on a city, a draft letter, who has gone quiet.

::

    brief(guide, index, place) -> Paper            one page on a city
    letter(guide, place, years) -> Letter          a draft for an anniversary, with its facts
    dormant(guide, years) -> Quiet                 partners without contact for so long, and those without any record
"""

from knowledge.briefs.brief import Paper, brief
from knowledge.briefs.dormant import Quiet, dormant
from knowledge.briefs.letter import Letter, LetterError, letter
