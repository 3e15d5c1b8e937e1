"""For all tests, of the apps and of the house."""

pytest_plugins = ["tests.plugin", "tests.overheard"]
