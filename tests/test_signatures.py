"""editorial.signatures: who signs, as what, from when, until when."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.signatures import Signed, parse, written

JANUARY, MARCH = datetime.date(2016, 1, 18), datetime.date(2017, 3, 1)


@pytest.mark.parametrize(
    ("line", "signed"),
    [
        ("ada", [Signed("ada")]),
        ("ada, ben", [Signed("ada"), Signed("ben")]),
        ("ada (chair), ben", [Signed("ada", "chair"), Signed("ben")]),
        ("ada (chair, and clerk; joined 2016-01-18)", [Signed("ada", "chair, and clerk", JANUARY)]),
        ("ada(joined 2016-01-18;withdrawn 2017-03-01)", [Signed("ada", "", JANUARY, MARCH)]),
        ("ada (withdrawn 2017-03-01; chair)", [Signed("ada", "chair", None, MARCH)]),
        ("ada ()", [Signed("ada")]),
    ],
)
def test_a_signatory_has_a_role_and_days_if_they_are_said(line: str, signed: list[Signed]) -> None:
    assert parse(line) == tuple(signed)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ada, ada", '"ada" signs twice'),
        ("ada, , ben", '"" is not a signatory'),
        ("(chair)", '"(chair)" is not a signatory'),
        ("ada (chair", '"ada (chair" is not a signatory'),
        ("ada (chair; clerk)", '"ada" has two roles, "chair" and "clerk"'),
        ("ada (joined 2016)", '"2016" is not a day such as 2016-01-18'),
        ("ada (joined 2016-02-30)", '"2016-02-30" is no day that there is'),
        ("ada (withdrew 2016-01-18)", '"withdrew 2016-01-18" of "ada" is neither a role nor "joined" or "withdrawn" with a day, after a semicolon'),
        ("ada (chair, joined 2016-01-18)", '"chair, joined 2016-01-18" of "ada" is neither a role nor "joined" or "withdrawn" with a day, after a semicolon'),
        ("ada (2016-01-18)", '"2016-01-18" of "ada" is neither a role nor "joined" or "withdrawn" with a day, after a semicolon'),
        ("ada (joined 26 Nov), ben, ben", '"joined 26 Nov" of "ada" is neither a role nor "joined" or "withdrawn" with a day, after a semicolon; "ben" signs twice'),
        ("ada (joined 2016-01-18; joined 2016-01-19)", '"joined" is said twice of "ada"'),
    ],
)  # fmt: skip
def test_what_is_no_signatory_is_told(line: str, told: str) -> None:
    with pytest.raises(ValueError) as error:
        parse(line)

    assert str(error.value) == told


_days = st.none() | st.dates()
_roles = st.text("abc ,-", max_size=8).map(lambda text: " ".join(text.split())).filter(lambda text: not text.startswith(("joined", "with")))
_signed = st.builds(Signed, st.from_regex(r"[a-z]{1,5}", fullmatch=True), _roles, _days, _days)


@given(st.lists(_signed, min_size=1, max_size=4, unique_by=lambda one: one.id))
def test_what_is_written_is_read_again(signed: list[Signed]) -> None:
    assert parse(", ".join(map(written, signed))) == tuple(signed)
