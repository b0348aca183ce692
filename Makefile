# Every target sets up what it needs: a fresh machine with python3, python3-venv and make is enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run test check format bench soak golden train evaluate starters voices cuda clean

run: $(VENV)/.run  ## the exhibit
	$(BIN)/kiosk run

test: $(VENV)/.studio  ## all tests: no GPU, microphone, screen or network needed
	$(BIN)/python -m pytest

check: $(VENV)/.studio  ## format, lint, types, content
	$(BIN)/ruff format --check kiosk tests
	$(BIN)/ruff check kiosk tests
	$(BIN)/mypy
	$(BIN)/kiosk check
	$(BIN)/kiosk models verify

format: $(VENV)/.studio  ## put the code in order
	$(BIN)/ruff format kiosk tests
	$(BIN)/ruff check --fix kiosk tests

bench: $(VENV)/.studio  ## how fast everything is on this machine
	$(BIN)/kiosk bench

soak: $(VENV)/.studio  ## 10,000 damaged files of the exhibit: no traceback, no hang
	KIOSK_FUZZ=10000 $(BIN)/python -m pytest tests/exhibit/test_fuzz.py

golden: $(VENV)/.studio  ## renew the golden screens; look at the difference before you commit it
	$(BIN)/python -m pytest tests/screens --golden

train: $(VENV)/.studio  ## the whole recipe, from drawings to models/imagier; stop and start it as you like
	$(BIN)/kiosk train all

evaluate: $(VENV)/.studio  ## pictures against prompts, judged by the labeller
	$(BIN)/kiosk train evaluate

starters: $(VENV)/.studio  ## the tiles and the attract screen, painted by the model
	$(BIN)/kiosk train starters

voices: $(VENV)/.run  ## offers voices for the microphone, one by one; fetches only those you say yes to
	$(BIN)/kiosk models add

cuda: $(VENV)/.run  ## paint on an NVIDIA GPU: replaces onnxruntime, which would shadow it
	$(BIN)/python -m pip uninstall --quiet --yes onnxruntime
	$(PIP) "onnxruntime-gpu[cuda,cudnn]"
	$(BIN)/kiosk doctor

clean:  ## remove the environment and caches
	rm -rf $(VENV) build/golden *.egg-info .mypy_cache .ruff_cache .pytest_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "The exhibit needs Python 3.11 or newer; this is $$($(PYTHON) --version)."; exit 1; }
	@$(PYTHON) -m venv $(VENV) \
	  || { echo "Python cannot make a virtual environment: install python3-venv."; rm -rf $(VENV); exit 1; }

$(VENV)/.run: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable .
	@touch $@

$(VENV)/.studio: $(BIN)/python pyproject.toml constraints.txt
	$(PIP) --editable ".[studio,dev]"
	@touch $@ $(VENV)/.run
