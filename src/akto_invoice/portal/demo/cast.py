"""Who plays: accounts, and companies with valid numbers. All are fictitious."""

from dataclasses import dataclass
from typing import Final, Literal

from akto_invoice.portal.models import Branch, Profile


@dataclass(frozen=True, slots=True)
class Company:
    """An establishment as its papers name it. ``nda`` is what makes it a training organisation, else it has a branch.

    ``rate`` is the VAT that it charges, in percent; ``prefix`` starts its invoice numbers.
    """

    name: str
    legal_form: str
    siret: str
    street: str
    postcode: str
    city: str
    vat_number: str
    iban: str
    bic: str
    bank: str
    branch: Branch | None = None
    nda: str = ""
    rate: int = 0
    prefix: str = "F"

    @property
    def address(self) -> str:
        """Street and town, a line each."""
        return f"{self.street}\n{self.postcode} {self.city}"


Right = Literal["consult", "deposit", "rib"]
"""What a person may do for a company: each right holds those before it."""


@dataclass(frozen=True, slots=True)
class Person:
    """An account. ``rights`` are those on each company; ``role`` says what the account shows."""

    email: str
    first_name: str
    last_name: str
    profile: Profile
    role: str
    rights: tuple[tuple[Company, Right], ...] = ()
    is_staff: bool = False


PASSWORD: Final = "cerisier-en-fleur"  # noqa: S105  (printed for everyone; the demo serves this machine alone)

# --- a training organisation: a company with two establishments, and its CFA, an association ---
_BELVEDERE_BANK = ("FR4730066699892778699B31765", "CMCIFRPPXXX", "CIC")
BELVEDERE_TOULOUSE: Final = Company(
    "Campus Belvédère Toulouse", "SAS", "83627724400072", "18 allée des Demoiselles", "31400", "Toulouse",
    "FR76836277244", *_BELVEDERE_BANK, nda="76310941231", rate=20, prefix="FT",
)  # fmt: skip
BELVEDERE_BORDEAUX: Final = Company(
    "Campus Belvédère Bordeaux", "SAS", "83627724400114", "5 quai des Chartrons", "33000", "Bordeaux",
    "FR76836277244", *_BELVEDERE_BANK, nda="76310941231", rate=20, prefix="FB",
)  # fmt: skip
BELVEDERE_CFA: Final = Company(
    "CFA Belvédère", "Association loi 1901", "67439681700050", "18 bis allée des Demoiselles", "31400", "Toulouse",
    "", "FR7614706866550215014558754", "AGRIFRPP847", "Crédit Agricole Atlantique Vendée", nda="76311207831",
    prefix="FC",
)  # fmt: skip

# --- a temporary-work company with three agencies ---
_GARONNE_BANK = ("FR1530056250655512888N49757", "CCFRFRPP", "HSBC Continental Europe")
GARONNE_TOULOUSE: Final = Company(
    "Garonne Missions Toulouse", "SAS", "31902619100068", "42 boulevard de Strasbourg", "31000", "Toulouse",
    "FR52319026191", *_GARONNE_BANK, branch=Branch.TRAVAIL_TEMPORAIRE, rate=20, prefix="GT",
)  # fmt: skip
GARONNE_AGEN: Final = Company(
    "Garonne Missions Agen", "SAS", "31902619100266", "11 cours Gambetta", "47000", "Agen",
    "FR52319026191", *_GARONNE_BANK, branch=Branch.TRAVAIL_TEMPORAIRE, rate=20, prefix="GA",
)  # fmt: skip
GARONNE_PAU: Final = Company(
    "Garonne Missions Pau", "SAS", "31902619100274", "3 rue du Maréchal Joffre", "64000", "Pau",
    "FR52319026191", *_GARONNE_BANK, branch=Branch.TRAVAIL_TEMPORAIRE, rate=20, prefix="GP",
)  # fmt: skip

