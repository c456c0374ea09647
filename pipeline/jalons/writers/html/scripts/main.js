// All together: the address says which fact is open; a change of words or filters shows list and frise anew.

/** Shows what query and filters let through. */
function refresh() {
  performance.mark("jalons:refresh");
  select();
  groupLanes();
  frise.laidOut = null;
  const place = current.fact ? state.shown.indexOf(current.fact) : -1;
  showList(place < STEP ? 0 : place - STEP / 2, Math.max(place + STEP, STEP));
  if (place < STEP) scroller().scrollTop = Math.min(scroller().scrollTop, byId("liste").offsetTop);
  for (const view of facetViews) showFacet(view);
  showActive();
  byId("count").textContent = state.shown.length === FACTS.length ? "" : `${state.shown.length.toLocaleString("fr")} sur ${count(FACTS.length, "fait")}`;
  if (frise.width) drawNow();
  if (current.fact) byId("passage").querySelector(".tools")?.replaceWith(tools(current.fact));
  performance.measure("jalons:refresh", "jalons:refresh");
}

/** Opens what the address names. */
function route() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    // an address that is not ours
  }
  const found = SOURCES.get(id);
  if (id && !found && id !== "liste") byId("spoken").textContent = `Aucun fait ne porte l’identifiant ${id}.`;
  const changed = found?.fact !== current.fact;
  current.fact = found?.fact ?? null;
  current.source = found?.source ?? null;
  showPassage();
  resize();
  showCurrentRow(changed);
  if (current.fact) {
    reveal(current.fact);
    const body = byId("passage").querySelector(".text");
    body.scrollTop = (body.querySelector(".told")?.offsetTop ?? 0) - body.clientHeight / 4;
    byId("passage-title").focus({ preventScroll: true });
  }
}

function resize() {
  const before = frise.x?.domain();
  const width = frise.width;
  measure();
  if (!before || width === frise.width) return;
  frise.laidOut = null;
  showDays(...before);
}

function showScope() {
  const years = FACTS.map((fact) => fact.year).filter((year) => year !== null);
  const span = years.length ? `, de ${years.reduce((a, b) => Math.min(a, b))} à ${years.reduce((a, b) => Math.max(a, b))}` : "";
  byId("scope").textContent = `${count(FACTS.length, "fait")}${FACTS.length < 2 ? " daté" : " datés"}${span}, tirés de ${count(DOCUMENTS.length, "document")}`;
  const undated = FACTS.filter((fact) => !fact.date).length;
  const note = undated ? ` ${count(undated, "fait")} sans date connue ${undated < 2 ? "n’est" : "ne sont"} que dans la liste.` : "";
  byId("about").textContent = `Chronologie établie par Jalons. Chaque fait renvoie au passage qui le dit\u00a0; les dates suivent l’EDTF (ISO 8601-2).${note}`;
}

const SAMPLES = [
  ["17 novembre 2012", "un jour connu", { first: 20, last: 20, sure: [20, 20], certainty: ["sûre"] }],
  ["2012", "un jour de 2012, on ne sait lequel", { first: 0, last: 60, certainty: ["sûre"] }],
  ["de 2007 à 2009", "plein où la durée est sûre, pâle où elle commence et finit", { first: 0, last: 90, sure: [25, 65], certainty: ["sûre"] }],
  ["vers 1995", "bords fondus : date approximative", { first: 12, last: 72, soft: [true, true], certainty: ["approximative"] }],
  ["à partir de 2016", "flèche : on ne sait jusqu’à quand", { first: 0, last: null, sure: [24, null], certainty: ["ouverte"] }],
  ["2011 (incertain)", "tirets : date incertaine", { first: 0, last: 60, certainty: ["incertaine"] }],
];

/** The key of the frise: each way to draw a date, drawn. */
function drawKey() {
  const items = SAMPLES.map(([when, words, shape]) => {
    const sample = make("canvas", { "aria-hidden": "true" });
    const context = sized(sample, 112, 22);
    const scale = frise.x;
    frise.x = (at) => 10 + at / DAY + EPOCH;
    const fact = { kind: KINDS[0], from: ms(shape.first), to: shape.last === null ? null : ms(shape.last), date: shape };
    const day = shape.first === shape.last;
    drawShape(context, fact, day ? 40 : 10 + shape.first, day ? 51 : shape.last === null ? 104 : 10 + shape.last, 8, "");
    frise.x = scale;
    return make("li", {}, sample, make("span", {}, make("b", {}, typeset(when)), `\u00a0: ${typeset(words)}`));
  });
  if (FACTS.some((fact) => fact.others.length)) items.push(make("li", {}, make("b", {}, "≠"), "les sources se contredisent sur la date"));
  byId("key").replaceChildren(make("ul", {}, ...items));
}

function start() {
  readColours();
  showScope();
  buildFacets();
  const folded = window.matchMedia("(max-width: 999px)");
  byId("filters-fold").open = !folded.matches;
  measure();
  refresh();
  watchFrise();
  watchList();
  drawNow();
  const query = byId("query");
  query.disabled = false;
  query.addEventListener("input", () => {
    state.query = query.value;
    refresh();
  });
  byId("reset").addEventListener("click", clearFilters);
  for (const input of document.querySelectorAll("input[name=lanes]")) {
    input.addEventListener("change", () => {
      lanes.by = input.value;
      groupLanes();
      const [first, last] = frise.x.domain();
      measure();
      frise.laidOut = null;
      showDays(first, last);
    });
  }
  byId("key-open").addEventListener("click", () => {
    const key = byId("key");
    key.hidden = !key.hidden;
    byId("key-open").setAttribute("aria-expanded", String(!key.hidden));
    if (!key.hidden) drawKey();
  });
  byId("facts").addEventListener("pointerover", (event) => {
    const row = event.target.closest("li");
    frise.over = row ? FACTS[row.dataset.place] : null;
    draw();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current.fact) close();
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.target.matches("input, textarea")) return;
    event.preventDefault();
    query.focus();
  });
  window.addEventListener("hashchange", route);
  new ResizeObserver(resize).observe(byId("canvas-frame"));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    draw();
    if (!byId("key").hidden) drawKey();
  });
  window.addEventListener("beforeprint", printList);
  window.addEventListener("afterprint", refresh);
  if (location.hash) route();
  readAhead();
  performance.mark("jalons:ready");
}

start();
