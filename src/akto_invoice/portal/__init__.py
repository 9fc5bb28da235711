"""The portal « Mon Espace - Les Factures »: a Django application on top of the extractor."""
