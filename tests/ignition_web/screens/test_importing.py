"""Documents through the browser: kept, shown with what became of them, taken back; and the doubts they raise."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ignition.records import Problem
from ignition.wording import Text
from ignition_web.capture.models import Arrival, Doubt, problem_to
from ignition_web.screens.outcomes import counts_of
from ignition_web.screens.templatetags.ignition import place, size

from .conftest import doubt_of

pytestmark = pytest.mark.django_db


def drop(client, *files: tuple[str, bytes], **headers: str):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post("/arrivals/", {"files": sent}, headers=headers)


def arrived(person, **more: object) -> Arrival:
    return Arrival.objects.create(
        **{"sha256": "a" * 64, "name": "export.csv", "size": 10, "received_by": person, "state": "read", **more}
    )


def test_every_file_is_kept_whole_before_anything_is_answered(people, signed_in) -> None:
    answer = drop(signed_in(people.alice), ("a.xml", b"<a/>"), ("b.csv", b"x;y\n1;2\n"))
    assert answer.headers["Location"] == "/arrivals/"
    kept = {arrival.name: arrival.path.read_bytes() for arrival in Arrival.objects.all()}
    assert kept == {"a.xml": b"<a/>", "b.csv": b"x;y\n1;2\n"}
    assert {arrival.received_by for arrival in Arrival.objects.all()} == {people.alice}


def test_a_file_sent_twice_arrives_once(people, signed_in) -> None:
    drop(signed_in(people.alice), ("a.xml", b"<a/>"))
    drop(signed_in(people.alice), ("again.xml", b"<a/>"))
    assert Arrival.objects.count() == 1


def test_the_script_that_drops_is_answered_in_short(people, signed_in) -> None:
    client = signed_in(people.alice)
    assert drop(client, ("a.xml", b"<a/>"), **{"X-Requested-With": "drop"}).status_code == 200
    assert drop(client, **{"X-Requested-With": "drop"}).status_code == 422


def test_a_file_too_large_is_refused_with_the_way_out_and_nothing_is_taken(people, signed_in, settings) -> None:
    settings.IGNITION_UPLOAD_MB = 1
    answer = drop(signed_in(people.alice), ("small.xml", b"<a/>"), ("large.xml", b"x" * (2**20 + 1)))
    assert answer.status_code == 413
    assert "Dividilo" in answer.content.decode()
    assert not Arrival.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "a\x00b.xml", "<script>alert(1)</script>.xml", "x" * 300 + ".xml", "“ò”.xml"]
)
def test_a_hostile_name_is_only_a_name(people, signed_in, name) -> None:
    drop(signed_in(people.alice), (name, name.encode()))
    assert "<script>alert" not in signed_in(people.alice).get("/arrivals/").content.decode()
    assert Arrival.objects.get().path.is_relative_to(_vault(Arrival.objects.get()))


def _vault(arrival: Arrival):
    from django.conf import settings

    return settings.IGNITION_DATA_FOLDER


def test_what_arrived_is_shown_with_what_it_gave(people, signed_in) -> None:
    arrived(people.alice, outcome={"purchases": 412, "customers": 1, "makes_known": 1})
    shown = signed_in(people.alice).get("/arrivals/").content.decode()
    assert "412 acquisti, 1 cliente nuovo" in shown


def test_the_same_file_again_is_said_to_be_here_already(people, signed_in) -> None:
    client = signed_in(people.alice)
    drop(client, ("a.xml", b"<a/>"))
    assert drop(client, ("again.xml", b"<a/>"), **{"X-Requested-With": "drop"}).status_code == 200, "it still waits"
    Arrival.objects.update(state="read")
    assert drop(client, ("again.xml", b"<a/>"), **{"X-Requested-With": "drop"}).status_code == 208
    shown = drop(client, ("again.xml", b"<a/>"))
    assert shown.headers["Location"] == f"/arrivals/{Arrival.objects.get().public_id}/"
    assert drop(client, ("new.xml", b"<b/>"), ("again.xml", b"<a/>")).headers["Location"] == "/arrivals/"


def test_what_cannot_be_read_says_why_in_the_list(people, signed_in) -> None:
    empty = Problem("f.csv", "", Text(it="Il file è vuoto.", en="").of(), Text(it="Rifallo.", en="").of(), fatal=True)
    arrived(people.alice, state="failed", problems=[problem_to(empty)])
    shown = signed_in(people.alice).get("/arrivals/").content.decode()
    assert "Il file è vuoto." in shown
    assert "1 problema" not in shown


@pytest.mark.parametrize(
    ("count", "said"), [(0, "0 byte"), (93, "93 byte"), (4_900, "4,9 kB"), (69_400_000, "69,4 MB")]
)
def test_a_size_is_said_as_people_say_it(count, said) -> None:
    assert size(count) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('row 17, column "Amount"', 'riga 17, colonna "Amount"'),
        ("sheet Vendite, row 3", "foglio Vendite, riga 3"),
        ("body 2", "documento 2"),
        ("//row/column", "//row/column"),
    ],
)
def test_a_place_is_said_in_the_language_of_the_page(written, said) -> None:
    assert place(written) == said


def test_what_is_harmless_is_told_and_counted_as_no_problem(people, signed_in) -> None:
    told = Text(it="È solo una ricevuta.", en="It is a receipt only.").of()
    nothing = Text(it="Non serve fare nulla.", en="Nothing to do.").of()
    arrival = arrived(people.alice, problems=[problem_to(Problem("f.xml", "", told, nothing, harmless=True))])
    client = signed_in(people.alice)
    assert "problema" not in client.get("/arrivals/").content.decode()
    shown = client.get(f"/arrivals/{arrival.public_id}/").content.decode()
    assert "È solo una ricevuta. Non serve fare nulla." in shown
    assert "non si è potuto" not in shown


def test_a_problem_says_file_place_reason_and_remedy(people, signed_in) -> None:
    problem = Problem(
        "export.csv", "riga 17", Text(it="Non è un numero.", en="").of(), Text(it="Scrivilo in cifre.", en="").of()
    )
    arrival = arrived(people.alice, problems=[problem_to(problem)])
    shown = signed_in(people.alice).get(f"/arrivals/{arrival.public_id}/").content.decode()
    for part in ("export.csv, riga 17", "Non è un numero.", "Scrivilo in cifre."):
        assert part in shown
    assert "1 problema" in signed_in(people.alice).get("/arrivals/").content.decode()


def test_an_import_is_undone_from_its_page(people, signed_in) -> None:
    arrival = arrived(people.alice)
    client = signed_in(people.alice)
    assert "Annulla importazione" in client.get(f"/arrivals/{arrival.public_id}/").content.decode()
    client.post(f"/arrivals/{arrival.public_id}/undo")
    arrival.refresh_from_db()
    assert arrival.state == "undone"
    assert "Annulla importazione" not in client.get(f"/arrivals/{arrival.public_id}/").content.decode()


def test_the_list_counts_while_documents_are_read(people, signed_in) -> None:
    arrived(people.alice)
    arrived(people.alice, sha256="b" * 64, state="waiting")
    shown = signed_in(people.alice).get("/arrivals/").content.decode()
    assert "Letti 1 documenti su 2" in shown
    assert "every 2s" in shown


@pytest.mark.parametrize("count", [1, 100])
def test_the_list_costs_the_same_however_much_arrived(people, signed_in, django_assert_max_num_queries, count) -> None:
    for number in range(count):
        arrived(people.alice, sha256=f"{number:064d}")
    client = signed_in(people.alice)
    with django_assert_max_num_queries(12):
        client.get("/arrivals/")


def test_every_count_of_an_outcome_has_its_words(people) -> None:
    arrival = arrived(
        people.alice, outcome={"purchases": 2, "undone": {"Purchase": 3, "Customer": 1}, "strange": 5, "known": 0}
    )
    assert counts_of(arrival) == ["2 acquisti", "4 righe tolte"]


def test_a_doubt_is_settled_by_one_of_its_choices(people, signed_in) -> None:
    doubt = doubt_of(arrived(people.alice), "Qual è la tua azienda?")
    client = signed_in(people.alice)
    assert "Qual è la tua azienda?" in client.get("/doubts/").content.decode()
    client.post(f"/doubts/{doubt.public_id}/settle", {"answer": "new"})
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.settled_by) == ("new", people.alice)
    assert "Nessun dubbio" in client.get("/doubts/").content.decode()


@pytest.mark.parametrize("answer", ["", "somebody else", "NEW"])
def test_an_answer_that_was_not_offered_settles_nothing(people, signed_in, answer) -> None:
    doubt = doubt_of(arrived(people.alice))
    signed_in(people.alice).post(f"/doubts/{doubt.public_id}/settle", {"answer": answer})
    assert Doubt.objects.get().is_open


def test_an_open_doubt_is_counted_in_the_rail(people, signed_in) -> None:
    doubt_of(arrived(people.alice))
    assert "rail-badge" in signed_in(people.alice).get("/me").content.decode()


def test_the_count_beside_the_menu_goes_down_with_each_answer(people, signed_in) -> None:
    first, second = (doubt_of(arrived(people.alice, sha256=sign * 64), f"Domanda {sign}?") for sign in "ab")
    client = signed_in(people.alice)
    assert badge(client.get("/doubts/")) == ["2"]
    for doubt, left in ((first, ["1"]), (second, [""])):
        answer = client.post(f"/doubts/{doubt.public_id}/settle", {"answer": "new"}, headers={"HX-Request": "true"})
        assert badge(answer) == left
        assert 'hx-swap-oob="true"' in answer.content.decode()


def badge(answer) -> list[str]:
    return re.findall(r'id="open-doubts"[^>]*>(\d*)', answer.content.decode())
