import csv
import io
import json
from dataclasses import fields, replace
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from akto_invoice.errors import EncryptedPdf
from akto_invoice.extract.model import Extraction, Fields, FieldValue, Source, Status
from akto_invoice.extract.serialize import CSV_COLUMNS, csv_header, csv_row, error_dict, to_dict, to_json
from tests.extract.readings import READING, readings

SCHEMA = json.loads(files("akto_invoice").joinpath("data/extraction.schema.json").read_text(encoding="utf-8"))
CONTRACT = Draft202012Validator(SCHEMA)
ENCRYPTED = EncryptedPdf("Le PDF est protégé. Enregistrez-en une copie sans mot de passe.")


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_names_the_fields_of_the_model() -> None:
    assert list(SCHEMA["$defs"]["fields"]["properties"]) == [field.name for field in fields(Fields)]


@settings(max_examples=40)
@given(readings)
def test_whatever_is_read_keeps_the_contract(reading: Extraction) -> None:
    CONTRACT.validate(to_dict("facture.pdf", reading))


def test_a_partial_reading_and_an_error_keep_the_contract() -> None:
    partial = replace(READING, status=Status.PARTIAL, problem=("ocr_unavailable", "Aucun moteur d'OCR."))
    CONTRACT.validate(to_dict("scan.pdf", partial))
    CONTRACT.validate(error_dict("secret.pdf", ENCRYPTED))


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": 2},
        {"status": "error"},
        {"status": "partial"},
        {"error": {"code": "encrypted", "message": "Le PDF est protégé."}},
        {"fields": None},
        {"more": 1},
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_contract_does_not_say(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CONTRACT.validate({**to_dict("facture.pdf", READING), **wrong})


def test_json_of_a_reading() -> None:
    found = json.loads(to_json("dossier é/avoir.pdf", READING))
    assert list(found) == SCHEMA["required"]
    assert found["file"] == "dossier é/avoir.pdf"
    assert (found["status"], found["error"], found["elapsed_ms"]) == ("ok", None, 12.3)
    assert (found["kind"], found["document_type"]) == ("mixed", "credit_note")
    assert found["pages"][1] == {"number": 2, "kind": "image", "source": "ocr"}
    assert found["checks"][1]["outcome"] == "failed"
    assert found["fields"]["total_ttc"] == {
        "value": "1200.00",
        "confidence": 0.61,
        "accepted": False,
        "source": "ocr",
        "page": 1,
        "bbox": [300, 140, 360, 152],
        "text": "1 200,00 €",
    }
    assert found["fields"]["currency"]["bbox"] is None
    assert found["fields"]["total_ht"] is None
    assert [dossier["page"] for dossier in found["fields"]["dossiers"]] == [1, 2]


def test_json_of_an_error_has_the_same_keys() -> None:
    found = json.loads(to_json("secret.pdf", ENCRYPTED))
    assert list(found) == SCHEMA["required"]
    assert found["error"] == {"code": "encrypted", "message": str(ENCRYPTED)}
    assert found["fields"] is None


def test_json_is_one_line_and_keeps_accents() -> None:
    line = to_json("été.pdf", READING)
    assert "été.pdf" in line
    assert "\n" not in line


def row(file: str, result: Extraction | EncryptedPdf) -> dict[str, str]:
    (found,) = csv.DictReader(io.StringIO(csv_header() + csv_row(file, result), newline=""), delimiter=";")
    return found


def test_csv_of_a_reading() -> None:
    found = row("avoir.pdf", READING)
    assert list(found) == list(CSV_COLUMNS)
    assert found["total_ttc"] == "1200,00"
    assert found["total_ht"] == ""
    assert found["siret"] == "73282932000074"
    assert found["dossiers"] == "2310AF000021 2310AF000022"
    assert found["pages"] == "2"
    assert found["to_check"] == "total_ttc"
    assert found["failed_checks"] == "totals-add-up"


def test_csv_of_an_error() -> None:
    found = row("secret.pdf", ENCRYPTED)
    assert (found["status"], found["error_code"], found["error_message"]) == ("error", "encrypted", str(ENCRYPTED))


def numbered(invoice_number: str) -> Extraction:
    value = FieldValue(invoice_number, 0.9, True, Source.TEXT)
    return replace(READING, fields=replace(READING.fields, invoice_number=value))


@pytest.mark.parametrize("text", ["=HYPERLINK(A1)", "+33", "-1+1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert row(text, numbered(text))["invoice_number"] == f"'{text}"
    assert row(text, numbered(text))["file"] == f"'{text}"


@pytest.mark.parametrize("text", ["2024.01", "FA;12", 'FA "12"', "FA\n12"])
def test_other_text_is_kept_as_it_is(text: str) -> None:
    assert row("facture.pdf", numbered(text))["invoice_number"] == text


@given(st.text())
def test_a_row_is_one_row_whatever_is_printed(text: str) -> None:
    assert row("facture.pdf", numbered(text))["invoice_number"].removeprefix("'") == text.removeprefix("'")
