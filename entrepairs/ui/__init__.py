"""Components, styles, scripts, icons and the base templates."""
