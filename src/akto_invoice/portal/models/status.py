"""Where an invoice stands, and the reasons that an agent may give for sending it back."""

from typing import Final

from django.db import models


class Status(models.TextChoices):
    """The status of an invoice, as the portal shows it."""

    RECUE = "recue", "Reçue"
    EN_INSTRUCTION = "en-instruction", "En cours d'instruction"
    A_REGULARISER = "a-regulariser", "À régulariser"
    VALIDEE = "validee", "Validée"
    EN_COURS_PAIEMENT = "en-cours-de-paiement", "En cours de paiement"
    PAYEE = "payee", "Payée"
    ANNULEE = "annulee", "Annulée"
    REJETEE = "rejetee", "Rejetée"


CLOSED: Final = frozenset({Status.PAYEE, Status.ANNULEE, Status.REJETEE})
"""Nothing may be filed any more on an invoice that is paid, cancelled or rejected (guide, « Détails 2/2 »)."""

AT_WORK: Final = frozenset({Status.RECUE, Status.EN_INSTRUCTION, Status.A_REGULARISER})
"""AKTO's agents have something to do, or may have once a piece is filed."""

WITHDRAWN: Final = frozenset({Status.ANNULEE, Status.REJETEE})
"""The issuer may deposit the same reference again."""


class Reason(models.TextChoices):
    """Why an invoice comes back; the codes are those of French e-invoicing life cycles where one exists."""

    JUSTIF_ABS = "JUSTIF_ABS", "Pièce justificative absente ou non conforme"
    REF_CT_ABSENT = "REF_CT_ABSENT", "Numéro de dossier absent de la facture"
    REF_ERR = "REF_ERR", "Numéro de dossier erroné ou dossier non engagé"
    SIRET_ERR = "SIRET_ERR", "SIRET de l'émetteur absent ou erroné"
    DEST_ERR = "DEST_ERR", "La facture n'est pas adressée à AKTO"
    EMMET_INC = "EMMET_INC", "Émetteur inconnu pour ce dossier"
    MONTANTTOTAL_ERR = "MONTANTTOTAL_ERR", "Montant supérieur au montant engagé"
    CALCUL_ERR = "CALCUL_ERR", "Les totaux HT, TVA et TTC ne s'accordent pas"
    TX_TVA_ERR = "TX_TVA_ERR", "Taux de TVA erroné"
    COORD_BANC_ERR = "COORD_BANC_ERR", "Coordonnées bancaires absentes ou erronées"
    DOUBLON = "DOUBLON", "Facture déjà reçue"
    NON_CONFORME = "NON_CONFORME", "Le document n'est pas une facture conforme"
