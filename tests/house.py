"""What the house knows of itself: exceptions and reasons. Lists here only shrink."""

# Addresses anybody may ask for, by the name of their namespace. All others need
# somebody who is signed in.
PUBLIC_NAMESPACES = ("website", "root", "directory", "api", "demo")
PUBLIC_ADDRESSES = (
    "people:open_link",  # the link itself proves who asks
    "people:how_to_enter",
    "people:?",  # the doors of the back office, which lead to the one above
    "wagtailadmin_login",  # says how to get a link; there is no form
    "wagtailadmin_sprite",  # icons
    "wagtailadmin_javascript_catalog",  # words of its buttons
)

LONG_FILES: dict[str, int] = {}  # path: its lines, at most
LONG_FUNCTIONS: dict[str, int] = {}  # path:name: its lines, at most

# How long what leads to a person is kept, until each app declares its rules.
RETENTION = {
    "people.Person_groups": "goes with the person",
    "people.Person_user_permissions": "goes with the person",
    "people.SignInLink": "useless once used or ended; goes with the person",
    "importing.Run": "the import stays for its undo, the name of who made it goes",
    "directory.Entry": "the entry stays, the name of who changed it goes (SET_NULL)",
    "wagtailadmin.EditingSession": "who edits now; goes with the session",
    "wagtailadmin.FormState": "a form being filled in; goes with the person",
    "wagtailcore.APIToken": "goes with the person",
    "wagtailcore.Comment": "remarks of editors; go with the person",
    "wagtailcore.CommentReply": "remarks of editors; go with the person",
    "wagtailcore.ModelLogEntry": "history of the back office; keeps a number only",
    "wagtailcore.Page": "the page stays, the name of who wrote it goes (SET_NULL)",
    "wagtailcore.PageLogEntry": "history of the back office; keeps a number only",
    "wagtailcore.PageSubscription": "who follows a page; goes with the person",
    "wagtailcore.Revision": "the version stays, the name of who made it goes",
    "wagtailcore.TaskState": "the approval stays, the name goes (SET_NULL)",
    "wagtailcore.UploadedFile": "a file being added; goes with the person",
    "wagtailcore.WorkflowState": "the approval stays, the name goes (SET_NULL)",
    "wagtaildocs.Document": "the document stays, the name of who added it goes",
    "wagtailimages.Image": "the picture stays, the name of who added it goes",
    "wagtailusers.UserProfile": "settings of the back office; goes with the person",
}

# `|safe` and `mark_safe` pass text on unescaped: each place has its reason.
SAFE: dict[str, str] = {
    "entrepairs/ui/jsonld.py": "JSON with <, > and & written as escapes",
    "entrepairs/ui/templatetags/ui.py": "types of what Django rendered and escaped",
}
