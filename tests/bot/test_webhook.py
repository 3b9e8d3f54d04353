"""A webhook that nobody guesses, the same in every replica."""

import pytest

from bot.webhook import address_and_port, webhook_of
from knowledge.errors import ConfigurationError
from knowledge.settings import Settings

TOKEN = "7000000001:loopback-only"  # noqa: S105 - opens nothing


def made(**values: str) -> Settings:
    return Settings.model_validate({"telegram_bot_token": TOKEN, **values})


def test_without_an_address_there_is_no_webhook() -> None:
    assert webhook_of(made()) is None


def test_every_replica_has_the_same_path_and_secret_and_another_token_other_ones() -> None:
    first = webhook_of(made(webhook_url="https://bot.example.org/"))
    again = webhook_of(made(webhook_url="https://bot.example.org", webhook_listen="0.0.0.0:80"))
    other = webhook_of(Settings.model_validate({"telegram_bot_token": "1:x", "webhook_url": "https://bot.example.org"}))
    assert first
    assert again
    assert other
    assert (first.url, first.path, first.secret) == (again.url, again.path, again.secret)
    assert not {first.url, first.path, first.secret} & {other.url, other.path, other.secret}
    assert (again.address, again.port) == ("0.0.0.0", 80)  # noqa: S104 - as it was set


def test_the_path_is_long_and_tells_neither_token_nor_secret() -> None:
    hook = webhook_of(made(webhook_url="https://bot.example.org/city", webhook_secret="hush"))  # noqa: S106 - opens nothing
    assert hook
    assert hook.secret == "hush"  # noqa: S105 - opens nothing
    assert hook.url == f"https://bot.example.org{hook.path}"
    front, _, name = hook.path.rpartition("/")
    assert front == "/city"
    assert len(name) >= 40
    assert "hush" not in name
    assert TOKEN.partition(":")[2] not in name


@pytest.mark.parametrize("address", ["http://127.0.0.1:80", "http://localhost/x", "http://[::1]:80"])
def test_plain_http_is_for_this_machine(address: str) -> None:
    assert webhook_of(made(webhook_url=address))


@pytest.mark.parametrize(
    "address",
    ["http://bot.example.org", "http://10.0.0.1", "bot.example.org", "ftp://127.0.0.1", "https://", "https://x/?a=b"],
)
def test_an_address_that_telegram_would_not_call_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="WEBHOOK_URL"):
        webhook_of(made(webhook_url=address))


@pytest.mark.parametrize("secret", ["a b", "密", "x" * 257])
def test_a_secret_that_telegram_would_not_take_is_refused_without_being_shown(secret: str) -> None:
    with pytest.raises(ConfigurationError, match="WEBHOOK_SECRET") as refused:
        webhook_of(made(webhook_url="https://bot.example.org", webhook_secret=secret))
    assert secret not in str(refused.value)


def test_addresses_of_both_kinds_are_parted_from_their_port() -> None:
    assert address_and_port("127.0.0.1:9100") == ("127.0.0.1", 9100)
    assert address_and_port("[::1]:9100") == ("::1", 9100)
