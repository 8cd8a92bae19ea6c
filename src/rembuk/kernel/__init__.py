"""Plain values that every part of Rembuk counts and speaks with: money, periods, states, phones, codes and texts.

Nothing here knows Django, reads a clock, draws at random or opens a connection; what is needed is handed in.
"""
