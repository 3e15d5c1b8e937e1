"""What the house knows of itself: exceptions and reasons. Lists here only shrink."""

# Addresses anybody may ask for, by the name of their namespace. All others need
# somebody who is signed in.
PUBLIC_NAMESPACES = ("website", "root", "directory", "api", "demo")
PUBLIC_ADDRESSES = (
    "account_login",  # the doors: address, code, passkey, second factor
    "account_confirm_login_code",
    "account_logout",
    "mfa_login_webauthn",
    "passkey_options",
    "mfa_authenticate",
    "people:open_link",  # the link itself proves who asks
    "people:how_to_enter",
    "people:?",  # the doors of the back office, which lead to the one above
    "privacy_root:register",
    "privacy:register",
    "privacy:register_csv",
    "privacy:register_json",
    "privacy:notice",
    "rights:ask",
    "rights:asked",
    "rights:link",  # here, too, the link proves who asks
    "rights:mine",
    "rights:page",
    "rights:data",
    "rights:erase",
    "rights:receipt",
    "space:change_address",
    "wagtailadmin_login",  # says how to get a link; there is no form
    "wagtailadmin_sprite",  # icons
    "wagtailadmin_javascript_catalog",  # words of its buttons
)

LONG_FILES: dict[str, int] = {}  # path: its lines, at most
LONG_FUNCTIONS: dict[str, int] = {}  # path:name: its lines, at most

# `|safe` and `mark_safe` pass text on unescaped: each place has its reason.
SAFE: dict[str, str] = {
    "entrepairs/ui/jsonld.py": "JSON with <, > and & written as escapes",
    "entrepairs/ui/templatetags/ui.py": "types of what Django rendered and escaped",
}
