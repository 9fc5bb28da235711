"""Exports hold what the list shows, and no cell of theirs is a formula."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from akto_invoice.portal.errors import ExportTooLarge
from akto_invoice.portal.models import Action, AuditEvent
from akto_invoice.portal.workflows import export_xlsx
from akto_invoice.portal.workflows.export import HEADINGS, found_for_export, rows
from akto_invoice.portal.workflows.export_csv import csv_lines, defused
from akto_invoice.portal.workflows.export_xlsx import xlsx_file
from akto_invoice.portal.workflows.search import Filters
from tests.portal.world import World

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DATE = date(2025, 11, 25)
EPOCH = datetime(1899, 12, 30)


def test_csv_opens_right_in_french(world: World) -> None:
    found = found_for_export(world.owner, Filters(order="reference"), "csv", "tri=reference")
    text = "".join(csv_lines(rows(found)))
    assert text.startswith("\ufeffRéférence;Identifiant;")
    assert text.endswith("\r\n")
    table = list(csv.reader(StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert table[0] == list(HEADINGS)
    assert table[2] == [
        "FC21095780002",
        str(world.invoice.pk),
        "Facture",
        "30/09/2025",
        "25/11/2025",
        "Campus Alizé",
        "524 818 457 00029",
        "960,00",
        "1152,00",
        "0,00",
        "0,00",
        "En cours d'instruction",
        "2310AF000021",
    ]
    assert table[1][0] == "2512PRFF000073"
    assert table[1][-1] == "2512TT00042"
    assert len(table) == 3


def test_exports_are_recorded(world: World) -> None:
    found_for_export(world.owner, Filters(), "csv", "statut=payee")
    event = AuditEvent.objects.get(action=Action.LIST_EXPORTED)
    assert (event.actor, event.detail) == (world.owner, {"format": "csv", "filters": "statut=payee"})


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_csv_cell_starts_a_formula(start: str, world: World) -> None:
    attack = f"{start}cmd|' /C calc'!A0"
    assert defused(attack) == f"'{attack}"
    world.training.name = attack
    world.training.save()
    text = "".join(csv_lines(rows(found_for_export(world.owner, Filters(text="FC2109"), "csv", ""))))
    cells = list(csv.reader(StringIO(text, newline=""), delimiter=";"))[1]
    assert cells[5] == f"'{attack}"


def test_xlsx_says_what_each_cell_is(world: World) -> None:
    world.training.name = "=1+1"
    world.training.save()
    found = found_for_export(world.owner, Filters(text="FC2109"), "xlsx", "")
    with xlsx_file(rows(found)) as file:
        book = ZipFile(BytesIO(file.read()))
    sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))  # noqa: S314  (our own file)
    assert sheet.find(f".//{MAIN}f") is None
    cells = [(cell.get("t"), "".join(cell.itertext())) for cell in sheet.findall(f".//{MAIN}row")[1]]
    assert cells[0] == ("inlineStr", "FC21095780002")
    assert cells[1] == (None, str(world.invoice.pk))
    assert cells[4] == (None, str((DATE - EPOCH.date()).days))
    assert cells[5] == ("inlineStr", "=1+1")
    assert cells[7:9] == [(None, "960.00"), (None, "1152.00")]


def test_more_rows_than_a_sheet_holds_are_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export_xlsx, "MAX_ROWS", 1)
    with pytest.raises(ExportTooLarge, match="exportez en CSV"):
        xlsx_file(rows(found_for_export(world.owner, Filters(), "xlsx", "")))
