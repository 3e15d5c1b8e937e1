"""The index copies what is public already."""

from entrepairs.core.personal import exempt

exempt("search.Document", "summary", because="made of what the public pages tell")
