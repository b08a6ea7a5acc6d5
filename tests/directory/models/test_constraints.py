"""The database refuses what must never be true, whatever code writes it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from directory.models import (
    Appeal,
    Condition,
    FacetValue,
    Register,
    RosterProblem,
    SearchDoc,
    SearchGeneration,
    SearchMiss,
    SessionPhase,
    Technique,
    WordingCount,
)
from directory.models.therapist import RESERVED_SLUGS
from tests.factories.accounts import ModeratorFactory
from tests.factories.directory import (
    CredentialFactory,
    LocationAccessFactory,
    LocationFactory,
    OpeningHoursFactory,
    PolicyFactory,
    RateFactory,
    SessionPlanFactory,
    TherapistComfortFactory,
    TherapistConditionFactory,
    TherapistFactory,
    TherapistTechniqueFactory,
)
from tests.factories.moderation import (
    AppealFactory,
    HidingFactory,
    InvitationFactory,
    PossiblePairFactory,
    RosterEntryFactory,
    RosterImportFactory,
    RosterProposalFactory,
    VerificationRecordFactory,
)
from tests.factories.places import PlaceFactory
from tests.factories.profiles import (
    DailyCountFactory,
    DocumentFactory,
    EventFactory,
    LiveChangeFactory,
    ReminderFactory,
    RevisionFactory,
    UnsavedTextFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("vocabulary")]

NOW = datetime(2026, 5, 2, tzinfo=UTC)
DAY, EARLIER = date(2026, 5, 2), date(2026, 5, 1)
Violation = Callable[[], Any]


def twice(factory: Any, **values: Any) -> Violation:
    """The same row for the same therapist two times."""

    def write() -> None:
        therapist = TherapistFactory()
        factory(therapist=therapist, **values)
        factory(therapist=therapist, **values)

    return write


def pair_of_one() -> None:
    therapist = TherapistFactory()
    PossiblePairFactory(first=therapist, second=therapist)


def make(factory: Any, **values: Any) -> Violation:
    return lambda: factory(**values)


def change(model: type[models.Model], **values: Any) -> Violation:
    """Write past all validation into rows that exist."""
    return lambda: model._default_manager.filter(pk=model._default_manager.values("pk")[:1]).update(
        **values
    )


def phase(**values: Any) -> Violation:
    defaults = {"position": 0, "sessions": 4, "minutes": 60, "every_days": 7}

    def write() -> None:
        SessionPhase.objects.create(plan=SessionPlanFactory(), **{**defaults, **values})

    return write


def phases_at_one_position() -> None:
    plan = SessionPlanFactory()
    for _ in range(2):
        SessionPhase.objects.create(plan=plan, position=0, sessions=4, minutes=60, every_days=7)


def facet(**values: Any) -> Violation:
    defaults = {"group": "technique", "value": "new", "label": "New", "bit": 123}
    return lambda: FacetValue.objects.create(**{**defaults, **values})


def access_twice() -> None:
    location = LocationFactory()
    for _ in range(2):
        LocationAccessFactory(location=location)


def negative_bits() -> None:
    TherapistFactory(published=True)
    SearchDoc.objects.update(bits=-1)


def revision_number_twice() -> None:
    first = RevisionFactory(status="withdrawn")
    RevisionFactory(therapist=first.therapist, number=first.number)


def draft_beside_a_submitted_one() -> None:
    RevisionFactory(therapist=RevisionFactory(status="submitted").therapist)


def published_without(**values: Any) -> Violation:
    return lambda: TherapistFactory(published=True, **values)


def moderators_reminded_twice() -> None:
    for _mail in range(2):
        ReminderFactory(therapist=None, kind="look-again", due_on=date(2026, 6, 15))


def hidden_and_confirmed_by_one() -> None:
    moderator = ModeratorFactory()
    HidingFactory(hidden_by=moderator, confirmed_at=NOW, confirmed_by=moderator)


def appealed_twice() -> None:
    first = AppealFactory()
    AppealFactory(revision=first.revision)


def appeal_decided_by_the_first() -> None:
    appeal = AppealFactory()
    Appeal.objects.update(state="denied", decided_at=NOW, decided_by=appeal.decided_first_by)


def appeal_about_both() -> None:
    hiding = HidingFactory()
    AppealFactory(hiding=hiding, revision__therapist=hiding.therapist)


def checked_twice_by_one() -> None:
    moderator = ModeratorFactory()
    VerificationRecordFactory(checked_by=moderator, second_by=moderator, second_at=NOW)


def one_file_tried_twice_at_once() -> None:
    first = RosterImportFactory(is_trial=True, state="waiting")
    RosterImportFactory(
        source=first.source, file_digest=first.file_digest, is_trial=True, state="running"
    )


def two_files_of_one_list_at_once() -> None:
    first = RosterImportFactory(state="running")
    RosterImportFactory(source=first.source, state="waiting")


def problem_noted_twice() -> None:
    done = RosterImportFactory()
    for _ in range(2):
        RosterProblem.objects.create(roster_import=done, line=7, text="No number.")


def list_proposes_twice() -> None:
    first = RosterProposalFactory(state="declined")
    RosterProposalFactory(credential=first.credential, roster_import=first.roster_import)


def two_open_proposals() -> None:
    RosterProposalFactory(credential=RosterProposalFactory().credential)


def invited_twice(*names: str) -> Violation:
    """The second invitation has these values of the first."""

    def write() -> None:
        first = InvitationFactory()
        InvitationFactory(**{name: getattr(first, name) for name in names})

    return write


def wording_count(**values: Any) -> Violation:
    def violate() -> object:
        therapist = TherapistFactory()
        return WordingCount.objects.create(
            therapist=therapist, rules="now", looked_at=NOW, **values
        )

    return violate


CASES: list[tuple[str, Violation]] = [
    ("therapist_status_is_known", make(TherapistFactory, status="gone")),
    *[
        ("therapist_slug_is_not_reserved", make(TherapistFactory, slug=slug))
        for slug in RESERVED_SLUGS
    ],
    ("published_therapist_has_consent_and_dates", published_without(consented_at=None)),
    ("consent_names_the_text_that_was_agreed_to", published_without(consent_version="")),
    ("location_travel_is_1_to_200_miles", make(LocationFactory, travel_miles=201)),
    ("published_therapist_has_consent_and_dates", published_without(published_at=None)),
    ("published_therapist_has_consent_and_dates", published_without(confirmed_on=None)),
    ("therapist_accepting_is_known", make(TherapistFactory, accepting="maybe")),
    ("therapist_gender_is_known", make(TherapistFactory, gender="x")),
    ("therapist_intention_is_known", make(TherapistFactory, intention="profit")),
    ("therapist_pressure_is_a_range_or_not_stated", make(TherapistFactory, pressure_lightest=1)),
    ("therapist_pressure_is_a_range_or_not_stated", make(TherapistFactory, pressure_firmest=1)),
    (
        "therapist_pressure_is_a_range_or_not_stated",
        make(TherapistFactory, pressure_lightest=3, pressure_firmest=1),
    ),
    (
        "therapist_pressure_is_a_range_or_not_stated",
        make(TherapistFactory, pressure_lightest=0, pressure_firmest=4),
    ),
    (
        "therapist_practicing_since_is_a_plausible_year",
        make(TherapistFactory, practicing_since=1939),
    ),
    (
        "therapist_practicing_since_is_a_plausible_year",
        make(TherapistFactory, practicing_since=2101),
    ),
    ("therapist_share_is_a_percentage", make(TherapistFactory, back_and_leg_percent=101)),
    (
        "therapist_waits_only_on_a_waiting_list",
        make(TherapistFactory, accepting="yes", waiting_weeks=2),
    ),
    ("technique_is_offered_once", twice(TherapistTechniqueFactory)),
    ("technique_since_is_a_plausible_year", make(TherapistTechniqueFactory, since=1900)),
    ("condition_is_listed_once", twice(TherapistConditionFactory)),
    ("technique_pressure_range_is_ordered", change(Technique, pressure_lightest=4)),
    ("condition_kind_is_known", change(Condition, kind="myth")),
    ("register_kind_is_known", change(Register, kind="rumor")),
    (
        "credential_verification_is_known",
        make(CredentialFactory, checked=True, verification="sure"),
    ),
    (
        "credential_checked_on_and_checked_by_are_set_together",
        make(CredentialFactory, checked_on=DAY),
    ),
    (
        "credential_checked_on_and_checked_by_are_set_together",
        make(CredentialFactory, checked=True, checked_by=None),
    ),
    (
        "credential_is_self_declared_or_was_checked",
        make(CredentialFactory, verification="document-seen"),
    ),
    (
        "credential_expires_after_it_was_issued",
        make(CredentialFactory, issued_on=DAY, expires_on=EARLIER),
    ),
    ("credential_number_is_listed_once", twice(CredentialFactory, number="MT.1")),
    ("facet_value_is_unique_in_its_group", facet(value="swedish")),
    ("facet_bit_fits_two_columns", facet(bit=124)),
    ("location_position_is_unique", twice(LocationFactory, position=0)),
    ("location_setting_is_known", make(LocationFactory, setting="tent")),
    ("location_point_is_on_earth", make(LocationFactory, latitude=91)),
    ("location_point_is_on_earth", make(LocationFactory, longitude=-181)),
    ("location_zip_has_five_digits", make(LocationFactory, postal_code="8020")),
    ("location_zip_has_five_digits", make(LocationFactory, postal_code="8020a")),
    ("location_zip_has_five_digits", make(LocationFactory, postal_code="٧٨٧٠١")),
    ("opening_time_is_listed_once", twice(OpeningHoursFactory)),
    ("hours_open_before_they_close", make(OpeningHoursFactory, closes=time(9))),
    ("hours_weekday_is_known", make(OpeningHoursFactory, weekday=7)),
    ("access_fact_is_stated_once", access_twice),
    ("comfort_fact_is_stated_once", twice(TherapistComfortFactory)),
    ("session_plan_first_course_is_known", make(SessionPlanFactory, first_course="forever")),
    ("session_plan_is_reviewed_within_20_sessions", make(SessionPlanFactory, review_after=0)),
    ("session_plan_is_reviewed_within_20_sessions", make(SessionPlanFactory, review_after=21)),
    ("phase_position_is_unique", phases_at_one_position),
    ("phase_has_1_to_20_sessions", phase(sessions=0)),
    ("phase_has_1_to_20_sessions", phase(sessions=21)),
    ("phase_interval_is_1_to_90_days", phase(every_days=0)),
    ("phase_interval_is_1_to_90_days", phase(every_days=91)),
    ("phase_length_is_standard", phase(minutes=61)),
    ("length_has_one_rate", twice(RateFactory)),
    ("rate_length_is_standard", make(RateFactory, minutes=50)),
    ("rate_is_between_1_and_1000_dollars", make(RateFactory, price_cents=99)),
    ("rate_is_between_1_and_1000_dollars", make(RateFactory, price_cents=100_001)),
    ("hands_on_time_fits_the_session", make(RateFactory, hands_on_minutes=61)),
    ("policy_kind_is_listed_once", twice(PolicyFactory)),
    ("policy_fee_is_a_percentage", make(PolicyFactory, fee_percent=101)),
    ("search_bits_leave_the_sign_alone", negative_bits),
    (
        "there_is_one_search_generation",
        lambda: SearchGeneration.objects.create(pk=2, number=1),
    ),
    (
        "place_is_listed_once_per_name_state_and_county",
        lambda: [PlaceFactory(name="Denver") for _ in range(2)],
    ),
    ("place_latitude_lies_between_the_poles", make(PlaceFactory, latitude=90.5)),
    ("place_longitude_lies_within_180_degrees", make(PlaceFactory, longitude=180.5)),
    (
        "place_has_a_postal_code_only_if_it_is_a_zip_code",
        make(PlaceFactory, postal_code="80202", kind="city"),
    ),
    (
        "place_has_a_postal_code_only_if_it_is_a_zip_code",
        make(PlaceFactory, postal_code="80202", key="80203"),
    ),
    ("profile_revision_number_is_unique", revision_number_twice),
    ("therapist_has_one_open_revision", twice(RevisionFactory)),
    ("therapist_has_one_open_revision", draft_beside_a_submitted_one),
    ("profile_revision_status_is_known", make(RevisionFactory, status="gone")),
    (
        "profile_revision_names_who_decided_and_when",
        make(RevisionFactory, decided_at=NOW),
    ),
    (
        "submitted_profile_revision_says_when",
        make(RevisionFactory, status="submitted", submitted_at=None),
    ),
    ("tab_has_one_unsaved_text", twice(UnsavedTextFactory)),
    ("live_change_fact_is_known", make(LiveChangeFactory, fact="shoe size")),
    ("profile_event_kind_is_known", make(EventFactory, kind="party")),
    ("reminder_is_sent_once", twice(ReminderFactory)),
    ("reminder_kind_is_known", make(ReminderFactory, kind="birthday")),
    ("moderators_are_reminded_once", moderators_reminded_twice),
    ("reminder_of_moderators_is_about_nobody", make(ReminderFactory, kind="look-again")),
    ("reminder_of_moderators_is_about_nobody", make(ReminderFactory, therapist=None)),
    ("day_is_counted_once", twice(DailyCountFactory)),
    ("daily_count_kind_is_known", make(DailyCountFactory, kind="click")),
    ("document_format_is_known", make(DocumentFactory, format="exe")),
    ("document_scan_is_known", make(DocumentFactory, scan="maybe")),
    ("place_has_a_key_a_name_and_a_state", make(PlaceFactory, state="")),
    ("profile_is_hidden_once", twice(HidingFactory)),
    ("hiding_is_confirmed_by_a_second_person", hidden_and_confirmed_by_one),
    (
        "hiding_names_nobody_before_its_day",
        lambda: HidingFactory(confirmed_by=ModeratorFactory()),
    ),
    ("hiding_names_nobody_before_its_day", lambda: HidingFactory(ended_by=ModeratorFactory())),
    ("hiding_reply_says_when", make(HidingFactory, reply="That was not me.")),
    ("appeal_state_is_known", make(AppealFactory, state="lost", decided_at=NOW)),
    ("appeal_is_about_one_decision", appeal_about_both),
    ("appeal_is_about_one_decision", make(AppealFactory, revision_version=None)),
    ("decision_is_appealed_once", appealed_twice),
    ("appeal_is_decided_by_somebody_else", appeal_decided_by_the_first),
    ("appeal_decision_says_when", make(AppealFactory, denied=True, decided_at=None)),
    ("appeal_decision_says_when", make(AppealFactory, decided_at=NOW)),
    ("check_method_is_known", make(VerificationRecordFactory, method="guess")),
    ("check_result_is_known", make(VerificationRecordFactory, result="perhaps")),
    ("check_on_a_register_names_it", make(VerificationRecordFactory, register=None)),
    (
        "check_on_a_register_names_it",
        make(VerificationRecordFactory, method="roster", register=None),
    ),
    ("second_person_is_another_one", checked_twice_by_one),
    (
        "second_look_names_who_and_when",
        lambda: VerificationRecordFactory(second_by=ModeratorFactory()),
    ),
    ("second_look_names_who_and_when", make(VerificationRecordFactory, second_at=NOW)),
    (
        "check_counts_only_after_its_second_look",
        make(VerificationRecordFactory, needs_second=True),
    ),
    ("refused_check_does_not_count", make(VerificationRecordFactory, refused_at=NOW)),
    ("roster_import_state_is_known", make(RosterImportFactory, state="lost")),
    ("roster_file_is_read_once_at_a_time", one_file_tried_twice_at_once),
    ("roster_import_ends_when_it_is_done", make(RosterImportFactory, ended_at=None)),
    (
        "roster_import_ends_when_it_is_done",
        make(RosterImportFactory, state="running", ended_at=NOW),
    ),
    ("list_has_one_unfinished_import", two_files_of_one_list_at_once),
    ("roster_problem_is_noted_once", problem_noted_twice),
    (
        "roster_number_is_kept_once",
        lambda: RosterEntryFactory(number="MT1", seen_in=RosterEntryFactory(number="MT1").seen_in),
    ),
    ("roster_entry_has_a_number", make(RosterEntryFactory, number="")),
    ("roster_proposal_kind_is_known", make(RosterProposalFactory, kind="rumor")),
    (
        "number_that_is_alike_is_named",
        make(RosterProposalFactory, kind="number-alike", listed_number=""),
    ),
    ("roster_proposal_state_is_known", make(RosterProposalFactory, state="lost")),
    ("list_proposes_once_for_a_credential", list_proposes_twice),
    ("credential_has_one_open_proposal", two_open_proposals),
    ("roster_proposal_decision_says_when", make(RosterProposalFactory, decided_at=NOW)),
    (
        "roster_proposal_decision_says_when",
        make(RosterProposalFactory, state="accepted", decided_at=None),
    ),
    ("address_is_invited_once", invited_twice("email")),
    ("line_is_invited_once", invited_twice("batch", "line")),
    (
        "accepted_invitation_says_when",
        lambda: InvitationFactory(therapist=TherapistFactory()),
    ),
    (
        "miss_is_counted_once",
        lambda: [SearchMiss.objects.create(month=DAY, place="Denver, CO") for _ in range(2)],
    ),
    (
        "pair_is_found_once",
        lambda: PossiblePairFactory(
            first=(pair := PossiblePairFactory()).first, second=pair.second
        ),
    ),
    ("pair_is_of_two_profiles_in_one_order", pair_of_one),
    (
        "settled_pair_says_when",
        lambda: PossiblePairFactory(settled_by=ModeratorFactory()),
    ),
    *[
        ("wording_count_says_since_when", wording_count(**values))
        for values in ({"listed": 1}, {"waiting": 1}, {"found_at": NOW})
    ],
]


def constraints() -> dict[str, models.BaseConstraint]:
    return {
        constraint.name: constraint
        for model in apps.get_app_config("directory").get_models()
        for constraint in model._meta.constraints
    }


@pytest.mark.parametrize(("name", "violate"), CASES, ids=[name for name, _ in CASES])
def test_what_must_never_be_true_is_refused(name: str, violate: Violation) -> None:
    constraint = constraints()[name]

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        violate()

    assert is_named(constraint, str(refusal.value)), refusal.value


def is_named(constraint: models.BaseConstraint, message: str) -> bool:
    """SQLite names the columns of a unique constraint instead of the constraint."""
    if constraint.name in message:
        return True
    is_unique = isinstance(constraint, models.UniqueConstraint)
    return (
        connection.vendor == "sqlite"
        and is_unique
        and all(f".{field}" in message for field in constraint.fields)
    )


def test_every_constraint_has_a_case_that_violates_it() -> None:
    assert set(constraints()) == {name for name, _ in CASES}


def test_values_on_the_edge_are_allowed() -> None:
    TherapistFactory(
        practicing_since=1940, back_and_leg_percent=100, pressure_lightest=1, pressure_firmest=3,
        accepting="waiting-list", waiting_weeks=0,
    )  # fmt: skip
    CredentialFactory(number="", issued_on=DAY, expires_on=DAY)
    RateFactory(price_cents=100, hands_on_minutes=60)
    RateFactory(price_cents=100_000, minutes=120)
    PolicyFactory(fee_percent=100)
    phase(sessions=20, every_days=90)()
    facet()()
    OpeningHoursFactory(weekday=6, opens=time(0), closes=time(23, 59))
    LocationFactory(latitude=-90, longitude=180, postal_code="00000")


def test_two_credentials_without_a_number_are_no_duplicates() -> None:
    therapist = TherapistFactory()

    for _ in range(2):
        CredentialFactory(therapist=therapist, kind="diploma", number="")

    assert therapist.credentials.count() == 2


@pytest.mark.parametrize("model", list(apps.get_app_config("directory").get_models()))
def test_a_word_that_is_in_use_cannot_be_deleted(model: type[models.Model]) -> None:
    """Whatever points at the vocabulary protects it; only rows of a profile go with it."""
    for field in model._meta.get_fields():
        related = field.related_model
        if not isinstance(field, models.ForeignKey) or related is None:
            continue
        if hasattr(related, "is_active") and hasattr(related, "definition"):
            assert field.remote_field.on_delete is models.PROTECT, field
