"""Corrections by admins: kept beside, or accepted with the earlier claim beside."""

from tests.bot.handlers.keeping import NO_LONGER, pressed, said, unhurried
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User

__all__ = ["unhurried"]

WHEN = "When did Guangzhou and Lyon become sister cities?"


def told_date(admin: User, date: str, *, source: str = "The signed original") -> Message:
    """Go through a correction of the date of Lyon, up to its confirmation."""
    asked = said(admin, "/correct Lyon")
    assert "On record: sister city, 19 January 1988 (“Friendship Cities”)" in asked.text
    pressed(admin, asked, "The date")
    asked = said(admin, date)
    asked = said(admin, source)
    assert "Copy the words" in asked.text
    return said(admin, "le 29 janvier <1988>")


def test_an_accepted_correction_is_answered_with_its_source_and_the_earlier_date_beside_it(
    admin: User, person: User
) -> None:
    confirm = told_date(admin, "29 January 1988")
    assert "became sister cities on 19 January 1988 (source: Friendship Cities)" in confirm.text
    assert "became sister cities on 29 January 1988 (source: The signed original)" in confirm.text
    assert "For staff only." in confirm.text
    confirm = pressed(admin, confirm, "Show it to everybody")
    assert "For everybody." in confirm.text
    kept = pressed(admin, confirm, "Accept it")
    for asker in (admin, person):
        answer = said(asker, WHEN).text
        assert answer.index("29 January 1988") < answer.index("19 January 1988")
        assert "Entered by an admin on" in answer
        assert "Friendship Cities" in answer
        assert "le 29 janvier <1988>" in answer
    card = said(person, "/city Lyon").text
    assert "29 January 1988" in card
    assert "19 January 1988" in card
    pressed(admin, kept, "Take it back")
    assert "29 January" not in said(person, WHEN).text


def test_a_claim_is_kept_beside_and_can_be_accepted_later(admin: User, person: User) -> None:
    beside = pressed(admin, told_date(admin, "1990"), "Keep it beside")
    answer = said(admin, WHEN).text
    assert answer.index("19 January 1988") < answer.index("1990")
    assert "Another source gives 1990." in answer
    assert "1990" not in said(person, WHEN).text
    asked = said(admin, "/correct 里昂")
    confirm = pressed(admin, asked, "Accept: 1990")
    accepted = pressed(admin, confirm, "Accept it")
    answer = said(admin, WHEN).text
    assert answer.index("in 1990") < answer.index("19 January 1988")
    assert answer.count("The signed original") == 1 + answer.count("“le 29 janvier <1988>”") - 1
    assert "1990" not in said(person, WHEN).text
    pressed(admin, accepted, "Take it back")
    assert "Another source gives 1990" in said(admin, WHEN).text
    pressed(admin, beside, "Take it back")
    assert "1990" not in said(admin, WHEN).text


def test_a_tie_said_to_be_quiet_is_told_with_both_sources(admin: User) -> None:
    pressed(admin, said(admin, "/correct Frankfurt"), "Whether it is active")
    pressed(admin, admin.chat.last, "Almost no exchange")
    said(admin, "Report of 2020")
    confirm = said(admin, "no exchange for years")
    kept = pressed(admin, confirm, "Accept it")
    answer = said(admin, "When did Guangzhou and Frankfurt become sister cities?").text
    assert "reported as having almost no exchange (“Report of 2020”); “Friendship Cities” does not say so" in answer
    assert "11 April 1988" in answer
    pressed(admin, kept, "Take it back")


def test_another_kind_of_tie_is_claimed(admin: User) -> None:
    pressed(admin, said(admin, "/correct Frankfurt"), "The kind of tie")
    assert "sister city" not in admin.chat.last.labels
    pressed(admin, admin.chat.last, "friendly exchange city")
    said(admin, "Report of 2021")
    kept = pressed(admin, said(admin, "exchange city"), "Keep it beside")
    answer = said(admin, "When did Guangzhou and Frankfurt become sister cities?").text
    assert "Another source has them as friendly exchange cities, on 11 April 1988." in answer
    pressed(admin, kept, "Take it back")


def test_the_date_on_record_is_no_correction(admin: User) -> None:
    pressed(admin, said(admin, "/correct Lyon"), "The date")
    assert "That is the date on record already." in said(admin, "1988年1月19日").text
    said(admin, "/cancel")


def test_a_city_without_an_agreement_is_asked_for_again(admin: User) -> None:
    asked = said(admin, "/correct Atlantis")
    assert "No partner city is called “Atlantis”." in asked.text
    assert "Which city?" in asked.text
    assert "as I wrote it" not in "".join(asked.labels)
    said(admin, "/cancel")


def test_corrections_are_for_admins(staff: User, admin: User) -> None:
    assert said(staff, "/correct Lyon").text == "That is for the admins of the bot."
    asked = said(admin, "/correct Lyon")
    assert staff.forges(said(staff, "/help"), asked.button("The date").data).text == NO_LONGER
    said(admin, "/cancel")
