"""What is taught, by whom it is followed, and what AKTO objects to: words for the plan and the history."""

from typing import Final, NamedTuple

from akto_invoice.portal.models import Dispositif, PieceNature, Reason


class Course(NamedTuple):
    """A course, how many days it takes, and its price per trainee and day, in euros."""

    title: str
    days: int
    price: int


SHORT: Final = (
    Course("Sauveteur secouriste du travail (SST)", 2, 210),
    Course("Habilitation électrique H0-B0", 1, 290),
    Course("Hygiène alimentaire HACCP", 2, 195),
    Course("CACES R489 catégories 1A, 3 et 5", 3, 240),
    Course("Techniques de vente et relation client", 3, 320),
    Course("Management d'équipe - niveau 1", 3, 390),
    Course("Anglais professionnel - accueil client", 5, 260),
    Course("Excel perfectionnement", 2, 310),
    Course("Gestes et postures", 1, 180),
    Course("Évacuation, guide-file et serre-file", 1, 165),
    Course("Permis d'exploitation", 3, 230),
    Course("Tutorat et maître d'apprentissage", 2, 275),
)
LONG: Final = (
    Course("CQP Agent machiniste classique", 30, 105),
    Course("Titre professionnel Agent de propreté et d'hygiène", 40, 98),
    Course("MAC APS - agent de prévention et de sécurité", 25, 118),
    Course("Titre professionnel Conseiller de vente", 45, 110),
    Course("CQP Employé d'étages", 35, 102),
)
DIPLOMAS: Final = (
    "BAC PRO Hygiène, propreté, stérilisation",
    "CAP Cuisine",
    "BTS Management commercial opérationnel",
    "BP Arts du service et commercialisation en restauration",
    "BTS Comptabilité et gestion",
    "Titre professionnel Assistant de direction",
)
MISSION_COURSES: Final = (
    (Dispositif.CIPI, "Agent logistique et CACES R489"),
    (Dispositif.CIPI, "Préparateur de commandes"),
    (Dispositif.CDPI, "Conducteur de ligne de production"),
    (Dispositif.CDPI, "Soudeur TIG"),
    (Dispositif.CAR, "Remise à niveau et savoirs de base"),
    (Dispositif.CPNSST, "Prévention des risques de l'intérimaire"),
    (Dispositif.FPE, "Habilitations électriques et travail en hauteur"),
)
FIRST_NAMES: Final = (
    "Inès", "Mehdi", "Aurélie", "Thomas", "Fatou", "Benoît", "Laetitia", "Yann", "Chloé", "Ibrahim", "Gaëlle", "Lucas",
    "Manon", "Kévin", "Samira", "Quentin", "Élodie", "Bastien", "Awa", "Maëlys", "Noah", "Léa", "Enzo", "Djamila",
)  # fmt: skip
LAST_NAMES: Final = (
    "Durand", "Lefèvre", "Benali", "Rousseau", "Garnier", "Diallo", "Faure", "Le Goff", "Petit", "Da Silva", "Morel",
    "Nguyen", "Blanchard", "Perrin", "Hamon", "Traoré", "Vidal", "Maître", "Lacaze", "Dupuy", "Castaing", "Ferreira",
    "Sarrazin", "Bousquet", "Etchegaray", "Koné", "Pujol", "Marty",
)  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with a piece, the reason code that goes with it, and what the issuer reads."""

    nature: PieceNature
    reason: Reason
    remark: str


MENDABLE: Final = (
    Fault(PieceNature.CERTIFICAT, Reason.JUSTIF_ABS, "La signature du représentant de l'organisme manque."),
    Fault(PieceNature.CERTIFICAT, Reason.JUSTIF_ABS, "Le cachet de l'organisme est illisible."),
    Fault(PieceNature.CERTIFICAT, Reason.JUSTIF_ABS, "Le certificat ne couvre pas toute la période facturée."),
    Fault(PieceNature.FACTURE_ACQUITTEE, Reason.JUSTIF_ABS, "La mention « acquittée » n'est pas signée."),
    Fault(PieceNature.RIB, Reason.COORD_BANC_ERR, "Le RIB est tronqué : le titulaire du compte ne se lit pas."),
    Fault(PieceNature.EMARGEMENT, Reason.JUSTIF_ABS, "Il manque les signatures de l'après-midi."),
)
FATAL: Final = (
    Fault(PieceNature.FACTURE, Reason.MONTANTTOTAL_ERR, "Le montant facturé dépasse le montant engagé du dossier."),
    Fault(PieceNature.FACTURE, Reason.REF_ERR, "Le dossier n'est pas encore engagé : refacturez après l'accord."),
    Fault(PieceNature.FACTURE, Reason.DEST_ERR, "La facture est adressée à l'entreprise et non à AKTO."),
    Fault(PieceNature.FACTURE, Reason.NON_CONFORME, "Le document déposé est un bon de commande."),
)
