"""Papers for benchmarks: one paragraph a passage, no two alike, half Chinese and half English."""

import random
from pathlib import Path

PARAGRAPHS_A_FILE = 50

PLACES = "福冈 里昂 洛杉矶 法兰克福 奥克兰 光州 布里斯托尔 德班 伯明翰 清迈 苏黎世 藤泽".split()
CITIES = "Fukuoka Lyon Frankfurt Auckland Gwangju Bristol Durban Birmingham Zurich Fujisawa Manila Linz".split()
SUBJECTS = "港口 教育 青年 足球 文化 环保 医疗 旅游 科技 农业 消防 图书馆".split()
TOPICS = "harbours schools youth football culture recycling hospitals tourism science farming museums".split()


def write_corpus(folder: Path, size: int) -> None:
    """Write papers that have so many paragraphs in all."""
    folder.mkdir()
    chance = random.Random(size)  # noqa: S311 - a benchmark's texts, not a secret
    for start in range(0, size, PARAGRAPHS_A_FILE):
        write = _chinese if (start // PARAGRAPHS_A_FILE) % 2 == 0 else _english
        paragraphs = [write(number, chance) for number in range(start, min(size, start + PARAGRAPHS_A_FILE))]
        (folder / f"paper-{start:06d}.txt").write_text("\n\n".join(paragraphs), encoding="utf-8")


def _chinese(number: int, chance: random.Random) -> str:
    place, other, subject = chance.choice(PLACES), chance.choice(PLACES), chance.choice(SUBJECTS)
    year = chance.randrange(1979, 2024)
    return (
        f"{year}年第{number}号简报：代表团访问{place}，就{subject}与{chance.choice(SUBJECTS)}合作举行会谈，"
        f"签署第{number}号备忘录。"
        f"双方商定每年互派{chance.randrange(3, 90)}名学员，并邀请{other}参加在当地举行的{subject}论坛。"
        f"随后代表团参观了{chance.choice(SUBJECTS)}项目，预算为{chance.randrange(10, 999)}万元，预计{year + 2}年完成。"
    )


def _english(number: int, chance: random.Random) -> str:
    place, other, topic = chance.choice(CITIES), chance.choice(CITIES), chance.choice(TOPICS)
    year = chance.randrange(1979, 2024)
    return (
        f"Bulletin {number} of {year}: a delegation visited {place} for talks on {topic} and {chance.choice(TOPICS)} "
        f"and signed memorandum no. {number}. Each side will send {chance.randrange(3, 90)} trainees a year, and "
        f"{other} is invited to the forum on {topic}. The project has a budget of {chance.randrange(10, 999)} thousand "
        f"and ends in {year + 2}."
    )