# --- others, whom only AKTO's agents see whole ---
OTHER_PROVIDERS: Final = (
    Company(
        "Pôle Sécurité Formation", "SARL", "35432393300185", "27 rue des Frères Lumière", "69100", "Villeurbanne",
        "FR27354323933", "FR7616606573639704616354548", "AGRIFRPP866", "Crédit Agricole Normandie", nda="84691527369",
        rate=20, prefix="PSF-",
    ),
    Company(
        "Institut Ligérien des Langues", "SCOP SA", "36700454600118", "9 place Viarme", "44000", "Nantes",
        "", "FR7616606115047771710735562", "AGRIFRPP866", "Crédit Agricole Normandie", nda="52440783644", prefix="ILL",
    ),
    Company(
        "Académie du Froid et du Goût", "SAS", "35323821500092", "60 rue Solférino", "59000", "Lille",
        "FR36353238215", "FR7610278723591707328434803", "CMCIFR2A", "Crédit Mutuel", nda="32591064759", rate=20,
        prefix="AFG",
    ),
)  # fmt: skip
EMPLOYERS: Final = (
    Company(
        "Propreté Occitane", "SAS", "65549091000255", "14 rue de Périole", "31500", "Toulouse", "FR84655490910",
        "FR7630003529638053518167949", "SOGEFRPP", "Société Générale", branch=Branch.PROPRETE, rate=20, prefix="PO",
    ),
    Company(
        "Hôtel des Capitouls", "SARL", "65632688100082", "2 rue Lafayette", "31000", "Toulouse", "FR62656326881",
        "FR7614706527762035019707328", "AGRIFRPP847", "Crédit Agricole Atlantique Vendée",
        branch=Branch.HOTELS_CAFES_RESTAURANTS, rate=20, prefix="HC",
    ),
    Company(
        "Brasserie du Grand Théâtre", "SARL", "55791814100028", "8 cours de l'Intendance", "33000", "Bordeaux",
        "FR35557918141", "FR7630004829009895371537317", "BNPAFRPPXXX", "BNP Paribas",
        branch=Branch.HOTELS_CAFES_RESTAURANTS, rate=20, prefix="BGT",
    ),
    Company(
        "Burger Comptoir Atlantique", "SAS", "59045106800092", "120 avenue de la Marne", "33700", "Mérignac",
        "FR35590451068", "FR8710278737706738062T79455", "CMCIFR2A", "Crédit Mutuel",
        branch=Branch.RESTAURATION_RAPIDE, rate=20, prefix="BCA",
    ),
    Company(
        "Vigie Sud Sécurité", "SAS", "85203513800050", "33 chemin de la Plaine", "31770", "Colomiers",
        "FR32852035138", "FR1810278120367909387T81160", "CMCIFR2A", "Crédit Mutuel",
        branch=Branch.PREVENTION_SECURITE, rate=20, prefix="VSS",
    ),
    Company(
        "Négoce Bois d'Aquitaine", "SA", "39827089200019", "Quai de Brazza", "33100", "Bordeaux", "FR56398270892",
        "FR7630004115571488749432362", "BNPAFRPPXXX", "BNP Paribas", branch=Branch.COMMERCES_DE_GROS, rate=20,
        prefix="NBA",
    ),
    Company(
        "Cours Sainte-Odile", "Association loi 1901", "61937186700059", "7 rue du Taur", "31000", "Toulouse", "",
        "FR7610278313762689305697263", "CMCIFR2A", "Crédit Mutuel", branch=Branch.ENSEIGNEMENT_PRIVE, prefix="CSO",
    ),
    Company(
        "Traiteur Delmas et Filles", "SARL", "35768616100013", "51 route de Vannes", "44800", "Saint-Herblain",
        "FR69357686161", "FR7618206066229119653330711", "AGRIFRPP882", "Crédit Agricole Île-de-France",
        branch=Branch.HOTELS_CAFES_RESTAURANTS, rate=20, prefix="TDF",
    ),
    Company(
        "Netteo Services Lille", "SAS", "55445304300099", "18 rue Nationale", "59800", "Lille", "FR37554453043",
        "FR7640618784166486713032189", "BOUSFRPPXXX", "BoursoBank", branch=Branch.PROPRETE, rate=20, prefix="NSL",
    ),
)  # fmt: skip

BELVEDERE: Final = (BELVEDERE_TOULOUSE, BELVEDERE_BORDEAUX, BELVEDERE_CFA)
GARONNE: Final = (GARONNE_TOULOUSE, GARONNE_AGEN, GARONNE_PAU)
COMPANIES: Final = BELVEDERE + GARONNE + OTHER_PROVIDERS + EMPLOYERS

CLAIRE: Final = Person(
    "claire.vasseur@belvedere.example", "Claire", "Vasseur", Profile.ORGANISME,
    "organisme de formation : tous les droits sur trois établissements",
    tuple((company, "rib") for company in BELVEDERE),
)  # fmt: skip
NADIA: Final = Person(
    "nadia.belkacem@garonne-missions.example", "Nadia", "Belkacem", Profile.ADHERENT,
    "entreprise de travail temporaire : proformas groupées, tous les droits sur trois agences",
    tuple((company, "rib") for company in GARONNE),
)  # fmt: skip
SOPHIE: Final = Person(
    "sophie.marchand@akto.example", "Sophie", "Marchand", Profile.AGENT,
    "agent AKTO : instruction, paiements, administration", is_staff=True,
)  # fmt: skip
HUGO: Final = Person(
    "hugo.lemaire@belvedere.example", "Hugo", "Lemaire", Profile.ORGANISME,
    "collègue : dépose pour Toulouse, consulte seulement pour Bordeaux, ne voit pas les RIB",
    ((BELVEDERE_TOULOUSE, "deposit"), (BELVEDERE_BORDEAUX, "consult")),
)  # fmt: skip
PAUL: Final = Person(
    "paul.etcheverry@garonne-missions.example", "Paul", "Etcheverry", Profile.ADHERENT,
    "collègue : consulte seulement l'agence de Pau",
    ((GARONNE_PAU, "consult"),),
)  # fmt: skip
KARIM: Final = Person("karim.haddad@akto.example", "Karim", "Haddad", Profile.AGENT, "agent AKTO, sans administration")
# These file for companies whose accounts are not part of the show.
_BACKSTAGE: Final = tuple(
    Person(f"comptabilite@{name}.example", "Service", "Comptabilité", profile, "", tuple((one, "rib") for one in whose))
    for name, profile, whose in (
        ("securite-formation", Profile.ORGANISME, OTHER_PROVIDERS[:1]),
        ("langues-ligeriennes", Profile.ORGANISME, OTHER_PROVIDERS[1:2]),
        ("froid-et-gout", Profile.ORGANISME, OTHER_PROVIDERS[2:]),
        ("adherents", Profile.ADHERENT, EMPLOYERS),
    )
)

SHOWN: Final = (CLAIRE, NADIA, SOPHIE, HUGO, PAUL, KARIM)
PEOPLE: Final = SHOWN + _BACKSTAGE
