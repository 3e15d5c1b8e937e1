"""Who answers requests about data."""

from django.http import Http404

from entrepairs.organisations.models import Organisation
from entrepairs.people.doors import PersonRequest
from entrepairs.people.roles import Right


def house_that_answers(request: PersonRequest) -> Organisation:
    """The first organisation in which the person may answer; 404 when there is none."""
    houses = request.rights.organisations(Right.ANSWER_REQUESTS)
    if not houses:
        raise Http404
    return houses[0]
