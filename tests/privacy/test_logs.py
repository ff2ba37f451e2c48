"""No telephone, name or address reaches the log, whatever logs it."""

import io
import logging

import pytest

from aparte.privacy.logs import MaskingFilter


@pytest.fixture
def log() -> tuple[logging.Logger, io.StringIO]:
    kept = io.StringIO()
    handler = logging.StreamHandler(kept)
    handler.addFilter(MaskingFilter())
    logger = logging.Logger("aparte.tests.privacy")  # noqa: LOG001 - apart from the tree, so that nothing else hears it
    logger.addHandler(handler)
    return logger, kept


def test_message_and_arguments_are_masked(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, kept = log
    logger.warning("refused for M. Dupont: %s, %d tries", "06 39 98 12 34", 3)
    assert kept.getvalue() == "refused for M. [nom]: [téléphone], 3 tries\n"


def test_a_number_cut_between_message_and_argument_is_masked(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, kept = log
    logger.warning("06 39 98 %s", "12 34")
    assert kept.getvalue() == "[téléphone]\n"


def test_a_percent_sign_survives(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, kept = log
    logger.warning("%s", "100 % of a@b.fr")
    assert kept.getvalue() == "100 % of [courriel]\n"


def test_arguments_that_do_not_fit_are_not_written(log: tuple[logging.Logger, io.StringIO]) -> None:
    logger, kept = log
    logger.warning("%d tries", "06 39 98 12 34")
    assert kept.getvalue() == "%d tries (unreadable arguments)\n"
