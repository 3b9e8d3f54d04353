"""Take what a follow-up leaves out from the question before it, or let it work on the list that was its answer."""

import dataclasses
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from knowledge.language.lexicon import find, pattern, speaks_of
from knowledge.names import Place, PlaceKind
from knowledge.names.regions import Region
from knowledge.text.folding import fold
from knowledge.understanding.before import PAIR, Before, number_in, picked_place
from knowledge.understanding.query import AnswerKind, Command, Period, Query, Relation, Topic
from knowledge.understanding.topics import names_both_kinds, relation_of

# So much of a turn's own matter makes it a question of its own.
_OWN_MATTER = 3
# 国际 may stand before the name of a tie.
_PREFIX = 2
# What a name is read as where only its place counts.
_NAME = "\0"
# A turn longer than this says what it asks.
_SHORT_HAN, _SHORT_LATIN = 14, 60
_SHORT_LAND = 8
_TIES = (Topic.AGREEMENT, Topic.ANNIVERSARY)
# Where a day was asked for, another one named is of that matter.
_OF_DAYS = (Topic.ANNIVERSARY, Topic.EVENT)
# A name within a sentence.
_CAPITALS = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_ASKS_NOTHING = (AnswerKind.OPEN,)
# What is said of a place beside its name: no other place takes its part in the question before.
_SAYS = ("first", "latest", "placed", "most", "fewest", "only_one", "so_many", "same_kind", "difference")
_OF_TWO = ("compares", "difference", "same_kind", "same_day", "older_than", "younger_than")
_SETS_BESIDE = ("elder", "same_day", "older_than", "younger_than")
_ASKS_OF_IT = ("pronoun", "how_many_years", "years_completed", "question_word")
_OTHER_KIND = {Relation.SISTER: Relation.EXCHANGE, Relation.EXCHANGE: Relation.SISTER}


def without_opening(folded: str) -> str:
    """Return a folded turn without the words that only join it to the one before, or correct that one."""
    text = folded.strip()
    while match := pattern("correction").search(text) or pattern("opening").match(text):
        rest = (text[: match.start()] + text[match.end() :]).strip(" ,.，。、:")
        if rest == text or not rest:
            break
        text = rest
    return pattern("closing").sub("", text).strip(" ,.，。、?？!！") or text


def follow(own: Query, before: Before | None) -> Query:  # noqa: PLR0911 - one a way of leaving out
    """Return a turn as a question that stands alone.

    "And Zurich?" repeats the question before it with the place exchanged; "which is the oldest?", "the second one",
    "of those, the African ones" work on the list that answered it; "when was that?" is about what it was about; a new
    subject starts afresh.
    """
    if before is None or names_unknown(own):
        return own
    old = before.query
    own = _in_year_of(own, old.period)
    if old.relation in _OTHER_KIND and not own.relation and speaks_of(own.core, "other_kind"):
        own = dataclasses.replace(own, relation=_OTHER_KIND[old.relation])
    ties = (
        old.topic in _TIES or old.relation is not None or bool(before.shown or (old.partners and not old.is_of_papers))
    )
    picked = (_picked(own, before) or _placed(own, before)) if ties else None
    if (meant := _behind_letter(own, old) or picked) is not None:
        return meant
    if ties and (
        _claims_of_it(own, before) or _sets_beside_it(own) or _leaves_out(own) or _is_of_its_year(own, before)
    ):
        return _about(own, before)
    if ties and (_works_on_list(own, before) or _asks_anew(own, old)):
        return _of_list(own, before)
    if own.claim and own.partners and (own.relation or (own.topic is Topic.AGREEMENT and old.topic not in _OF_DAYS)):
        return own if own.homes else dataclasses.replace(own, places=(*old.homes, *own.places))
    if _only_exchanges(own) and not (own.topic is Topic.ANNIVERSARY and _stands_alone(own)):
        return _exchanged(own, old)
    if _stands_alone(own):
        return own
    if ties and not own.beyond and not own.is_of_papers:
        return _about(own, before)
    return _leaning(own, before)


