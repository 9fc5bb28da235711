"""Names of fictitious people, companies, places and courses, as data."""

from typing import NamedTuple


class Town(NamedTuple):
    """A town with the registry court (RCS) and the NDA's region code of its area."""

    name: str
    postcode: str
    court: str
    region: str


MAINLAND = (
    Town("PARIS", "75011", "Paris", "11"),
    Town("PARIS", "75015", "Paris", "11"),
    Town("Montreuil", "93100", "Bobigny", "11"),
    Town("Boulogne-Billancourt", "92100", "Nanterre", "11"),
    Town("Lyon", "69003", "Lyon", "84"),
    Town("VILLEURBANNE", "69100", "Lyon", "84"),
    Town("Grenoble", "38000", "Grenoble", "84"),
    Town("Clermont-Ferrand", "63000", "Clermont-Ferrand", "84"),
    Town("Saint-Étienne", "42100", "Saint-Étienne", "84"),
    Town("MARSEILLE", "13008", "Marseille", "93"),
    Town("Aix-en-Provence", "13100", "Aix-en-Provence", "93"),
    Town("Nice", "06200", "Nice", "93"),
    Town("Toulouse", "31400", "Toulouse", "76"),
    Town("Montpellier", "34000", "Montpellier", "76"),
    Town("BORDEAUX CEDEX", "33073", "Bordeaux", "75"),
    Town("Mérignac", "33700", "Bordeaux", "75"),
    Town("Limoges", "87000", "Limoges", "75"),
    Town("Nantes", "44300", "Nantes", "52"),
    Town("Angers", "49100", "Angers", "52"),
    Town("Saint-Herblain", "44800", "Nantes", "52"),
    Town("RENNES", "35000", "Rennes", "53"),
    Town("Brest", "29200", "Brest", "53"),
    Town("Lille", "59000", "Lille Métropole", "32"),
    Town("Villeneuve-d'Ascq", "59650", "Lille Métropole", "32"),
    Town("Amiens", "80000", "Amiens", "32"),
    Town("STRASBOURG", "67100", "Strasbourg", "44"),
    Town("Nancy", "54000", "Nancy", "44"),
    Town("Reims", "51100", "Reims", "44"),
    Town("Rouen", "76100", "Rouen", "28"),
    Town("Caen", "14000", "Caen", "28"),
    Town("Dijon", "21000", "Dijon", "27"),
    Town("Tours", "37000", "Tours", "24"),
    Town("Orléans", "45100", "Orléans", "24"),
    Town("Fleury-les-Aubrais", "45400", "Orléans", "24"),
)
OVERSEAS = (
    Town("SAINT-DENIS", "97400", "Saint-Denis de La Réunion", "04"),
    Town("Le Port", "97420", "Saint-Denis de La Réunion", "04"),
    Town("Baie-Mahault", "97122", "Pointe-à-Pitre", "01"),
    Town("Le Lamentin", "97232", "Fort-de-France", "02"),
)
STREETS = (
    "rue de la République", "avenue Jean Jaurès", "boulevard Gambetta", "rue Victor Hugo", "allée des Tilleuls",
    "chemin de la Plaine", "rue du Faubourg Saint-Antoine", "place de l'Hôtel de Ville", "rue Pasteur",
    "avenue du Général de Gaulle", "quai des Chartrons", "impasse des Lilas", "rue des Frères Lumière",
    "avenue de l'Europe", "rue du 8 Mai 1945", "ZA des Grands Champs", "parc d'activités du Moulin", "cours Lafayette",
    "rue Saint-Exupéry", "boulevard de la Liberté", "route de Vannes", "rue du Commerce", "rue Marie Curie",
)  # fmt: skip
PROVIDERS = (
    "Cap Avenir Formation", "Tremplin Compétences", "AFORMAT Conseil", "Institut Ligérien de Formation",
    "Horizons & Savoirs", "FORMAPLUS 3000", "CFA des Métiers de Bouche", "Pôle Sécurité Formation", "LINGUA NOVA",
    "Académie du Service", "Prévention Incendie Atlantique", "Sud Habilitations", "École Hôtelière du Val",
    "Bureau Rivière", "Mentorys", "ALTERNA Campus", "Excellia Learning", "Groupe Formadis", "Le Relais Pédagogique",
    "CAFOC des Deux Rives", "Perspectives RH", "SécuriForm", "Digital Campus Ouest", "NovaSkill", "Atelier Parallèle",
    "Ifpro Hygiène", "Les Compagnons du Savoir", "Médiane Conseil", "Centre Régional de Formation des Transports",
    "Synergie Propreté", "ProxiSanté Formation", "Oréade Développement",
)  # fmt: skip
CUSTOMERS = (
    "Hôtel du Parc", "NETTEO Services", "La Table d'Augustin", "GARDIAN Sécurité Privée", "Intérim Azur",
    "Propreté Bretagne Océan", "Restauration Collective du Rhône", "Traiteur Delmas", "Brasserie de la Gare",
    "AD Missions Travail Temporaire", "Boulangerie Maison Lefort", "SARL Bouvier et Fils", "Camping Les Pins Verts",
    "Courtage & Patrimoine", "Transit Manutention Portuaire", "Crèches Les P'tits Loups", "Négoce Bois Poitevin",
    "Hostellerie Saint-Georges", "Sanitex", "Le Comptoir des Halles", "Gel Frais Distribution", "Vigie Services",
)  # fmt: skip
AKTO_NAMES = ("AKTO", "OPCO AKTO", "AKTO - Réseau Île-de-France", "AKTO OPCO", "Akto Auvergne-Rhône-Alpes")
AKTO_ADDRESSES = (
    ("14 rue Riquet", "75019", "PARIS"),
    ("10 rue Jean-Jacques Vernazza", "13016", "MARSEILLE"),
    ("Service Gestion - TSA 81234", "75908", "PARIS CEDEX 19"),
    ("Immeuble Le Patio, 35-37 rue Louis Guérin", "69100", "VILLEURBANNE"),
)
FACTORS = ("Eurofactor Gestion", "Factorem", "Compagnie Générale d'Affacturage", "BPI Affacturage Services")
FIRST_NAMES = (
    "Camille", "Nadia", "Julien", "Sandrine", "Mehdi", "Aurélie", "Thomas", "Inès", "Karim", "Élodie", "Hélène",
    "Quentin", "Fatou", "Benoît", "Laetitia", "Yann", "Chloé", "Mickaël", "Sophie", "Ibrahim", "Gaëlle", "Noël",
)  # fmt: skip
LAST_NAMES = (
    "MARTIN", "LEFÈVRE", "BENALI", "ROUSSEAU", "GARNIER", "DIALLO", "FAURE", "LE GOFF", "PETIT", "DA SILVA", "BRUN",
    "MOREL", "NGUYEN", "BLANCHARD", "PERRIN", "HAMON", "TRAORÉ", "VIDAL", "MAÎTRE", "DUPONT-MOREAU", "O'CONNOR",
)  # fmt: skip
COURSES = (
    ("Sauveteur Secouriste du Travail (SST)", "jour", 320, 780), ("Habilitation électrique H0-B0", "jour", 290, 650),
    ("Management d'équipe - niveau 1", "jour", 850, 1450), ("Anglais professionnel - accueil client", "heure", 38, 72),
    ("Hygiène alimentaire HACCP", "stagiaire", 190, 390), ("Excel perfectionnement", "jour", 450, 980),
    ("CACES R489 catégories 1A, 3 et 5", "stagiaire", 480, 990), ("Gestes et postures", "session", 590, 1190),
    ("Techniques de vente et relation client", "jour", 700, 1250), ("MAC APS - agent de sécurité", "heure", 12, 24),
    ("Titre professionnel Agent de propreté", "heure", 9, 16), ("Gestion du stress et des conflits", "jour", 780, 1350),
    ("Permis d'exploitation", "stagiaire", 350, 690), ("Tutorat et maître d'apprentissage", "jour", 420, 890),
    ("RGPD : les fondamentaux", "session", 650, 1490), ("Évacuation et guide-file serre-file", "session", 380, 790),
    ("Logiciel de paie - prise en main", "heure", 55, 110), ("Conduite du changement", "jour", 990, 1690),
)  # fmt: skip
EXTRAS = (
    ("Support pédagogique imprimé", "5.5", 12, 39), ("Restauration stagiaires", "10", 14, 24),
    ("Hébergement", "10", 68, 115), ("Frais de déplacement du formateur", "20", 90, 380),
    ("Kit pédagogique", "20", 25, 120), ("Manuel du participant (livre)", "5.5", 18, 45),
    ("Location de salle équipée", "20", 150, 420), ("Licence plateforme e-learning 12 mois", "20", 49, 190),
)  # fmt: skip
DIPLOMAS = (
    "CAP Cuisine", "BTS MCO", "CQP Agent machiniste classique", "Bac Pro Commercialisation et services en restauration",
    "Titre pro Assistant de direction", "BP Boulanger", "Licence pro Métiers du tourisme", "BTS Comptabilité gestion",
)  # fmt: skip


