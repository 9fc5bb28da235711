"""The words of French invoices, as data.

All patterns are matched on :func:`akto_invoice.extract.layout.plain` text: lower case, no accents, a space between
the words of a cell and a tab between cells. ``~`` in a pattern below stands for any such gap, or none; ``_`` for at
least one.
"""

import re
from typing import Final


def _compile(*alternatives: str) -> re.Pattern[str]:
    pattern = "|".join(alternatives).replace("~", r"[ \t]*").replace("_", r"[ \t]+")
    return re.compile(pattern)


# --- amounts: which total a label names. The first kind named in a label counts ("total hors taxes", not "taxes").
_HT: Final = r"\bh\.?~t\b\.?|\bhors_(?:tva|taxes?)\b|\bhors-taxes?\b"
_TTC: Final = r"\bt\.?~t\.?~c\b\.?|\btoutes?_taxes?_comprises?|\btaxes?_comprises?|\bt\.?v\.?a\.?_(?:incluse|comprise)"
_TVA: Final = r"\bt\.?~v\.?~a\b\.?|\btaxes?\b"
_NET_OF_TAX: Final = (
    r"\bnets?_(?:de|sans)_(?:taxes?|tva)|\bnon_(?:soumis|assujetti)e?s?_(?:a_la_)?tva|\bexoneree?s?_de_(?:la_)?tva"
)
_PAYABLE: Final = (
    r"\bnet_(?:a_(?:payer|regler|verser|crediter|deduire|rembourser|votre_credit|nous_regler|percevoir)|du)\b|\ba_votre_credit\b|\b(?:reste|restant|solde)_(?:a_(?:payer|regler)|du)\b"
    r"|\b(?:montant|total|somme)_(?:a_(?:payer|regler|rembourser)|du|due)\b|\bsolde\b(?!_de)|\ba_(?:payer|regler)\b(?!_(?:avant|le|au|sous|par|a)\b)"
)
AMOUNT_KIND: Final = _compile(
    f"(?P<exempt>{_NET_OF_TAX})", f"(?P<ttc>{_TTC})", f"(?P<ht>{_HT})", f"(?P<payable>{_PAYABLE})", f"(?P<tva>{_TVA})"
)
PAYABLE: Final = _compile(_PAYABLE)

TOTAL_WORDS: Final = _compile(
    r"\btotal\b", r"\btotaux\b", r"\bmontant_(?:total|global|de_la_facture|facture)\b", r"\ben_euros\b"
)
GRAND_WORDS: Final = _compile(r"\bgeneral\b", r"\bglobal\b", r"\bfacture\b", r"\bde_l'avoir\b", r"\bfinal\b")
SUBTOTAL_WORDS: Final = _compile(
    r"\bsous-?~tota(?:l|ux)\b",
    r"\breport\b",
    r"\ba_reporter\b",
    r"\bintermediaire\b",
    r"\bpartiel\b",
    r"\bcumul\b",
    r"\bdont\b",
)
# What an amount is when it is no total of this document.
UNIT_WORDS: Final = _compile(
    r"\bunit(?:aire|\.)?\b", r"\bp\.?~u\b\.?", r"\bprix\b", r"\btarif\b", r"\bcout\b", r"\btaux\b", r"\bhoraire\b",
    r"\bpar_(?:jour|heure|stagiaire|personne|mois|apprenti)\b", r"/~(?:h|j|jour|heure|stagiaire|pers)\b",
)  # fmt: skip
DEPOSIT_WORDS: Final = _compile(
    r"\bacomptes?\b", r"\barrhes\b", r"\bavances?\b", r"\bdeja_(?:regle|verse|paye|facture|percu)", r"\b(?:verse|regle|percu|encaisse|paye)e?s?\b",
    r"\breglements?\b", r"\bversements?\b", r"\bdeduction\b",
)  # fmt: skip
SHARE_WORDS: Final = _compile(
    r"\bpart_(?:de_l'|du_|de_)?(?:employeur|entreprise|client)", r"\breste_a_(?:votre_|la_)?charge\b", r"\bparticipation\b", r"\bprise_en_charge\b", r"\bpris_en_charge\b",
    r"\bengagee?\b", r"\baccordee?\b", r"\bplafond\b", r"\bbudget\b",
)  # fmt: skip
DISCOUNT_WORDS: Final = _compile(
    r"\bremises?\b", r"\brabais\b", r"\bristournes?\b", r"\bescompte\b", r"\bavant_remise\b", r"\bbrut\b"
)
# Legal small print that quotes amounts.
CLAUSE_WORDS: Final = _compile(
    r"\bcapital\b", r"\bindemnite", r"\bart(?:icle|\.)", r"\bpenalites?\b", r"\bforfaitaire\b", r"\bfrais_de_recouvrement\b", r"\bretard\b", r"\bminimum\b", r"\bfrais_de_dossier\b",
)  # fmt: skip
BASE_WORDS: Final = _compile(r"\bbases?\b", r"\bassiette\b", r"\bsoumis", r"\bimposable\b")

