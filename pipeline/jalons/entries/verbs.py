"""Verb forms: finite verbs, participles, auxiliaries. The tagger is asked first and mended by what French shows itself."""

from __future__ import annotations

from typing import Final

from spacy.strings import get_string_id
from spacy.symbols import ADJ, AUX, NOUN, PROPN, VERB
from spacy.tokens import Doc, Span, Token

from jalons.entries.homographs import is_the_only_verb
from jalons.patterns import compiled

FINITE_WORDS: Final = frozenset(
    "est sont était étaient fut furent sera seront serait a ont avait avaient eut eurent aura auront aurait fait font peut "
    "peuvent doit doivent va vont vient viennent".split()
)
"""Forms that are finite verbs whenever the tagger sees a verb in them."""
_SEES: Final = frozenset("voit voient vit virent vu vus voyait voyaient verra verront".split())
PLAIN_RELATIVES: Final = frozenset("qui que qu' dont où".split())
RELATIVES: Final = PLAIN_RELATIVES | frozenset("lequel laquelle lesquels lesquelles".split())
_SUBJECT_CLITICS: Final = frozenset("il elle on ils elles je j' tu".split())
CLITICS: Final = frozenset("ne n' se s' me m' te t' le la les l' lui leur y en nous vous".split())
"""What may stand between a subject and its verb."""
_ENTERED: Final = frozenset("vigueur fonction fonctions service application activité exercice usage scène".split())
"""What a text or a body enters (`entre en vigueur`): the tagger takes the verb for a preposition."""
_ENTERED_BY: Final = frozenset("à au aux dans chez comme officiellement".split())
"""What follows no preposition: `Solange entre au laboratoire`."""
_AFTER_PREPOSITION: Final = frozenset("avec pour par de d' à chez sans sur entre et ou comme contre vers selon".split())
_DETACHED_AFTER: Final = frozenset((",", "(", "«", ":", "•", "*", "-", "–", "—"))

_IRREGULAR: Final = (
    r"(?:clos|remis|admis|soumis|transmis|promis|pris|repris|entrepris|acquis|conquis|compris|permis|inscrit|souscrit|prescrit|écrit|"
    r"décrit|construit|reconstruit|conduit|reconduit|introduit|traduit|réduit|produit|détruit|"
    r"ouvert|rouvert|offert|découvert|couvert|dissout|éteint|peint|atteint|rejoint|paru|reçu|conclu|élu|tenu|rendu|vendu|perdu|prévu|"
    r"revenu|devenu|intervenu|survenu|obtenu|soutenu|maintenu|détenu|retenu|reconnu|connu|disparu|attendu|défendu|interrompu|rompu|combattu|"
    r"battu|vécu|vaincu|établi|réuni|saisi|choisi|investi|bâti|rebâti|démoli|élargi|enrichi|défini|fourni|accueilli|recueilli|"
    r"suspendu|étendu|répandu|abattu|issu|mort)e?s?"
)
_OPENS: Final = compiled(rf"[A-ZÀ-Þ][a-zà-ÿ]+(?:é|ée|és|ées)|(?i:{_IRREGULAR})")
_LIKE_PARTICIPLE: Final = compiled(rf"[a-zà-ÿ]+(?:é|ée|és|ées)|{_IRREGULAR}")
_DATED_ADJECTIVE: Final = compiled(
    r"(?:applicable|valable|exigible|opposable|disponible|consultable|visible)s?|effecti(?:f|ve)s?"
)
"""Adjectives that a date completes as it does a participle: `, applicable au 1er janvier`."""
_VERB_LIKE: Final = compiled(r"[a-zà-ÿ]{3,}(?:e|ent)")
_FINITE_ENDING: Final = compiled(r"\w(?:ait|aient|èrent|irent|urent|eront|iront)$")
_NO_PARTICIPLE: Final = compiled(r"[a-zà-ÿ]{2,}[^éiust\W]e(?:nt)?(?<!re)|[a-zà-ÿ]{2,}(?:[eid]ra|[eid]ront|aient|èrent|irent)")
"""Forms that only finite verbs have, whatever the tagger sees in them: `coordonne`, `dotera`."""
_AMBIGUOUS: Final = frozenset(("compte", "court"))
_JOINS: Final = frozenset(("et", "puis", "mais"))

_TAKEN_FOR_VERBS: Final = frozenset((AUX, VERB, NOUN, ADJ))
_ENTRE: Final = get_string_id("entre")


def has_finite(doc: Doc, start: int, end: int) -> bool:
    """Whether a range of characters holds a finite verb."""
    span = doc.char_span(start, end, alignment_mode="contract")
    return span is not None and any(map(is_finite, span))


