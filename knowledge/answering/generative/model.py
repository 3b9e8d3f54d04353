"""Open the language model that the operator chose, through LangChain."""

from typing import Any

from langchain_core.language_models import BaseChatModel

from knowledge.errors import ConfigurationError
from knowledge.settings import Settings

# More than an answer for a phone needs; a model that thinks first needs the rest.
MOST_TOKENS = 2_000
# What may stand before the colon beside LLM_BASE_URL; any other colon is the model's own (qwen3:8b).
_OPENAI_PROTOCOL = frozenset({"openai", "deepseek"})
_OWN_PROTOCOLS = frozenset({"anthropic", "google_genai", "ollama"})


def open_model(settings: Settings) -> BaseChatModel:
    """Return the chat model of ``LLM_MODEL``; imports LangChain (about two seconds).

    Raises ConfigurationError when the provider is unknown, its package is missing, or a key is needed.
    """
    from langchain.chat_models import init_chat_model  # noqa: PLC0415 - nothing of it is imported without a model

    name, provider, options = _chosen(settings)
    try:
        model: BaseChatModel = init_chat_model(
            name, model_provider=provider, timeout=settings.llm_timeout_seconds, max_retries=0, **options
        )
    except Exception as error:  # noqa: BLE001 - each provider has its own
        # The message may repeat the key, so only its kind is shown.
        raise ConfigurationError(
            f"LLM_MODEL={settings.llm_model} cannot be opened ({type(error).__name__}): write provider:name, install "
            "the provider's extra (pip install 'city-exchange-bot[anthropic]'), and set LLM_API_KEY or, for an "
            "OpenAI-compatible server, LLM_BASE_URL"
        ) from None
    return model


def _chosen(settings: Settings) -> tuple[str, str | None, dict[str, Any]]:
    """Return the model's name, its provider (None: told by the name) and its options."""
    key, url = settings.llm_api_key.get_secret_value(), settings.llm_base_url
    options: dict[str, Any] = {}
    if key:
        options["api_key"] = key
    if not url:
        return settings.llm_model, None, {**options, "max_tokens": MOST_TOKENS}
    options["base_url"] = url
    provider, _, name = settings.llm_model.partition(":")
    if provider in _OWN_PROTOCOLS:
        return name, provider, {**options, "max_tokens": MOST_TOKENS}
    # Servers that speak OpenAI's language know the older name of the limit, want some key, and count tokens if asked.
    return (
        name if provider in _OPENAI_PROTOCOL else settings.llm_model,
        "openai",
        {
            **options,
            "api_key": key or "none",
            "temperature": 0,
            "stream_usage": True,
            "use_responses_api": False,
            "extra_body": {"max_tokens": MOST_TOKENS},
        },
    )
