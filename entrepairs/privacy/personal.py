"""What the back office and the queue keep of those who work there."""

from datetime import timedelta
from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from entrepairs.core.personal import Basis, End, Kind, declare, erasing, exempt
from entrepairs.core.traces import by, naming
from entrepairs.privacy.models import Breach, Consent, Export
from entrepairs.privacy.models.breach import KEPT
from entrepairs.privacy.models.export import LOGGED
from entrepairs.privacy.rights import personal as rights
from entrepairs.privacy.rows import (
    changes_about,
    of,
    of_nobody,
    older,
    replaced_versions,
    somebody_who_left,
)

DAY = timedelta(days=1)
YEAR = timedelta(days=365)
EDITORS = _("those who work in the back office")
ADMINISTRATORS = _("those who look after the site")


def in_back_office(name: str, model: str, **told: Any) -> Kind:
    """What all of these have in common."""
    usual = {
        "whose": EDITORS,
        "basis": Basis.INTEREST,
        "seen_by": (EDITORS, ADMINISTRATORS),
        "source": _("their own work in the back office"),
        "end": End.ERASE,
        "dispose": erasing(apps.get_model(model)),
    }
    return declare(Kind(name=name, model=model, **{**usual, **told}))


HISTORY = {
    "fields": ("user", "label", "data", "timestamp", "action"),
    "purpose": _("Know who changed what, and put a mistake right."),
    "data": _("who changed what and when, values before and after"),
    "since": _("the change"),
    "keep": YEAR,
}

in_back_office(
    "privacy.history",
    "wagtailcore.ModelLogEntry",
    title=_("History of changes"),
    about=of_nobody("wagtailcore.ModelLogEntry"),
    traces=(
        by("wagtailcore.ModelLogEntry", "user", dated="timestamp"),
        naming("wagtailcore.ModelLogEntry", "label", "data", dated="timestamp"),
    ),
    due=older("wagtailcore.ModelLogEntry", "timestamp", YEAR),
    **HISTORY,
)
in_back_office(
    "privacy.page_history",
    "wagtailcore.PageLogEntry",
    title=_("History of changes of pages"),
    about=of_nobody("wagtailcore.PageLogEntry"),
    traces=(
        by("wagtailcore.PageLogEntry", "user", dated="timestamp"),
        naming("wagtailcore.PageLogEntry", "label", "data", dated="timestamp"),
    ),
    due=older("wagtailcore.PageLogEntry", "timestamp", YEAR),
    **HISTORY,
)
in_back_office(
    "privacy.versions",
    "wagtailcore.Revision",
    title=_("Earlier versions"),
    purpose=_("Go back to what a page or an entry said before."),
    fields=("user", "object_str", "content"),
    data=_("the text as it was, who wrote it and when"),
    since=_("the next version"),
    keep=2 * YEAR,
    about=of_nobody("wagtailcore.Revision"),
    traces=(
        by("wagtailcore.Revision", "user", dated="created_at"),
        naming("wagtailcore.Revision", "object_str", "content", dated="created_at"),
    ),
    due=replaced_versions(2 * YEAR),
)
in_back_office(
    "privacy.drafts",
    "wagtailadmin.FormState",
    title=_("Forms being filled in"),
    purpose=_("Give back what was written when a connection breaks."),
    fields=("user", "data"),
    data=_("what the form held"),
    since=_("the last change"),
    keep=timedelta(days=30),
    about=of("wagtailadmin.FormState", "user"),
    traces=(naming("wagtailadmin.FormState", "data", dated="last_updated_at"),),
    due=older("wagtailadmin.FormState", "last_updated_at", timedelta(days=30)),
)
in_back_office(
    "privacy.editing",
    "wagtailadmin.EditingSession",
    title=_("Who edits now"),
    purpose=_("Tell two people that they edit the same page."),
    fields=("user", "last_seen_at"),
    data=_("who has which page open"),
    since=_("the last sign of life"),
    keep=DAY,
    about=of("wagtailadmin.EditingSession", "user"),
    due=older("wagtailadmin.EditingSession", "last_seen_at", DAY),
)
in_back_office(
    "privacy.remarks",
    "wagtailcore.Comment",
    title=_("Remarks of editors"),
    purpose=_("Talk about a page while it is written."),
    fields=("user", "text", "resolved_by"),
    data=_("the remark, who wrote it and when"),
    since=_("the last change"),
    keep=YEAR,
    about=of_nobody("wagtailcore.Comment"),
    traces=(
        by(
            "wagtailcore.Comment",
            "user",
            dated="created_at",
            fields=("text",),
            instead=somebody_who_left,
        ),
        by("wagtailcore.Comment", "resolved_by", dated="resolved_at"),
        naming("wagtailcore.Comment", "text", dated="created_at"),
    ),
    due=older("wagtailcore.Comment", "updated_at", YEAR),
)
in_back_office(
    "privacy.replies",
    "wagtailcore.CommentReply",
    title=_("Replies to remarks of editors"),
    purpose=_("Talk about a page while it is written."),
    fields=("comment", "user", "text"),
    data=_("the reply, who wrote it and when"),
    since=_("the last change"),
    keep=YEAR,
    about=of_nobody("wagtailcore.CommentReply"),
    traces=(
        by(
            "wagtailcore.CommentReply",
            "user",
            dated="created_at",
            fields=("text",),
            instead=somebody_who_left,
        ),
        naming("wagtailcore.CommentReply", "text", dated="created_at"),
    ),
    due=older("wagtailcore.CommentReply", "updated_at", YEAR),
)
in_back_office(
    "privacy.approvals",
    "wagtailcore.TaskState",
    title=_("Approvals"),
    purpose=_("Know who approved a page."),
    fields=("finished_by", "comment"),
    data=_("who approved what and when, and the remark"),
    since=_("the approval"),
    keep=2 * YEAR,
    about=of_nobody("wagtailcore.TaskState"),
    traces=(
        by(
            "wagtailcore.TaskState",
            "finished_by",
            dated="finished_at",
            fields=("comment",),
        ),
        naming("wagtailcore.TaskState", "comment", dated="finished_at"),
    ),
    due=older("wagtailcore.TaskState", "finished_at", 2 * YEAR),
)
in_back_office(
    "privacy.tastes",
    "wagtailusers.UserProfile",
    title=_("Settings of the back office"),
    purpose=_("Show the back office as you like it."),
    fields=("user", "avatar", "dismissibles"),
    data=_("language, theme, time zone, picture if you add one"),
    since=_("As long as your account exists"),
    keep=None,
    about=of("wagtailusers.UserProfile", "user"),
    due=None,
    dispose=erasing(apps.get_model("wagtailusers.UserProfile"), files=("avatar",)),
)
in_back_office(
    "privacy.tasks",
    "django_tasks_database.DBTaskResult",
    title=_("Work done in the background"),
    purpose=_("Do long work, and see what failed."),
    fields=("args_kwargs", "return_value", "traceback"),
    data=_("numbers of rows, text of an error"),
    since=_("the end of the work"),
    keep=14 * DAY,
    seen_by=(ADMINISTRATORS,),
    source=_("the site itself"),
    about=of_nobody("django_tasks_database.DBTaskResult"),
    traces=(
        naming(
            "django_tasks_database.DBTaskResult",
            *("args_kwargs", "return_value", "traceback"),
            dated="finished_at",
        ),
    ),
    due=older("django_tasks_database.DBTaskResult", "finished_at", 14 * DAY),
)

