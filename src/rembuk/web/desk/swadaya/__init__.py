"""Gotong royong at the desk: asking residents, gathering pledges, work days with their lists, gifts and corrections."""
