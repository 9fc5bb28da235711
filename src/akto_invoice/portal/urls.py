"""Every address of the portal: its pages, and its API."""

from django.urls import include, path

from akto_invoice.portal.api.app import urls

urlpatterns = [path("api/v1/", urls()), path("", include("akto_invoice.portal.web.urls"))]
