"""What is built of what was planned, and who looked at it (pelaksanaan kegiatan).

A *project* (kegiatan) comes from one planned item and keeps its number's thread. Its *bill* (RAB) says what it takes,
with the residents' own share (swadaya) in a column of its own. A *measurement* (hasil ukur) says how much stands by
now; others look at it with their own eyes, and nobody alone moves a project to done.
"""
