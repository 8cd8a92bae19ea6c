"""Every act, append-only (catatan tindakan).

An *act* is one thing somebody did, written in the transaction of the deed. A *seal* gives it its place in the order
that readers follow: row ids become visible out of order under concurrent writers, the seal's number does not.
"""
