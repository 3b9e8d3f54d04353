"""The words in which staff are told why an answer is as it is."""

from __future__ import annotations

import pytest

from bot.handlers.why import LACKS
from bot.i18n import Locale, say_in
from knowledge.answering.requirements import Lack


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("what", Lack)
def test_whatever_a_sentence_lacks_is_told_in_words(what: Lack, locale: Locale) -> None:
    told = say_in(locale).word(LACKS[what])
    assert told != what.value
    assert told.isascii() is (locale is Locale.EN)
