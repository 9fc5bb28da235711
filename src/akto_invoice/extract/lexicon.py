"""The words of French invoices, as data.

All patterns are matched on :func:`akto_invoice.extract.layout.plain` text: lower case, no accents, a space between
the words of a cell and a tab between cells. Terms are regular expressions with a few habits of print built in:

- ``_`` is a gap, ``~`` a gap or none, within a cell or from one cell to the next;
- ``^`` is the start of a cell;
- in lists of words, ``.`` is a dot that may be missing, so ``h.t`` is also ``ht``, and each term is a word of its own,
  or with ``*`` at its end the beginning of one.
"""

import re
from functools import lru_cache
from typing import Final

_GAPS = (("_", r"[ \t]+"), ("~", r"[ \t]*"), ("^", r"(?:^|(?<=[\t\n]))"))


def _pattern(term: str) -> str:
    for habit, expression in _GAPS:
        term = term.replace(habit, expression)
    return re.sub(r"\((?!\?)", "(?:", term)


def _word(term: str) -> str:
    end = "" if term.endswith("*") else r"(?!\w)"
    return _pattern(term.removesuffix("*").replace(".", r"\.?") + end)


def _either(terms: str) -> str:
    # The start of a word is looked for once: what then differs in its first letter is dismissed at once.
    return rf"\b(?:{'|'.join(_word(term) for term in terms.split())})"


def _words(terms: str) -> re.Pattern[str]:
    return re.compile(_either(terms))


@lru_cache(maxsize=8192)
def says(words: str, pattern: re.Pattern[str]) -> bool:
    """Tell whether ``pattern`` is found in ``words``; the words around one number are those around the next."""
    return pattern.search(words) is not None


# --- Amounts: the total that a label names. The first kind in a label counts: "total hors taxes" is no tax.
_HT = """
    h.~t. h.t.v.a. hors_(la_)?t.v.a. hors-?~taxes? (sans|avant)_(tva|taxes?)
    (base|montant|total)_(imposable|taxable) base_de_calcul assiette (excluding|excl.)_(vat|tax)
"""
_TTC = """
    t.~t.~c. (toutes?_)?taxes?_(comprises?|incluses?) toutes_taxes avec_(tva|taxes?) t.v.a._(incluse|comprise)
    t.v.a.c. (including|incl.)_(vat|tax)
"""
_TVA = "vat t.~v.~a.(?!_(acquittee|exigible|sur_les)\\b) taxes?"
_NET_OF_TAX = """
    tva_non_applicable nets?_(de|sans)_((toutes?|la)_)?(taxes?|tva) non_(soumis|assujetti)e?s?_(a_(la_)?)?tva
    exoneree?s?_de_(la_)?tva exoneration_(de_)?(la_)?tva
"""
_SUM = "(montant|somme|total|net|solde|reste|restant)"
_PAYING = """
    (me_|nous_|vous_)?(payer|regler|verser|crediter|rembourser|percevoir|recevoir|encaisser|recouvrer|acquitter|restituer|reverser|devoir|virer|prelever|subroger)
""".strip()
_PAYMENT = "(remboursement|reglement|paiement|versement|virement|financement|participation)"
_ASKED = "(demandee?|attendue?|sollicitee?|reclamee?|a_effectuer)"
_MANNER = (
    "(avant|le|au|sous|dans|des|selon|sur|comptant|d'ici|l'ordre|a_(la_)?reception|pour_le"
    "|par_(virement|cheque|prelevement|carte|mandat))"
)
_PAYABLE = f"""
    {_SUM}_(totale?_|net(te)?_)?(restante?_)?(ttc_)?a_{_PAYING} a_{_PAYING}(?!_{_MANNER}\\b)
    (montant_)?net(_en_euros?)?_a_(deduire|(votre_)?credit) avoir_a_valoir a_votre_credit
    {_SUM}_((restante?|total|net|ttc)_)?due?s?(?=~(:|$|[\\t\\n\\x28])|_(a|apres|au|en|par|ttc)\\b)
    {_SUM}_(demande|reclame|appele|sollicite|subroge)e?
    {_SUM}_(restante?_)?exigible ^(restante?_)?due?s?~:
    {_PAYMENT}_{_ASKED}(?!_{_MANNER}\\b) (vous_(nous_)?|nous_)devez
    {_SUM}_(de_la_|en_)?(creance|votre_faveur) (amount|balance|total)_due
    ^dus?_par net_(facture|opco|akto|financeur) ^(creance|exigible)~:?~$
    solde(?!_(de(?!_(la|cette)_facture)|du_(?!au|en|par))\\b)
    (reste_a_(facturer|financer)|part|charge)_(a_|de_|d'|pour_|par_)?(l')?(opco|akto|financeur)
"""
# Net and gross as accounts have it; commerce also says gross for what a discount is taken from.
_NET = """
    (montant|total|valeur|prix|cout|somme)_net(te)?(?!_(a|de|du|h.t|hors|t.t.c)\\b) ^nets?~:?~$
"""
_GROSS = "(montant|total|valeur)_brute?(?!_(h.t|hors|t.t.c)\\b)"
AMOUNT_KIND: Final = re.compile(
    f"(?P<exempt>{_either(_NET_OF_TAX)})|(?P<ttc>{_either(_TTC)})|(?P<ht>{_either(_HT)})"
    f"|(?P<payable>{_either(_PAYABLE)})|(?P<tva>{_either(_TVA)})|(?P<net>{_either(_NET)})|(?P<gross>{_either(_GROSS)})"
)
PAYABLE: Final = _words(_PAYABLE)
KIND_AFTER_AMOUNT: Final = re.compile(
    rf"[ (]{{0,2}}(?:euros? )?(?:{_either(_HT)}|{_either(_TTC)}|{_either('nets?_de_(toutes?_)?(taxes?|tva) nets?~$')})"
)
# "La somme de", "s'élève à": words of a sentence, which asks for payment but labels nothing.
SENTENCE_END: Final = re.compile(r"(?<!\bnet )\b(?:de|d'|a|est|soit|montant|somme)[ \t:]*$")

