"""Read French training invoices: totals, dossiers and issuer's SIRET, each with its evidence."""
