"""How the apps are put together: settings, addresses, servers, the command."""