_WHOLE = "(total|globale?|generale?|finale?|net(te)?|facture|demande|appele|reclame|sollicite|exigible|exonere)e?"
_BILLED = """
    (action|acompte|appel|accompagnement|avoir|bilan|contrat|creance|demande|echeance|facture|formations?|honoraires
    |intervention|lignes|parcours|postes|prestations?|services|session|stage|titre)
""".replace("\n", "").replace(" ", "")
TOTAL_WORDS: Final = _words(f"""
    total totaux en_euros ^(montant|somme|net|prix)~:?~$
    (montant|somme|prix|cout|valeur|facture)_{_WHOLE}
    (montant|somme|prix|cout|valeur)_(de_((la|cette)_)?(presente_)?|de_l'|des_|du_|d'){_BILLED}
    (montant|somme)_a_(recouvrer|facturer|percevoir|rembourser) (present|presente|cette)_{_BILLED}
""")
# What invoices of a trainer may have instead of the word total; rows of a table have it too.
NAMED_WORDS: Final = _words("""
    ^(nos_|mes_|vos_)?honoraires ^frais_(pedagogiques|de_(la_)?formation) ^cout_pedagogique ^(montant|somme|prix|cout)
    ^formation~:
""")
GRAND_WORDS: Final = _words("general globale? facture de_l'avoir final")
SUBTOTAL_WORDS: Final = _words("sous-?~tota(l|ux) sub-?~total report a_reporter intermediaire partiel cumul dont")
# What an amount is when it is no total of this document.
UNIT_WORDS: Final = re.compile(
    _either(
        f"""
        unit(aire)? p.~u. prix(?!_({_WHOLE}|de_la|h.t|hors|t.t.c)\\b) tarif taux horaire
        cout(?!_({_WHOLE}|de_(la|cette|ce)|de_l'|des|h.t|hors|t.t.c|pedagogique)\\b)
        par_(jour|heure|stagiaire|personne|mois|apprenti)
        """
    )
    + _pattern(r"|/~(h|j|jour|heure|stagiaire|pers)\b")
)
DEPOSIT_WORDS: Final = _words(f"""
    acomptes? arrhes avances? deja_(regle|verse|paye|facture|percu|encaisse)* (verse|regle|percu|encaisse|paye)e?s?
    c.b. carte_(bancaire|bleue) cheques? especes virements?(?!_{_ASKED})
    recouvrements? (reglement|versement)s?(?!_{_ASKED}) deduction a_deduire
""")
SHARE_WORDS: Final = _words(f"""
    (quote-?~)?part_(de_l'|du_|de_)?(employeur|entreprise|client|adherent) reste_a_(votre_|la_)?charge
    participation(?!_{_ASKED})
    a_(la_)?charge_(de_)?(l')?(entreprise|employeur|client|adherent)
    prise_en_charge pris_en_charge engagee? accordee? plafond budget
""")
DISCOUNT_WORDS: Final = _words("remises? rabais ristournes? escompte avant_remise")
# Legal small print that quotes amounts, or numbers of articles that look like some.
CLAUSE_WORDS: Final = _words("""
    capital indemnite* penalites? forfaitaire_(de|pour) frais_de_recouvrement frais_de_dossier retard minimum
""")
EARLIER_WORDS: Final = _words("""
    anterieure?s? precedente?s? impayee?s? deja_facturee?s? cumul reste_a_facturer(?!_(a_|de_|pour_)?(l')?(opco|akto))
    (de_(la|votre)|du)_(commande|marche|devis|contrat)
""")
ARTICLE_WORDS: Final = _words("article art. code_general")
BASE_WORDS: Final = _words("bases? assiette soumis* imposable")

