"""The list of invoices, its exports, and the page of one invoice."""

from django.contrib import messages
from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from akto_invoice.portal.errors import ExportTooLarge
from akto_invoice.portal.models import Invoice, PieceNature
from akto_invoice.portal.web.filters import FilterForm
from akto_invoice.portal.web.listing import headings, page_numbers, shortened
from akto_invoice.portal.web.requests import PortalRequest
from akto_invoice.portal.workflows.access import rib_entities
from akto_invoice.portal.workflows.deposit.entities import depositing_entities
from akto_invoice.portal.workflows.export import found_for_export, rows
from akto_invoice.portal.workflows.export_csv import csv_lines
from akto_invoice.portal.workflows.export_xlsx import xlsx_file
from akto_invoice.portal.workflows.search import DEFAULT_ORDER, find_invoices, page_of
from akto_invoice.portal.workflows.view_invoice import view_invoice


@require_safe
def invoice_list(request: PortalRequest) -> HttpResponse:
    """Search, filter, sort and page; a filter that makes no sense finds nothing and says so."""
    form, today = FilterForm(request.GET), localdate()
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        found = find_invoices(request.user, form.filters(today))
        context["chips"] = form.chips(request.GET, today)
    else:
        found = Invoice.objects.none()
    page = page_of(found, request.GET.get("page", 1))
    context |= {
        "may_deposit_rib": rib_entities(request.user).exists(),
        "may_deposit": depositing_entities(request.user).exists(),
        "page": page,
        "numbers": page_numbers(page),
        "headings": headings(request.GET, request.GET.get("tri") or DEFAULT_ORDER),
    }
    response = render(request, "portal/invoices.html", context)
    return push_url(response, f"?{shortened(request.GET)}") if request.htmx else response


@require_safe
def invoice_csv(request: PortalRequest) -> HttpResponseBase:
    """Stream what the list shows, all pages of it."""
    form = FilterForm(request.GET)
    if not form.is_valid():
        return _nothing_to_export(request, form)
    found = found_for_export(request.user, form.filters(localdate()), "csv", request.GET.urlencode())
    return StreamingHttpResponse(
        csv_lines(rows(found)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="factures-{localdate()}.csv"'},
    )


@require_safe
def invoice_xlsx(request: PortalRequest) -> HttpResponseBase:
    """Send what the list shows, all pages of it, as a workbook."""
    form = FilterForm(request.GET)
    if not form.is_valid():
        return _nothing_to_export(request, form)
    found = found_for_export(request.user, form.filters(localdate()), "xlsx", request.GET.urlencode())
    try:
        file = xlsx_file(rows(found))
    except ExportTooLarge as error:
        messages.error(request, str(error))
        return redirect(f"{reverse('invoices')}?{request.GET.urlencode()}")
    return FileResponse(file, as_attachment=True, filename=f"factures-{localdate()}.xlsx")


@require_safe
def invoice_detail(request: PortalRequest, pk: int) -> HttpResponse:
    """Show an invoice."""
    context = {"view": view_invoice(request.user, pk), "natures": PieceNature}
    return render(request, "portal/invoice.html", context)


def _nothing_to_export(request: PortalRequest, form: FilterForm) -> HttpResponse:
    page = page_of(Invoice.objects.none(), 1)
    return render(request, "portal/invoices.html", {"form": form, "page": page}, status=400)