class BankName(NamedTuple):
    """A bank, the code of its IBANs and a BIC that goes with it."""

    name: str
    code: str
    bic: str


BANKS = (
    BankName("BNP Paribas", "30004", "BNPAFRPPXXX"),
    BankName("Société Générale", "30003", "SOGEFRPP"),
    BankName("CIC", "30066", "CMCIFRPPXXX"),
    BankName("Crédit Mutuel", "10278", "CMCIFR2A"),
    BankName("La Banque Postale", "20041", "PSSTFRPPPAR"),
    BankName("Crédit Agricole Île-de-France", "18206", "AGRIFRPP882"),
    BankName("Crédit Agricole Normandie", "16606", "AGRIFRPP866"),
    BankName("Crédit Agricole Atlantique Vendée", "14706", "AGRIFRPP847"),
    BankName("Caisse d'Épargne CEPAC", "11315", "CEPAFRPP131"),
    BankName("Caisse d'Épargne Rhône Alpes", "13825", "CEPAFRPP382"),
    BankName("Banque Populaire Rives de Paris", "10207", "CCBPFRPPMTG"),
    BankName("LCL", "30002", "CRLYFRPP"),
    BankName("Qonto", "16958", "QNTOFRP1XXX"),
    BankName("BoursoBank", "40618", "BOUSFRPPXXX"),
    BankName("Arkéa", "15589", "CMBRFR2BXXX"),
    BankName("HSBC Continental Europe", "30056", "CCFRFRPP"),
)
