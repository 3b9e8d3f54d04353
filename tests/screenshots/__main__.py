"""Draw the README's pictures: `python -m tests.screenshots [NAME ...]` (a minute or two).

`python -m bot` serves the bundled corpus against the loopback Bot API; people ask it, and what the server has read of
its answers (text, entities, buttons, files) is drawn as a phone shows it. Nothing in the pictures is written by hand.
"""

import dataclasses
import sys
import tempfile
from pathlib import Path
from zoneinfo import ZoneInfo

from knowledge.settings import BUNDLED_CORPUS
from tests.e2e.bot_process import BotProcess
from tests.e2e.corpus import ingest
from tests.screenshots.screen import Frame, phone, png
from tests.telegram_server.people import User
from tests.telegram_server.server import TelegramServer

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".readme"
ZONE = ZoneInfo("Asia/Shanghai")
SECONDS_TO_DRAW = 120  # the first chart waits for its library


@dataclasses.dataclass(frozen=True, slots=True)
class Scene:
    """What one person says, one after the other, and who the bot takes them for."""

    name: str
    person: str
    client: str
    says: tuple[str, ...]
    is_staff: bool = False


SCENES = (
    Scene("question-zh", "王芳", "zh-hans", ("广州和福冈什么时候结为友好城市？", "那里昂呢？")),
    Scene(
        "question-en",
        "Ann",
        "en",
        ("How many sister cities does Kunming have?", "When is the next anniversary of Guangzhou and Fukuoka?"),
    ),
    Scene("brief-zh", "李明", "zh-hans", ("/brief 里昂",), is_staff=True),
    Scene("chart-en", "Ben", "en", ("/chart map",), is_staff=True),
)
FRAMES = {
    "zh-hans": Frame("City Exchange", "机器人", "发消息", ZONE),
    "en": Frame("City Exchange", "bot", "Message", ZONE),
}


def main(names: list[str]) -> int:
    """Draw the scenes of these names, all of them without one."""
    scenes = [scene for scene in SCENES if not names or scene.name in names]
    people = {scene.name: number for number, scene in enumerate(SCENES, start=1)}
    staff = ",".join(str(people[scene.name]) for scene in SCENES if scene.is_staff)
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, TelegramServer() as server:
        data = Path(folder) / "data"
        ingest(BUNDLED_CORPUS, data)
        with BotProcess(server, data, STAFF_USER_IDS=staff, TIMEZONE=str(ZONE)):
            for scene in scenes:
                person = server.user(people[scene.name], name=scene.person, language_code=scene.client)
                _play(scene, person)
                picture = png(phone(person.chat.messages, FRAMES[scene.client]))
                (PICTURES / f"{scene.name}.png").write_bytes(picture)
                print(f".readme/{scene.name}.png: {len(picture) // 1000} kB")  # noqa: T201 - the command's own output
        refused = [(call.method, call.description) for call in server.refused]
    assert not refused, refused
    return 0


def _play(scene: Scene, person: User) -> None:
    for text in scene.says:
        person.says(text)
        person.chat.wait_for(timeout=SECONDS_TO_DRAW)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
