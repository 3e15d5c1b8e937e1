"""The world day of peer support: the third Thursday of October of each year."""

from datetime import date, timedelta

OCTOBER, THURSDAY = 10, 3


def world_day(year: int) -> date:
    """
    Global Peer Support Celebration Day: the third Thursday of October.

    Source: peersupportworks.org, Global Peer Support Celebration Day.
    """
    first = date(year, OCTOBER, 1)
    return first + timedelta(days=(THURSDAY - first.weekday()) % 7 + 14)


def next_world_day(today: date) -> date:
    """The coming one; on the day itself, that day."""
    day = world_day(today.year)
    return day if day >= today else world_day(today.year + 1)