EXEMPTION: Final = re.compile(
    _either("""
        exonere* exoneration tva_non_applicable non_(soumis|assujetti)* franchise_(en_base|de_tva)
        nets?_de_(taxes?|tva) hors_champ (article|art.)~(n°~)?293 293~-?b
    """)
    + r"|\b261[\s.-]*4[\s.,-]*4"
)

CURRENCIES: Final = (
    ("EUR", re.compile(r"€|\beur(?:os?)?\b")),
    ("CHF", re.compile(r"\bchf\b")),
    ("USD", re.compile(r"\$|\busd\b")),
    ("GBP", re.compile(r"£|\bgbp\b")),
)

# --- References: the invoice's own number, and the others that stand beside it.
_NUMBER = r"(n~[°o]s?~\.?|n\.(?=[ \t]*[a-z0-9])|no\.?|num(ero)?\.?|#|(notre_|nos_)?ref(erence)?s?\.?)"
_DOCUMENT = r"(facture|fact\.?|avoir|note_de_credit|note_d'avoir|note_d'honoraires|pro-?~forma|piece|document|titre)"
_VARIANT = (
    r"(_(pro-?~forma|formation|acquittee|client|definitive|finale|partielle|originale|en_subrogation(_de_paiement)?"
    r"|(de_|d')[a-z]+(_de_[a-z]+)?(_professionnelle)?))?"
)
_SENTENCE = r"acquittee|a_|aux?|de|du|des|le|la|en|et|par|concernant|est|sera|soumise|date|emise"
INVOICE_NUMBER: Final = re.compile(
    "|".join(
        _pattern(term)
        for term in (
            rf"\b{_DOCUMENT}s?{_VARIANT}~[:,]?~{_NUMBER}",
            rf"\b{_NUMBER}~(de_|d'|du_)?(la_|l')?~{_DOCUMENT}\b{_VARIANT}",
            rf"\b(identifiant|id)_{_DOCUMENT}\b",
            r"\binvoice_(n[°o]|number|no)\b",
        )
    )
)
INVOICE_TITLE: Final = re.compile(_pattern(rf"\b{_DOCUMENT}{_VARIANT}\b(?! *({_SENTENCE}))"))
NUMBER_ALONE: Final = re.compile(
    _pattern(rf"^({_NUMBER}(~((de|du)_)?(document|piece)|_d'ordre|_a_rappeler)?|(document|piece)s?)(?!\w)~:?")
)
OTHER_NUMBER: Final = _words("""
    accord action adherent affaire agrement akto annulee? apprenti bon bordereau client commande compte concernee?
    contrat convention creditee? date deca declaration devis dossiers? engagement fax financement formation
    fournisseur initiale? livraison nda offre opco ordre origine page prise_en_charge projet proposition rcs
    rectifiee? session siren siret stagiaire sur(_la|_notre)?~$ sur_facture tel* tva vos votre(?!_facture)
    d.p.c. da declarant existence formateur of organisme p.e.c. tiers
""")
ANOTHER_INVOICE: Final = _words("""
    (sur|suivant|corrige|annule|rembourse|remplace|selon|s/|acompte)~(la_|notre_|votre_|les_)?facture
    relati(f|ve)_a_la_facture annul* rectifi*
    factures?_(d'origine|initiale|annulee|concernee|rectifiee|acquittee|creditee)
""")
ITEM_HEADS: Final = _words("""
    description designation intitule libelle montants? p.~u. prix qu?te quantites? unite
""")

