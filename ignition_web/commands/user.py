"""`ignition user`: who may log in. Imported once Django is set up."""

from __future__ import annotations

import json
import secrets

import typer
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ignition.wording import Lang, Text
from ignition_web.capture.flows import read_again_for_new_colleague
from ignition_web.privacy.flows import what_is_kept
from ignition_web.team.models import Role, Team, User, canonical_email


def add(email: str, name: str, role: str, password: str | None, team: str | None, lang: Lang) -> None:
    """Make a person who may log in. Without a password one is made and printed. With `team` they join it, or lead it."""
    _refuse(role not in Role.values, _NO_ROLE.of(role=role, roles=", ".join(Role.values)).say(lang))
    _check_email(email, lang)
    _refuse(User.objects.filter(email=canonical_email(email)).exists(), _EXISTS.of(email=email).say(lang))
    made = password or secrets.token_urlsafe(12)
    with transaction.atomic():
        user = User(email=canonical_email(email), name=name, role=role, language=lang)
        _check_password(made, user, lang)
        user.set_password(made)
        user.save()
        if team:
            _join(user, team, lang)
        read_again_for_new_colleague()
    typer.echo(_ADDED.of(name=name, role=role).say(lang))
    if password is None:
        typer.echo(_PASSWORD.of(password=made).say(lang))


def list_all() -> None:
    for user in User.objects.all():
        typer.echo(f"{user.email}\t{user.name}\t{user.role}\t{'' if user.is_active else '(-)'}".rstrip())


def set_password(email: str, password: str | None, lang: Lang) -> None:
    """A new password; sessions opened with the old one end."""
    user = _known(email, lang)
    made = password or secrets.token_urlsafe(12)
    _check_password(made, user, lang)
    user.set_password(made)
    user.save(update_fields=["password"])
    typer.echo(_CHANGED.of().say(lang) if password else _PASSWORD.of(password=made).say(lang))


def export(email: str, lang: Lang) -> None:
    """Everything that is kept about a person, as JSON: what they may ask for."""
    typer.echo(json.dumps(what_is_kept(_known(email, lang)), ensure_ascii=False, indent=2))


def close(email: str, lang: Lang) -> None:
    """They can no longer log in; what they own stays theirs until somebody else is given it."""
    user = _known(email, lang)
    user.is_active = False
    user.save(update_fields=["is_active"])
    typer.echo(_CLOSED.of(name=user.name).say(lang))


def _join(user: User, name: str, lang: Lang) -> None:
    team = Team.objects.filter(name=name).first()
    if user.is_leader:
        Team.objects.update_or_create(name=name, defaults={"leader": user})
    else:
        _refuse(team is None, _NO_TEAM.of(team=name).say(lang))
        team.members.add(user)  # type: ignore[union-attr]


def _known(email: str, lang: Lang) -> User:
    user = User.objects.filter(email=canonical_email(email)).first()
    _refuse(user is None, _UNKNOWN.of(email=email).say(lang))
    assert user is not None
    return user


def _check_email(email: str, lang: Lang) -> None:
    try:
        validate_email(canonical_email(email))
    except ValidationError:
        _refuse(True, _NO_EMAIL.of(email=email).say(lang))


def _check_password(password: str, user: User, lang: Lang) -> None:
    try:
        validate_password(password, user)
    except ValidationError as weak:
        _refuse(True, " ".join(weak.messages))


def _refuse(wrong: bool, sentence: str) -> None:
    if wrong:
        typer.echo(sentence, err=True)
        raise typer.Exit(2)


_NO_ROLE = Text(it="Il ruolo «{role}» non esiste. Ruoli: {roles}.", en="There is no role “{role}”. Roles: {roles}.")
_EXISTS = Text(it="{email} c'è già.", en="{email} is already there.")
_NO_EMAIL = Text(it="«{email}» non è un indirizzo e-mail.", en="“{email}” is not an e-mail address.")
_UNKNOWN = Text(
    it="Non conosco {email}: vedi «ignition user list».", en="There is no {email}: see “ignition user list”."
)
_NO_TEAM = Text(
    it="La squadra «{team}» non c'è: creala aggiungendo prima chi la guida.",
    en="There is no team “{team}”: make it by adding who leads it first.",
)
_ADDED = Text(it="Aggiunto: {name} ({role}).", en="Added: {name} ({role}).")
_PASSWORD = Text(it="Password: {password}", en="Password: {password}")
_CHANGED = Text(it="Password cambiata.", en="Password changed.")
_CLOSED = Text(it="{name} non può più entrare.", en="{name} can no longer log in.")
