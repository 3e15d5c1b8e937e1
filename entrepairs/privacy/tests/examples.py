"""A row of each kind whose term starts at the moment given."""

import uuid
from datetime import timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from entrepairs.organisations.models import Network
from entrepairs.people.tests.examples import a_person
from entrepairs.people.tests.factories import HouseFactory
from entrepairs.privacy.models import (
    Breach,
    Consent,
    DataLink,
    DataVisit,
    Export,
    JournalDone,
    RightsRequest,
)


def network():
    return Network.objects.get(host=None)


def of_network(**told):
    model = ContentType.objects.get_for_model(Network)
    return {"content_type": model, "object_id": str(network().pk), **told}


def made(model_label, field, start, /, **told):
    """A row, with the date that the database fills in set afterwards."""
    model = apps.get_model(model_label)
    row = model._base_manager.create(**told)
    model._base_manager.filter(pk=row.pk).update(**{field: start})
    return row


def a_change(start):
    told = of_network(label="A network", action="wagtail.edit", uuid=uuid.uuid4())
    return made(
        "wagtailcore.ModelLogEntry", "timestamp", start, timestamp=start, **told
    )


def a_page():
    return apps.get_model("wagtailcore.Page").objects.get(depth=1)


def a_change_of_a_page(start):
    return made(
        "wagtailcore.PageLogEntry",
        "timestamp",
        start,
        page=a_page(),
        label="A page",
        action="wagtail.edit",
        timestamp=start,
    )


def a_version(start):
    base = ContentType.objects.get_for_model(Network)
    told = of_network(base_content_type=base, content={}, object_str="A network")
    row = made("wagtailcore.Revision", "created_at", start, **told)
    made("wagtailcore.Revision", "created_at", start + timedelta(days=4000), **told)
    return row


def a_draft(start):
    told = of_network(user=a_person(), data="{}", last_updated_at=start)
    return made("wagtailadmin.FormState", "last_updated_at", start, **told)


def an_editing(start):
    told = of_network(user=a_person())
    return made(
        "wagtailadmin.EditingSession", "last_seen_at", start, last_seen_at=start, **told
    )


def a_remark(start):
    told = {"page": a_page(), "user": a_person(), "text": "Hm", "contentpath": "title"}
    return made("wagtailcore.Comment", "updated_at", start, **told)


def a_reply(start):
    told = {"comment": a_remark(start + timedelta(days=4000)), "user": a_person()}
    return made("wagtailcore.CommentReply", "updated_at", start, text="Yes", **told)


def an_approval(start):
    workflow = apps.get_model("wagtailcore.Workflow").objects.create(name="Two eyes")
    task = apps.get_model("wagtailcore.Task").objects.create(name="Look")
    base = ContentType.objects.get_for_model(Network)
    both = of_network(base_content_type=base)
    state = apps.get_model("wagtailcore.WorkflowState").objects.create(
        workflow=workflow, status="approved", **both
    )
    version = a_version(start + timedelta(days=4000))
    return made(
        "wagtailcore.TaskState",
        "finished_at",
        start,
        workflow_state=state,
        revision=version,
        task=task,
    )


def a_task(start):
    return made(
        "django_tasks_database.DBTaskResult",
        "finished_at",
        start,
        task_path="entrepairs.core.tasks.tend_database",
        args_kwargs={"args": [], "kwargs": {}},
        backend_name="default",
    )


def a_consent(start):
    return Consent.objects.create(
        kind="people.account",
        network=network(),
        person=a_person(),
        sentence="Yes, write to me.",
        language="fr",
        given_at=start - timedelta(days=30),
        given_by="site",
        withdrawn_at=start,
        withdrawn_by="post",
    )


def a_file_taken_along(start):
    return Export.objects.create(
        organisation=HouseFactory(),
        by=a_person(),
        reason="Inviter à l’assemblée générale",
        format="csv",
        persons=1,
        made_at=start,
        expires_at=start,
    )


def a_breach(start):
    return Breach.objects.create(
        organisation=HouseFactory(), nature="Une liste perdue", found_at=start
    )


def a_recorded_change(start):
    told = {**of_network(), "object_id": 1, "object_pk": "1", "action": 1}
    return made("privacy.Change", "timestamp", start, **told)


def a_request(start):
    day = timezone.localdate(start)
    told = {"kind": "access", "channel": "post", "called": "Sam"}
    ended = {"state": "answered", "received_on": day, "ended_on": day}
    return RightsRequest.objects.create(network=network(), **told, **ended)


def a_line_of_the_journal(start):
    line = uuid.uuid4().hex
    return JournalDone.objects.create(line=line, on=timezone.localdate(start))


def a_data_link(start):
    told = {"email": "sam@example.org", "language": "fr", "digest": f"l{start}"}
    return DataLink.objects.create(network=network(), expires_at=start, **told)


def a_visit(start):
    told = {"email": "sam@example.org", "digest": f"v{start}"}
    return DataVisit.objects.create(network=network(), expires_at=start, **told)


EXAMPLES = {
    "privacy.requests": a_request,
    "privacy.journal": a_line_of_the_journal,
    "privacy.links": a_data_link,
    "privacy.visits": a_visit,
    "privacy.changes": a_recorded_change,
    "privacy.exports": a_file_taken_along,
    "privacy.breaches": a_breach,
    "privacy.history": a_change,
    "privacy.page_history": a_change_of_a_page,
    "privacy.versions": a_version,
    "privacy.drafts": a_draft,
    "privacy.editing": an_editing,
    "privacy.remarks": a_remark,
    "privacy.replies": a_reply,
    "privacy.approvals": an_approval,
    "privacy.tasks": a_task,
    "privacy.consents": a_consent,
}