def names_unknown(own: Query) -> bool:
    """Tell whether a turn asks of a tie with a place that nobody knows: that is not the one told before."""
    if own.places != own.homes or not (own.relation or own.topic in _TIES):
        return False
    unknown = {term.word for term in own.beyond if not term.inherited}
    return any(not unknown.isdisjoint(fold(name).split()) for name in _CAPITALS.findall(own.asked))


def _in_year_of(own: Query, asked: Period | None) -> Query:
    """Return a turn with the month or half-year that it names in the one year that the question before was about."""
    if own.period is None or not own.period.recurring or own.claim:
        return own
    if asked is None or asked.recurring or dt.date.max in (asked.start, asked.end):
        return own
    last = asked.end - dt.timedelta(days=1)
    return own if asked.start.year != last.year else dataclasses.replace(own, period=own.period.in_year(last.year))


def _behind_letter(own: Query, old: Query) -> Query | None:
    """Return "and next month?" behind a letter as the question whose anniversaries there are then."""
    if old.command is not Command.LETTER or own.period is None or own.places or not _only_exchanges(own):
        return None
    return dataclasses.replace(
        own, topic=Topic.ANNIVERSARY, kinds=(AnswerKind.LIST,), places=old.homes, follows_up=True
    )


def _is_short(own: Query) -> bool:
    return len(own.core) <= (_SHORT_LATIN if own.core.isascii() else _SHORT_HAN)


def _stands_alone(own: Query) -> bool:
    """Tell whether a turn names its own subject and leans on nothing."""
    placed = own.partners or (own.lands and own.kind is AnswerKind.DATE)
    whole = placed and (own.relation or own.topic is Topic.AGREEMENT)
    said = pattern("claim.tail").sub("", _beside_names(own))
    named_so = own.named or not all(relation_of(fold(name)) for name in own.quoted)
    if speaks_of(said, "pronoun") and not (named_so or whole):
        return False
    named = own.topic is Topic.PROGRAMME and (
        own.kind is AnswerKind.LIST or speaks_of(own.core, "topic.programme.named")
    )
    listed = (own.topic is Topic.ANNIVERSARY and not speaks_of(own.core, "how_many_years")) and (
        own.kind in (AnswerKind.LIST, AnswerKind.COUNT)
        or (own.kind is AnswerKind.PLACE and speaks_of(own.core, "next_one", "upcoming", "round", "first"))
        or (own.period is not None and speaks_of(own.core, "round", "upcoming", "anniversaries"))
    )
    subject = own.places or own.regions or _names_tie(own) or own.quoted or own.named or named or listed
    return bool(subject) or len(own.beyond) >= _OWN_MATTER or bool(own.command)


def _names_tie(own: Query) -> bool:
    """Tell whether a turn names a kind of tie, and not only says that two cities signed."""
    return own.relation is not None and speaks_of(
        own.core, "sister.named", "topic.exchange", "topic.friendship", "partners"
    )


def _beside_names(own: Query) -> str:
    """Return the words of a turn without the names in it, for 那里昂 is no 那里, nor 展馆那个门票 about another."""
    text = own.core
    names = [fold(name) for place in own.places for name in (place.zh, place.en)]
    for name in (*(term.word for term in own.beyond), *names):
        text = re.sub(f"{re.escape(name)}[那这][个家座边位]", " ", text)
    for name in names:
        text = text.replace(name, " ")
    return text


def begins_with_it(folded: str, names: Iterable[str]) -> bool:
    """Tell whether a pronoun, or what sets beside, stands before the names in a folded text ("is it older than Lyon?")."""
    text = pattern("claim.tail").sub("", folded)
    for name in names:
        text = text.replace(name, _NAME)
    span = find(text, "pronoun") or find(text, "older_than") or find(text, "younger_than")
    return span is not None and span.start < text.find(_NAME)


def _begins_with_it(own: Query) -> bool:
    return begins_with_it(own.core, (fold(name) for place in own.partners for name in (place.zh, place.en)))


def _asks(own: Query) -> bool:
    return own.kinds not in (_ASKS_NOTHING, (AnswerKind.YES_NO,))


