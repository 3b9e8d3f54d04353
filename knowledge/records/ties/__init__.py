"""Any office's table of ties as agreements: its columns recognised, what it leaves out filled in, the rest asked.

::

    propose(tables, stem, gazetteer, home_city=…, answers=…) -> Proposal | None
    proposal.unanswered                                      what its keeper must be asked first
    propose_again(…, remembered)                             the same, with what was answered for the last such file
    ties_from(proposal, name, gazetteer) -> LoadedTable
    beside_the_record(table, book) -> LoadedTable            each tie that is on record under its id there
"""

from knowledge.records.ties.filling import beside_the_record, ties_from
from knowledge.records.ties.kinds import is_over
from knowledge.records.ties.proposal import (
    DATE,
    HOME,
    KIND,
    NONE,
    ORDER,
    PARTNER,
    Asked,
    Proposal,
    Remembered,
    is_all_told,
    may_hold_ties,
    propose,
    propose_again,
    says_kind,
)
