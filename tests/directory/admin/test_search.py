"""Search rows and facet bits in the moderation area: for looking only."""

import pytest
from django.db import models
from django.test import Client

from directory.models import FacetValue, SearchDoc
from tests.directory.admin.forms import address
from tests.factories.directory import TherapistFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]


@pytest.mark.parametrize("model", [FacetValue, SearchDoc])
def test_what_code_writes_cannot_be_changed_by_hand(
    root: Client, model: type[models.Model]
) -> None:
    TherapistFactory(published=True)
    row = model._default_manager.first()
    assert row

    for page in ("change", "delete"):
        assert root.post(address(model, page, row.pk), {"post": "yes"}).status_code == 403
    assert root.get(address(model, "add")).status_code == 403
