"""The HTTP API: the same workflows as the pages, for programs; its contract is ``/api/v1/openapi.json``."""
