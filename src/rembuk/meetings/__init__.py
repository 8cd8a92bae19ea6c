"""Meetings of residents and officers (musyawarah), from the invitation to the sealed minutes (berita acara).

What kinds there are, who calls, decides and records, and how many must come is data of the rule set. What happens in
the hall is a series of *entries* that are only ever added, each under a key made by the device that wrote it, so that
one sent twice counts once. Closing seals them with a checksum; a later correction is a dated annex.
"""
