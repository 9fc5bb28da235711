"""Pages: short views over the workflows, their forms, templates and static files."""
