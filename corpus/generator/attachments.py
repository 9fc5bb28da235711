"""The papers that come with an invoice: attendance sheets, certificates, questionnaires; no two say the same.

They name neither amounts nor identifiers, and no dossier but that of the invoice, so that its truth stays.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

import pymupdf

from corpus.generator import formats, names
from corpus.generator.parties import person

_A4 = (595, 842)
_QUESTIONS = (
    "L'accueil et l'organisation matérielle", "La clarté des objectifs annoncés", "Le contenu et sa progression",
    "La pédagogie du formateur", "Les supports remis", "Le rythme et la durée", "L'utilité pour mon poste",
    "L'atteinte de mes objectifs", "La composition du groupe", "L'adéquation aux besoins exprimés",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Occasion:
    """The training that the papers speak of; ``provider`` and ``dossier`` where they are to be printed."""

    course: str
    first_day: date
    provider: str | None = None
    dossier: str | None = None


def attachments(occasion: Occasion, count: int, rng: Random) -> pymupdf.Document:
    """Make ``count`` papers of a page each."""
    out = pymupdf.open()
    for number in range(count):
        page = out.new_page(width=_A4[0], height=_A4[1])
        font = rng.choice(("helv", "tiro"))
        rng.choice(_PAPERS)(page, occasion, occasion.first_day + timedelta(days=number // 2), font, rng)
    return out


def _head(page: pymupdf.Page, title: str, occasion: Occasion, font: str, rng: Random) -> float:
    """Print title and what is known of the training; returns where it ends."""
    x, y = rng.uniform(48, 70), rng.uniform(58, 90)
    if occasion.provider:
        page.insert_text((x, y), occasion.provider, fontsize=rng.uniform(10, 13), fontname=font)
    y += 46
    size = rng.uniform(15, 20)
    page.insert_text(((595 - pymupdf.get_text_length(title, font, size)) / 2, y), title, fontsize=size, fontname=font)
    lines = [f"Intitulé de l'action : {occasion.course}", f"Dossier : {occasion.dossier}" if occasion.dossier else ""]
    for line in filter(None, lines):
        y += 24
        page.insert_text((x, y), line, fontsize=10.5, fontname=font)
    return y + 24


def _attendance(page: pymupdf.Page, occasion: Occasion, day: date, font: str, rng: Random) -> None:
    """Print one day's attendance, signed for the morning and the afternoon, with an absent trainee at times."""
    y = _head(page, "FEUILLE D'ÉMARGEMENT", occasion, font, rng)
    page.insert_text(
        (60, y), f"Journée du {formats.day(day, 'Long')}    Formateur : {person(rng)}", fontsize=10, fontname=font
    )
    columns, height = (60, 230, 385, 540), rng.uniform(28, 38)
    y += 18
    for cell, text in zip(
        columns, ("Nom du stagiaire", "Matin 9h00 - 12h30", "Après-midi 13h30 - 17h00"), strict=False
    ):
        page.insert_text((cell + 6, y + 19), text, fontsize=9.5, fontname=font)
    rows = rng.randint(5, 12)
    for row in range(rows + 2):
        page.draw_line((columns[0], y + row * height), (columns[-1], y + row * height), width=0.7)
    for column in columns:
        page.draw_line((column, y), (column, y + (rows + 1) * height), width=0.7)
    for row in range(1, rows + 1):
        top = y + row * height
        page.insert_text((columns[0] + 6, top + height * 0.62), person(rng), fontsize=9.5, fontname=font)
        for left in columns[1:-1]:
            if rng.random() < 0.07:
                page.insert_text((left + 45, top + height * 0.62), "ABSENT", fontsize=9, fontname=font)
            else:
                _sign(page, left + rng.uniform(15, 50), top + height / 2, rng)
    page.insert_text((60, y + (rows + 2) * height), "Signature du formateur :", fontsize=10, fontname=font)
    _sign(page, 210, y + (rows + 2) * height - 4, rng)


def _certificate(page: pymupdf.Page, occasion: Occasion, day: date, font: str, rng: Random) -> None:
    """Print a certificate for one trainee."""
    y = _head(page, "CERTIFICAT DE RÉALISATION", occasion, font, rng)
    hours = rng.choice((3.5, 7, 14, 21, 28, 35))
    text = (
        f"Je soussigné(e) {person(rng)}, représentant(e) légal(e) du dispensateur de l'action concourant au "
        f"développement des compétences, atteste que :\n\nMme / M. {person(rng)}\n\na suivi l'action "
        f"« {occasion.course} », de nature : action de formation, qui s'est déroulée du {formats.day(day)} au "
        f"{formats.day(day + timedelta(days=int(hours / 7)))}, pour une durée de {hours:g} heures.\n\n"
        "Sans préjudice des délais imposés par les règles fiscales, comptables ou commerciales, je m'engage à "
        "conserver l'ensemble des pièces justificatives qui ont permis d'établir le présent certificat pendant une "
        "durée de 3 ans à compter de la fin de l'année du dernier paiement.\n\n"
        f"Fait à {rng.choice(names.MAINLAND).name}, le {formats.day(day + timedelta(days=rng.randint(1, 9)))}"
    )
    page.insert_textbox(pymupdf.Rect(60, y + 10, 540, 700), text, fontsize=11, fontname=font, lineheight=1.5)
    page.insert_text((330, 660), "Cachet et signature", fontsize=10, fontname=font)
    _sign(page, 370, 700, rng)


def _questionnaire(page: pymupdf.Page, occasion: Occasion, day: date, font: str, rng: Random) -> None:
    """Print a trainee's appraisal with its crosses."""
    y = _head(page, "QUESTIONNAIRE DE SATISFACTION À CHAUD", occasion, font, rng)
    page.insert_text((60, y), f"Stagiaire : {person(rng)}    Le {formats.day(day)}", fontsize=10, fontname=font)
    for question in rng.sample(_QUESTIONS, rng.randint(6, 10)):
        y += 30
        page.insert_text((60, y), question, fontsize=10, fontname=font)
        answer = rng.randrange(4)
        for mark in range(4):
            box = pymupdf.Rect(350 + mark * 50, y - 9, 360 + mark * 50, y + 1)
            page.draw_rect(box, width=0.7)
            page.insert_text((box.x1 + 4, y), str(mark + 1), fontsize=9, fontname=font)
            if mark == answer:
                page.draw_line((box.x0 - 1, box.y0 - 2), (box.x1 + 2, box.y1 + 1), width=1.1)
                page.draw_line((box.x0 - 1, box.y1 + 1), (box.x1 + 2, box.y0 - 2), width=1.1)
    page.insert_text((60, y + 40), "Signature :", fontsize=10, fontname=font)
    _sign(page, 140, y + 38, rng)


_PAPERS: tuple[Callable[[pymupdf.Page, Occasion, date, str, Random], None], ...] = (
    _attendance,
    _attendance,
    _certificate,
    _questionnaire,
)


def _sign(page: pymupdf.Page, x: float, y: float, rng: Random) -> None:
    """Scribble a signature."""
    points = [(x, y)]
    for _ in range(rng.randint(3, 7) * 3):
        points.append((points[-1][0] + rng.uniform(-5, 11), y + rng.uniform(-10, 10)))
    ink = rng.choice(((0.1, 0.15, 0.55), (0.05, 0.05, 0.08)))
    shape = page.new_shape()
    for start in range(0, len(points) - 3, 3):
        shape.draw_bezier(*points[start : start + 4])
    shape.finish(color=ink, fill=None, width=rng.uniform(0.7, 1.2), closePath=False)
    shape.commit()
