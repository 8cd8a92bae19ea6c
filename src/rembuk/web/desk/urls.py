"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from rembuk.web.desk import attendance, files, hall, hamlets, helping, home, meeting, meetings, needs, report, voices
from rembuk.web.desk.gifts import gift, lists, payments, proposal
from rembuk.web.desk.money import views as money
from rembuk.web.desk.plans import desk as plans
from rembuk.web.desk.plans import item
from rembuk.web.desk.rooms import views as rooms
from rembuk.web.desk.rounds import views as rounds
from rembuk.web.desk.swadaya import views as swadaya
from rembuk.web.desk.votings import cards, pictures, sheets, watching
from rembuk.web.desk.votings import views as votings
from rembuk.web.desk.works import audits
from rembuk.web.desk.works import views as works

urlpatterns = [
    path("meja", home.home, name="desk"),
    path("meja/suara/<str:code>", voices.voice, name="desk-voice"),
    path("meja/suara/<str:code>/foto/<str:digest>", voices.photo, name="desk-photo"),
    path("meja/kebutuhan/<str:code>", needs.need, name="desk-need"),
    path("meja/bantu", helping.help_somebody, name="desk-help"),
    path("meja/musyawarah", meeting.meeting, name="desk-meeting"),
    path("meja/rapat", meetings.meetings, name="desk-meetings"),
    path("meja/rapat/<str:code>", hall.hall, name="desk-hall"),
    path("meja/rapat/<str:code>/hadir", attendance.attendance, name="desk-attendance"),
    path("meja/rapat/<str:code>/layar", hall.projector, name="desk-projector"),
    path("meja/impor", files.take_in, name="desk-import"),
    path("meja/impor/salah", files.faults, name="desk-import-faults"),
    path("meja/wilayah", hamlets.places, name="desk-places"),
    path("meja/wilayah/<str:code>", hamlets.hamlets, name="desk-hamlets"),
    path("meja/dusun/<uuid:place>", hamlets.hamlet, name="desk-hamlet"),
    path("meja/laporan", report.report, name="desk-report"),
    path("meja/rencana", plans.plans, name="desk-plans"),
    path("meja/rencana/<str:code>/<int:year>", plans.plan, name="desk-plan"),
    path("meja/rencana/<str:code>/<int:year>/matriks.xlsx", plans.matrix, name="desk-plan-matrix"),
    path("meja/rencana/<str:code>/<int:year>/impor", plans.take_in, name="desk-plan-import"),
    path("meja/usulan/<str:code>", item.item, name="desk-item"),
    path("meja/prioritas", rounds.rounds, name="desk-rounds"),
    path("meja/prioritas/baru", rounds.new_round, name="desk-new-round"),
    path("meja/prioritas/<uuid:round_id>", rounds.one_round, name="desk-round"),
    path("meja/ruang", rooms.rooms, name="desk-rooms"),
    path("meja/prioritas/<uuid:round_id>/ruang", rooms.room, name="desk-room"),
    path("meja/uang", money.money, name="desk-money"),
    path("meja/uang/<str:code>/<int:year>", money.book, name="desk-book"),
    path("meja/anggaran/<str:code>/<int:year>", money.budget, name="desk-budget"),
    path("meja/uang/spp/<uuid:payment>", money.payment, name="desk-payment"),
    path("meja/uang/spp/<uuid:payment>/bukti", money.payment_paper, name="desk-payment-paper"),
    path("meja/uang/gerak/<uuid:transfer>", money.transfer, name="desk-transfer"),
    path("meja/uang/gerak/<uuid:transfer>/bukti", money.transfer_paper, name="desk-transfer-paper"),
    path("meja/gotong-royong", swadaya.gatherings, name="desk-gatherings"),
    path("meja/gotong-royong/<str:code>", swadaya.gathering, name="desk-gathering"),
    path("meja/hari-kerja/<uuid:day>", swadaya.day, name="desk-work-day"),
    path("meja/hari-kerja/<uuid:day>/lembar", swadaya.sheet, name="desk-work-day-sheet"),
    path("meja/hari-kerja/<uuid:day>/foto", swadaya.paper, name="desk-work-day-paper"),
    path("meja/dana", lists.gifts, name="desk-gifts"),
    path("meja/dana/<str:code>", gift.gift, name="desk-gift"),
    path("meja/dana/usulan/<uuid:proposal>", proposal.proposal, name="desk-gift-proposal"),
    path("meja/dana/rekening/<str:code>", payments.take_in, name="desk-gift-payments"),
    path("meja/dana/mutasi/<uuid:notice>", payments.payment, name="desk-gift-payment"),
    path("meja/suara-warga", votings.votings, name="desk-votings"),
    path("meja/suara-warga/<uuid:voting>", votings.voting, name="desk-voting"),
    path("meja/suara-warga/<uuid:voting>/pengamatan", watching.watching, name="desk-voting-watch"),
    path("meja/suara-warga/<uuid:voting>/lembar/<str:serial>", pictures.sheet, name="desk-voting-sheet"),
    path("meja/suara-warga/<uuid:voting>/lembar/<str:serial>/<str:digest>", pictures.photo, name="desk-sheet-photo"),
    path("meja/kerja", works.works, name="desk-works"),
    path("meja/kerja/baru/<str:code>", works.new, name="desk-work-new"),
    path("meja/kerja/undian", audits.audits, name="desk-audits"),
    path("meja/kerja/<str:code>", works.work, name="desk-work"),
    path("meja/suara-warga/<uuid:voting>/kertas.pdf", sheets.sheets_pdf, name="desk-sheets-pdf"),
    path("meja/suara-warga/<uuid:voting>/kartu.pdf", cards.cards_pdf, name="desk-cards-pdf"),
]
