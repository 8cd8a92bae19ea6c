"""Typing what nobody should type: seeded requests to every address, as everybody, looking for what breaks.

`forms` reads the forms of a page, `values` and `files` hold what other systems choked on, `site` knows who reaches
what, `attempts` makes one request of a seed and a number, and `campaign` sends them and judges the answers. Each
attempt is taken back, so that one is the same whether it runs alone or after a million others.
"""