def is_finite(token: Token) -> bool:
    """Whether a token is a finite verb.

    A participle by its form that has a subject and no auxiliary (`il conduit`) is one, and so is what the tagger takes for a
    noun or a preposition after a subject clitic (`elle entre à l'école`).
    """
    if token.pos not in _TAKEN_FOR_VERBS and token.lower != _ENTRE:  # most tokens
        return (token.pos == PROPN and token.is_lower and _has_a_finite_ending(token)) or is_the_only_verb(token)
    if token.lower_ in _AMBIGUOUS and _tells(token):
        return True
    verb = token.pos in (AUX, VERB)
    if verb and token.lower_ in FINITE_WORDS:
        return not (token.i + 1 < len(token.doc) and token.nbor(1).text == ")")  # `a)` heads a list item
    if verb and "Fin" in token.morph.get("VerbForm", []):
        return token.text[-1].isalpha()  # no mark of a list
    if token.lower == _ENTRE and token.i and token.i + 2 < len(token.doc):
        following = token.nbor(1).lower_
        if following in _ENTERED_BY or (following == "en" and token.nbor(2).lower_ in _ENTERED):
            return True
    if (not verb or token.lower == _ENTRE) and token.is_lower and token.i and _stands_as_a_verb(token):
        return True
    if token.pos_ == "VERB" and _NO_PARTICIPLE.fullmatch(token.text):
        return True
    if token.pos_ == "VERB" and "Inf" in token.morph.get("VerbForm", []):
        return _joins_a_finite(token)
    return (
        token.pos_ == "VERB"
        and "Part" in token.morph.get("VerbForm", [])
        and not token.lower_.endswith(("é", "ée", "és", "ées"))
        and any(child.dep_ in ("nsubj", "expl:subj") and child.i < token.i for child in token.children)
        and not has_auxiliary(token)
    )


def _has_a_finite_ending(token: Token) -> bool:
    """Whether a word in small letters, a name to the tagger, ends as only verbs do after a clitic or `qui`: `qui l'épaulait`."""
    before = token.nbor(-1).lower_ if token.i else ""
    return (before in CLITICS or before == "qui") and _FINITE_ENDING.search(token.text) is not None


def _stands_as_a_verb(token: Token) -> bool:
    """Whether a word that the tagger takes for another has the neighbours of a verb: a clitic, a subject, arguments."""
    before = token.nbor(-1).lower_
    if before in CLITICS or before in _SUBJECT_CLITICS:
        if _after_subject_clitic(token) or _has_object_clitic(token) or _follows_a_name(token):
            return True
    elif before == "," and _resumes(token):
        return True
    return _has_arguments(token) or is_the_only_verb(token)


def _after_subject_clitic(token: Token) -> bool:
    index = token.i - 1
    while index and token.doc[index].lower_ in CLITICS:
        index -= 1
    if token.pos_ == "ADJ" and index == token.i - 1:
        return False  # `elle seule`
    subject = token.doc[index]
    before = token.doc[index - 1].lower_ if index else ""
    if before == "et" and (token.lower_ == "entre" or subject.lower_ in ("il", "ils", "on")):
        return subject.lower_ in _SUBJECT_CLITICS  # `et elle entre chez un horloger`
    return subject.lower_ in _SUBJECT_CLITICS and before not in _AFTER_PREPOSITION


def _has_object_clitic(token: Token) -> bool:
    """Whether the parse gives a word a clitic for its object: `une souscription le sauve`."""
    before = token.nbor(-1)
    return before.lower_ in ("le", "la", "les", "l'") and before.head == token and before.dep_.startswith(("obj", "obl"))


def _follows_a_name(token: Token) -> bool:
    """Whether a word stands after a name and a clitic, where no noun can: `Huguette Marchal la préside`."""
    if token.i < 2 or not _VERB_LIKE.fullmatch(token.text) or token.nbor(-1).lower_ not in ("le", "la", "les", "l'"):
        return False
    return token.nbor(-2).pos_ == "PROPN" and token.nbor(-2).ent_type_ in ("", "PER")


def _has_arguments(token: Token) -> bool:
    """Whether the parse gives a word a subject before it and an object after it: `Le fournil produit 900 kilos de pain`."""
    if not (token.n_lefts and token.n_rights):
        return False
    return any(child.dep_ == "nsubj" for child in token.lefts) and any(child.dep_ == "obj" for child in token.rights)


def _joins_a_finite(token: Token) -> bool:
    """Whether an infinitive is one to the tagger alone: joined to a finite verb without one (`elle suit un stage et encadre`)."""
    head = token.head
    joined = token.dep_ == "conj" and token.i and token.nbor(-1).lower_ in ("et", "puis") and head.i < token.i
    return bool(joined) and "Fin" in head.morph.get("VerbForm", []) and not any(child.dep_ == "xcomp" for child in head.children)


def _tells(token: Token) -> bool:
    """Whether a word that is a noun or an adjective too stands where only a verb can: `le syndicat compte 412 adhérents`."""
    if not 0 < token.i < len(token.doc) - 1 or token.nbor(-1).pos_ not in ("NOUN", "PROPN", "PRON", "ADJ"):
        return False
    following = token.nbor(1)
    if token.lower_ in ("court", "courent"):
        return following.lower_ in ("de", "du", "jusqu'", "depuis") and token.nbor(-1).pos_ != "PRON"
    return following.pos_ == "NUM" or following.lower_ in (",", "plus", "près", "environ", "encore", "alors", "désormais")


