"""Dialogues in which staff tell the bot what to keep: what is asked at each step, and the rows that come of it.

::

    LOG, CORRECT                       the flows: an event, contact or intention; a correction of an agreement
    flow.step(scene, answers)          what is to be asked next, None once everything is told
    dialogue_screen(dialogue, scene)   the message that asks it, or asks for confirmation
    flow.drafts(dialogue, scene, way)  the rows to keep
"""
