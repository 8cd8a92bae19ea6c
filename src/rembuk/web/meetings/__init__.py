"""Meetings as everybody reads of them: the calendar, one meeting with its minutes, and what goes on paper."""
