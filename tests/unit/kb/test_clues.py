"""What each word of a contact speaks for, and the names under which it may be learned."""

from aparte.kb.base import KnowledgeBase


def test_a_word_speaks_for_the_articles_that_hold_it(small_base: KnowledgeBase) -> None:
    rows = [card.id for card in small_base.cards()]
    clue = next(clue for clue in small_base.clues("un canapé à jeter") if clue.word == "canapé")
    assert rows[int(clue.articles.argmax())] == "encombrants"
    assert clue.articles[rows.index("piscine")] == 0


def test_an_early_sentence_counts_as_much_as_the_last(small_base: KnowledgeBase) -> None:
    clues = small_base.clues("Un canapé à enlever. Le passeport, elle verra plus tard. Elle rappelle demain matin.")
    weights = {clue.word: clue.weight for clue in clues}
    assert weights["canapé"] == weights["passeport"] == 1.0


def test_names_are_the_bases_own_and_hold_no_number(small_base: KnowledgeBase) -> None:
    names = {name for clue in small_base.clues("Kermarrec, 25 rue du canapé, carte d'identité") for name in clue.names}
    assert "#CNI" in names
    assert not [name for name in names if any(sign.isdigit() for sign in name)]
    assert not [name for name in names if name.startswith("kerm")]


def test_a_repaired_word_is_named_as_it_was_meant(small_base: KnowledgeBase) -> None:
    wrong, right = (small_base.clues(text)[0].names for text in ("passeprot", "passeport"))
    assert wrong == right != ()


def test_no_word_gives_no_clue(small_base: KnowledgeBase) -> None:
    assert small_base.clues("") == ()
    assert small_base.clues("bonjour madame") == ()
