"""The image and the compose file say nothing that the code does not keep."""

import fnmatch
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types come in a package of their own

from bot.serve import _UPDATER_STOP_SECONDS, FINISH_SECONDS
from bot.storage import database_url
from bot.webhook import address_and_port
from knowledge.settings import Settings

ROOT = Path(__file__).parents[1]
OWN = ("bot", "ingest")
# What compose itself reads: the folder of papers, and whether the image is to have LibreOffice.
OF_COMPOSE = {"PAPERS", "LIBREOFFICE"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(read("docker-compose.yml"))
    return loaded


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose["services"]
    return found


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """Return the Dockerfile's instructions, each on one line."""
    text = re.sub(r"(?m)^#.*\n", "", read("Dockerfile")).replace("\\\n", " ")
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in text.splitlines() if line.strip()]


def settings_of(service: dict[str, Any]) -> dict[str, str]:
    """Return a service's environment as compose gives it when only the token is set."""
    given = {"TELEGRAM_BOT_TOKEN": "1:x"}

    def value(match: re.Match[str]) -> str:
        name, operator, other = match.groups()
        if operator == ":-":
            return given.get(name) or other
        if operator == ":+":
            return other if given.get(name) else ""
        assert given.get(name), f"{name} is needed too"
        return given[name]

    return {
        name: re.sub(r"\$\{(\w+)(?:(:[-+?])([^}]*))?\}", value, str(text))
        for name, text in service["environment"].items()
    }


def test_only_the_token_is_needed() -> None:
    needed = re.findall(r"\$\{(\w+)(?:\}|:\?)", read("docker-compose.yml"))
    assert needed == ["TELEGRAM_BOT_TOKEN"]


@pytest.mark.parametrize("name", OWN)
def test_every_variable_is_a_setting_with_a_value_that_it_takes(
    services: dict[str, dict[str, Any]], name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(field.upper(), raising=False)
    monkeypatch.chdir(tmp_path)
    given = settings_of(services[name])
    assert {variable.lower() for variable in given} <= set(Settings.model_fields)
    for variable, value in given.items():
        monkeypatch.setenv(variable, value)
    settings = Settings()
    assert settings.chroma_url == "http://chroma:8000"
    assert settings.corpus_dirs == Settings.model_fields["corpus_dirs"].default
    if name == "bot":
        assert database_url(settings) == "postgresql+asyncpg://city_exchange@postgres/city_exchange"


def test_what_compose_reads_is_a_setting_or_its_own() -> None:
    names = set(re.findall(r"(?<!\$)\$\{(\w+)", read("docker-compose.yml")))
    assert names - OF_COMPOSE <= {field.upper() for field in Settings.model_fields}


def test_the_services_find_each_other(services: dict[str, dict[str, Any]]) -> None:
    bot = settings_of(services["bot"])
    database = services["postgres"]["environment"]
    user, name = database["POSTGRES_USER"], database["POSTGRES_DB"]
    assert bot["DATABASE_URL"] == f"postgresql://{user}@postgres/{name}"
    assert bot["CHROMA_URL"] == settings_of(services["ingest"])["CHROMA_URL"]
    shared = {service: set(services[service]["networks"]) for service in services}
    for one, other in (("bot", "postgres"), ("bot", "chroma"), ("ingest", "chroma")):
        assert shared[one] & shared[other], f"{one} cannot reach {other}"
    assert not shared["ingest"] & shared["postgres"]


def test_nothing_but_the_bot_reaches_the_outside(compose: dict[str, Any], services: dict[str, dict[str, Any]]) -> None:
    outside = {name for name, network in compose["networks"].items() if not network.get("internal")}
    assert {name for name in services if set(services[name]["networks"]) & outside} == {"bot"}
    assert {name for name in services if "ports" in services[name]} == {"bot"}
    listens = settings_of(services["bot"])
    inside = {address_and_port(listens[name])[1] for name in ("WEBHOOK_LISTEN", "METRICS_LISTEN")}
    published = [port.split(":") for port in services["bot"]["ports"]]
    assert {int(port) for _, _, port in published} == inside
    assert {address for address, _, _ in published} == {"127.0.0.1"}


def test_the_bot_waits_for_what_it_needs(services: dict[str, dict[str, Any]]) -> None:
    conditions = {name: wanted["condition"] for name, wanted in services["bot"]["depends_on"].items()}
    assert conditions == {
        "ingest": "service_completed_successfully",
        "chroma": "service_healthy",
        "postgres": "service_healthy",
    }
    assert services["ingest"]["depends_on"]["chroma"]["condition"] == "service_healthy"
    assert services["ingest"]["restart"] == "no"


def test_every_service_that_stays_is_watched_and_comes_back(services: dict[str, dict[str, Any]]) -> None:
    for name, service in services.items():
        if name != "ingest":
            assert service["healthcheck"]["test"][0] == "CMD", name
            assert service["restart"] == "unless-stopped", name


def test_every_service_is_confined(services: dict[str, dict[str, Any]], instructions: list[tuple[str, str]]) -> None:
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service), name
    assert [int(part) for part in dict(instructions)["USER"].split(":")] > [0, 0]
    assert services["postgres"]["user"] == "postgres"


