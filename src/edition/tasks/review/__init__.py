"""`edition review`: an editor walks the doubtful places of an edition and decides; nothing here knows of HTTP."""
