"""Keeping torch's libraries from talking where nobody can act on what they say."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet() -> Iterator[None]:
    """Within: no warnings, no log lines below errors, no progress bars from diffusers and transformers.

    Their notes are about shapes that an export fixes on purpose, and packages a kiosk does not need. Needs the
    `studio` extra.
    """
    before = logging.root.manager.disable
    logging.disable(logging.WARNING)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from diffusers.utils import logging as diffusers

            bars = diffusers.is_progress_bar_enabled()
            diffusers.disable_progress_bar()
            try:
                yield
            finally:
                if bars:
                    diffusers.enable_progress_bar()
    finally:
        logging.disable(before)
