"""Mail domains that belong to everybody, and so tell nothing of a company."""

from __future__ import annotations

_SHARED = frozenset(
    [
        "gmail.com",
        "googlemail.com",
        "outlook.com",
        "outlook.it",
        "hotmail.com",
        "hotmail.it",
        "live.com",
        "live.it",
        "msn.com",
        "yahoo.com",
        "yahoo.it",
        "ymail.com",
        "icloud.com",
        "me.com",
        "mac.com",
        "aol.com",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "web.de",
        "t-online.de",
        "orange.fr",
        "wanadoo.fr",
        "free.fr",
        "laposte.net",
        "proton.me",
        "protonmail.com",
        "pm.me",
        "tutanota.com",
        "zoho.com",
        "mail.com",
        "mail.ru",
        "yandex.ru",
        "fastmail.com",
        "libero.it",
        "virgilio.it",
        "tin.it",
        "alice.it",
        "tim.it",
        "tiscali.it",
        "iol.it",
        "inwind.it",
        "email.it",
        "fastwebnet.it",
        "vodafone.it",
        "teletu.it",
        "katamail.com",
        "supereva.it",
        "poste.it",
        "aruba.it",
        "yahoo.fr",
        "yahoo.es",
        "yahoo.de",
        "yahoo.co.uk",
        "hotmail.fr",
        "hotmail.es",
        "hotmail.co.uk",
        "btinternet.com",
        "telefonica.net",
        "pec.it",
        "legalmail.it",
        "arubapec.it",
        "postecert.it",
        "pecimprese.it",
        "pec.aruba.it",
        "registerpec.it",
        "mypec.eu",
        "sicurezzapostale.it",
        "actaliscertymail.it",
        "pec.libero.it",
        "casellapec.com",
        "cert.legalmail.it",
        "pecprofessionisti.it",
        "gigapec.it",
        "open.legalmail.it",
        "pec-legal.it",
        "messaggipec.it",
        "postacertificata.gov.it",
        "pec.buffetti.it",
        "lamiapec.it",
        "legpec.it",
        "pec.cgn.it",
        "pec.net",
        "pec.tim.it",
        "pec.telecompost.it",
        "spid-mail.it",
        "legalemail.it",
        "pec.fatturapa.it",
        "pec.wmail.it",
    ]
)
_SHARED_PARENTS = ("pec.fatturapa.it", "postacertificata.it", "odcecpec.it", "ordineavvocatipec.it", "pecavvocati.it")


def domain_of(address: str) -> str:
    """The domain of an address in lower case; empty where it has none.

    >>> domain_of("Anna@Acme.IT"), domain_of("anna")
    ('acme.it', '')
    """
    _, at, domain = address.strip().lower().rpartition("@")
    domain = domain.strip("<>. ")
    return domain if at and "." in domain else ""


def is_shared(domain: str) -> bool:
    """A domain anybody can have an address at: a free mailbox, a provider's certified mail.

    >>> is_shared("gmail.com"), is_shared("acme.it")
    (True, False)
    """
    return not domain or domain in _SHARED or domain.endswith(_SHARED_PARENTS)