def _ranks_on(own: Query, before: Before) -> bool:
    """Tell whether a turn asks for other places in the order of which the first or another was told: 那第二个呢."""
    ranked = speaks_of(before.query.core, "first", "latest", "placed") and len(before.shown) <= 1
    of_days = own.topic is Topic.ANNIVERSARY
    return ranked and speaks_of(own.core, "placed") and not (of_days or own.claim or own.places or own.beyond)


def _placed(own: Query, before: Before) -> Query | None:
    return _of_list(dataclasses.replace(own, kinds=(AnswerKind.LIST,)), before) if _ranks_on(own, before) else None


def _picked(own: Query, before: Before) -> Query | None:
    """Return the question about the Nth (last, other) partner of the list before."""
    span = find(own.core, "pick")
    filtered = bool(own.period or own.lands or _names_tie(own))
    if span is not None and own.claim:  # 第二个是…吗 picks one; 它是第二个吗 and 第二个友城是…吗 tell a rank
        tie = pattern("sister").search(own.core, span.end)
        of_rank = tie is not None and tie.start() <= span.end + _PREFIX
        filtered = of_rank or speaks_of(own.core.replace(span.text, " "), "pronoun")
    if span is None or not (before.shown or before.pair) or own.partners or filtered:
        return None
    place = picked_place(span.text, before)
    if place is None:
        return None if _ranks_on(own, before) else own
    rest = (own.core[: span.start] + own.core[span.end :]).strip()
    asks = _asks(own) or own.claim
    asked = own if asks else before.query
    list_asked = asked.kind in (AnswerKind.LIST, AnswerKind.COUNT, AnswerKind.PLACE)
    return dataclasses.replace(
        own,
        places=(*before.query.homes, place),
        relation=own.relation if own.claim else None,
        kinds=(AnswerKind.DATE,) if list_asked else asked.kinds,
        topic=Topic.ANNIVERSARY if own.topic is Topic.ANNIVERSARY else Topic.AGREEMENT,
        core=rest if asks or list_asked or speaks_of(asked.core, "first", "latest") else asked.core,
        period=own.period,
        years=own.years,
        follows_up=True,
    )


def _claims_of_it(own: Query, before: Before) -> bool:
    """Tell whether a turn says of the one partner just named when, where, of which kind or the how-manieth it is."""
    pronoun = speaks_of(_beside_names(own), "pronoun")
    if own.claim and speaks_of(own.core, "signed_in") and pronoun:
        return True
    if not own.claim or own.partners or own.beyond or own.topic is Topic.ANNIVERSARY or _asks_of_several(own):
        return False
    if len(before.query.partners or before.shown) != 1:
        return False
    told = bool(own.period or own.relation) and not (own.places or own.regions) and not speaks_of(own.core, *_SAYS)
    ranked = speaks_of(own.core, "first", "latest", "placed", "only_one")
    of_it = pronoun or speaks_of(pattern("claim.head").sub("", own.core), "claim.of_it")
    said = ranked or own.lands or own.regions or own.period or own.relation or speaks_of(own.core, "ties_at_all")
    return told or (of_it and bool(said))


def _is_of_its_year(own: Query, before: Before) -> bool:
    """Tell whether a turn lists or counts the ties of the year in which the one partner told before signed."""
    there = own.kind is AnswerKind.YES_NO and bool(own.lands or own.regions)
    listed = (own.kind in (AnswerKind.LIST, AnswerKind.COUNT) or there) and (own.relation or not own.beyond)
    of_one = len(before.query.partners or before.shown) == 1
    timed = own.period or own.years or own.topic is Topic.ANNIVERSARY
    return bool(listed) and of_one and not (own.partners or timed) and speaks_of(own.core, "of_that_year")


def _asks_of_several(own: Query) -> bool:
    """Tell whether a turn asks whether there is any, or of those told before."""
    if speaks_of(own.core, "pick") and not speaks_of(_beside_names(own), "pronoun"):
        return True
    several = ("of_them", "exists", "pronoun.plural", "so_many", "most", "fewest", "earlier_one", "later_one")
    return speaks_of(own.core, *several, *(concept for concept in _OF_TWO if concept != "compares"))


