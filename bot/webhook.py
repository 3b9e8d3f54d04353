"""Where Telegram sends updates when they are not asked for: a path that cannot be guessed, and a secret."""

import dataclasses
import hashlib
import hmac
import ipaddress
import re
from urllib.parse import SplitResult, urlsplit

from knowledge.errors import ConfigurationError
from knowledge.settings import Settings

_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")  # what Telegram takes


@dataclasses.dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram is told to send updates, and where this process listens for them."""

    url: str
    path: str
    secret: str
    address: str
    port: int


def webhook_of(settings: Settings) -> Webhook | None:
    """Return the webhook that the settings ask for, None for polling; ConfigurationError when it cannot work.

    A proxy in front must pass the path on as it is.
    """
    if not settings.webhook_url:
        return None
    address = urlsplit(settings.webhook_url)
    if not address.hostname or address.query or address.fragment:
        raise ConfigurationError("WEBHOOK_URL: must be an address like https://bot.example.org")
    if address.scheme != "https" and not (address.scheme == "http" and _is_loopback(address)):
        raise ConfigurationError("WEBHOOK_URL: must start with https:// (Telegram sends to nothing else)")
    secret = webhook_secret(settings)
    if not _SECRET.fullmatch(secret):
        raise ConfigurationError("WEBHOOK_SECRET: must be 1 to 256 characters out of A-Z a-z 0-9 _ -")
    path = f"{address.path.rstrip('/')}/{webhook_path(settings)}"
    listen, port = address_and_port(settings.webhook_listen)
    return Webhook(f"{address.scheme}://{address.netloc}{path}", path, secret, listen, port)


def webhook_secret(settings: Settings) -> str:
    """Return what Telegram must send with each update; made from the token unless it is set."""
    return settings.webhook_secret.get_secret_value() or derived(
        settings.telegram_bot_token.get_secret_value(), "secret"
    )


def webhook_path(settings: Settings) -> str:
    """Return the part of the path that cannot be guessed, the same in every replica."""
    return derived(f"{settings.telegram_bot_token.get_secret_value()} {webhook_secret(settings)}", "path")


def address_and_port(listen: str) -> tuple[str, int]:
    """Part ``127.0.0.1:9100`` or ``[::1]:9100`` into address and port."""
    address, _, port = listen.rpartition(":")
    return address.strip("[]"), int(port)


def derived(key: str, purpose: str) -> str:
    """Return a secret for a purpose, made from another one; which that is cannot be told from it."""
    return hmac.new(key.encode(), f"city exchange bot webhook {purpose}".encode(), hashlib.sha256).hexdigest()


def _is_loopback(address: SplitResult) -> bool:
    if address.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(address.hostname or "").is_loopback
    except ValueError:
        return False
