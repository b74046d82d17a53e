"""The worker: each row is claimed by one, a dead one's work passes on, the clock is kept on our wall."""

from __future__ import annotations

import datetime as dt
import os
import threading
import time

import pytest
from django.utils import timezone

from ignition_web.capture import flows
from ignition_web.capture.models import Arrival, ArrivalState, CameBy
from ignition_web.sales.models import Purchase
from ignition_web.work import errands, folder, worker
from ignition_web.work.models import Errand
from tests.ignition_web.documents import OURS, invoice

SHORT = dt.timedelta(seconds=30)


@pytest.fixture
def our_vat(settings):
    settings.IGNITION_OWN_VAT = OURS


def test_an_arrival_is_claimed_by_one(people):
    arrival, _ = flows.receive("a.xml", b"a", people.bob)
    same = Arrival.objects.get(pk=arrival.pk)
    assert (arrival.claim(SHORT), same.claim(SHORT)) == (True, False)


def test_the_work_of_a_dead_reader_passes_on_when_its_lease_runs_out(people):
    arrival, _ = flows.receive("a.xml", b"a", people.bob)
    assert arrival.claim(dt.timedelta(seconds=-1))
    assert flows.next_waiting() == arrival
    assert arrival.claim(SHORT)
    assert arrival.attempts == 2


def test_a_document_that_ends_its_reader_again_and_again_is_given_up_with_a_sentence(people):
    arrival, _ = flows.receive("a.xml", b"a", people.bob)
    for _ in range(flows.MOST_ATTEMPTS):
        arrival.claim(dt.timedelta(seconds=-1))
    flows.read_all_waiting()
    arrival.refresh_from_db()
    assert arrival.state == ArrivalState.FAILED
    assert "3" in arrival.problems_said[0].say("it")


def test_what_a_reader_brings_after_its_lease_ran_out_does_not_count(people, our_vat, monkeypatch):
    """Another worker took it meanwhile: its word counts, and the first one's is dropped whole."""
    arrival, _ = flows.receive("a.xml", invoice(), people.bob)
    room = flows.reading_room()

    class Slow:
        def read(self, name, path):
            Arrival.objects.update(attempts=7)  # somebody else claimed it
            return room.read(name, path)

    monkeypatch.setattr(flows, "reading_room", Slow)
    flows.read_arrival(arrival)
    assert not Purchase.objects.exists()


def test_a_document_our_own_code_trips_over_is_given_up_with_a_sentence_and_the_next_goes_on(
    people, our_vat, monkeypatch
):
    monkeypatch.setattr(worker.points, "is_stale", lambda *_: False)
    record = flows.Recording.record
    monkeypatch.setattr(
        flows.Recording, "record", lambda self: 1 / 0 if self.arrival.name == "bad.xml" else record(self)
    )
    bad, _ = flows.receive("bad.xml", invoice("1"), people.bob)
    flows.receive("good.xml", invoice("2"), people.bob)
    while worker.work_once():
        pass
    bad.refresh_from_db()
    assert bad.state == ArrivalState.FAILED
    assert bad.problems_said
    assert Purchase.objects.get().document == "2"


def test_the_worker_reads_what_waits_and_then_rests(people, our_vat, monkeypatch):
    monkeypatch.setattr(worker.points, "is_stale", lambda *_: False)
    flows.receive("a.xml", invoice(), people.bob)
    while worker.work_once():
        pass
    assert Purchase.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_stops_when_it_is_asked_to(monkeypatch):
    monkeypatch.setattr(worker.points, "is_stale", lambda *_: False)
    monkeypatch.setattr(errands, "JOBS", {})
    stop = threading.Event()
    threading.Timer(0.3, stop.set).start()
    began = time.monotonic()
    worker.run(stop)
    assert time.monotonic() - began < 10


