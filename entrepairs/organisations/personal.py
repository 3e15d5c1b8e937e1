"""Networks and organisations are legal persons: why nothing here is of a person."""

from entrepairs.core.personal import exempt

exempt(
    "organisations.Network",
    *("authority_address", "authority_phone", "controller_address"),
    *("controller_email", "sender_email", "neutral_email", "phone"),
    *("joint_controllers", "representative", "protection_officer"),
    *("processors", "transfers"),
    *("phone_hours_fr", "phone_hours_nl", "phone_hours_de", "phone_hours_en"),
    because="public contact of a legal person",
)
exempt("organisations.Network", "languages", because="codes of languages")
exempt(
    "organisations.Organisation",
    *("email", "phone"),
    because="public contact of a legal person; the form asks for an address of the"
    " house, never of one person",
)
