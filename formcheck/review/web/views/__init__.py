"""What the pages show, worked out from what is stored; nothing here knows of requests."""
