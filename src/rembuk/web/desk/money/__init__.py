"""The money at the desk: asking, deciding, paying, settling and turning back, each by whoever may."""
