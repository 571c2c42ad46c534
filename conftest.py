"""What needs the training extra is collected where that is installed: by ``make test-training``, which CI runs too."""

from importlib.util import find_spec

_NEEDING_TORCH = (
    "__main__",
    "checkpoints",
    "export",
    "guesses",
    "losses",
    "meanings",
    "network",
    "run",
    "teacher",
    "word_vectors",
)
_TESTS = ("test_guesses", "test_losses", "test_run", "test_word_vectors")
collect_ignore = (
    []
    if find_spec("torch")
    else [
        *(f"analysis/language/training/{name}.py" for name in _NEEDING_TORCH),
        *(f"tests/language/training/{name}.py" for name in _TESTS),
    ]
)
