"""What is planned, year by year, and how a need gets there (RPJMDes, RKPDes, DU-RKPDes).

A *long plan* (RPJMDes) is a list of years. A *year plan* (RKPDes) holds *lines*; approved it never changes, and a
change is a new version beside it. An *item* (usulan kegiatan) has one number for life and lies with exactly one
tier: examined by two people, it is planned, sent up, carried over or declined, and the need it came from shares that.
"""
