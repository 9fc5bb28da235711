"""What happens to a sheet of paper before and while it becomes a picture: wear, scanners, fax machines, phones."""
