"""Documents made by Chromium and LibreOffice: they need those programs, so they are committed."""
