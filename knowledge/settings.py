"""Everything the operator can set: environment variables or a `.env` file, all optional."""

import datetime as dt
import functools
import zoneinfo
from pathlib import Path
from typing import Annotated, Literal

import platformdirs
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from knowledge.errors import ConfigurationError

BUNDLED_CORPUS = Path(__file__).parent / "corpus"
DEFAULT_MODEL = "bundled:multilingual-e5-small"


class Settings(BaseSettings):
    """The settings of every front door; the field descriptions are the documentation."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    corpus_dirs: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(BUNDLED_CORPUS,),
        description="Folders and files that `python -m ingest` reads, separated by commas. "
        "Default: the corpus that comes with the product.",
    )
    data_dir: Path = Field(
        default=Path("data"),
        description="Where the index lives (`index/`; it may be deleted and built again by `python -m ingest`) and, "
        "without DATABASE_URL, what the bot keeps (`bot.sqlite`; to be backed up).",
    )
    model_dir: Path = Field(
        default_factory=lambda: Path(platformdirs.user_cache_dir("city-exchange-bot")),
        description="Where the prepared embedding model lives, apart from DATA_DIR, so that a fresh index "
        "does not prepare it again. Default: the user's cache directory.",
    )
    embedding_model: str = Field(
        default=DEFAULT_MODEL,
        description="The embedding model: the default, or any sentence-transformers name or local path.",
    )
    chroma_url: str = Field(
        default="", description="Address of a Chroma server (http://host:8000). Empty: an embedded index in DATA_DIR."
    )
    home_city: str = Field(
        default="",
        description="The office's own city, in Chinese or English (e.g. 广州). A question that names no home city "
        "is then about this one. Empty: every home city in the records is shown.",
    )
    timezone: str = Field(default="Asia/Shanghai", description="The office's time zone; it decides what day today is.")
    milestone_years: int = Field(
        default=10, ge=1, le=1000, description="Which anniversaries are round ones: every so many years."
    )
    llm_model: str = Field(
        default="",
        description="The language model that words answers, as `provider:name` (e.g. openai:deepseek-chat; anthropic "
        "and google_genai need the extra of that name). With LLM_BASE_URL the name alone is enough. "
        "Empty: none; answers come from the records and papers alone.",
    )
    llm_base_url: str = Field(
        default="",
        description="Address of an OpenAI-compatible server (http://localhost:11434/v1). Empty: the provider's own.",
    )
    llm_api_key: SecretStr = Field(
        default=SecretStr(""),
        description="The key of the language model. Empty: the provider's own variable (OPENAI_API_KEY) or none.",
    )
    llm_timeout_seconds: float = Field(
        default=20,
        gt=0,
        le=300,
        description="How long the language model may take over one answer, all calls together; then the answer "
        "without it is given.",
    )
    llm_daily_tokens: int = Field(
        default=0, ge=0, description="How many tokens the language model may use in a day, in and out. 0: no limit."
    )
    llm_user_daily_tokens: int = Field(
        default=0, ge=0, description="How many of them one user may use in a day. 0: no limit."
    )
    llm_price_sent: float = Field(
        default=0, ge=0, description="What a million tokens sent cost, in any currency, for the metrics. 0: not known."
    )
    llm_price_received: float = Field(default=0, ge=0, description="What a million tokens received cost. 0: not known.")
    telegram_bot_token: SecretStr = Field(
        default=SecretStr(""), description="The token that BotFather gave; `python -m bot` needs it."
    )
    telegram_api_base_url: str = Field(
        default="https://api.telegram.org/bot",
        description="Where the Bot API is, up to the token; another one for a local Bot API server.",
    )
    telegram_api_file_url: str = Field(
        default="https://api.telegram.org/file/bot", description="Where the Bot API keeps files, up to the token."
    )
    telegram_proxy_url: SecretStr = Field(
        default=SecretStr(""),
        description="A proxy on the way to Telegram (http://host:port or socks5://user:password@host:port).",
    )
    admin_user_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(),
        description="Telegram user ids of the admins, separated by commas. They are staff, and approve staff requests.",
    )
    staff_user_ids: Annotated[frozenset[int], NoDecode] = Field(
        default=frozenset(), description="Telegram user ids of the staff, separated by commas."
    )
    staff_chat_id: int | None = Field(
        default=None,
        description="The group of the staff (a number like -1001234567890): its members are staff, and staff matters "
        "are answered in it.",
    )
    database_url: SecretStr = Field(
        default=SecretStr(""),
        description="Where roles, reminders, what staff put on record, recent turns and feedback are kept: "
        "postgresql://user:password@host/name, or empty for a SQLite file in DATA_DIR.",
    )
    contact: str = Field(
        default="",
        description="Where to turn to, in one line: where applicants apply, whom to call. Shown where a question of "
        "theirs ends and where the bot must say no. “中文 / English” gives each language its own.",
    )
    letter_templates: Path | None = Field(
        default=None,
        description="A folder with the office's own letter.zh.txt and letter.en.txt, made from those in "
        "knowledge/briefs/templates.",
    )
    turns_kept_days: int = Field(default=30, ge=1, description="How many days a conversation is remembered.")
    webhook_url: str = Field(
        default="",
        description="The public https address that Telegram sends updates to. Empty: the bot asks for them (polling).",
    )
    webhook_secret: SecretStr = Field(
        default=SecretStr(""),
        description="What Telegram must send with each update; the path is made from it too. "
        "Empty: made from the token.",
    )
    webhook_listen: str = Field(default="127.0.0.1:8443", description="The address and port that receive the webhook.")
    metrics_listen: str = Field(
        default="", description="The address and port of /healthz, /readyz and /metrics. Empty: none."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="WARNING", description="How much is logged to standard error."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="Log lines for people, or one JSON a line.")

    @field_validator("corpus_dirs", mode="before")
    @classmethod
    def _split_commas(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Path(part.strip()) for part in value.split(",") if part.strip())
        return value

    @field_validator("admin_user_ids", "staff_user_ids", mode="before")
    @classmethod
    def _user_ids(cls, value: object) -> object:
        if isinstance(value, str):
            parts = [part.strip() for part in value.split(",") if part.strip()]
            if not all(part.isdecimal() for part in parts):
                raise ValueError("must be numbers separated by commas, as in 1234567,7654321")
            return frozenset(map(int, parts))
        return value

    @field_validator("webhook_listen", "metrics_listen")
    @classmethod
    def _address_and_port(cls, value: str) -> str:
        if value and not (value.rpartition(":")[0] and value.rpartition(":")[2].isdecimal()):
            raise ValueError("must be an address and a port, as in 127.0.0.1:9100")
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("not a time zone; use a name like Asia/Shanghai") from error
        return value

    @field_validator("chroma_url", "llm_base_url")
    @classmethod
    def _http_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://, as in http://localhost:8000")
        return value

    @property
    def index_dir(self) -> Path:
        """Return the folder of index generations."""
        return self.data_dir / "index"

    @property
    def database_file(self) -> Path:
        """Return the SQLite file that serves where DATABASE_URL is empty."""
        return self.data_dir / "bot.sqlite"

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Return the office's time zone."""
        return zoneinfo.ZoneInfo(self.timezone)

    def today(self) -> dt.date:
        """Return the current day at the office."""
        return dt.datetime.now(self.zone).date()


@functools.cache
def load_settings() -> Settings:
    """Read the environment and `.env` once.

    Raises ConfigurationError that names each setting, what is wrong with it, and never its value if secret.
    """
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors():
            name = str(problem["loc"][0]).upper()
            field = Settings.model_fields.get(str(problem["loc"][0]))
            secret = field is not None and field.annotation is SecretStr
            shown = "" if secret else f" (it is {problem['input']!r})"
            lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}{shown}")
        raise ConfigurationError("settings cannot be used:\n  " + "\n  ".join(lines)) from error
