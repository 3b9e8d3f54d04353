"""Measure answers: `generate` asks the real process and keeps what it says, `evaluate` scores that any time."""
