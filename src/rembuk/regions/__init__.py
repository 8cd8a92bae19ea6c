"""The administrative tree (wilayah): province to kampung by official code, hamlets and neighbourhoods by local number.

A *region* is known by the number of its official code, a fixed-width path: a subtree is a range of numbers. Names are
never keys. What a kampung, its head and its council are called is data of the region.
"""
