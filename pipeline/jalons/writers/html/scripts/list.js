// The list of facts: a window of them, which grows at its ends as one scrolls, and holds all of them for print.

const STEP = 40;
const listed = { from: 0, to: 0 };

/** The reference of a source: document, page. */
function reference(source) {
  return [typeset(DOCUMENTS[source.document].title), pageOf(source)].filter(Boolean).join(", ");
}

/** The same as an element: a title in capitals is set in small ones. */
function referenceOf(source, more = "") {
  const { title } = DOCUMENTS[source.document];
  const name = make("span", { className: title === title.toUpperCase() ? "caps" : "" }, typeset(title));
  return make("span", { className: "source" }, name, pageOf(source) && `, ${pageOf(source)}`, more);
}

function factRow(fact, place) {
  const swatch = make("i", { className: "swatch", "aria-hidden": "true" });
  swatch.style.setProperty("--hue", hueOf(fact.kind));
  const previous = state.shown[place - 1];
  const first = !previous || previous.year !== fact.year || Boolean(previous.date) !== Boolean(fact.date);
  const year = make("span", { className: "year", "aria-hidden": "true" }, first ? yearOf(fact) : "");
  const when = make("span", { className: "when" }, ...raised(typeset(fact.when)));
  const link = make(
    "a",
    { href: `#${encodeURIComponent(fact.id)}`, className: "open" },
    when,
    make("span", { className: "hidden" }, "\u00a0: "),
    fill(make("span", { className: "summary" }), fact.summary, state.words),
  );
  const meta = make("p", { className: "meta quiet" }, swatch, make("span", { className: "kind" }, typeset(fact.kind || "autre")), ...origin(fact), ...badges(fact));
  const row = make("li", { className: `fact${first ? " first" : ""}`, "aria-posinset": place + 1, "aria-setsize": state.shown.length }, year, make("div", {}, link, found(fact), meta));
  row.dataset.place = fact.place;
  if (fact === current.fact) link.setAttribute("aria-current", "true");
  return row;
}

/** The year in the margin: `…2009` for what ended then, begun who knows when. */
function yearOf(fact) {
  if (!fact.date) return "s.\u00a0d.";
  return `${fact.from === null ? "…" : ""}${fact.year}`;
}

/** Where a fact is told; of a single document the page says enough. */
function origin(fact) {
  const first = fact.sources[0];
  if (DOCUMENTS.length === 1) return first.page ? [make("span", { className: "source" }, pageOf(first))] : [];
  return [referenceOf(first, fact.documents > 1 ? ` et ${count(fact.documents - 1, "autre document", "autres documents")}` : "")];
}

function badges(fact) {
  const words = fact.certainty.filter((word) => word !== "sûre").map((word) => `date ${word}`);
  if (fact.others.length) words.push("dates contradictoires");
  if (fact.corrections.length) words.push("corrigé");
  for (const source of fact.sources.slice(0, 1)) if (source.modality && source.modality !== "affirmé") words.push(source.modality);
  return words.map((word) => make("span", { className: `badge${word === "dates contradictoires" ? " alert" : ""}` }, word));
}

/** The words looked for, in the passage, if neither date nor summary holds them. */
function found(fact) {
  if (!state.words.length) return null;
  const own = searchable(`${fact.summary} ${fact.when}`);
  const missing = state.words.filter((word) => !own.includes(word));
  const text = missing.length ? quote(fact.sources[0]) : "";
  const parts = missing.length ? marked(text, missing) : [];
  const hit = parts.findIndex(([, is]) => is);
  if (hit < 0) return null;
  const at = parts.slice(0, hit).reduce((sum, [words]) => sum + words.length, 0);
  const from = Math.max(0, text.lastIndexOf(" ", Math.max(0, at - 50)));
  const part = `${from ? "…" : ""}${text.slice(from, at + 90)}${at + 90 < text.length ? "…" : ""}`;
  return fill(make("p", { className: "found" }), typeset(part), state.words);
}

/** Shows the facts [from, to) of those to show. */
function showList(from, to) {
  listed.from = Math.max(0, from);
  listed.to = Math.min(state.shown.length, to);
  const rows = [];
  for (let place = listed.from; place < listed.to; place += 1) rows.push(factRow(state.shown[place], place));
  byId("facts").replaceChildren(...rows);
  showEnds();
}

function showEnds() {
  byId("before").hidden = listed.from === 0;
  byId("after").hidden = listed.to >= state.shown.length;
  byId("nothing").hidden = state.shown.length > 0;
}

function growDown() {
  const to = Math.min(state.shown.length, listed.to + STEP);
  for (let place = listed.to; place < to; place += 1) byId("facts").append(factRow(state.shown[place], place));
  listed.to = to;
  showEnds();
}

/** Grows at the top; what is in view stays where it is. */
function growUp() {
  const list = byId("facts");
  const anchor = list.firstElementChild;
  const before = anchor?.getBoundingClientRect().top ?? 0;
  const from = Math.max(0, listed.from - STEP);
  const rows = [];
  for (let place = from; place < listed.from; place += 1) rows.push(factRow(state.shown[place], place));
  list.prepend(...rows);
  listed.from = from;
  showEnds();
  if (anchor) scroller().scrollTop += anchor.getBoundingClientRect().top - before;
}

/** What scrolls the list: its own pane, or on small screens the page. */
function scroller() {
  const pane = byId("liste");
  return getComputedStyle(pane).overflowY === "auto" ? pane : document.scrollingElement;
}

/** The row of a fact, brought into the window if it is among those shown. */
function rowOf(fact) {
  const place = state.shown.indexOf(fact);
  if (place < 0) return null;
  if (place < listed.from || place >= listed.to) showList(place - STEP / 2, place + STEP);
  return byId("facts").children[place - listed.from];
}

function showCurrentRow(reveal) {
  for (const link of byId("facts").querySelectorAll("[aria-current]")) link.removeAttribute("aria-current");
  const row = current.fact && rowOf(current.fact);
  if (!row) return;
  row.querySelector("a").setAttribute("aria-current", "true");
  if (reveal) row.scrollIntoView({ block: "nearest" });
}

function watchList() {
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      if (entry.target.id === "after") growDown();
      else growUp();
    }
  });
  for (const [id, grow] of [["before", growUp], ["after", growDown]]) {
    byId(id).addEventListener("click", grow);
    watcher.observe(byId(id));
  }
}

/** For print: every fact shown, with its passage and reference. */
function printList() {
  byId("print-filters").textContent = filtersInWords();
  showList(0, state.shown.length);
  for (const [place, row] of [...byId("facts").children].entries()) {
    const sources = state.shown[place].sources.map((source) => {
      const told = make("q", {}, typeset(quote(source)));
      return make("p", { className: "told" }, told, ` — ${reference(source)} `, make("span", { className: "id" }, source.id));
    });
    row.querySelector("div").append(...sources);
  }
}
