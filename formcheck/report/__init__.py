"""What people look at: the annotated video and the report page."""
