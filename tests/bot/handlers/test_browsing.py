"""Looking through cities, programmes, anniversaries and sources, by the public and by staff, in chats and inline."""

import datetime as dt
from collections.abc import Iterator

import pytest

import bot.container
import bot.pace
import bot.serve
from tests.bot.handlers.conftest import BotInThread
from tests.directories import STAFF_WORDS, small_office
from tests.hashing import HashingEmbedder
from tests.telegram_server.messages import Message
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

NOW = dt.datetime(2019, 1, 15, 4, 0, tzinfo=dt.UTC)
STAFF = 2002
STAFF_CHAT = -1_000_000_000_902


@pytest.fixture(scope="module")
def quanzhou() -> Iterator[TelegramServer]:
    """Serve the small office with its staff rows; at the end not one call may have been refused."""
    with TelegramServer() as served, pytest.MonkeyPatch.context() as patched:
        patched.setattr(bot.container, "load_embedder", lambda _: HashingEmbedder())
        patched.setattr(bot.serve, "_now", lambda: NOW)
        patched.setattr(bot.pace, "_BURST_IN_CHAT", 1000.0)
        settings = small_office().model_copy(
            update={
                "staff_user_ids": frozenset({STAFF}),
                "telegram_api_base_url": served.base_url,
                "telegram_api_file_url": served.file_url,
                "telegram_bot_token": type(small_office().telegram_bot_token)(served.token),
            }
        )
        running = BotInThread(settings)
        running.start(served)
        yield served
        running.stop()
        assert served.refused == []


@pytest.fixture
def visitor(quanzhou: TelegramServer, request: pytest.FixtureRequest) -> User:
    return quanzhou.user(6000 + abs(hash(request.node.name)) % 100_000, language_code="en")


@pytest.fixture
def staff(quanzhou: TelegramServer) -> User:
    return quanzhou.user(STAFF, language_code="en")


def turn(user: User, screen: Message, button: str) -> None:
    """Press a button and wait until the screen has turned to what it leads to."""
    before = screen.edits
    user.presses(screen, button)
    screen.chat.wait_for_edit(screen, after=before)


def test_a_visitor_finds_the_way_from_the_continents_to_a_city_and_back(visitor: User) -> None:
    visitor.says("/cities")
    (screen,) = visitor.chat.wait_for()
    assert "3 partner cities of Quanzhou are on record." in screen.text
    turn(visitor, screen, "Europe")
    assert screen.text.startswith("Europe\n3 cities in 3 countries")
    turn(visitor, screen, "France · Lyon")
    assert "Quanzhou and Lyon (France) became sister cities on 18 May 2006." in screen.text
    assert "Choir <b>exchange</b>" in screen.text
    turn(visitor, screen, "‹ Europe")
    assert screen.text.startswith("Europe\n")
    turn(visitor, screen, "‹ All continents")
    assert "3 partner cities" in screen.text
    assert len(visitor.chat.messages) == 2


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/city 里昂", "18 May 2006"),
        ("/city Lyons", "18 May 2006"),
        ("/city Zurich", "Another source gives 1 April 1999"),
        ("/city", "for example: /city Lyon"),
        ("/city <b>Atlantis</b>", "I have no records of “<b>Atlantis</b>”."),
        ("/city Seville", "I have no records of “Seville”."),
        ("/city Perth", "I have no records of “Perth”."),
        ("/start city_lyon-fr", "18 May 2006"),
        ("/start city_seville-es", "I have no records of this city."),
        ("/start city_<b>", "I have no records of this city."),
    ],
)
def test_a_city_is_asked_for_by_name_or_link(visitor: User, asked: str, told: str) -> None:
    visitor.says(asked)
    assert told in visitor.chat.wait_for()[0].text


@pytest.mark.parametrize(
    ("area", "first"), [("Europe", "Europe\n3 cities in 3 countries"), ("瑞士", "Switzerland\n1 city")]
)
def test_a_country_or_continent_brings_its_list(visitor: User, area: str, first: str) -> None:
    visitor.says(f"/city {area}")
    (screen,) = visitor.chat.wait_for()
    assert screen.text.startswith(first)
    turn(visitor, screen, "Zurich")
    assert "September 2010" in screen.text


def test_a_chinese_visitor_is_shown_everything_in_chinese(quanzhou: TelegramServer) -> None:
    visitor = quanzhou.user(5990, language_code="zh-hant")
    visitor.says("/city 蘇黎世")
    (card,) = visitor.chat.wait_for()
    assert "泉州與瑞士蘇黎世於2010年9月結為國際友好城市。" in card.text


def test_programmes_are_found_by_whom_they_are_for(visitor: User) -> None:
    visitor.says("/programmes")
    (screen,) = visitor.chat.wait_for()
    assert not any("Officials" in label for label in screen.labels)
    turn(visitor, screen, "Young people")
    assert "The youth choirs of Quanzhou and Lyon visit each other every year. (As of May 2018.) [1]" in screen.text
    assert "“the choirs visit each other”" in screen.text


