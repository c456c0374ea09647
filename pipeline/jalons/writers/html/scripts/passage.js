// The passage of a fact: its date and how it was got, who and what, its sources, and the document with the passage marked.

const current = { fact: null, source: null, opener: null };
const muted = new Set();

/** Opens the fact of an entry's id. */
function open(id) {
  const hash = `#${encodeURIComponent(id)}`;
  if (location.hash === hash) route();
  else location.hash = hash;
}

function close() {
  const fact = current.fact;
  history.pushState(null, "", location.pathname + location.search);
  route();
  if (fact) rowOf(fact)?.querySelector("a").focus();
}

function showPassage() {
  const panel = byId("passage");
  const { fact, source } = current;
  panel.hidden = !fact;
  document.body.classList.toggle("reading", Boolean(fact));
  if (!fact) {
    panel.replaceChildren();
    return;
  }
  const title = make("h2", { id: "passage-title", tabIndex: -1 }, ...raised(typeset(fact.when)));
  const head = make("div", { className: "head" }, title, make("p", { className: "summary" }, fact.summary), kindLine(fact));
  panel.replaceChildren(tools(fact), make("div", { className: "sheet" }, head, ...notices(fact), facts(fact, source), ...sourceList(fact, source), ...text(source)));
  panel.setAttribute("aria-labelledby", "passage-title");
}

function tools(fact) {
  const place = state.shown.indexOf(fact);
  const step = (way, words, sign) => {
    const other = place < 0 ? null : state.shown[place + way];
    return make("button", { type: "button", disabled: !other, "aria-label": words, title: words, onclick: () => open(other.id) }, sign);
  };
  return make(
    "div",
    { className: "tools", role: "toolbar", "aria-label": "Passage" },
    step(-1, "Fait précédent", "←"),
    step(1, "Fait suivant", "→"),
    make("button", { type: "button", id: "copy-link", onclick: (event) => copy(event.currentTarget, link()) }, "Copier le lien"),
    make("button", { type: "button", id: "copy-reference", "aria-label": "Citer\u00a0: copier le passage et sa référence", title: "Copier le passage et sa référence", onclick: (event) => copy(event.currentTarget, citation(fact)) }, "Citer"),
    make("button", { type: "button", id: "close", className: "close", "aria-label": "Fermer le passage", title: "Fermer (Échap)", onclick: close }, "×"),
  );
}

const link = () => location.href;

/** A fact as a note cites it. */
function citation(fact) {
  const source = current.source;
  return `«\u202f${typeset(quote(source))}\u202f», ${reference(source)} [${typeset(fact.when)}\u00a0; ${source.id}].`;
}

async function copy(button, words) {
  const label = button.textContent;
  let done = "Copié";
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    const field = make("textarea", { value: words, className: "hidden" });
    button.after(field);
    field.select();
    done = document.execCommand("copy") ? "Copié" : "Copie impossible";
    field.remove();
    button.focus();
  }
  button.textContent = done;
  byId("spoken").textContent = done;
  setTimeout(() => (button.textContent = label), 1600);
}

function kindLine(fact) {
  const swatch = make("i", { className: "swatch", "aria-hidden": "true" });
  swatch.style.setProperty("--hue", hueOf(fact.kind));
  return make("p", { className: "meta quiet" }, swatch, typeset(fact.kind || "autre"), ...badges(fact));
}

/** Contradictions and corrections, before all else. */
function notices(fact) {
  const contrary = new Set(fact.others.flatMap(([, ids]) => ids));
  const version = (when, ids, more) => {
    const tellers = fact.sources.filter((source) => ids.has(source.id));
    return make("li", {}, make("b", {}, ...raised(typeset(when))), " selon ", ...commas(tellers.map(sourceLink)), more);
  };
  const notes = [];
  if (contrary.size) {
    const agreeing = new Set(fact.sources.map((source) => source.id).filter((id) => !contrary.has(id)));
    const versions = [version(fact.when, agreeing, " (date retenue)"), ...fact.others.map(([when, ids]) => version(when, new Set(ids)))];
    notes.push(make("section", { className: "notice alert" }, make("h3", {}, "Les sources se contredisent"), make("ul", {}, ...versions)));
  }
  if (fact.corrections.length) {
    notes.push(make("section", { className: "notice" }, make("h3", {}, "Corrigé à la main"), make("ul", {}, ...fact.corrections.map((words) => make("li", {}, typeset(words))))));
  }
  return notes;
}

