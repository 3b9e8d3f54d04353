"""Questions that tell their answers apart: each is about a city that its answer names, so that order can be checked."""

import csv
import dataclasses
import random
from pathlib import Path

from tests.telegram_server.chats import Chat
from tests.telegram_server.messages import Message

# "And Nice?" may be understood as a kind word.
ENGLISH_WORDS = {"Cape Town", "Nice", "Split"}
# What an earlier answer leaves to be said is left out of the follow-up.
FOLLOW_UPS = {"zh": "那{partner_zh}呢?", "en": "And {partner_en}?"}
PATTERNS = {
    "zh": (
        "{home_zh}和{partner_zh}是什么时候结为友好城市的?",
        "{home_zh}和{partner_zh}下一个周年是什么时候?",
        "介绍一下{partner_zh}",
    ),
    "en": (
        "When did {home_en} and {partner_en} become sister cities?",
        "When is the next anniversary of {home_en} and {partner_en}?",
        "Tell me about {partner_en}",
    ),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """A question; its answer contains one of the words, and in a conversation no other question has the same."""

    text: str
    words: tuple[str, ...]

    def is_answered_by(self, text: str) -> bool:
        """Tell whether a text can be the answer."""
        return any(word in text for word in self.words)


def read_cities(agreements: Path) -> list[dict[str, str]]:
    """Return the rows of a table of agreements, one for each partner."""
    with agreements.open(encoding="utf-8", newline="") as file:
        rows = {row["partner_en"]: row for row in csv.DictReader(file) if row["kind"] == "sister_city"}
    return [row for name, row in rows.items() if name not in ENGLISH_WORDS]


def conversation(cities: list[dict[str, str]], language: str, number: int, chance: random.Random) -> list[Question]:
    """Return so many questions of one person: each about another partner of a city, every second one a follow-up."""
    partners: dict[str, list[dict[str, str]]] = {}
    for city in cities:
        partners.setdefault(city["home_en"], []).append(city)
    home = chance.choice([home for home, rows in partners.items() if len(rows) >= number])
    asked = []
    for position, city in enumerate(chance.sample(partners[home], number)):
        pattern = FOLLOW_UPS[language] if position % 2 else chance.choice(PATTERNS[language])
        asked.append(Question(pattern.format(**city), (city["partner_zh"], city["partner_en"])))
    return asked


def answers_in(chat: Chat) -> list[list[Message]]:
    """Return what the bot said in a chat, cut into answers: the last message of each has the buttons."""
    answers: list[list[Message]] = [[]]
    for message in chat.answers:
        answers[-1].append(message)
        if message.buttons:
            answers.append([])
    return [answer for answer in answers if answer]
