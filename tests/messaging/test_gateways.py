from __future__ import annotations

import pytest
from django.core import mail

from rembuk.messaging.gateways import NO_POST, NotSent, Post, Simulator, gateway_for
from rembuk.messaging.models import Message
from rembuk.messaging.states import Channel


def message(**changes: str) -> Message:
    plain = {"key": "notice:1:2", "channel": Channel.EMAIL, "recipient": "warga@contoh.example"}
    return Message(**{**plain, "title": "Kabar", "body": "Suara Anda tercatat.", "tenant": 1802, **changes})


def test_an_email_carries_its_key_so_that_a_doubled_one_is_recognised(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    Post().send(message())

    letter = mail.outbox[-1]
    assert (letter.to, letter.subject, letter.body) == (["warga@contoh.example"], "Kabar", "Suara Anda tercatat.")
    assert letter.extra_headers["Message-ID"] == "<notice.1.2@rembuk>"


def test_a_mail_server_that_is_away_is_worth_another_try(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        Post().send(message())


def test_a_title_that_no_letter_can_carry_does_not_stop_the_rest(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    broken = message(title="a\nb")

    with pytest.raises(NotSent):
        Post().send(broken)


def test_a_demo_plays_every_phone_itself(settings):
    settings.SIMULATOR = True

    assert {type(gateway_for(channel)) for channel in Channel} == {Simulator}


def test_without_a_mail_server_letters_wait(settings):
    settings.SIMULATOR, settings.EMAIL_BACKEND = False, NO_POST

    assert gateway_for(Channel.EMAIL) is None


def test_nobody_carries_messages_to_phones_yet(settings):
    settings.SIMULATOR, settings.EMAIL_BACKEND = False, "django.core.mail.backends.smtp.EmailBackend"

    assert gateway_for(Channel.PHONE) is None
    assert isinstance(gateway_for(Channel.EMAIL), Post)
