"""Every page of the portal."""

from django.contrib.auth import views as auth
from django.urls import path

from akto_invoice.portal.web.views.dashboard import dashboard

urlpatterns = [
    path("", dashboard, name="dashboard"),
    path("connexion/", auth.LoginView.as_view(template_name="portal/login.html"), name="login"),
    path("deconnexion/", auth.LogoutView.as_view(), name="logout"),
]
