"""Completion by the model: held to the cited texts, silent when the model can't be had."""

import pytest

from aparte.assist.completing.completer import CompletionRequest
from aparte.assist.completing.phrases import PhraseCompleter
from aparte.core.model import Finish, ModelStanding
from tests.fakes.dictated import DictatedWriter
from tools.train_model.completing import FirstOf, ModelCompleter

CITED = ("La carte perdue coûte 25 € en timbre fiscal.",)
BEFORE = "Bonjour. La carte "


def offered(writer: DictatedWriter, before: str = BEFORE) -> str:
    return ModelCompleter(writer, ("Service des sports",)).complete(CompletionRequest(before, CITED))


def test_what_the_model_writes_is_offered_up_to_the_first_sign() -> None:
    assert offered(DictatedWriter(" perdue coûte 25 €, en timbre")) == "perdue coûte 25 €"


def test_the_rest_of_a_begun_word_is_offered() -> None:
    assert offered(DictatedWriter(" perdue coûte 25 €"), "La carte pe") == "rdue coûte 25 €"


def test_another_word_than_the_one_begun_is_not_offered() -> None:
    assert offered(DictatedWriter(" volée coûte 25 €"), "La carte pe") == ""


def test_the_model_is_asked_once_a_word() -> None:
    writer = DictatedWriter(" perdue coûte")
    completer = ModelCompleter(writer)
    for end in range(len("La carte "), len("La carte perd")):
        assert completer.complete(CompletionRequest("La carte perd"[:end], CITED))
    assert len(writer.asked) == 1


def test_an_invented_value_ends_the_offer() -> None:
    assert offered(DictatedWriter(" perdue coûte 42 €")) == "perdue coûte"


def test_a_service_that_is_not_cited_ends_the_offer() -> None:
    assert "sports" not in offered(DictatedWriter(" au service des sports"))


def test_a_word_cut_by_the_length_is_left_out() -> None:
    assert offered(DictatedWriter(" perdue coû", finish=Finish.LENGTH)) == "perdue"


@pytest.mark.parametrize("finish", [Finish.CANCELLED, Finish.TIME])
def test_an_interrupted_model_offers_nothing(finish: Finish) -> None:
    assert offered(DictatedWriter(" perdue coûte", finish=finish)) == ""


def test_a_model_that_fails_offers_nothing() -> None:
    assert offered(DictatedWriter(None)) == ""


def test_a_model_that_is_switched_off_is_not_asked() -> None:
    writer = DictatedWriter(" perdue", standing=ModelStanding.OFF_BY_AGENT)
    assert offered(writer) == ""
    assert writer.asked == []


def test_the_model_goes_on_from_what_was_typed() -> None:
    writer = DictatedWriter(" perdue")
    offered(writer)
    assert writer.asked[0].begun == BEFORE.rstrip()
    assert CITED[0] in writer.asked[0].messages[-1].text


def test_the_model_is_asked_only_where_the_counts_are_unsure() -> None:
    writer = DictatedWriter(" perdue coûte")
    sure = PhraseCompleter(["Vous pouvez prendre rendez-vous."] * 3)
    both = FirstOf(sure, ModelCompleter(writer))
    assert both.complete(CompletionRequest("Vous pouvez pren", CITED)) == "dre rendez-vous"
    assert writer.asked == []
    assert both.complete(CompletionRequest(BEFORE, CITED)) == "perdue coûte"
