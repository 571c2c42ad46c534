# make demo   installs Parallax into .venv, builds the sample corpus, serves its dashboard
# make test   installs the test tools too and runs what CI runs, but for the training of the model
# make test-training   tests how the model is trained, in an environment of its own with PyTorch; CI runs it too
# make evaluate CORPORA=folder   measures the shipped model on annotated corpora and writes its model card's figures,
#   then prints those of what is linked across articles
# make screenshots   photographs every page of the sample corpus, light and dark, wide and narrow, into .screenshots
# Python 3.11 or newer and pip are all they need; PYTHON=python3.12 chooses another one.

PYTHON ?= python3
PORT ?= 5006
VENV := .venv
BIN := $(VENV)/bin
TRAINING := .venv-training
SAMPLE := build/sample.corpus
CODE := $(shell find analysis data/sample -type f -not -name '*.pyc')

.PHONY: demo test lint types unit notebooks test-training evaluate screenshots clean
.DELETE_ON_ERROR:

demo: $(SAMPLE)/corpus.json
	$(BIN)/parallax serve $(SAMPLE) --port $(PORT)

screenshots: $(SAMPLE)/corpus.json $(VENV)/test-installed
	$(BIN)/python tests/ui/screenshots.py $(SAMPLE) .screenshots

test: lint types unit notebooks

lint: $(VENV)/test-installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test-installed
	$(BIN)/mypy

unit: $(VENV)/test-installed
	$(BIN)/python -m pytest

notebooks: $(VENV)/test-installed
	$(BIN)/python -m pytest --nbval notebooks --nbval-sanitize-with tests/sanitize.cfg

test-training: $(TRAINING)/installed
	$(TRAINING)/bin/python -m pytest tests/language/training analysis/language/training

evaluate: $(TRAINING)/installed
	$(TRAINING)/bin/python benchmarks/evaluate.py $(CORPORA) --card analysis/language/english/README.md
	$(TRAINING)/bin/python benchmarks/evaluate.py $(CORPORA) --card analysis/language/english/README.md --part test
	$(TRAINING)/bin/python benchmarks/across.py $(CORPORA)

# The corpus is small: made anew whenever the code or the articles change.
$(SAMPLE)/corpus.json: $(VENV)/installed $(CODE)
	rm -rf $(SAMPLE)
	$(BIN)/parallax build data/sample --story-from folder --out $(SAMPLE)
	touch $@

$(VENV)/python-made:
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "Parallax needs Python 3.11 or newer; say where it is: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --without-pip $(VENV)
	$(PYTHON) -m pip --python $(BIN)/python install --quiet pip
	touch $@

$(VENV)/installed: $(VENV)/python-made pyproject.toml constraints.txt
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/test-installed: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable ".[test]"
	touch $@

# A place of its own: spaCy loads PyTorch wherever it finds it, which users of the reader should not wait for.
$(TRAINING)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv --without-pip $(TRAINING)
	$(PYTHON) -m pip --python $(TRAINING)/bin/python install --quiet pip
	$(TRAINING)/bin/python -m pip install --quiet --constraint constraints.txt --editable ".[training,test,benchmark]"
	touch $@

clean:
	rm -rf $(VENV) $(TRAINING) build dist
