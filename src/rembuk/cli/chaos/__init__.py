"""What should never happen, on purpose: processes die while people write, and nothing that was acknowledged is lost.

`clients` write and send again, through a `proxy` that loses what it is given; `threats` kills, stops and starts again
what serves them, at seeded moments; `history` remembers every deed as acknowledged, refused or unknown and holds it
against what is stored; `intake` puts voices through all of it. Another kind of write brings deeds, the address they
are sent to and the rows they must have left; nothing else changes.
"""