def _resumes(token: Token) -> bool:
    """Whether a word after a comma is the verb of the subject before it: `Le conseil, d'abord réticent, finance un poste`.

    No noun stands there, without an article before it and with one after it.
    """
    if not _VERB_LIKE.fullmatch(token.text) or token.i + 1 >= len(token.doc):
        return False
    following = token.nbor(1)
    return following.pos_ == "DET" and following.lower_ not in ("le", "l'") and token.doc[token.sent.start].pos_ == "DET"


def has_auxiliary(token: Token) -> bool:
    """Whether a verb or predicate has an auxiliary or copula in the parse."""
    return any(child.dep_.startswith(("aux", "cop")) for child in token.children)


def has_copula(token: Token) -> bool:
    """Whether a token is a copula (`est la première`) or a predicate with one; `c'est` presents, it is none."""
    copula = token if token.dep_ == "cop" else next((child for child in token.children if child.dep_ == "cop"), None)
    if copula is None or is_past_participle(copula.head) or copula.head.lower_.endswith(("é", "és", "ée", "ées")):
        return False
    return not (copula.i and copula.nbor(-1).lower_ in ("c'", "ce"))


def is_past_participle(token: Token) -> bool:
    """Whether the tagger sees a past participle, used as verb or adjective."""
    if token.is_sent_start and _OPENS.fullmatch(token.text) and token.pos_ in ("ADJ", "VERB", "PROPN", "NOUN"):
        return True  # `Labellisé en 2014, le projet …`: taggers see an adjective or a name in the capital
    if token.lower_ in ("mis", "mise", "mises") and 0 < token.i < len(token.doc) - 1 and token.nbor(-1).text == ",":
        return token.nbor(1).lower_ in ("à", "en", "au", "sur")  # `, mise à jour cet été`
    if token.pos_ in ("NOUN", "ADJ") and token.i and token.nbor(-1).text == "," and _is_set_apart(token):
        return True
    present = "Pres" in token.morph.get("Tense", []) or _NO_PARTICIPLE.fullmatch(token.text)
    return token.pos_ in ("VERB", "ADJ") and "Part" in token.morph.get("VerbForm", []) and not present


def _is_set_apart(token: Token) -> bool:
    """Whether a word after a comma is a participle that taggers take for a noun: `, imprimée chez lui`, `, close le 3 mai`."""
    form = _LIKE_PARTICIPLE.fullmatch(token.text) or _DATED_ADJECTIVE.fullmatch(token.text)
    following = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return bool(form) and (following.pos_ in ("ADP", "ADV") or following.lower_ in ("le", "dès", "depuis", "au", "du"))


def participle_before(date: Span, tokens: list[Token]) -> Token | None:
    """The past participle without auxiliary that the date completes: at most five words before, or at the head of the phrase."""
    position = next((i for i, token in enumerate(tokens) if token.i >= date.start), 0)
    mark = next((i for i in range(position - 1, -1, -1) if tokens[i].text in (",", "(")), -1)
    opened = next((token for token in tokens[mark + 1 : position] if not token.is_punct and token.pos_ != "ADV"), None)
    if opened is not None and is_past_participle(opened):
        phrase = tokens[tokens.index(opened) + 1 : position]
        other = mark >= 0 and any(map(is_past_participle, phrase))
        if not other and not any(t.is_punct or is_finite(t) or t.lower_ in RELATIVES for t in phrase):
            return opened
    for token in reversed(tokens[max(0, position - 6) : position]):
        if token.is_punct or is_finite(token):
            return None
        if is_past_participle(token):
            preceding = tokens[max(0, tokens.index(token) - 4) : tokens.index(token)]
            if any(t.lower_ in _SEES for t in preceding[:-1]):
                return None  # `voit son mandat renouvelé en 2024`
            helped = has_auxiliary(token) or any(t.lower_ in FINITE_WORDS or t.pos_ == "AUX" for t in preceding)
            return None if helped and not _is_absolute(token) else token
    return None


def _is_absolute(participle: Token) -> bool:
    """Whether a participle has the auxiliary of a clause without finite verb: `le quorum n'ayant pas été atteint`."""
    return any(token.lower_ in ("ayant", "étant") for token in participle.doc[max(0, participle.i - 4) : participle.i])


def is_detached(participle: Token, tokens: list[Token]) -> bool:
    """Whether a participle opens its clause or follows a comma, or is joined to what does: it then tells a fact of its own."""
    if _is_absolute(participle):
        return True
    position = tokens.index(participle)
    while position and tokens[position - 1].pos_ in ("ADV", "AUX"):
        position -= 1
    if position and tokens[position - 1].lower_ in _JOINS:
        return True
    return position == 0 or tokens[position - 1].text in _DETACHED_AFTER or tokens[position - 1].is_punct
