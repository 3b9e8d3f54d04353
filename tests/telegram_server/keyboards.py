"""Inline keyboards: what Telegram accepts as buttons."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.telegram_server.entities import units
from tests.telegram_server.messages import Button
from tests.telegram_server.refusals import bad_request

MOST_BUTTONS = 100
WIDEST_ROW = 8
LONGEST_DATA = 64  # bytes
LONGEST_COPY = 256
LONGEST_INLINE = 256
STYLES = {"danger", "success", "primary"}
_ABOUT_LOOKS = {"text", "style", "icon_custom_emoji_id"}


def read_keyboard(markup: Mapping[str, Any] | None) -> tuple[tuple[Button, ...], ...]:
    """Return the rows of buttons of a reply_markup; raise Refused for what Telegram refuses."""
    if markup is None or "inline_keyboard" not in markup:
        return ()
    rows = [row for row in markup["inline_keyboard"] if row]
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > WIDEST_ROW for row in rows):
        raise bad_request("reply markup is too long")
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Mapping[str, Any]) -> Button:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    actions = [field for field in button if field not in _ABOUT_LOOKS]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request("can't parse inline keyboard button: exactly one action must be specified")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= LONGEST_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _is_address(button["url"]):
        raise bad_request("BUTTON_URL_INVALID")
    if "copy_text" in button and not 1 <= units(button["copy_text"]["text"]) <= LONGEST_COPY:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    inline = button.get("switch_inline_query", button.get("switch_inline_query_current_chat"))
    if "switch_inline_query_chosen_chat" in button:
        inline = button["switch_inline_query_chosen_chat"].get("query", "")
    if inline is not None and units(inline) > LONGEST_INLINE:
        raise bad_request("BUTTON_INLINE_QUERY_INVALID")
    return Button(
        text=button["text"],
        data=button.get("callback_data", ""),
        url=button.get("url", ""),
        inline_query=inline,
        copies=button.get("copy_text", {}).get("text", ""),
    )


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme == "tg" or (parts.scheme in {"http", "https"} and "." in parts.netloc)