EXEMPTION: Final = _compile(
    r"\bexonere", r"\bexoneration\b", r"\btva_non_applicable\b", r"\bnon_(?:soumis|assujetti)", r"\bart(?:icle|\.)?~(?:n°~)?293\b", r"\b293~-?b\b",
    r"\b261[\s.-]*4[\s.,-]*4", r"\bfranchise_(?:en_base|de_tva)", r"\bnets?_de_(?:taxes?|tva)\b", r"\bhors_champ",
)  # fmt: skip

# --- references: the invoice's own number, and the others that stand beside it.
_NUMBER: Final = r"(?:n~[°o]s?~\.?|n\.(?=[ \t]*[a-z0-9])|no\.?|num(?:ero)?\.?|#|ref(?:erence)?s?\.?)"
_DOCUMENT: Final = r"(?:facture|avoir|note_de_credit|note_d'honoraires|pro-?~forma|piece)"
INVOICE_NUMBER: Final = _compile(
    rf"\b{_DOCUMENT}s?(?:_(?:d'acompte|d'avoir|de_solde|pro-?~forma|de_formation|acquittee))?~[:,]?~{_NUMBER}",
    rf"\b{_NUMBER}~(?:de_|d'|du_)?(?:la_|l')?~{_DOCUMENT}\b(?:_(?:d'acompte|d'avoir|pro-?~forma))?",
    rf"\b(?:identifiant|id)_{_DOCUMENT}\b",
    r"\binvoice_(?:n[°o]|number|no)\b",
)
INVOICE_TITLE: Final = _compile(
    rf"\b{_DOCUMENT}(?:_(?:d'acompte|d'avoir|de_solde|pro-?~forma))?\b(?![ \t]*(?:acquittee|a_|aux?|de|du|des|le|la|en|et|par|concernant|est|sera|soumise|date|emise))"
)
NUMBER_ALONE: Final = _compile(rf"(?:^|(?<=[\t\n])){_NUMBER}(?:[ \t]*(?:de|du)[ \t]+(?:document|piece))?[ \t]*:?")
OTHER_NUMBER: Final = _compile(
    r"\bcommande\b", r"\bdevis\b", r"\bclient\b", r"\bconvention\b", r"\bcontrat\b", r"\bdossiers?\b", r"\bbon\b", r"\bsession\b", r"\baction\b",
    r"\bcompte\b", r"\bsiret\b", r"\bsiren\b", r"\btva\b", r"\bprise_en_charge\b", r"\baccord\b", r"\bopco\b", r"\bakto\b", r"\bstagiaire\b", r"\bdeclaration\b",
    r"\bagrement\b", r"\btel", r"\bfax\b", r"\bpage\b", r"\bnda\b", r"\brcs\b", r"\borigine\b", r"\binitiale?\b", r"\brectifiee?\b", r"\bconcernee?\b",
    r"\badherent\b", r"\baffaire\b", r"\bfournisseur\b", r"\bengagement\b", r"\bbon\b", r"\bformation\b", r"\bprojet\b", r"\boffre\b", r"\bproposition\b",
    r"\blivraison\b", r"\bdeca\b", r"\bapprenti\b", r"\bfinancement\b", r"\bannulee?\b", r"\bordre\b", r"\bvotre\b", r"\bvos\b", r"\bsur_facture\b", r"\bcreditee?\b",
)  # fmt: skip

ITEM_HEADS: Final = _compile(
    r"\bdesignation\b", r"\blibelle\b", r"\bqu?te\b", r"\bquantites?\b", r"\bdescription\b", r"\bp\.?~u\b", r"\bprix\b", r"\bmontants?\b", r"\bunite\b", r"\bintitule\b",
)  # fmt: skip

