"""What a control may find, as one table: how grave it is, which field it is about, and what to do."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from akto_invoice.rules.findings import Finding, Level


class Control(NamedTuple):
    """What every finding of a code has in common."""

    level: Level
    field: str | None
    remedy: str


CONTROLS: Final[Mapping[str, Control]] = MappingProxyType(
    {
        "NUMERO_ABS": Control(Level.BLOCKS, "number", "Saisissez le numéro imprimé sur la facture."),
        "NUMERO_ERR": Control(
            Level.BLOCKS,
            "number",
            "Recopiez le numéro de la facture : 35 caractères au plus, dont une lettre ou un chiffre.",
        ),
        "DATE_ABS": Control(Level.BLOCKS, "issued_on", "Saisissez la date d'émission imprimée sur la facture."),
        "DATE_ERR": Control(Level.BLOCKS, "issued_on", "Vérifiez l'année, le mois et le jour sur la facture."),
        "DATE_FUTURE": Control(
            Level.WARNS, "issued_on", "Vérifiez la date, ou dites pourquoi la facture est datée d'avance."
        ),
        "DATE_ANCIENNE": Control(
            Level.WARNS, "issued_on", "Vérifiez l'année, ou dites pourquoi la facture vient si tard."
        ),
        "MONTANT_HT_ABS": Control(Level.BLOCKS, "total_ht", "Saisissez le total HT imprimé sur la facture."),
        "MONTANT_TTC_ABS": Control(
            Level.BLOCKS, "total_ttc", "Saisissez le total TTC imprimé sur la facture : sans TVA, c'est le total HT."
        ),
        "MONTANT_HT_ERR": Control(
            Level.BLOCKS, "total_ht", "Saisissez le total HT sans signe, et cochez « avoir » s'il s'agit d'un avoir."
        ),
        "MONTANT_TTC_ERR": Control(
            Level.BLOCKS, "total_ttc", "Saisissez le total TTC sans signe, et cochez « avoir » s'il s'agit d'un avoir."
        ),
        "CALCUL_ERR": Control(
            Level.BLOCKS, "total_ttc", "Vérifiez les deux totaux sur la facture : ils sont peut-être intervertis."
        ),
        "CALCUL_ERR_TVA": Control(
            Level.WARNS, "total_ttc", "Vérifiez les totaux sur la facture, ou dites ce qui explique l'écart."
        ),
        "CALCUL_ERR_DOSSIERS": Control(
            Level.BLOCKS,
            "dossiers",
            "Corrigez les montants par dossier, ou effacez-les : ils seront répartis d'office.",
        ),
        "TX_TVA_ERR": Control(
            Level.WARNS, "total_ttc", "Vérifiez les totaux sur la facture, ou indiquez les taux de TVA qu'elle porte."
        ),
        "SIRET_ERR": Control(Level.BLOCKS, "siret", "Saisissez les 14 chiffres du SIRET de l'émetteur de la facture."),
        "SIRET_ERR_COMPTE": Control(
            Level.BLOCKS,
            "siret",
            "Vérifiez le SIRET de l'émetteur, ou demandez à AKTO de rattacher cet établissement à votre compte.",
        ),
        "SIRET_ERR_ENTITE": Control(
            Level.WARNS,
            "siret",
            "Vérifiez le SIRET, ou confirmez que la facture est bien celle de cet autre établissement de votre compte.",
        ),
        "REF_CT_ABSENT": Control(
            Level.BLOCKS, "dossiers", "Ajoutez le numéro de dossier que porte l'accord de prise en charge."
        ),
        "REF_ERR": Control(
            Level.BLOCKS,
            "dossiers",
            "Comparez le numéro à l'accord de prise en charge, ou cherchez le dossier parmi ceux de votre compte.",
        ),
        "REF_ERR_ETAT": Control(
            Level.BLOCKS,
            "dossiers",
            "Retirez ce dossier, ou attendez qu'AKTO l'ait engagé avant de déposer la facture.",
        ),
        "EMMET_INC": Control(
            Level.BLOCKS,
            "siret",
            "Corrigez le SIRET ou les dossiers. Avec subrogation, l'organisme de formation facture AKTO ; sans "
            "subrogation, l'entreprise dépose sa propre facture.",
        ),
        "MONTANTTOTAL_ERR": Control(
            Level.WARNS,
            "total_ht",
            "Vérifiez le total HT et les dossiers, ou dites quel accord d'AKTO couvre le dépassement.",
        ),
        "JUSTIF_ABS": Control(
            Level.BLOCKS, "pieces", "Joignez la facture du prestataire de formation, acquittée, en pièce justificative."
        ),
        "JUSTIF_ABS_CERTIFICAT": Control(
            Level.WARNS,
            "pieces",
            "Joignez le certificat de réalisation ou la feuille d'émargement, cochez « premier acompte ou frais "
            "annexes » si c'en est un, ou dites pourquoi il n'en faut pas.",
        ),
        "DOUBLON": Control(
            Level.BLOCKS,
            "number",
            "Vérifiez le numéro. Si la facture est déjà déposée, annulez ce dépôt et suivez celle qui est déjà là.",
        ),
        "DOUBLON_FICHIER": Control(
            Level.WARNS, None, "Annulez ce dépôt, ou confirmez que ce fichier contient une autre facture encore."
        ),
        "NON_CONFORME": Control(
            Level.WARNS, None, "Remplacez le fichier par la facture, ou confirmez que c'est bien une facture."
        ),
        "AVOIR_NON_COCHE": Control(
            Level.WARNS, "is_avoir", "Cochez « avoir », ou confirmez que ce document n'est pas un avoir."
        ),
        "AVOIR_COCHE": Control(
            Level.WARNS, "is_avoir", "Décochez « avoir », ou confirmez que ce document est un avoir."
        ),
        "DEST_ERR": Control(
            Level.WARNS,
            None,
            "Remplacez le fichier par une facture adressée à AKTO, ou confirmez qu'elle lui est bien adressée.",
        ),
        "XML_DIFFERENT": Control(
            Level.WARNS,
            None,
            "Demandez à l'émetteur une facture dont les deux versions concordent, ou dites laquelle fait foi.",
        ),
        "TEXTE_DIFFERENT": Control(
            Level.WARNS,
            None,
            "Comparez chaque valeur à l'image de la page, puis confirmez, ou demandez à l'émetteur un PDF sain.",
        ),
    }
)
"""Every code with its level, field and remedy. A code begins with that of the French e-invoicing life cycle for the
reason that AKTO would send the invoice back for, where one exists."""


def found(code: str, message: str) -> Finding:
    """Return the finding of this code with this message."""
    control = CONTROLS[code]
    return Finding(code, control.level, message, control.remedy, control.field)
