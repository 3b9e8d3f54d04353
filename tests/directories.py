"""Desks to browse, without a model: of the invented small office with staff rows, and of the bundled corpus."""

import datetime as dt
import functools
import tempfile
from pathlib import Path
from unittest.mock import patch

from bot.assistant_pool import Desk
from bot.i18n import Locale
from ingest.run import ingest
from knowledge.assistant import Assistant
from knowledge.directory import Guide
from knowledge.evidence import Audience
from knowledge.index import open_index
from knowledge.settings import BUNDLED_CORPUS, Settings
from tests.hashing import HashingEmbedder
from tests.ingesting import Silent, gazetteer
from tests.small_office import write_corpus

TODAY = dt.date(2026, 11, 24)

PROGRAMMES = """id,title_zh,title_en,home_zh,home_en,partners,for_whom,summary_zh,summary_en,status,as_of,source_title,quote,audience
choir,合唱交流,Choir <b>exchange</b>,泉州,Quanzhou,Lyon,youth;culture,泉州与里昂的少年合唱团每年互访。,The youth choirs of Quanzhou and Lyon visit each other every year.,running,2018-05,Choir & Co,the choirs visit each other,public
budget,接待经费,Reception budget,泉州,Quanzhou,Lyon,officials,里昂代表团的接待经费为91000元。,The budget for the Lyon delegation is 91000 yuan.,planned,2018-06,Internal paper,budget 91000,staff
"""  # noqa: E501 - rows of a table
EVENTS = """id,title_zh,title_en,kind,date,home_zh,home_en,partners,summary_zh,summary_en,status,as_of,source_title,quote,audience
visit-2016,里昂来访,Visit from Lyon,visit,2016-04-02,泉州,Quanzhou,Lyon,2016年4月2日里昂代表团访问泉州。,A delegation from Lyon came to Quanzhou on 2 April 2016.,held,2018,Year book,the delegation of Lyon,public
visit-2018,里昂回访,Visit to Lyon,visit,2018-10,泉州,Quanzhou,Lyon,2018年10月泉州代表团访问里昂。,A delegation of Quanzhou went to Lyon in October 2018.,held,2018,Year book,our delegation in Lyon,public
secret,里昂闭门会谈,Closed talks with Lyon,meeting,2018-12,泉州,Quanzhou,Lyon,2018年12月与里昂闭门会谈。,Closed talks with Lyon in December 2018.,held,2018,Internal paper,closed talks,staff
"""  # noqa: E501 - rows of a table

# What of these tables and of the small office's own is the staff's alone.
STAFF_WORDS = ("91000", "Internal paper", "闭门", "Closed talks", "Seville", "塞维利亚", "Draft register", "seville")


@functools.cache
def small_office() -> Settings:
    """Return the settings of the small office, whose papers have been read in; done once for all tests."""
    folder = Path(_folder().name)
    corpus = write_corpus(folder / "small")
    (corpus / "programmes.csv").write_text(PROGRAMMES, encoding="utf-8")
    (corpus / "events.csv").write_text(EVENTS, encoding="utf-8")
    return _read_in(corpus, folder / "small-data")


@functools.cache
def small_desks() -> dict[Audience, Desk]:
    """Return what each audience of the small office is served with."""
    return {audience: _desk(small_office(), audience) for audience in Audience}


@functools.cache
def bundled() -> Settings:
    """Return the settings of the bundled corpus, which has been read in; done once for all tests."""
    return _read_in(BUNDLED_CORPUS, Path(_folder().name) / "bundled-data")


@functools.cache
def bundled_desk() -> Desk:
    """Return what the public of the bundled corpus is served with; made once for all tests."""
    return _desk(bundled(), Audience.PUBLIC)


def guide_in(locale: Locale, desk: Desk | None = None, today: dt.date = TODAY) -> Guide:
    """Return the guide of a desk, by default of the bundled corpus, in a language."""
    return (desk or bundled_desk()).directory.guide(locale.language, locale.script, today)


def _read_in(corpus: Path, data_dir: Path) -> Settings:
    settings = Settings(data_dir=data_dir, home_city="")
    with patch("ingest.corpus.build_gazetteer", gazetteer):
        ingest(settings, [corpus], HashingEmbedder(), Silent())
    return settings


def _desk(settings: Settings, audience: Audience) -> Desk:
    index = open_index(settings, HashingEmbedder(), audience)
    return Desk(Assistant(index=index, embedder=HashingEmbedder(), settings=settings), index)


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="directories-")
