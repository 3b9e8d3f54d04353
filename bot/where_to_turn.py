"""Where an applicant can turn to, below an answer that leaves something to ask."""

from bot.i18n import Say
from knowledge.evidence import Answer, Audience
from knowledge.records import note_in, tells_of_programmes


def contact_below(answer: Answer, audience: Audience, contact: str, say: Say) -> str:
    """Return the office's ``contact`` in one language where an answer to the public says no or tells of programmes."""
    if audience is Audience.PUBLIC and (answer.abstained or tells_of_programmes(answer)):
        return say.written(note_in(contact, say.locale.language))
    return ""
