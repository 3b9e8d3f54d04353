"""Call the language model: bounded in time and length, repeated where that helps, counted."""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import datetime as dt
import functools
import queue
import threading
import time
from collections.abc import AsyncGenerator, Callable, Generator, Iterator, Sequence
from typing import TypeVar

import tenacity
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import BaseMessage

from knowledge.answering.generative.failure import Failure, ModelFailed, failure_of
from knowledge.answering.generative.limits import Allowance, Breaker
from knowledge.answering.generative.model import open_model
from knowledge.answering.generative.observer import Observer
from knowledge.settings import Settings

# No answer for a phone is this long; what comes after it is not read.
_MOST_CHARACTERS = 6_000
_ATTEMPTS = 3
# After the first words the rest should flow: a pause of this share of the whole time is a stall.
_STALL = 1 / 3
_WORTH_REPEATING = frozenset({Failure.RATE_LIMITED, Failure.SERVER, Failure.UNREACHABLE, Failure.BROKEN})
_CHARACTERS_PER_TOKEN = 2
# How providers say that a reply is whole. One that ends unsaid was cut off.
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_ENDINGS = {
    "": Failure.BROKEN,
    "length": Failure.ENDLESS,
    "max_tokens": Failure.ENDLESS,
    "MAX_TOKENS": Failure.ENDLESS,
    "content_filter": Failure.REFUSED,
    "refusal": Failure.REFUSED,
    "SAFETY": Failure.REFUSED,
}


@dataclasses.dataclass(slots=True)
class Spell:
    """The time, the tokens and the user of one answer; every call made for it shares them."""

    user: str
    day: dt.date
    ends: float
    sent: int = 0
    received: int = 0
    calls: int = 0


