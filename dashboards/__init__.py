"""The dashboard: a corpus in the browser, where every number leads back to its sentence."""
