"""Every address of the product. Who may open it stands in `policy`."""

from __future__ import annotations

from django.urls import path

from ignition_web.screens import (
    arrivals,
    customer,
    customers,
    deals,
    doubts,
    health,
    judgements,
    language,
    levers,
    me,
    proof,
    sign_in,
    today,
)

urlpatterns = [
    path("", today.today, name="today"),
    path("points/<uuid:point>/answer", today.answer, name="point-answer"),
    path("points/<uuid:point>/take-back", today.take_back, name="point-take-back"),
    path("points/<uuid:point>/reason", today.reason, name="point-reason"),
    path("points/<uuid:point>/why", today.why, name="point-why"),
    path("customers/", customers.customers, name="customers"),
    path("customers/<uuid:customer>/", customer.customer, name="customer"),
    path("customers/<uuid:customer>/timeline", customer.timeline, name="customer-timeline"),
    path("customers/<uuid:customer>/notes", customer.note, name="customer-note"),
    path("deals/", deals.deals, name="deals"),
    path("deals/<uuid:deal>/", deals.deal, name="deal"),
    path("levers/", levers.levers, name="levers"),
    path("levers/weigh", levers.weigh, name="levers-weigh"),
    path("judgements/", judgements.judgements, name="judgements"),
    path("judgements/answer", judgements.judge, name="judgement"),
    path("arrivals/", arrivals.arrivals, name="arrivals"),
    path("arrivals/<uuid:arrival>/", arrivals.arrival, name="arrival"),
    path("arrivals/<uuid:arrival>/undo", arrivals.undo, name="arrival-undo"),
    path("doubts/", doubts.doubts, name="doubts"),
    path("doubts/<uuid:doubt>/settle", doubts.settle, name="doubt-settle"),
    path("proof/", proof.proof, name="proof"),
    path("proof/lots", proof.lots, name="proof-lots"),
    path("proof/trial", proof.trial, name="proof-trial"),
    path("login", sign_in.door, name="login"),
    path("logout", sign_in.leave, name="logout"),
    path("language", language.language, name="language"),
    path("me", me.me, name="me"),
    path("healthz", health.lives, name="healthz"),
    path("readyz", health.ready, name="readyz"),
]
