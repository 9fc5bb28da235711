"""What the portal does: one module per change or question, called alike by pages, API and back office.

A change checks the right, holds the rule, writes, records the audit event and notifies, in one transaction.
"""
