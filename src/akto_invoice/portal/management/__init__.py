"""Commands of ``python -m akto_invoice.portal``."""