def _sets_beside_it(own: Query) -> bool:
    """Tell whether a turn compares a place that it names with the one named before."""
    set_beside = speaks_of(own.core, *_OF_TWO) and speaks_of(_beside_names(own), "pronoun")
    of_one = len(own.partners or own.lands) == 1
    return of_one and (set_beside or (own.claim and speaks_of(own.core, *_SETS_BESIDE)))


def _leaves_out(own: Query) -> bool:
    """Tell whether a turn asks who else there is besides the partners named, now or before."""
    named = (own.partners and not own.relation) or speaks_of(_beside_names(own), "pronoun")
    return bool(named) and speaks_of(own.core, "besides")


def _works_on_list(own: Query, before: Before) -> bool:
    core = own.core
    if speaks_of(core, "neighbour.before", "neighbour.after") or _asks_where_it_lies(own, before):
        return False
    if own.partners or own.command or own.is_of_papers or _sets_beside_it(own):
        return False
    if own.order is not None and not own.relation:
        return True
    if speaks_of(core, "of_them", "how_many_of_it"):
        return True
    if own.claim and not own.relation and not own.places and not own.beyond and speaks_of(core, "so_many"):
        return True
    works = speaks_of(
        core, "first", "latest", "most", "fewest", "older", "younger", "difference", "group.country", "group.continent"
    )
    return works and not own.relation and not own.homes and bool(before.shown or before.pair or before.query.relation)


def _asks_where_it_lies(own: Query, before: Before) -> bool:
    """Tell whether a turn asks in which country or continent the one partner told before lies."""
    of_one = len(before.query.partners or before.shown) == 1 and not speaks_of(own.core, "pronoun.plural")
    it = speaks_of(_beside_names(own), "pronoun") or (len(own.core) <= _SHORT_LAND and not own.relation)
    return of_one and it and speaks_of(own.core, "group.country", "group.continent")


def _of_list(own: Query, before: Before) -> Query:
    """Ask of the earlier list: whatever narrowed it still does."""
    old = before.query
    lands = own.lands or old.lands
    regions = own.regions or (() if own.lands else old.regions)
    of_two = bool(before.pair) and speaks_of(own.core, "older", "younger", "difference")
    places = (*(own.homes or old.homes), *(before.pair if of_two else lands))
    shown = _meant(own, before)
    narrowed = speaks_of(own.core, "of_them") and shown
    kinds = own.kinds
    if own.order is not None or kinds in (_ASKS_NOTHING, (AnswerKind.YES_NO,)):
        kinds = (AnswerKind.COUNT if old.kind is AnswerKind.COUNT and own.relation else AnswerKind.LIST,)
    if speaks_of(own.core, "how_many_of_it"):
        kinds = (AnswerKind.COUNT,)
    elif narrowed and kinds[0] in (AnswerKind.DATE, AnswerKind.PLACE, AnswerKind.NAME, AnswerKind.PERSON):
        kinds = (AnswerKind.LIST, *kinds)
    of_days = old.topic is Topic.ANNIVERSARY and own.relation is None and not of_two
    of_days = of_days and not speaks_of(own.core, "partners")
    topic = Topic.ANNIVERSARY if of_days or own.topic is Topic.ANNIVERSARY else Topic.AGREEMENT
    # The time of an anniversary is no time of the agreement.
    same = (topic is Topic.ANNIVERSARY) is (old.topic is Topic.ANNIVERSARY)
    same = same and (old.topic in _TIES or old.relation is not None)  # the day of the weather is none of ties
    period = own.period or (old.period if same else None)
    return dataclasses.replace(
        own,
        places=tuple(dict.fromkeys(places)),
        regions=regions,
        relation=own.relation or (None if names_both_kinds(old.core) else old.relation),
        among=tuple(place.id for place in shown) if narrowed else () if own.lands or own.regions else old.among,
        period=period if topic is Topic.ANNIVERSARY or not narrowed else own.period,
        years=own.years,
        kinds=kinds,
        topic=topic,
        core=f"{old.core} {own.core}" if topic is Topic.ANNIVERSARY or _of_groups(own) else own.core,
        compares=of_two or own.compares,
        claim=False if own.order else own.claim,
        follows_up=True,
    )