class Caller:
    """The model with its deadline, its allowance and its breaker; one for a process, for several threads."""

    def __init__(
        self,
        open_: Callable[[], BaseChatModel],
        *,
        name: str,
        seconds: float,
        allowance: Allowance,
        breaker: Breaker,
        observer: Observer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Open the model at the first call; ``clock`` is monotonic, in seconds."""
        self.name = name
        self.seconds = seconds
        self.observer = observer
        self.clock = clock
        self._open = functools.cache(open_)
        self._opening = threading.Lock()
        self._allowance = allowance
        self._breaker = breaker
        self._background = Background()

    @classmethod
    def of(cls, settings: Settings, observer: Observer | None = None) -> Caller:
        """Return the caller of the operator's model."""
        return cls(
            lambda: open_model(settings),
            name=settings.llm_model,
            seconds=settings.llm_timeout_seconds,
            allowance=Allowance(daily=settings.llm_daily_tokens, per_user=settings.llm_user_daily_tokens),
            breaker=Breaker(time.monotonic),
            observer=observer or Observer(),
        )

    def begin(self, user: str, day: dt.date) -> Spell:
        """Begin the time of one answer."""
        return Spell(user, day, self.clock() + self.seconds)

    def open(self) -> BaseChatModel:
        """Return the model, opened once. Raises ConfigurationError."""
        with self._opening:
            return self._open()

    def text(self, messages: Sequence[BaseMessage], spell: Spell, *, seconds: float | None = None) -> str:
        """Return the whole reply, made within ``seconds`` of the spell. Raises ModelFailed."""
        return "".join(self.stream(messages, spell, seconds=seconds))

    def stream(
        self, messages: Sequence[BaseMessage], spell: Spell, *, seconds: float | None = None
    ) -> Generator[str, None, None]:
        """Yield a reply as it comes.

        Raises ModelFailed when it stops being one: with TIMEOUT when the spell is over or the flow stalls, with BROKEN
        where it is cut off, with EMPTY when there was nothing, with ENDLESS after too much.
        """
        refusal = self._allowance.refusal(spell.user, spell.day)
        if refusal is not None:
            raise ModelFailed(refusal)
        if spell.ends <= self.clock():
            raise ModelFailed(Failure.TIMEOUT)
        if not self._breaker.admits():
            raise ModelFailed(Failure.RESTING)
        model = self.open()
        try:
            yield from self._stream(model, messages, spell, seconds)
        except GeneratorExit:
            self._succeeded()  # enough was read
            raise
        except ModelFailed as error:
            self._failed(error.failure)
            raise
        except Exception as error:  # noqa: BLE001 - each provider's client has its own
            failure = failure_of(error)
            self._failed(failure)
            raise ModelFailed(failure) from None
        self._succeeded()

    def _succeeded(self) -> None:
        self._breaker.succeeded()
        self.observer.breaker(is_open=False)

    def _failed(self, failure: Failure) -> None:
        self._breaker.failed(failure)
        self.observer.breaker(is_open=self._breaker.is_open)

    def _stream(
        self, model: BaseChatModel, messages: Sequence[BaseMessage], spell: Spell, seconds: float | None
    ) -> Iterator[str]:
        ends = spell.ends if seconds is None else min(spell.ends, self.clock() + seconds)
        meter = _Meter(sum(len(str(message.content)) for message in messages))
        length = 0

        def patience() -> float:
            left = ends - self.clock()
            return min(left, self.seconds * _STALL) if length else left

        chunks = self._background.iterate(lambda: _replies(model, messages, meter), patience)
        try:
            for text in chunks:
                if ends <= self.clock():
                    raise ModelFailed(Failure.TIMEOUT)
                length += len(text)
                if length > _MOST_CHARACTERS:
                    raise ModelFailed(Failure.ENDLESS)
                yield text
        finally:
            # Here and now: left to be collected, it would go on for as long as anything refers to it.
            chunks.close()
            sent, received = meter.tokens()
            spell.sent, spell.received, spell.calls = spell.sent + sent, spell.received + received, spell.calls + 1
            self._allowance.spend(spell.user, spell.day, sent + received)
            self.observer.tokens(sent=sent, received=received)
        failure = _ENDINGS.get(meter.ending, Failure.EMPTY if not length else None)
        if failure is not None:
            raise ModelFailed(failure)


class _Meter:
    """Count the tokens of one call, as the server says or else by length, and hear how it ended."""

    def __init__(self, characters_sent: int) -> None:
        self.characters_sent = characters_sent
        self.characters_received = 0
        self.sent = 0
        self.received = 0
        self.ending = ""

    def tokens(self) -> tuple[int, int]:
        """Return the tokens in and out; none where nothing came back."""
        if self.sent or self.received or not self.characters_received:
            return self.sent, self.received
        return self.characters_sent // _CHARACTERS_PER_TOKEN, self.characters_received // _CHARACTERS_PER_TOKEN


async def _replies(model: BaseChatModel, messages: Sequence[BaseMessage], meter: _Meter) -> AsyncGenerator[str, None]:
    """Yield the text of a reply; until something has come, failures that may pass are tried again."""
    attempts = tenacity.AsyncRetrying(
        stop=tenacity.stop_after_attempt(_ATTEMPTS),
        wait=tenacity.wait_random_exponential(multiplier=0.2, max=2),
        # Being cancelled is no failure: whoever left would be asked for again.
        retry=tenacity.retry_if_exception(
            lambda error: isinstance(error, Exception) and failure_of(error) in _WORTH_REPEATING
        ),
        reraise=True,
    )
    async for attempt in attempts:
        with attempt:
            chunks = model.astream(list(messages))
            first = await anext(chunks, None)
    while first is not None:
        if first.usage_metadata:
            meter.sent = max(meter.sent, first.usage_metadata["input_tokens"])
            meter.received += first.usage_metadata["output_tokens"]
        meter.ending = next(
            (str(first.response_metadata[k]) for k in _ENDS if first.response_metadata.get(k)), meter.ending
        )
        text = str(first.text)
        meter.characters_received += len(text)
        if text:
            yield text
        first = await anext(chunks, None)


Item = TypeVar("Item")


class _End:
    """The iteration ended, with the error that ended it or none."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


async def _pump(source: Callable[[], AsyncGenerator[Item, None]], items: queue.Queue[Item | _End]) -> None:
    task = asyncio.current_task()
    try:
        async with contextlib.aclosing(source()) as pieces:
            async for item in pieces:
                # Python 3.11's wait_for, which langchain-openai puts around every piece, returns what came at the same
                # moment and forgets that it was cancelled.
                if task is None or task.cancelling():
                    return
                items.put(item)
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        items.put(_End(error))
    else:
        items.put(_End())


class Background:
    """One event loop in a daemon thread, started when first needed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def iterate(
        self, source: Callable[[], AsyncGenerator[Item, None]], patience: Callable[[], float]
    ) -> Generator[Item, None, None]:
        """Yield what an asynchronous iterator yields.

        ``patience`` says how many seconds the next item may take. Raises TimeoutError after that, and what the
        source raises. However it ends, the source is cancelled, which closes its connection.
        """
        items: queue.Queue[Item | _End] = queue.Queue()
        running = asyncio.run_coroutine_threadsafe(_pump(source, items), self._started())
        try:
            while True:
                try:
                    item = items.get(timeout=max(patience(), 0.0))
                except queue.Empty:
                    raise TimeoutError from None
                if isinstance(item, _End):
                    if item.error is not None:
                        raise item.error
                    return
                yield item
        finally:
            running.cancel()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="language-model", daemon=True).start()
            return self._loop
