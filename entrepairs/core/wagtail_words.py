"""
What Wagtail's back office says, in our words: our catalogues are read before its own.

Its French puts «un(e)», «ce(tte)» and «modifié(e)» before names it does not know the
gender of. The msgids are Wagtail's, letter by letter.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

WORDS = (
    _("Add %(model_name)s"),
    _("Add %(label)s"),
    _("New: %(model_name)s"),
    _("Create a new %(model_name)s"),
    _("Choose another"),
    _("%(model_name)s '%(object)s' created."),
    _("%(model_name)s '%(object)s' updated."),
    _("%(model_name)s '%(object)s' deleted."),
    _("The %(model_name)s could not be created due to errors."),
    _("The %(model_name)s could not be saved due to errors."),
    _("Are you sure you want to delete this %(model_name)s?"),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("No %(model_name)s match your query."),
    # The history of an entry
    _("model log entry"),
    _("model log entries"),
    _("Review this version"),
    _(
        "You are viewing a previous version of this %(model_name)s from "
        "<b>%(created_at)s</b> by %(user)s"
    ),
    _("%(model_name)s '%(object)s' has been replaced with version from %(timestamp)s."),
)
COUNTED = (
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    ngettext_lazy("Used %(usage_count)s time", "Used %(usage_count)s times"),
)
