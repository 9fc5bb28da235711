"""Documents made by Chromium, LibreOffice and the like: they need those programs, so they are committed."""
