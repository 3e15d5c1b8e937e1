"""Pages tell nothing of persons."""

from entrepairs.core.personal import exempt

exempt("website.HelpLine", "languages", because="codes of languages")