in_back_office(
    "privacy.changes",
    "privacy.Change",
    title=_("Changes of accounts, roles and agreements"),
    purpose=_("Know who changed what, and put a mistake right."),
    fields=("actor", "object_pk", "object_id", "changes", "timestamp"),
    data=_("which field of which row was changed by whom and when, not what it said"),
    since=_("the change"),
    keep=YEAR,
    about=changes_about,
    traces=(by("privacy.Change", "actor", dated="timestamp"),),
    due=older("privacy.Change", "timestamp", YEAR),
)

NAME_GOES = "it stays, the name of who made it goes with the person (SET_NULL)"
GOES = "it goes with the person's row"
OF_THE_SITE = "content or structure of the site, not of a person"

exempt("wagtailcore.UploadedFile", "uploaded_by_user", "file", because=NAME_GOES)
exempt("wagtaildocs.Document", "uploaded_by_user", because=NAME_GOES)
exempt("wagtailimages.Image", "uploaded_by_user", because=NAME_GOES)
exempt("wagtailcore.Page", "owner", "locked_by", because=NAME_GOES)
exempt("wagtailcore.WorkflowState", "requested_by", because=NAME_GOES)
exempt("wagtailcore.WorkflowState", "current_task_state", because=NAME_GOES)
exempt("wagtailcore.APIToken", "user", because=GOES)
exempt("wagtailcore.PageSubscription", "user", because=GOES)
exempt("wagtailimages.Image", "file", because="published pictures; consent is apart")
exempt("wagtailimages.Rendition", "file", because="a smaller copy, which goes with it")
exempt("wagtaildocs.Document", "file", because="published documents")
exempt("wagtailcore.Page", "url_path", "search_description", because=OF_THE_SITE)
exempt("wagtailcore.Comment", "contentpath", "position", because=OF_THE_SITE)
exempt("wagtailcore.ReferenceIndex", "model_path", "content_path", because=OF_THE_SITE)
exempt(
    "django_tasks_database.DBTaskResult",
    *("task_path", "worker_ids", "exception_class_path"),
    because="names of our functions and of workers",
)
for model, field in (
    *(("wagtailcore.Page", name) for name in ("latest_revision", "live_revision")),
    *(("wagtailcore.PageLogEntry", name) for name in ("revision",)),
    *(("wagtailcore.ModelLogEntry", name) for name in ("revision",)),
    *(("wagtailcore.TaskState", name) for name in ("revision",)),
    *(("wagtailcore.Comment", name) for name in ("revision_created",)),
):
    exempt(model, field, because="which version it is about; the version is declared")

