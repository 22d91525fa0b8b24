"""The published report of the corpus."""

from collections.abc import Callable

import pytest

from clerk_app.form.edition import editions
from clerk_app.report.model import Report
from tests.exchange.reports import values


@pytest.fixture(scope="session")
def published(make: Callable[..., Report]) -> Callable[..., Report]:
    """published("2021") → the report; published("2021", every=3) leaves every third cell blank."""

    def published(key: str = "2021", every: int = 0) -> Report:
        wanted = values(editions()[key], every)
        return make(wanted, key, int(str(wanted["year"])))

    return published
