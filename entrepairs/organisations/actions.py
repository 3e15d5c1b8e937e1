"""What changes networks, organisations and teams; and who answers for a host."""

from django.db.models import F, Q
from django.http.request import split_domain_port
from django.utils.text import slugify

from entrepairs.organisations.models import Network, Organisation, Team


def network_for(host: str) -> Network:
    """The network of `host` (a port may follow), else the one without a host."""
    domain = split_domain_port(host)[0].rstrip(".")
    named = F("host").asc(nulls_last=True)
    candidates = Network.objects.filter(Q(host=domain) | Q(host=None))
    return candidates.order_by(named, "pk")[:1].get()


def free_slug(model: type[Organisation] | type[Team], name: str) -> str:
    """An address from `name` that no other row of `model` has."""
    base = slugify(name)[:100].strip("-") or "x"
    taken = set(
        model.objects.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
