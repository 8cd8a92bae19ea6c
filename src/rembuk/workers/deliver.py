"""Lets messages leave. Sending happens outside any transaction; what became of it is noted right after."""

from __future__ import annotations

from datetime import datetime

from rembuk.messaging.actions import mark_message_sent, put_off_message
from rembuk.messaging.gateways import NotSent, gateway_for
from rembuk.messaging.models import Message
from rembuk.messaging.queries import messages_due
from rembuk.messaging.states import Channel
from rembuk.tenancy import in_tenant

AT_A_TIME = 100


def run(tenant: int, at: datetime) -> int:
    """Hand waiting messages to their gateways and return how many left.

    A crash between sending and noting sends a message again under the same key, which a gateway recognises.
    """
    # What no gateway carries waits, and must not stand in the way of the rest.
    carried = [channel for channel in Channel if gateway_for(channel)]
    with in_tenant(tenant):
        due = list(messages_due(at).filter(channel__in=carried)[:AT_A_TIME])
    return sum(_deliver(message, tenant, at) for message in due)


def _deliver(message: Message, tenant: int, at: datetime) -> bool:
    gateway = gateway_for(Channel(message.channel))
    if gateway is None:
        return False
    try:
        gateway.send(message)
    except NotSent as refusal:
        with in_tenant(tenant):
            put_off_message(message, str(refusal), by=None, at=at)
        return False
    with in_tenant(tenant):
        mark_message_sent(message, by=None, at=at)
    return True