const commas = (parts) => parts.flatMap((part, place) => (place ? [", ", part] : [part]));

function sourceLink(source) {
  return make("a", { href: `#${encodeURIComponent(source.id)}` }, referenceOf(source));
}

/** The table of what is known: the date and how it was got, then who and what, by label. */
function facts(fact, source) {
  const rows = [];
  const row = (head, ...cells) => rows.push(make("dt", {}, head), make("dd", {}, ...cells));
  row("Date", ...howGot(source));
  if (fact.date) row("Bornes", ...raised(bounds(fact)), " ", make("code", { title: "EDTF (ISO 8601-2)" }, fact.date.edtf));
  if (source.modality && source.modality !== "affirmé") row("Modalité", source.modality);
  for (const label of Object.keys(LABELS)) {
    const names = fact.names.map((place) => NAMES[place]).filter((name) => name.label === label);
    if (names.length) row(capital(LABELS[label]), ...commas(names.map(nameOf)));
  }
  return make("dl", { className: "known" }, ...rows);
}

function howGot(source) {
  const words = [source.how in DATA.how ? DATA.how[source.how] : source.how];
  if (source.said) words.push(`\u00a0: «\u202f${typeset(source.said)}\u202f»`);
  if (source.anchor) words.push(`, comptée depuis «\u202f${typeset(source.anchor)}\u202f»`);
  return [...words, source.rule ? make("span", { className: "quiet" }, ` (règle ${source.rule})`) : ""];
}

/** The first and last possible day. */
function bounds(fact) {
  const day = (at) => DAY_WORDS.format(new Date(at)).replace(/^1 /, "1er ");
  if (fact.from === null) return `avant le ${day(fact.to)}`;
  if (fact.to === null) return `depuis le ${day(fact.from)}`;
  return fact.to - fact.from === DAY ? `le ${day(fact.from)}` : `entre le ${day(fact.from)} et le ${day(fact.to - DAY)}`;
}

