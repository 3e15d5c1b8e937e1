"""The shape of what the demonstration tells."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class House:
    """An organisation; `network` is a code of `networks.py`."""

    name: str
    legal_form: str = "asbl"
    network: str = "entrepairs"


@dataclass(frozen=True)
class Told:
    """
    A team and its entry. Codes are separated by spaces; the first sector is the main
    one. `checked` and `recruiting` are days ago, -1 means never.
    """

    name: str
    house: str
    place: str  # postcode and locality; another country in brackets
    sectors: str
    summary: str
    description: str = ""
    easy: str = ""
    language: str = "fr"  # of the three texts above
    others: dict[str, str] = field(default_factory=dict)  # summaries, by language
    publics: str = "adults"
    activities: str = "individual_support team_meetings"
    forms: str = ""
    domains: str = ""
    speaks: str = "fr"
    access: str = ""
    peers: str = "1-2"
    paid: str = "paid"
    since: int | None = None
    life: str = "active"
    state: str = "published"
    precision: str = "exact"
    street: str = ""
    hours: str = ""
    checked: int = 21
    by: str = "team"
    recruiting: int = -1
    interns: bool = False
    visits: bool = False
    advises: bool = False
    also: tuple[str, ...] = ()  # other places where it works


STALE = 400  # 13 months
GREY = 585  # 19 months
