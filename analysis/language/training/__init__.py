"""Train the English model from open data: ``python -m analysis.language.training --corpora PATH --out DIR``.

Needs the ``training`` extra (PyTorch, Transformers, the base weights); reading articles needs none of it.
"""
