// The data of the page: facts with their sources, documents, names. Days become milliseconds since 1970 (UTC).

const DATA = JSON.parse(byId("data").textContent);
const DAY = 864e5;
const EPOCH = 719163; // the ordinal of 1 January 1970
const DAY_WORDS = new Intl.DateTimeFormat("fr", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const ms = (ordinal) => (ordinal === null ? null : (ordinal - EPOCH) * DAY);

const NAMES = DATA.names.map(([label, id, shown, full, address, origin]) => ({ label, id, shown: typeset(shown), full, address, origin }));
const DOCUMENTS = DATA.documents;
DOCUMENTS.forEach((one, document) => {
  one.names = DATA.placed.documents[document];
  one.sources.forEach((source) => Object.assign(source, { document }));
});
const LABELS = DATA.labels;

/** By what facts are filtered: a title, and the values of a fact; in the order in which they are shown. */
const FACETS = [
  { key: "kind", title: "Thème", values: (fact) => [fact.kind || "autre"] },
  { key: "ORG", title: "Organisations", values: named("ORG") },
  { key: "LAW", title: "Textes de loi", values: named("LAW") },
  { key: "CONCEPT", title: "Notions", values: named("CONCEPT") },
  { key: "PERSON", title: "Personnes", values: named("PERSON") },
  { key: "PLACE", title: "Lieux", values: named("PLACE") },
  { key: "PROGRAMME", title: "Programmes", values: named("PROGRAMME") },
  { key: "document", title: "Documents", values: (fact) => [...new Set(fact.sources.map((source) => DOCUMENTS[source.document].title))] },
  { key: "certainty", title: "Certitude de la date", values: (fact) => fact.certainty },
  { key: "how", title: "Date obtenue", values: (fact) => [...new Set(fact.sources.map((source) => DATA.how[source.how] ?? source.how))] },
  { key: "modality", title: "Modalité", values: (fact) => [...new Set(fact.sources.map((source) => source.modality).filter(Boolean))] },
  { key: "sources", title: "Sources", values: agreement },
];

function named(label) {
  return (fact) => fact.names.filter((place) => NAMES[place].label === label).map((place) => NAMES[place].shown);
}

function agreement(fact) {
  const values = [fact.documents > 1 ? "plusieurs documents" : "un seul document"];
  if (fact.others.length) values.push("dates contradictoires");
  if (fact.corrections.length) values.push("corrigé à la main");
  return values;
}

/** The facts in the order of their dates. `from` and `to` bound the days in which each is possible (`to` is exclusive). */
const FACTS = DATA.facts.map((row, place) => {
  const date = row.date;
  const [names, places, corrections] = DATA.placed.facts[place];
  const sources = places.map(([document, number]) => DOCUMENTS[document].sources[number]);
  const fact = {
    ...row,
    place,
    names,
    sources,
    corrections,
    id: sources[0].id,
    documents: new Set(sources.map((source) => source.document)).size,
    summary: typeset(row.summary),
    when: date ? date.text : "date inconnue",
    certainty: date ? date.certainty : ["inconnue"],
    from: date ? ms(date.first) : null,
    to: date && date.last !== null ? ms(date.last) + DAY : null,
    year: null,
  };
  const known = date ? (fact.from ?? fact.to - DAY) : null;
  if (known !== null) fact.year = new Date(known).getUTCFullYear();
  fact.facets = new Map(FACETS.map((facet) => [facet.key, facet.values(fact)]));
  return fact;
});

const SOURCES = new Map(FACTS.flatMap((fact) => fact.sources.map((source) => [source.id, { fact, source }])));

/** What is known of the passage of a source. */
const quote = (source) => DOCUMENTS[source.document].text.slice(source.start, source.end).replace(/[\u00ad\u2060]/g, "").replace(/\s+/g, " ").trim();

/** All that a search looks at, folded; made when it is first needed. */
function haystack(fact) {
  fact.folded ??= searchable(
    [
      fact.summary,
      fact.when,
      fact.date?.edtf ?? "",
      fact.kind,
      ...fact.names.flatMap((place) => [NAMES[place].shown, NAMES[place].full]),
      ...fact.sources.flatMap((source) => [quote(source), DOCUMENTS[source.document].title]),
    ].join("\n"),
  );
  return fact.folded;
}

/** Makes what searches look at, a little at a time, so that the first search need not. */
function readAhead(from = 0) {
  setTimeout(() => {
    const until = performance.now() + 12;
    let place = from;
    for (; place < FACTS.length && performance.now() < until; place += 1) haystack(FACTS[place]);
    if (place < FACTS.length) readAhead(place);
  });
}

/** `p. 3` if the document has pages. */
const pageOf = (source) => (source.page ? `p.\u00a0${source.page}` : "");

/** The span of the facts on the frise, with some room: [first, last] in milliseconds. */
const SPAN = (() => {
  const known = FACTS.filter((fact) => fact.date);
  const days = known.flatMap((fact) => [fact.from, fact.to]).filter((day) => day !== null);
  if (!days.length) return [Date.UTC(1900, 0), Date.UTC(2030, 0)];
  const [first, last] = days.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [Infinity, -Infinity]);
  const room = Math.max((last - first) * 0.04, 20 * DAY);
  return [first - room, last + room];
})();

const KINDS = [...new Set(FACTS.map((fact) => fact.kind || "autre"))].sort((a, b) => a.localeCompare(b, "fr"));
const HUES = [255, 28, 150, 310, 75, 205, 350, 120, 50, 280, 180, 5];
const hueOf = (kind) => HUES[KINDS.indexOf(kind || "autre") % HUES.length];