# --- dates
ISSUE_DATE: Final = _compile(
    r"\bdate_(?:de_(?:la_)?|d')?(?:facturation|facture|emission|l'avoir|avoir|edition|piece|document|etablissement)\b",
    r"\b(?:emise?|editee?|etablie?|facturee?|datee?)_le\b", r"\bfacture_du\b", r"\bavoir_du\b", r"\bfacture[^\n]{0,40}?_du\b", r"\bavoir[^\n]{0,40}?_du\b",
    r"\bfacture_en_date_du\b", r"\ben_date_du\b",
)  # fmt: skip
PLACE_AND_DATE: Final = _compile(r"\bfait_a_[a-z' -]{2,40},?_le\b", r"(?:^|(?<=[\t\n]))[a-z][a-z' -]{2,30},?[ \t]+le\b")
PLAIN_DATE: Final = _compile(r"\bdate\b", r"(?:^|(?<=[\t\n]))le\b")
OTHER_DATE: Final = _compile(
    r"\becheance\b", r"\bpayer_avant\b", r"\bpayable\b", r"\bregl", r"\bpaiement\b", r"\bavant_le\b", r"\bau_plus_tard\b", r"\bsession\b", r"\bdates?_(?:de_|d'|de_la_)?(?:formation|l'action|session|debut|fin|livraison|commande|naissance|realisation|execution|prestation|signature|valeur|paiement|reglement|convention|devis)",
    r"\bdu\b", r"\bau\b", r"\bdebut\b", r"\bfin\b", r"\bnee?_le\b", r"\bvalable\b", r"\bvalidite\b", r"\bdevis\b", r"\bcommande\b", r"\bconvention\b", r"\bcontrat\b",
    r"\bperiode\b", r"\blivraison\b", r"\bformation\b", r"\bd'origine\b", r"\brealisee?\b", r"\bdepuis\b", r"\bdecret\b", r"\bloi\b", r"\bprestations?\b", r"\bsigne",
    r"\bsur_(?:la_)?facture\b", r"\bannul", r"\binitiale\b", r"\bacquittee?_le\b", r"\bverse", r"\bjusqu", r"\bacompte\b", r"\bimmatricul", r"\bimprim", r"\bcreation\b",
)  # fmt: skip

ANOTHER_INVOICE: Final = _compile(
    r"\bsur_(?:la_|notre_)?facture\b", r"\bfactures?_(?:d'origine|initiale|annulee|concernee|rectifiee|acquittee|creditee)\b", r"\bannul", r"\brelati(?:f|ve)_a_la_facture\b", r"\brectifi",
)  # fmt: skip

# --- who is who: words that stand with an identifier, in its line, its block or the head of its block.
ISSUER_WORDS: Final = _compile(
    r"\bemetteur\b", r"\bprestataire\b", r"\borganisme_(?:de_formation|formateur|dispensateur)\b", r"\bvendeur\b", r"\bfournisseur\b", r"\bnotre\b",
    r"\bdeclaration_d'(?:activite|existence)\b", r"\bnda\b", r"\bcapital\b", r"\br\.?c\.?s\b", r"\bape\b", r"\bnaf\b", r"\bprefet", r"\bqualiopi\b",
    r"\bentrepreneur_individuel\b", r"\bauto-?entrepreneur\b", r"\bmicro-?entrepr", r"\bwww\b", r"\biban\b", r"\bcfa\b", r"\buai\b", r"\bcreancier\b",
)  # fmt: skip
CUSTOMER_WORDS: Final = _compile(
    r"\bclients?\b", r"\bdestinataire\b", r"\bfacturee?_a\b", r"\badressee?_a\b", r"\ba_l'attention\b", r"\bentreprise_(?:beneficiaire|cliente|adherente|adherent|d'accueil)\b",
    r"(?:^|(?<=[\n\t]))(?:l')?entreprise\b(?!_individuelle)", r"\bemployeur\b", r"\bbeneficiaire\b", r"\badherente?\b", r"\bacheteur\b", r"\bopco\b", r"\bpayeur\b", r"\bdonneur_d'ordre\b",
    r"\bpour_le_compte_de\b", r"\bstagiaires?\b", r"\bsalarie", r"\bapprentie?\b", r"\bdoit\b", r"\bfacturation_a\b", r"\badresse_de_(?:facturation|livraison)\b", r"\bsociete_(?:cliente|beneficiaire)\b",
    r"\bvotre_(?:siret|entreprise|societe|n°)", r"\bfinanceur\b", r"\bfacturer_a\b", r"\bdebiteur\b", r"\bparticipante?s?\b", r"\butilisatrice\b",
)  # fmt: skip
SUBCONTRACTOR_WORDS: Final = _compile(
    r"\bsous-?~trait",
    r"\bco-?~traitant",
    r"\bintervenant",
    r"\banime",
    r"\bformat(?:eur|rice)\b",
    r"\bpartenaire\b",
    r"\bdispensee?_par\b",
    r"\brealisee?_par\b",
)
FACTOR_WORDS: Final = _compile(
    r"\bfactor", r"\baffactur", r"\bcessionnaire\b", r"\bcession\b", r"\bquittance\b", r"\bsubroge", r"\bcreance"
)
HEAD_OFFICE_WORDS: Final = _compile(r"\bsiege\b")
ESTABLISHMENT_WORDS: Final = _compile(r"\betablissement\b", r"\bagence\b", r"\bcentre\b", r"\bsite\b", r"\bcampus\b")