def test_anniversaries_are_told_with_their_sources_and_narrowed_by_buttons(visitor: User) -> None:
    visitor.says("/anniversaries")
    (screen,) = visitor.chat.wait_for()
    assert "18 May 2019: Lyon (France), 13th anniversary (since 18 May 2006) [" in screen.text
    turn(visitor, screen, "2020")
    assert "★ September 2020: Zurich (Switzerland), 10th anniversary" in screen.text
    turn(visitor, screen, "Round years")
    assert screen.text.count("anniversary (since") == 1


def test_sources_tell_how_recent_they_are(visitor: User) -> None:
    visitor.says("/sources")
    (screen,) = visitor.chat.wait_for()
    assert "The newest is of 30 November 2018." in screen.text


# Who may see what.


def test_staff_see_what_is_theirs_and_the_public_does_not(visitor: User, staff: User) -> None:
    staff.says("/city Seville")
    (card,) = staff.chat.wait_for()
    assert "4 November 2003" in card.text
    for command in ("/cities", "/city Seville", "/city Lyon", "/programmes", "/anniversaries", "/sources"):
        visitor.says(command)
        (shown,) = visitor.chat.wait_for()
        told = shown.text + " ".join(shown.labels)
        assert not [word for word in STAFF_WORDS if word in told and word.lower() not in command.lower()]


def test_a_button_made_for_staff_shows_the_public_nothing_of_theirs(
    quanzhou: TelegramServer, visitor: User, staff: User
) -> None:
    staff.says("/city Lyon")
    (card,) = staff.chat.wait_for()
    assert "Closed talks" in card.text
    visitor.says("/cities")
    (screen,) = visitor.chat.wait_for()
    for data in ("c:c:lyon-fr:1", "p:officials:1", "c:c:sevilla-es:1", "c:c:seville-es:1", "c:n:es:1", "o:2"):
        visitor.forges(screen, data)
        quanzhou.settle(0.2)
        assert not [word for word in STAFF_WORDS if word in screen.text + " ".join(screen.labels)]


def test_a_press_in_a_group_shows_what_the_public_may_see_even_to_staff(
    quanzhou: TelegramServer, visitor: User, staff: User
) -> None:
    group = quanzhou.group(-1_000_000_000_903, "Friends", [visitor, staff])
    group.wait_for()
    staff.says("/city Lyon", group)
    (card,) = group.wait_for()
    assert "18 May 2006" in card.text
    assert "Closed talks" not in card.text
    staff.forges(card, "p:officials:1")
    quanzhou.settle(0.2)
    assert "91000" not in card.text


def test_a_forged_button_is_answered_and_changes_nothing(visitor: User) -> None:
    visitor.says("/cities")
    (screen,) = visitor.chat.wait_for()
    before = screen.text
    for data in ("c:", "c:c:lyon-fr:1:x", "a:27:all::1", "p:everybody:1", "o:0", "c:c:atlantis-gr:1", "o:99"):
        assert visitor.forges(screen, data).text == "This is no longer available."
    assert screen.text == before


# Inline.


def test_a_name_typed_inline_offers_its_card_with_a_link_to_more(visitor: User) -> None:
    answer = visitor.inline("里昂")
    (card,) = answer.results
    assert card["title"] == "Lyon 里昂 · France"
    assert card["description"] == "Quanzhou and Lyon (France) became sister cities on 18 May 2006."
    assert "18 May 2006" in card["input_message_content"]["message_text"]
    assert card["reply_markup"]["inline_keyboard"][0][0]["url"].endswith("?start=city_lyon-fr")
    sent = visitor.chooses(answer, card["id"])
    assert "became sister cities" in sent.text


def test_a_question_typed_inline_is_answered_first(visitor: User) -> None:
    answer = visitor.inline("When did Quanzhou and Lyon become sister cities?")
    first, *cards = answer.results
    assert first["id"] == "answer"
    assert "18 May 2006" in first["description"]
    assert {card["id"] for card in cards} >= {"lyon-fr"}


def test_nothing_typed_yet_suggests_the_next_anniversaries(visitor: User) -> None:
    answer = visitor.inline("")
    assert [result["id"] for result in answer.results] == ["cork-ie", "lyon-fr"]
    assert answer.is_personal
    assert answer.cache_time > 0


def test_inline_shows_staff_too_what_the_public_may_see(staff: User) -> None:
    for query in ("", "Seville", "Lyon", "塞维利亚", "What is the reception budget?", "罗西是谁?"):
        answer = staff.inline(query)
        told = str(answer.results)
        assert not [word for word in STAFF_WORDS if word in told and word.lower() != query.lower()]


def test_what_is_not_known_inline_leads_to_the_chat(visitor: User) -> None:
    answer = visitor.inline("q")
    assert answer.results == ()
    assert "chat" in str(answer)


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("/anniversaries 2029", "2029"),
        ("/anniversaries Guangzhou", "Guangzhou"),
        ("/anniversaries 90", "Which anniversaries are there in the next 90 days?"),
        ("/anniversaries Q1 2027", "Which anniversaries are there: Q1 2027?"),
        ("/anniversaries <b>Europe", "Which anniversaries are there: <b>Europe?"),
        ("/anniversaries 9999", "Which anniversaries are there: 9999?"),
    ],
)
def test_anniversaries_of_what_is_named_after_the_command(person: User, command: str, told: str) -> None:
    person.says(command)
    assert told in person.chat.wait_for()[0].text
