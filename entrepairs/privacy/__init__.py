"""Personal data: register, retention, rights, consent, breaches."""