# --- Dates
ISSUE_DATE: Final = re.compile(
    _either("""
        date_(de_(la_)?|d'|du_)?(facturation|facture|emission|l'avoir|avoir|edition|piece|document|etablissement|creation|redaction|fact\\.?|doc\\.?)
        (emise?|editee?|etablie?|facturee?|creee?)_le datee?_du arretee?_(le|au) (facture|avoir)_du en_date_du
    """)
    + _pattern(r"|\b(facture|avoir)\b.{0,40}?_du\b|\b(facture|avoir|numero|n°)\b.{3,40}?,_le\b")
)
PLACE_AND_DATE: Final = re.compile(
    _pattern(r"\bfait_a_[a-z' -]{2,40},?_le\b|(^|-_)[a-z][a-z' -]{2,30}(,?_le\b|,_(?=\d{1,2}(er)?_[a-z]))")
)
PLAIN_DATE: Final = re.compile(_pattern(r"\bdate\b|^le\b"))
OTHER_DATE: Final = _words("""
    (?<!e\\sd')acompte acquittee?_le annul* au au_plus_tard avant_le commande contrat convention delai d'origine
    debut decret depuis devis du due?s?_le echeance echue?s? exigible fin formation immatricul* imprim* initiale jusqu*
    limite livraison loi nee?_le paiement payable payee? payer periode prelev* prestations? realisee? regl* session
    signe* sur_(la_)?facture valable validite verse*
    dates dates?_(de_|d'|de_la_)?(action|execution|naissance|realisation|signature|valeur|reglement)
""")

