"""Typed things as Telegram messages: everything that the bot shows is made here, escaped and within limits."""
