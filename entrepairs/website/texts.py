"""The pages whose text is in the code: title and one sentence, for views and search."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Text(NamedTuple):
    title: Promise
    summary: Promise
    words: Promise  # what people may type to find it


TEXTS = {
    "peer_support": Text(
        _("What is peer support?"),
        _("Help from somebody who has been there: what it is, and what it is not."),
        _("recovery, expert by experience, lived experience, peer worker"),
    ),
    "door_support": Text(
        _("You look for support"),
        _("What you can find, how to get in, and that you need no account."),
        _("help, somebody to talk to, talking group, place to go, lonely"),
    ),
    "door_peer": Text(
        _("You are a peer supporter, or on the way"),
        _("Teams that recruit, teams to visit, colleagues who understand."),
        _("become a peer supporter, job, vacancy, volunteer"),
    ),
    "door_team": Text(
        _("Your team wants to welcome a peer supporter"),
        _("Where to begin, whom to visit, and how to add your team."),
        _("hire a peer supporter, employ, register my team, add a team"),
    ),
    "help_lines": Text(
        _("Numbers to call"),
        _("Somebody to talk to, day and night, and the emergency numbers."),
        _("help line, emergency, crisis, suicide, violence, now"),
    ),
    "about": Text(
        _("About us"),
        _("Who makes this site, why, and how to reach us."),
        _("contact, association, telephone, address"),
    ),
    "privacy": Text(
        _("Your data, in plain words"),
        _("What this site knows of you: almost nothing."),
        _("privacy, personal data, cookies, rights, erase"),
    ),
    "leaving": Text(
        _("Leaving this site quickly"),
        _("What “Leave quickly” does, and what it cannot do."),
        _("quick exit, hide, history, traces, private window, violence, safety"),
    ),
    "accessibility": Text(
        _("Accessibility"),
        _("How accessible this site is, what is missing, and how to tell us."),
        _("screen reader, keyboard, large letters, disability"),
    ),
    "open_data": Text(
        _("Open data"),
        _("The public part of the directory, for other sites and for research."),
        _("API, download, table, map data, licence"),
    ),
}