# --- Who is who: words that stand with an identifier, in its line, its block or the head of its block.
ISSUER_WORDS: Final = _words("""
    ape auto-?entrepreneur capital cfa creancier declaration_d'(activite|existence) emetteur entrepreneur_individuel
    fournisseur iban micro-?entrepr* naf nda notre organisme_(de_formation|formateur|dispensateur) prefet* prestataire
    qualiopi r.c.s. uai vendeur www
""")
ISSUER_ROLE: Final = _words("""
    creancier emetteur fournisseur notre organisme_(de_formation|formateur|dispensateur) prestataire vendeur
""")
COMPANY_SMALL_PRINT: Final = _words("ape capital naf r.c.s.")
CUSTOMER_WORDS: Final = _words("""
    a_l'attention acheteur adherente? adresse_de_(facturation|livraison) adressee?_a apprentie? beneficiaire clients?
    debiteur destinataire doit donneur_d'ordre employeur facturation_a facturee?_a facturer_a financeur opco payeur
    participante?s? pour_le_compte_de salarie* societe_(cliente|beneficiaire) stagiaires? utilisatrice
    entreprise_(beneficiaire|cliente|adherente|adherent|d'accueil) ^(l')?entreprise(?!_individuelle)
    votre_(siret|entreprise|societe|n°)
""")
SUBCONTRACTOR_WORDS: Final = _words("""
    anime* co-?~traitant dispensee?_par format(eur|rice)_(externe|intervenant*) intervenant* partenaire realisee?_par
    sous-?~trait*
""")
FACTOR_WORDS: Final = _words("affactur* cession cessionnaire creance* factor* quittance subroge*")
HEAD_OFFICE_WORDS: Final = _words("siege")
ESTABLISHMENT_WORDS: Final = _words("agence campus centre etablissement site")

# --- Identifiers' labels
COMPANY_LABEL: Final = _words("s.~i.~r.~e.~[tn]. r.~c.~s. r.m. immatricul* tva t.v.a. intra* vat")
NDA_LABEL: Final = _words("""
    activite_declaree activite_n~° da decl. decl* of_n~° (n°|numero)_of agrement d'activite d.~a.~n?~[°o]*
    declaration_(d'|de_l')?~(activite|existence) declaree?_sous
    decl._(d')?~activite
    dreets drieets direccte enregistree?_(aupres|sous) existence formateur_n?°?* n.d.a. n°~(de_)?(formateur|da|of)
    n°~activite n°~d'(activite|enregistrement) (n°|numero)~de_declaration (n°|numero)~(d')?(organisme|formation)
    organisme_de_formation organisme_enregistre* prefet* activite_(de_)?(formateur|formation) formation~:~$
""")
BIC_LABEL: Final = _words("b.i.c. swift")
REFERENCE_LABEL: Final = re.compile(
    "(?P<dossier>"
    + _either("""
        accords? akto demandes?_de_remboursement dossiers? engagement financement financeur opco pec prises?_en_charge
        subrogation v(os|otre)_ref* v/~ref* ref._client
    """)
    + ")|(?P<other>"
    + _either("""
        avoir commande convention deca devis facture n(os|otre)_ref* n/~ref* proposition session
    """)
    + ")"
)

