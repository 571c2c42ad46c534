"""Where the training extra is not installed, its modules are not collected (their doctests could not be imported)."""

from importlib.util import find_spec

_NEEDING_TORCH = ("__main__", "checkpoints", "export", "losses", "meanings", "network", "run", "teacher")
collect_ignore = [] if find_spec("torch") else [f"analysis/language/training/{name}.py" for name in _NEEDING_TORCH]
