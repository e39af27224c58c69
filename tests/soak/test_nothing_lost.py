"""Ten thousand made-up texts in any script: nothing is lost in silence, and all TEI is valid."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.properties import test_nothing_lost as made_up

pytestmark = pytest.mark.soak
MANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@settings(MANY, max_examples=10_000)
@given(made_up.texts, made_up.texts)
def test_no_letter_of_ten_thousand_texts_is_lost(one: str, other: str) -> None:
    made_up.every_letter_is_accounted_for(one, other)


@settings(MANY, max_examples=2_000)
@given(made_up.texts, made_up.texts)
def test_the_tei_of_two_thousand_texts_is_valid(one: str, other: str) -> None:
    made_up.tei_is_valid(one, other)