# --- RIBs: what names the parts of an account, at the start of a cell.
IBAN_LABEL: Final = _words("iban i.b.a.n. (compte|identifiant|numero)_(bancaire_)?international")
BANK_CODE_LABEL: Final = _words("code_(banque|etablissement|etab.) ^(banque|etablissement|etab.)")
BRANCH_CODE_LABEL: Final = _words("code_(guichet|agence) ^(guichet|agence)")
ACCOUNT_LABEL: Final = _words("(n°|no|n.|numero)_?(de_|du_)?compte ^compte(?!_(au|ouvert)) account_n(umber|o)")
KEY_LABEL: Final = _words("^cle(_(rib|de_controle))?")
HOLDER_LABEL: Final = _words("""
    ^(nom(_et_(adresse|prenom))?|identite|nom,_prenom)_du_(titulaire|client|beneficiaire) ^beneficiaire
    ^((nom|denomination)(,_prenom)?_(ou|et)_)?raison_sociale ^(proprietaire|nom|libelle)(?!_de_(la|votre)_banque\\b)
    ^t[il1]tu[il1]a\\w+ ^[il1]nt[il1]tu[il1]\\w+
    ^(compte_)?(ouvert_)?au_nom_de au_nom_de~:?~$ ^account_(holder|owner|name) ^client
""")
# What may stand between such a label and the name: the label's own rest, its English, dots and colons.
AFTER_HOLDER_LABEL: Final = re.compile(
    r"(?:[\s.:;/()|_-]|\b(?:du|de|ce|d|et|son|le|la|compte|adresse|titulaire|account|holder|owner|name|address|ou|prenom"
    r"|raison|sociale)\b)*"
)
_WHOSE = "(_(du_|de_la_|de_l')?(titulaire|client|beneficiaire|societe|entreprise))?"
_NOT_A_HOME = "(?!_(swift|bic|(de_(la_)?|de_l')(banque|agence)|e-?mail|electronique|mail))"
ADDRESS_LABEL: Final = _words(f"""
    ^adresse{_NOT_A_HOME}{_WHOSE} ^address ^domicile
""")
BANK_LABEL: Final = _words(
    "^nom_de_(la|votre)_banque ^banque~(:|$) ^(nom_de_l')?etablissement(_bancaire)? ^bank(_name)?~(:|$)"
)
AGENCY_LABEL: Final = _words("^domiciliation ^agence")
# What ends a holder's lines: the label of anything else on a RIB.
RIB_LABEL: Final = _words("""
    ^(code|n°|numero|cle|iban|i.b.a.n.|bic|b.i.c.|swift|rib|r.i.b.|guichet|compte|domiciliation|agence|devise|identifi*)
    ^(titulaire|intitule|adresse|telephone|tel.|date|edite|page|siret|siren|nom_de_la_banque|etablissement|nous|fait|la_presente)
    ^(banque|bank)~(:|$) ^(partager|copier|le_present|relation|conseiller|cadre|branch|bank|currency|objet)
""")
LEGAL_FORMS: Final = frozenset(
    {"EI", "EIRL", "EURL", "SA", "SARL", "SAS", "SASU", "SCI", "SCIC", "SCOP", "SELARL", "SNC", "ASSOCIATION"}
)
RIB_TITLE: Final = _words("""
    releve* identite r.i.b. i.b.a.n. coordonnees attestation identification certificat bancaires? account
""")
STREET: Final = re.compile(
    r"^\d{1,4}(?: ?(?:bis|ter|quater|[a-d])\b)?[ ,-]|^(?:bp|cs|tsa|z\.?a\.?c?|z\.?i\.?|c/o|lieu[- ]dit)\b"
    r"|^(?:service|rue|avenue|av|boulevard|bd|place|pl|chemin|allee|impasse|route|quai|cours|square|parc|passage|esplanade"
    r"|residence|immeuble|batiment|bat|tour|hameau|zone|centre commercial|chez|le bourg|technopole)\b"
    r"|\b(?:bp|cs|tsa) \d|[a-z].* \d{1,4}[a-z]?$"
)
TOWN: Final = re.compile(r"(?:^|, )(?:[a-z]{1,2}-)?(?:\d{5}|\d{4}(?: [a-z]{2})?) [a-z]")
COUNTRY: Final = _words("""
    ^(france|belgique|allemagne|luxembourg|espagne|italie|pays-bas|portugal|irlande|autriche|suisse|monaco|pologne)~$
    ^(belgium|germany|spain|italy|netherlands|ireland|austria|switzerland|poland)~$
""")
BANK_WORDS: Final = _words("""
    bnp arkea axa_banque b.n.p. (la_)?banque bank banco boursobank boursorama bpce bred c.i.c. caisse_d'epargne
    caixabank commerzbank credit_(agricole|mutuel|lyonnais|cooperatif|du_nord|municipal) fortuneo hsbc ing l.c.l.
    manager.one memo_bank monabanq n26 nickel olinda qonto revolut shine societe_generale sogexia spuerkeess wise
""")

