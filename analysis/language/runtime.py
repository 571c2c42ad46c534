"""ONNX Runtime, told to report to nobody before it is loaded.

Its wheels from 1.29 on send events to their maker and keep a number of the machine on disk, unless the environment says
otherwise when they are loaded. What a newsroom reads is nobody else's business.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as errors

__all__ = ["errors", "onnxruntime"]