def test_what_is_written_is_in_a_volume_that_is_declared(
    compose: dict[str, Any], services: dict[str, dict[str, Any]]
) -> None:
    mounted = {
        name: [volume.split(":") for volume in service.get("volumes", ()) if not volume.startswith(("$", "."))]
        for name, service in services.items()
    }
    assert {volume for volumes in mounted.values() for volume, _ in volumes} == set(compose["volumes"])
    for name in OWN:
        assert settings_of(services[name])["DATA_DIR"] in {folder for _, folder in mounted[name]}


def test_chroma_is_of_the_version_that_its_client_is(services: dict[str, dict[str, Any]]) -> None:
    version = re.search(r"(?m)^chromadb==(\S+)$", read("constraints.txt"))
    assert version
    assert services["chroma"]["image"] == f"chromadb/chroma:{version[1]}"


def test_every_image_has_its_version_named(
    services: dict[str, dict[str, Any]], instructions: list[tuple[str, str]]
) -> None:
    images = [service["image"] for service in services.values() if "build" not in service]
    images += [arguments.split()[0] for name, arguments in instructions if name == "FROM"]
    for image in images:
        assert re.search(r":\d", image), image
    python = tomllib.loads(read("pyproject.toml"))["project"]["requires-python"]
    assert {image.split("-")[0] for image in images if image.startswith("python")} == {
        f"python:{python.removeprefix('>=')}"
    }


def test_what_is_copied_is_there_and_not_ignored_and_settings_and_history_are(
    instructions: list[tuple[str, str]],
) -> None:
    ignored = read(".dockerignore").splitlines()
    assert "*" in ignored
    kept = [line.removeprefix("!") for line in ignored if line.startswith("!")]
    copied = [
        source
        for name, arguments in instructions
        if name == "COPY" and not arguments.startswith("--from")
        for source in arguments.split()[:-1]
    ]
    assert copied
    for source in copied:
        assert (ROOT / source).exists(), source
    assert sorted(copied) == sorted(kept)
    for private in (".env", ".git", "data", "tests", ".venv"):
        assert not any(fnmatch.fnmatch(private, pattern) for pattern in kept)


def test_the_image_is_built_from_the_pinned_packages_only(instructions: list[tuple[str, str]]) -> None:
    installs = [
        shlex.split(command)
        for name, arguments in instructions
        if name == "RUN"
        for command in arguments.split("&&")
        if "pip install" in command
    ]
    assert len(installs) == 2
    for install in installs:
        assert "constraints.txt" in install or "--no-deps" in install
    assert not re.search(
        r"https?://",
        read("Dockerfile") + read("docker-compose.yml").replace("http://chroma", "").replace("http://127.0.0.1", ""),
    )


def test_the_commands_are_there(services: dict[str, dict[str, Any]], instructions: list[tuple[str, str]]) -> None:
    assert dict(instructions)["CMD"] == '["python", "-m", "bot"]'
    assert "python -m ingest" in services["ingest"]["command"][-1]
    for module in OWN:
        ran = subprocess.run([sys.executable, "-m", module, "--help"], cwd=ROOT, capture_output=True, check=False)
        assert ran.returncode == 0


@pytest.mark.parametrize(("code", "becomes"), [(0, 0), (1, 0), (2, 1), (137, 1)])
def test_papers_that_cannot_be_read_keep_the_bot_from_nothing_and_other_failures_do(
    services: dict[str, dict[str, Any]], code: int, becomes: int, tmp_path: Path
) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
    python.chmod(0o755)
    command = [part.replace("$$", "$") for part in services["ingest"]["command"]]
    ran = subprocess.run(command, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=False)
    assert ran.returncode == becomes


def test_a_stop_leaves_time_to_finish_answers(services: dict[str, dict[str, Any]]) -> None:

    grace = services["bot"]["stop_grace_period"]
    assert int(grace.removesuffix("s")) > max(FINISH_SECONDS, _UPDATER_STOP_SECONDS) + 10
    assert services["bot"]["init"] is True