# --- What the document is, by its titles; the first that fits a title wins.
_IS_NO_VERB = r"(?!_(ete|lieu|lu|participe|pris|recu|suivi)\b)"
_FEW_WORDS = r"([\w°/'-]+_){0,3}"
_TAKEN_OFF = rf"(?!s?_{_FEW_WORDS}(dedui\w*|encaisse|paye|percu|recu|regle|verse)e?s?\b|s?~:)"
_KIND_OF_PAPER = "^(type|nature)(_(de_|du_)?(document|facture|piece))?~:?~"
TITLES: Final = (
    ("proforma", _words("pro-?~forma")),
    (
        "credit_note",
        re.compile(
            _either(f"""
                ^avoirs?{_IS_NO_VERB} facture_(-_)?d'avoir facture~-?~avoir notes?_de_credit {_KIND_OF_PAPER}avoir
                credit_(note|memo) note_d'avoir avoir_(total|partiel) valant_avoir titre_de_(reduction|annulation)
                objet~:~(mon_|notre_|votre_)?avoir facture_(d'annulation|negative)
            """)
            + _pattern(
                r"|\bavoir~(n~[°o]|:|sur_facture)|\b(facture|annulation|remboursement|extourne)_"
                rf"{_FEW_WORDS}~[-\x28]~avoir\b(?!~:)"
            )
        ),
    ),
    (
        "deposit_invoice",
        _words(f"""
            (factures?(_[a-z]+)?|appel|demande)_(d'|de_|pour_|-_|\\x28)?~((premier|1er|un)_)?(acompte|arrhes){_TAKEN_OFF}
            facture_(?!de_solde){_FEW_WORDS}~[-\\x28]~(acompte|arrhes){_TAKEN_OFF}
            ^((premier|1er)_)?acompte{_TAKEN_OFF} {_KIND_OF_PAPER}(facture_d')?acompte
        """),
    ),
    (
        "rib",
        _words(
            "releve_d'identite(?!_(fiscale|nationale)) ^r.i.b. identite_bancaire coordonnees_bancaires_internationales"
        ),
    ),
    (
        "other",
        re.compile(
            _either("""
                ^accord_de_prise_en_charge ^annexe ^attestation attestation_(de|d') ^bon_de_(commande|livraison)
                ^bordereau(?!_de_facturation) ^bulletin cerfa certificat_de_realisation conditions_generales
                ^confirmation_de ^convention(?!_n)
                convention_(simplifiee_|professionnelle_|bilaterale_|tripartite_|de_)?(de_)?formation
                convocation ^contrat_de_(formation|professionnalisation|travail|prestation) ^devis ^emargements?
                ^etat_de_presence feuilles?_(d'emargement|de_presence) ^kbis ^lettre ^mise_en_demeure ^notification
                ^programme programme_de_(la_)?formation ^proposition_commerciale questionnaire ^reglement_interieur
                ^relance ^releve_de_(presence|compte)
            """)
            + _pattern(r"|\bdevis~(n~[°o]|:)")
        ),
    ),
    (
        "invoice",
        _words("""
            fact. factures? ^(objet~:~)?facturation invoice debit_note
            notes?_(d'honoraires|de_(debit|frais|facturation))
            titre_(de_recettes?|de_perception|executoire) memoire_(de_frais|d'honoraires) ^memoire ^decompte
            avis_(des_sommes|de_sommes|d'echeance) ^etat_(de_frais|des_sommes|liquidatif) bordereau_de_facturation
            (appel|demande)_(de_|d')(fonds|cotisation|echeance|facturation|paiement|reglement|remboursement|versement)
            ^releve_d(e_|'|es_)(prestations|honoraires|frais|facturation|factures)
        """),
    ),
)
# Where a title may be: a search for plain stems is ten times as fast as one for whole titles.
TITLE_STEMS: Final = re.compile(
    "accord|acompte|annexe|appel d|arrhes|attestation|avis d|avoir|bancaire|bon de|bordereau|bulletin|cerfa|certificat"
    "|conditions|confirmation|contrat|convention|convocation|credit|debit|decompte|demande d|devis|emargement|etat d"
    r"|fact|honoraires|identite|invoice|kbis|lettre|memoire|mise en|note de|notification|presence|pro-?[ \t]*forma\b"
    "|programme|proposition|questionnaire|r.i.b|reglement|relance|releve d|rib|sommes|titre"
)
