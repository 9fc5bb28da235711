"""Deposit an invoice: from the dropped file to an invoice of the portal.

One module per act. Each checks the right itself, locks the row, moves it along the table of ``states``, writes, records
the audit event; whatever the route, nothing is transmitted that did not pass ``validate``.
"""
