// What is shown: the words looked for, and the values chosen of each facet (any of one facet, all facets together).

const state = { query: "", words: [], chosen: new Map(FACETS.map((facet) => [facet.key, new Set()])), shown: FACTS };
const MANY = 8;

/** The words and "quoted phrases" of a query, as they are searched: from the beginning of a word. */
function parse(query) {
  const parts = [...query.matchAll(/["«“]([^"»”]+)["»”]|([^\s"«»“”]+)/g)];
  return parts.map((match) => searchable(match[1] ?? match[2])).filter((word) => word !== " ");
}

function holds(fact, but) {
  for (const [key, values] of state.chosen) {
    if (key !== but && values.size && !fact.facets.get(key).some((value) => values.has(value))) return false;
  }
  return true;
}

/** Finds the facts to show, in the order of their dates. */
function select() {
  state.words = parse(state.query);
  const found = state.words.length ? FACTS.filter((fact) => state.words.every((word) => haystack(fact).includes(word))) : FACTS;
  state.found = found;
  state.shown = found.filter((fact) => holds(fact));
}

/** How many facts each value of a facet would show, given the other facets. */
function tally(facet) {
  const totals = new Map();
  for (const fact of state.found) {
    if (!holds(fact, facet.key)) continue;
    for (const value of fact.facets.get(facet.key)) totals.set(value, (totals.get(value) ?? 0) + 1);
  }
  return totals;
}

/** The facets that tell facts apart, each with its values, the commonest first. */
const facetViews = FACETS.map((facet) => {
  const totals = new Map();
  for (const fact of FACTS) for (const value of fact.facets.get(facet.key)) totals.set(value, (totals.get(value) ?? 0) + 1);
  const rest = ([value]) => (facet.key === "kind" && value === DATA.other ? 1 : 0);
  const values = [...totals].sort((a, b) => rest(a) - rest(b) || b[1] - a[1] || a[0].localeCompare(b[0], "fr")).map(([value]) => value);
  return { facet, values, rows: new Map(), all: false };
}).filter((view) => view.values.length > 1 || ["ORG", "LAW", "CONCEPT"].includes(view.facet.key));

function buildFacets() {
  for (const [place, view] of facetViews.entries()) {
    view.list = make("ul", { className: "values" });
    view.more = make("button", { type: "button", className: "link more-values", onclick: () => toggleAll(view) });
    const title = make("summary", {}, make("h3", {}, view.facet.title), make("span", { className: "quiet" }, String(view.values.length || "aucun")));
    view.fold = make("details", { className: "facet", open: place < 3 }, title);
    view.fold.addEventListener("toggle", () => showFacet(view));
    if (view.values.length > 3 * MANY) {
      const narrow = make("input", { type: "search", className: "narrow", placeholder: "Réduire la liste…", "aria-label": `Réduire la liste : ${view.facet.title}` });
      narrow.addEventListener("input", () => {
        view.narrowed = fold(narrow.value.trim());
        showFacet(view);
      });
      view.fold.append(narrow);
    }
    view.fold.append(view.list, view.more);
    byId("facets").append(view.fold);
  }
}

function toggleAll(view) {
  view.all = !view.all;
  showFacet(view);
}

/** Writes the values of a facet with their counts; a long list shows its commonest values, and those chosen. */
function showFacet(view) {
  if (!view.fold.open) return;
  const totals = tally(view.facet);
  const chosen = state.chosen.get(view.facet.key);
  const matching = view.narrowed ? view.values.filter((value) => fold(value).includes(view.narrowed)) : view.values;
  const most = matching.length <= MANY + 3 ? matching.length : MANY;
  const visible = view.all ? matching : matching.filter((value, place) => place < most || chosen.has(value));
  const focused = document.activeElement?.value;
  const inside = view.list.contains(document.activeElement);
  view.list.replaceChildren(...visible.map((value) => valueRow(view.facet, value, totals.get(value) ?? 0, chosen.has(value))));
  if (inside) [...view.list.querySelectorAll("input")].find((input) => input.value === focused)?.focus();
  view.more.hidden = matching.length === most;
  view.more.textContent = view.all ? "Réduire" : `Les ${(matching.length - visible.length).toLocaleString("fr")} autres…`;
}

function valueRow(facet, value, total, checked) {
  const box = make("input", { type: "checkbox", value, checked, onchange: () => choose(facet.key, value, box.checked) });
  const swatch = facet.key === "kind" ? make("i", { className: "swatch" }) : null;
  swatch?.style.setProperty("--hue", hueOf(value));
  const words = make("span", { className: "value" }, typeset(capital(value)));
  return make("li", { className: total ? "" : "none" }, make("label", {}, box, swatch, words, make("span", { className: "total quiet" }, total.toLocaleString("fr"))));
}

function choose(key, value, on) {
  const values = state.chosen.get(key);
  if (on) values.add(value);
  else values.delete(value);
  refresh();
}

/** The values chosen, as buttons that take each back. */
function showActive() {
  const chips = [];
  for (const view of FACETS) {
    for (const value of state.chosen.get(view.key)) {
      chips.push(make("button", { type: "button", className: "chip", "aria-label": `Retirer le filtre ${value}`, onclick: () => choose(view.key, value, false) }, typeset(value), " ×"));
    }
  }
  if (chips.length > 1) chips.push(make("button", { type: "button", className: "link", onclick: clearFilters }, "Tout retirer"));
  byId("active").replaceChildren(...chips);
}

function clearFilters() {
  for (const values of state.chosen.values()) values.clear();
  state.query = byId("query").value = "";
  refresh();
}

/** What the filters say, for print. */
function filtersInWords() {
  const parts = FACETS.flatMap((facet) => {
    const values = [...state.chosen.get(facet.key)];
    return values.length ? [`${facet.title}\u00a0: ${values.join(", ")}`] : [];
  });
  if (state.query.trim()) parts.unshift(`Recherche\u00a0: «\u202f${state.query.trim()}\u202f»`);
  return parts.join(" · ");
}