def _meant(own: Query, before: Before) -> tuple[Place, ...]:
    """Return the partners that "of the three" speaks of: those shown, else the last so many that were asked about."""
    span = find(own.core, "of_them")
    number = number_in(span.text) if span else None
    if number and number > len(before.shown) and len(before.recent) >= number:
        return before.recent[-number:]
    return before.shown


def _of_groups(own: Query) -> bool:
    """Tell whether a turn asks for the most or the fewest, and leaves unsaid of what."""
    groups = ("group.country", "group.continent", "group.year", "group.decade")
    return speaks_of(own.core, "most", "fewest") and not speaks_of(own.core, *groups)


def _only_exchanges(own: Query) -> bool:
    """Tell whether a turn gives nothing but another place, time or kind of tie."""
    given = own.places or own.regions or own.period or own.years or own.relation
    said = pattern("claim.tail").sub("", _beside_names(own))  # "doesn't it" speaks of nothing
    asks = _asks(own) or own.order or own.command or speaks_of(said, *_ASKS_OF_IT)
    whole = own.claim and ((bool(own.partners) and bool(own.homes)) or (_names_tie(own) and speaks_of(said, "exists")))
    whole = whole or (own.claim and len(own.partners) > 1 and speaks_of(said, *_OF_TWO))
    whole = whole or (own.claim and speaks_of(own.core, "signed_in"))
    whole = whole or speaks_of(said, *_SAYS)
    return bool(given) and not asks and not whole and not own.beyond and _is_short(own)


def _asks_anew(own: Query, old: Query) -> bool:
    """Tell whether a turn lists or counts by another place or time, and leaves unsaid that ties are meant."""
    given = (own.lands or own.regions or own.period) and not own.partners and not own.relation
    listed = own.kind in (AnswerKind.LIST, AnswerKind.COUNT, AnswerKind.YES_NO)
    listed = listed or (old.topic is Topic.ANNIVERSARY and speaks_of(own.core, "happened"))
    of_one = speaks_of(own.core, "how_many_years")
    untold = own.topic in (Topic.OTHER, Topic.PROFILE, Topic.AGREEMENT)
    return bool(given) and listed and not of_one and untold and not own.beyond


def _exchanged(own: Query, old: Query) -> Query:
    """Put the new places where the earlier question had places of their sort, and so the time and the tie."""
    places, regions = old.places, old.regions
    if own.places or own.regions:
        places, regions = _exchanged_places(own, old)
    terms = tuple(dataclasses.replace(term, inherited=True) for term in old.terms)
    return dataclasses.replace(
        old,
        text=_without_names(old, own) + f" {own.text}",
        asked=own.asked,
        language=own.language,
        script=own.script,
        places=places,
        regions=regions,
        corrected=own.corrected,
        period=own.period or (None if own.years else old.period),
        years=own.years or (() if own.period else old.years),
        relation=own.relation or old.relation,
        claim=old.claim or (own.claim and not own.places),
        core=pattern("sister").sub("", old.core) if own.relation is Relation.EXCHANGE else old.core,
        terms=tuple(dict.fromkeys((*own.terms, *terms))),
        among=(),
        follows_up=True,
    )


def _without_names(old: Query, own: Query) -> str:
    """Return the earlier question without the names that new ones take the place of."""
    text = old.text
    gone = old.partners + old.lands if own.partners or own.lands or own.regions else old.homes if own.homes else ()
    for name in (name for place in gone for name in (place.zh, place.en)):
        text = text.replace(name, "")
    return text


def _exchanged_places(own: Query, old: Query) -> tuple[tuple[Place, ...], tuple[Region, ...]]:
    homes = own.homes or old.homes
    if own.partners:
        return (*homes, *own.partners), ()
    if own.lands or own.regions:
        return (*homes, *own.lands), own.regions
    if own.homes:
        return (*own.homes, *(place for place in old.places if place not in old.homes)), old.regions
    others = tuple(place for place in own.places if place.kind is PlaceKind.ORGANISATION)
    return (*homes, *others), ()


def _tells(own: Query) -> bool:
    """Tell whether a claim says itself what it claims."""
    return own.claim and bool(own.places or own.regions or own.period or own.years)


