"""The table of `make test-installers`: what it prints and what it lets pass."""

from installers.checks.table import CheckError, Mark, Row, Verdict, attempt, lines, skipped


def row(**marks: Mark) -> Row:
    passed = Mark(Verdict.PASSED)
    names = ("signature", "installed", "upgraded", "removed", "tampered")
    return Row("aparte.deb", 59_400_000, **{name: marks.get(name, passed) for name in names})


def test_a_row_is_one_line_under_its_titles() -> None:
    assert list(lines([row()])) == [
        "artefact    size     signature  installed  upgraded  removed  tampered-refused  reproduced",
        "aparte.deb  59.4 MB  ok         ok         ok        ok       ok                -",
    ]


def test_what_was_not_asked_says_why_below_the_table() -> None:
    shown = list(lines([row(upgraded=skipped("no Wine here"))]))
    assert shown[1].split() == ["aparte.deb", "59.4", "MB", "ok", "ok", "-", "ok", "ok", "-"]
    assert shown[2:] == ["aparte.deb: upgraded -: no Wine here"]


def test_a_failed_question_keeps_its_sentence() -> None:
    def refuse() -> str:
        raise CheckError("the tampered package was installed")

    mark = attempt(refuse)
    assert (mark.failed, mark.detail) == (True, "the tampered package was installed")
    assert not attempt(lambda: "seen").failed
