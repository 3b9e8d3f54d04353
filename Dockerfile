# The bot and the ingest, as one image: `docker compose build`.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /app
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY pyproject.toml constraints.txt README.md LICENSE ./
# The dependencies first: they change more seldom than the code.
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
      > /tmp/requirements.txt \
    && pip install -c constraints.txt -r /tmp/requirements.txt
COPY knowledge knowledge
RUN MODEL_DIR=/opt/model python -m knowledge prepare
COPY ingest ingest
COPY bot bot
RUN pip install --no-deps -e . && python -m compileall -q bot ingest knowledge

FROM python:3.11-slim-bookworm
WORKDIR /app
# `LIBREOFFICE=1 docker compose build`: with it the ingest also reads .doc, .wps, .rtf and .odt.
ARG LIBREOFFICE=""
RUN if [ -n "$LIBREOFFICE" ]; then \
      apt-get update && apt-get install -y --no-install-recommends libreoffice-writer-nogui \
      && rm -rf /var/lib/apt/lists/*; \
    fi
COPY --from=build /opt/venv /opt/venv
COPY --from=build /opt/model /opt/model
COPY --from=build /app /app
# What libraries keep for themselves goes where a read-only container lets them write.
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 HOME=/tmp HF_HOME=/tmp/huggingface MODEL_DIR=/opt/model DATA_DIR=/data
RUN install -d -o 10001 -g 10001 /data
USER 10001:10001
CMD ["python", "-m", "bot"]
