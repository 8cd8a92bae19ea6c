"""Sending messages (pengiriman pesan): the outbox, and the gateways behind one small interface.

Messages are written in the transaction of the deed that causes them and leave later, once, by a worker.
"""