# --- identifiers' labels
COMPANY_LABEL: Final = _compile(
    r"\bs\.?~i\.?~r\.?~e\.?~[tn]\b\.?", r"\br\.?~c\.?~s\b\.?", r"\br\.?m\b\.?", r"\bimmatricul", r"\btva\b", r"\bt\.v\.a\b", r"\bintra", r"\bvat\b",
)  # fmt: skip
NDA_LABEL: Final = _compile(
    r"\bd(?:e|é)?claration_(?:d'|de_l')?~(?:activite|existence)", r"\bn\.?d\.?a\b\.?", r"\benregistree?_(?:aupres|sous)", r"\bprefet", r"\bactivite_(?:de_)?(?:formateur|formation)", r"\bn~°~d'activite\b", r"\borganisme_de_formation_n", r"\bdecl\.?_(?:d')?~activite", r"\bformateur_n?°?", r"\bn°~d'enregistrement\b",
    r"\bd'activite\b", r"\bd\.?~a\.?~n?~[°o]", r"\bdeclaree?_sous\b", r"\bn°~de_declaration\b", r"\bn°~organisme\b", r"\bexistence\b", r"\bn°~(?:de_)?(?:formateur|da|of)\b", r"\bdreets\b", r"\bdrieets\b", r"\bdireccte\b",
)  # fmt: skip
REFERENCE_LABEL: Final = _compile(
    r"(?P<dossier>\bdossiers?\b|\bprises?_en_charge\b|\bpec\b|\baccords?\b|\bfinancement\b|\bakto\b|\bopco\b|\bengagement\b|\bdemandes?_de_remboursement\b|\bv(?:os|otre)_ref|\bsubrogation\b)",
    r"(?P<other>\bfacture\b|\bavoir\b|\bcommande\b|\bdevis\b|\bclient\b|\bconvention\b|\bcontrat\b|\bsession\b|\bdeca\b|\baction\b|\bproposition\b|\bbon\b|\bn(?:os|otre)_ref)",
)  # fmt: skip

# --- what the document is, by its titles; the first that fits a title wins.
TITLES: Final = (
    ("proforma", _compile(r"\bpro-?~forma\b")),
    ("credit_note", _compile(r"^avoir\b(?!_(?:suivi|ete|pris|recu|lu))", r"\bfacture_d'avoir\b", r"\bnotes?_de_credit\b", r"\bavoir~(?:n~[°o]|:|sur_facture)", r"\bfacture_-?~?avoir\b", r"\bnote_d'avoir\b", r"\bavoir_(?:total|partiel)\b")),
    ("deposit_invoice", _compile(r"\bfactures?_d'acompte\b", r"\bfacture_(?:de_)?(?:premier_|1er_)?acompte\b", r"^(?:premier_|1er_)?acompte\b", r"\bdemande_d'acompte\b", r"\bfacture_-_acompte\b")),
    ("rib", _compile(r"\breleve_d'identite_bancaire\b", r"^r\.?i\.?b\.?$", r"\bidentite_bancaire\b", r"\bcoordonnees_bancaires_internationales\b")),
    ("other", _compile(
        r"^devis\b", r"\bdevis~(?:n~[°o]|:)", r"^proposition_commerciale\b", r"^convention\b(?!_n)", r"\bconvention_(?:simplifiee_|professionnelle_|bilaterale_|tripartite_|de_)?(?:de_)?formation\b",
        r"^contrat_de_(?:formation|professionnalisation|travail|prestation)", r"\bcertificat_de_realisation\b", r"^attestation\b", r"\battestation_(?:de_|d')", r"\bfeuilles?_(?:d'emargement|de_presence)\b",
        r"^emargements?\b", r"^bon_de_commande\b", r"^programme\b", r"\bprogramme_de_(?:la_)?formation\b", r"^bulletin\b", r"\bconditions_generales\b", r"^relance\b", r"\bconvocation\b", r"^accord_de_prise_en_charge\b",
        r"\bcerfa\b", r"^lettre\b", r"^kbis\b", r"\bquestionnaire\b", r"^reglement_interieur\b", r"^annexe\b", r"^bordereau\b", r"^etat_de_presence\b", r"^releve_de_(?:presence|compte)\b",
    )),
    ("invoice", _compile(r"\bfactures?\b", r"\bnote_d'honoraires\b", r"\binvoice\b")),
)  # fmt: skip
COMPANY_SMALL_PRINT: Final = _compile(r"\bcapital\b", r"\br\.?c\.?s\b", r"\bape\b", r"\bnaf\b")
TITLE_WORDS: Final = _compile("|".join(pattern.pattern.replace("^", r"(?:^|(?<=[\t\n]))") for _, pattern in TITLES))
CURRENCIES: Final = (
    ("EUR", _compile(r"€", r"\beur(?:os?)?\b")),
    ("CHF", _compile(r"\bchf\b")),
    ("USD", _compile(r"\$", r"\busd\b")),
    ("GBP", _compile(r"£", r"\bgbp\b")),
)
