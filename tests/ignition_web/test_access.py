"""Who sees what: one rule, for every table that holds company data."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser

import ignition_web
from ignition_web.customers.models import Activity, Contact, Customer
from ignition_web.sales.models import Deal, Purchase
from ignition_web.team.access import Visible
from ignition_web.team.models import User

COMPANY_DATA = [Customer, Contact, Activity, Deal, Purchase]
WITHOUT_COMPANY_DATA = {
    "SignInAttempt", "ExternalId", "Instalment", "Company", "Rewriting", "Lighting", "Errand", "Pulse",
    "Proven", "Measured", "TakenOut",
}  # fmt: skip
HOUSE = Path(ignition_web.__file__).parent


def _whose(rows) -> set[str]:
    names = set()
    for row in rows:
        customer = row if isinstance(row, Customer) else row.customer
        names.add(customer.owner.name if customer.owner else "Nobody")
    return names


@pytest.mark.parametrize("model", COMPANY_DATA)
def test_an_owner_sees_everything(world, model):
    assert _whose(model.objects.visible_to(world.alice)) == {"Alice", "Bob", "Charlie", "Dora", "Erin", "Nobody"}


@pytest.mark.parametrize("model", COMPANY_DATA)
def test_a_leader_sees_their_own_their_teams_and_what_nobody_owns(world, model):
    assert _whose(model.objects.visible_to(world.erin)) == {"Erin", "Bob", "Nobody"}


@pytest.mark.parametrize("model", COMPANY_DATA)
@pytest.mark.parametrize("name", ["bob", "charlie", "dora"])
def test_a_seller_or_partner_sees_their_own_only(world, model, name):
    person = getattr(world, name)
    assert _whose(model.objects.visible_to(person)) == {person.name}


@pytest.mark.parametrize("model", COMPANY_DATA)
def test_nobody_who_is_not_signed_in_or_was_closed_sees_anything(world, model):
    world.alice.is_active = False
    for visitor in (AnonymousUser(), None, world.alice):
        assert not model.objects.visible_to(visitor).exists()


def test_who_works_a_deal_sees_its_customer(world):
    bobs = world.customer_of(world.bob)
    bobs.followers.add(world.charlie)
    assert bobs in Customer.objects.visible_to(world.charlie)
    assert bobs not in Customer.objects.visible_to(world.dora)


def test_who_owns_a_customer_sees_the_deals_others_have_there(world):
    deal = world.deal_of(world.charlie)
    deal.customer = world.customer_of(world.bob)
    deal.save()
    assert deal in Deal.objects.visible_to(world.bob)
    assert deal not in Deal.objects.visible_to(world.dora)


def test_visible_rows_are_never_doubled(world):
    bobs = world.customer_of(world.bob)
    bobs.followers.add(world.bob, world.erin)
    world.erin.teams_led.create(name="Est").members.add(world.bob)
    for model in COMPANY_DATA:
        rows = list(model.objects.visible_to(world.erin).values_list("pk", flat=True))
        assert len(rows) == len(set(rows))


def test_people_see_whom_they_answer_for(world):
    assert set(world.alice.people_seen()) == set(world.everybody)
    assert set(world.erin.people_seen()) == {world.erin, world.bob}
    assert set(world.bob.people_seen()) == {world.bob}
    assert set(User.objects.visible_to(world.dora)) == {world.dora}


def test_every_table_of_ours_says_who_sees_it_or_holds_no_company_data():
    for model in apps.get_models():
        if model.__module__.startswith("ignition_web.") and model.__name__ not in WITHOUT_COMPANY_DATA:
            assert isinstance(model._default_manager.all(), Visible), model
            assert callable(model.seen_by)


@pytest.mark.parametrize("app", ["screens", "api", "privacy"])
def test_screens_and_programs_reach_company_data_through_the_access_layer_only(app):
    past_the_wall = []
    for path in (HOUSE / app).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Attribute) and _is_objects_without_wall(node):
                past_the_wall.append(f"{path.relative_to(HOUSE)}:{node.lineno} .objects.{node.attr}")
    assert not past_the_wall


def _is_objects_without_wall(node: ast.Attribute) -> bool:
    reaches_manager = isinstance(node.value, ast.Attribute) and node.value.attr in ("objects", "_default_manager")
    if not reaches_manager or node.attr in ("visible_to", "create_user", "none"):
        return False
    named = node.value.value
    return not (isinstance(named, ast.Name) and named.id in WITHOUT_COMPANY_DATA)


def test_of_every_way_to_own_a_deal_and_its_customer_each_person_sees_what_the_rule_says(people):
    whose = [*people.everybody, None]
    customers = {owner: Customer.objects.create(name="C", owner=owner) for owner in whose}
    deals = [
        Deal.objects.create(name="D", owner=owner, customer=customer)
        for owner in whose
        for customer in [*customers.values(), None]
    ]
    for person in people.everybody:
        seen = set(Deal.objects.visible_to(person))
        assert seen == {deal for deal in deals if _may_see(person, deal)}, person


def _may_see(person: User, deal: Deal) -> bool:
    """The rule in words: the owner all; others what they or theirs own or own the customer of; what nobody owns follows its customer."""
    theirs = set(person.people_seen())
    if person.is_owner or deal.owner in theirs:
        return True
    of_customer = deal.customer.owner if deal.customer else None
    nobodys = deal.owner is None and of_customer is None and person.is_leader
    return of_customer in theirs or nobodys