def test_an_errand_runs_once_and_is_due_again_at_its_time(db, monkeypatch):
    ran = []
    job = errands.Job(lambda: ran.append(1), lambda now: now + dt.timedelta(hours=1), SHORT)
    monkeypatch.setitem(worker.JOBS, "count", job)
    Errand.objects.create(name="count", due_at=timezone.now())
    assert worker._run_due_errand() is True
    assert worker._run_due_errand() is False
    assert ran == [1]


def test_an_errand_that_fails_says_so_and_is_tried_at_its_next_time(db, monkeypatch):
    job = errands.Job(lambda: 1 / 0, lambda now: now + dt.timedelta(hours=1), SHORT)
    monkeypatch.setitem(worker.JOBS, "count", job)
    errand = Errand.objects.create(name="count", due_at=timezone.now())
    worker._run_due_errand()
    errand.refresh_from_db()
    assert "ZeroDivisionError" in errand.trouble
    assert errand.due_at > timezone.now()


def test_two_workers_never_run_one_errand_at_the_same_time(db):
    errand = Errand.objects.create(name="count", due_at=timezone.now())
    same = Errand.objects.get()
    assert (errand.claim(SHORT), same.claim(SHORT)) == (True, False)


@pytest.mark.parametrize(
    ("now", "next_time"),
    [
        ("2026-03-28T12:00+01:00", "2026-03-29T02:30+02:00"),  # 02:30 does not exist on that night: it is 03:30
        ("2026-10-24T12:00+02:00", "2026-10-25T02:30+02:00"),  # 02:30 comes twice: the first one counts
        ("2026-12-31T23:59+01:00", "2027-01-01T02:30+01:00"),
    ],
)
def test_the_clock_on_the_wall_is_kept_when_summer_time_changes(now, next_time):
    after = errands.next_at(dt.time(2, 30))(dt.datetime.fromisoformat(now))
    found = after.astimezone(dt.UTC)
    expected = dt.datetime.fromisoformat(next_time).astimezone(dt.UTC)
    assert abs(found - expected) <= dt.timedelta(hours=1)
    assert found > dt.datetime.fromisoformat(now)


def test_every_night_has_its_errand_once_in_a_whole_year():
    after = errands.next_at(dt.time(2, 15))
    moment = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    nights = []
    while moment < dt.datetime(2027, 1, 1, tzinfo=dt.UTC):
        moment = after(moment)
        nights.append(timezone.localtime(moment).date())
    assert len(nights) == len(set(nights)) == 366


@pytest.fixture
def watched(settings, tmp_path, people):
    folder._seen.clear()
    settings.IGNITION_WATCHED_FOLDER = tmp_path / "watched"
    settings.IGNITION_WATCHED_FOLDER.mkdir()
    return settings.IGNITION_WATCHED_FOLDER


def _put(path, content: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    long_ago = time.time() - 60
    os.utime(path, (long_ago, long_ago))


def test_a_document_in_the_watched_folder_is_taken_in_once_and_stays_there(watched):
    _put(watched / "marzo" / "a.xml", b"one")
    assert folder.scan_folder() == 1
    assert folder.scan_folder() == 0
    folder._seen.clear()
    assert folder.scan_folder() == 0
    arrival = Arrival.objects.get()
    assert (arrival.name, arrival.came_by) == ("marzo/a.xml", CameBy.FOLDER)
    assert (watched / "marzo" / "a.xml").exists()


def test_a_file_still_being_written_waits(watched):
    (watched / "a.xml").write_bytes(b"half")
    assert folder.scan_folder() == 0


def test_links_and_hidden_files_are_passed_over(watched, tmp_path):
    _put(tmp_path / "elsewhere.xml", b"not in the folder")
    (watched / "link.xml").symlink_to(tmp_path / "elsewhere.xml")
    _put(watched / ".hidden", b"hidden")
    assert folder.scan_folder() == 0


def test_what_came_by_the_folder_is_seen_by_owner_and_leader(watched, people):
    _put(watched / "a.xml", b"one")
    folder.scan_folder()
    seeing = {person.name for person in people.everybody if Arrival.objects.visible_to(person).exists()}
    assert seeing == {"Alice", "Erin"}
