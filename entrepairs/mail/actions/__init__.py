"""Everything that changes the outbox and the texts of mails."""

from entrepairs.mail.actions.holding import hold_all
from entrepairs.mail.actions.queueing import Budget, queue
from entrepairs.mail.actions.sending import (
    drop_late,
    mark_lost,
    send_again,
    send_due,
)
from entrepairs.mail.actions.texts import back_to_the_house, change_text, send_trial

__all__ = [
    "Budget",
    "back_to_the_house",
    "change_text",
    "drop_late",
    "hold_all",
    "mark_lost",
    "queue",
    "send_again",
    "send_due",
    "send_trial",
]