declare(
    Kind(
        name="privacy.consents",
        model="privacy.Consent",
        fields=(
            *("kind", "person", "email", "sentence", "language", "notice_version"),
            *("given_at", "given_by", "withdrawn_at", "withdrawn_by"),
        ),
        title=_("Your agreements"),
        purpose=_("Prove what you agreed to, in which words, and until when."),
        whose=_("persons who agreed to something"),
        data=_("the sentence, e-mail address, when and how you said yes or no"),
        basis=Basis.OBLIGATION,
        seen_by=(_("you yourself"), _("whoever answers questions about data")),
        source=_("you yourself"),
        since=_("the day you changed your mind"),
        keep=3 * YEAR,
        end=End.ERASE,
        network="network",
        spared=_("It is the proof of what you agreed to, which the law asks of us."),
        about=lambda subject: Consent.objects.of(
            person=subject.person, email=subject.email
        ),
        due=lambda moment: Consent.objects.filter(withdrawn_at__lt=moment - 3 * YEAR),
        dispose=erasing(Consent),
    )
)

exempt("privacy.NoticeText", "text", because="words of our notices")
exempt(
    "privacy.RetentionRun",
    *("counts", "stopped", "failed"),
    because="numbers of rows by kind, names of kinds",
)
exempt(
    "privacy.Change",
    *("object_repr", "serialized_data", "changes_text", "remote_addr", "actor_email"),
    *("additional_data",),
    because="always empty: its `save` sees to it",
)
exempt("privacy.RetentionStop", "agreed_by", because=NAME_GOES)

declare(
    Kind(
        name="privacy.exports",
        model="privacy.Export",
        fields=("organisation", "by", "role", "reason", "made_at", "content"),
        title=_("Files with personal data that staff took along"),
        purpose=_("Know who took which list along, and what for."),
        whose=_("administrators of member organisations, and the persons in a file"),
        data=_("who, when, what for; the file itself, sealed, for 24 hours"),
        basis=Basis.INTEREST,
        seen_by=(
            _("administrators of the organisation"),
            _("the data-protection contact of the organisation"),
        ),
        source=_("whoever made the file"),
        since=_("the file was made"),
        keep=LOGGED,
        end=End.ERASE,
        network="organisation__network",
        about=of_nobody("privacy.Export"),
        traces=(
            by("privacy.Export", "by", dated="made_at", fields=("role", "reason")),
            naming("privacy.Export", "reason", dated="made_at"),
        ),
        due=older("privacy.Export", "made_at", LOGGED),
        dispose=erasing(Export),
    )
)
declare(
    Kind(
        name="privacy.breaches",
        model="privacy.Breach",
        fields=(
            *("organisation", "recorded_by", "nature", "kinds", "consequences"),
            "measures",
            "not_notified_because",
        ),
        title=_("Register of data breaches"),
        purpose=_("Show the authority what happened and what was done."),
        whose=_("whoever recorded the breach"),
        data=_("what happened, what was done; no names of persons touched"),
        basis=Basis.OBLIGATION,
        seen_by=(
            _("administrators of the organisation"),
            _("the data-protection contact of the organisation"),
            _("the supervisory authority, when it asks"),
        ),
        source=_("whoever recorded the breach"),
        since=_("the breach was found"),
        keep=KEPT,
        end=End.ERASE,
        network="organisation__network",
        about=of_nobody("privacy.Breach"),
        traces=(
            by("privacy.Breach", "recorded_by", dated="recorded_at"),
            naming(
                "privacy.Breach",
                *("nature", "consequences", "measures", "not_notified_because"),
                dated="recorded_at",
            ),
        ),
        due=older("privacy.Breach", "found_at", KEPT),
        dispose=erasing(Breach),
        spared=_("The law asks for a register of all breaches (GDPR, article 33, 5)."),
    )
)

__all__ = ["rights"]  # declares its own