/** A name: a button that filters by it, and the address of a law if it is known. */
function nameOf(name) {
  const facet = FACETS.find((one) => one.key === name.label);
  const words = facet
    ? make("button", { type: "button", className: "name", title: name.full && name.full !== name.shown ? name.full : `Ne montrer que les faits de ${name.shown}`, onclick: () => choose(facet.key, name.shown, true) }, name.shown)
    : make("span", {}, name.shown);
  if (!/^https:\/\//.test(name.address)) return words;
  const away = make("a", { href: name.address, rel: "noopener noreferrer external", target: "_blank", className: "away", title: name.origin === "calculée" ? "Adresse composée d’après le numéro et la date du texte" : "", "aria-label": `Lire le texte\u00a0: ${name.shown} (nouvel onglet)` }, "texte\u00a0↗");
  return make("span", {}, words, " ", away);
}

/** The sources of a fact that several passages tell. */
function sourceList(fact, source) {
  if (fact.sources.length < 2) return [];
  const rows = fact.sources.map((one) => make("li", one === source ? { "aria-current": "true" } : {}, sourceLink(one), make("span", { className: "quiet" }, ` — ${typeset(one.date)}`)));
  const reasons = fact.reasons.length ? [make("details", { className: "reasons" }, make("summary", {}, "Pourquoi ces passages sont réunis"), make("ul", {}, ...fact.reasons.map((words) => make("li", {}, typeset(words)))))] : [];
  return [make("section", {}, make("h3", {}, count(fact.sources.length, "passage", "passages")), make("ul", { className: "sources" }, ...rows), ...reasons)];
}

/** The document: its head, the legend of its mentions, its text with the passage marked. */
function text(source) {
  const one = DOCUMENTS[source.document];
  const body = make("div", { className: "text", role: "region", tabIndex: 0, "aria-label": "Texte du document" }, ...paragraphs(one, source));
  for (const label of muted) body.classList.add(`no-${label}`);
  const about = [one.file !== one.title ? one.file : "", source.section && `sous «\u202f${typeset(source.section)}\u202f»`, pageOf(source), one.speaks ? `document de ${one.speaks}` : ""].filter(Boolean).join(" · ");
  return [make("div", { className: "document" }, make("h3", { className: one.title === one.title.toUpperCase() ? "caps" : "" }, typeset(one.title)), make("p", { className: "quiet" }, about)), legend(one, body), body];
}

function legend(one, body) {
  const labels = [...new Set(one.mentions.map((mention) => mention[2]))].sort((a, b) => Object.keys(LABELS).indexOf(a) - Object.keys(LABELS).indexOf(b));
  const keys = labels.map((label) => {
    const button = make("button", { type: "button", className: `m m-${label}`, "aria-pressed": String(!muted.has(label)) }, LABELS[label] ?? label);
    button.addEventListener("click", () => {
      if (!muted.delete(label)) muted.add(label);
      button.setAttribute("aria-pressed", String(!muted.has(label)));
      body.classList.toggle(`no-${label}`, muted.has(label));
    });
    return button;
  });
  return make("div", { className: "legend", role: "group", "aria-label": "Mentions colorées" }, make("span", { className: "passage-key" }, "passage"), ...keys);
}

/** The lines of a document as paragraphs; pages and headings where they begin. */
function paragraphs(one, source) {
  const result = [];
  const pages = [...one.pages];
  const headings = new Set(one.headings);
  let mention = 0;
  let page = 0;
  for (const match of one.text.matchAll(/[^\r\n\f\v\u2028\u2029]+/g)) {
    const [from, to] = [match.index, match.index + match[0].length];
    while (page < pages.length && pages[page] <= from) {
      page += 1;
      if (pages.length > 1) result.push(make("p", { className: "page" }, `page\u00a0${page}`));
    }
    if (!match[0].trim()) continue;
    while (mention < one.mentions.length && one.mentions[mention][1] <= from) mention += 1;
    const start = from + match[0].length - match[0].trimStart().length;
    const line = make("p", { className: headings.has(start) ? "heading" : "" });
    mention = writeLine(line, one, source, from, to, mention);
    result.push(line);
  }
  return result;
}

/** Writes [from, to) of a text: mentions from the one given on, the passage marked; gives the first mention not yet done. */
function writeLine(line, one, source, from, to, mention) {
  let at = from;
  let next = mention;
  const write = (end, properties) => {
    for (const [a, b, inside] of cutByPassage(at, end, source)) {
      const words = one.text.slice(a, b);
      if (!properties && !inside) line.append(words);
      else line.append(make("span", { ...properties, className: `${properties?.className ?? ""}${inside ? " told" : ""}`.trim() }, words));
    }
    at = end;
  };
  for (; next < one.mentions.length && one.mentions[next][0] < to; next += 1) {
    const [start, end, label, place] = one.mentions[next];
    if (end <= at) continue;
    if (start > at) write(start, null);
    const name = place < 0 ? "" : `\u00a0: ${NAMES[one.names[place]].shown}`;
    write(Math.min(end, to), { className: `m m-${label}`, title: `${capital(LABELS[label] ?? label)}${name}` });
    if (end > to) break; // the rest is on the next line
  }
  if (at < to) write(to, null);
  return next;
}

function cutByPassage(from, to, source) {
  const cuts = [from, ...[source.start, source.end].filter((place) => place > from && place < to), to];
  return cuts.slice(1).map((end, place) => [cuts[place], end, cuts[place] >= source.start && end <= source.end]);
}