def _about(own: Query, before: Before) -> Query:
    """Ask something else about what the question before was about."""
    old = before.query
    of_one = before.shown if len(before.shown) <= PAIR and not old.partners else ()
    subject: Sequence[Place] = own.partners or old.partners or of_one
    if speaks_of(own.core, "signed_in") and speaks_of(_beside_names(own), "pronoun"):
        subject = (*(old.partners or of_one), *own.partners)
    besides = _leaves_out(own)
    still = besides or not subject  # where it asked is where this does, unless one city is meant
    if own.partners and _sets_beside_it(own):
        others = [place for place in before.told if place not in own.places][-1:]
        places = (*own.homes, *others, *own.partners) if _begins_with_it(own) else (*own.places, *others)
        return dataclasses.replace(own, places=places, follows_up=True)
    one_of_two = speaks_of(own.core, "pronoun") and not speaks_of(own.core, "earlier_one", "later_one")
    singular = len(subject) > 1 and one_of_two and not speaks_of(own.core, "pronoun.plural")
    if singular and before.shown and before.shown[0] in subject:
        subject = before.shown[:1]
    topic = own.topic if own.topic is not Topic.OTHER else old.topic
    if besides:
        own, topic = dataclasses.replace(own, kinds=(AnswerKind.LIST,), claim=False), Topic.AGREEMENT
    elif speaks_of(own.core, "how_many_years"):
        topic = Topic.ANNIVERSARY
    elif own.topic is Topic.OTHER and own.kind is AnswerKind.DATE and old.topic is not Topic.ANNIVERSARY:
        topic = Topic.AGREEMENT
    elif speaks_of(own.core, "topic.profile"):
        topic = Topic.PROFILE
    return dataclasses.replace(
        own,
        places=tuple(dict.fromkeys((*(own.homes or old.homes), *(own.lands or (old.lands if still else ())), *subject)))
        or old.places,
        regions=own.regions or (old.regions if still and not own.lands else ()),
        relation=own.relation or (None if subject and not besides else old.relation),
        kinds=old.kinds
        if own.kinds == _ASKS_NOTHING and own.topic is Topic.OTHER and topic is old.topic
        else own.kinds,
        topic=topic,
        core=own.core
        if topic is Topic.PROFILE or _asks(own) or own.topic is not Topic.OTHER or _tells(own)
        else f"{own.core} {old.core}",
        follows_up=True,
    )


def _leaning(own: Query, before: Before) -> Query:
    """Read a turn with the matter of the question before it."""
    old = before.query
    own_words = {term.word for term in own.terms}
    # Of a question on a tie its partner is the matter, and none of its words.
    of_a_tie = bool(old.partners) and not old.is_of_papers and (not old.beyond or old.command is not None)
    matter = () if of_a_tie else old.terms
    leaves_ties = old.topic in _TIES and own.topic not in _TIES  # the year of a tie is none of a paper
    names = " ".join(place.en if own.core.isascii() else place.zh for place in (*old.homes, *old.partners))
    inherited = tuple(dataclasses.replace(term, inherited=True) for term in matter if term.word not in own_words)
    return dataclasses.replace(
        own,
        text=f"{names if of_a_tie else old.text} {own.text}",
        core=f"{old.core} {own.core}" if own.kinds == _ASKS_NOTHING and not of_a_tie else own.core,
        places=own.places or old.places,
        regions=own.regions or old.regions,
        relation=own.relation or (None if of_a_tie else old.relation),
        alone=own if _may_stand_alone(own) else None,
        years=own.years or (() if own.period or old.claim or leaves_ties else old.years),
        quoted=own.quoted or old.quoted,
        named=own.named or old.named,
        terms=(*own.terms, *inherited),
        kinds=old.kinds if own.kinds == _ASKS_NOTHING else own.kinds,
        topic=old.topic if own.topic in (Topic.OTHER, Topic.PROFILE) and not of_a_tie else own.topic,
        follows_up=True,
    )


def _may_stand_alone(own: Query) -> bool:
    """Tell whether a turn without a subject of its own has matter enough to be asked by itself, should it lean in vain."""
    return len(own.terms) >= _OWN_MATTER - 1 and not own.is_of_papers_only and not speaks_of(own.core, "pronoun")
