"""Which of us a document means: by e-mail, then by name, else nobody."""

from __future__ import annotations

from ignition_web.team.models import User


class Colleagues:
    """Everybody who works here, to be asked many times."""

    def __init__(self) -> None:
        people = list(User.objects.filter(is_active=True).order_by("pk"))
        self._by_email = {person.email: person for person in people}
        names: dict[str, list[User]] = {}
        for person in people:
            names.setdefault(_squeezed(person.name), []).append(person)
        self._by_name = {name: found[0] for name, found in names.items() if len(found) == 1}

    def find(self, said: str) -> User | None:
        """The person an e-mail or a name means. A name two of us bear means nobody."""
        return self._by_email.get(said.strip().lower()) or self._by_name.get(_squeezed(said)) if said.strip() else None

    def with_email(self, email: str) -> User | None:
        return self._by_email.get(email.strip().lower())

    @property
    def mail_domains(self) -> set[str]:
        return {email.rpartition("@")[2] for email in self._by_email}


def _squeezed(name: str) -> str:
    """A name without order of words: "Rossi Marta" is "Marta Rossi"."""
    return " ".join(sorted(name.replace(",", " ").casefold().split()))
