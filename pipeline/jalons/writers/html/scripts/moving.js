// Moving about the frise: wheel, drag, pinch, buttons, keys, pointer.

const zoomer = d3
  .zoom()
  .filter((event) => (event.type === "wheel" ? !sideways(event) : !event.button))
  .wheelDelta((event) => -event.deltaY * (event.deltaMode === 1 ? 0.05 : event.deltaMode ? 1 : 0.0022))
  .on("zoom", ({ transform, sourceEvent }) => {
    if (sourceEvent?.type === "mousemove") byId("lanes").scrollTop -= sourceEvent.movementY;
    frise.transform = transform;
    hideTip();
    draw();
  });

const sideways = (event) => event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
const canvas = () => d3.select(byId("bars"));
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Moves the frise so that it shows the days from `first` to `last` (milliseconds). */
function showDays(first, last) {
  const [a, b] = [frise.base(first), frise.base(last)];
  const [low, high] = zoomer.scaleExtent();
  const k = Math.min(high, Math.max(low, (frise.right - frise.gutter) / (b - a)));
  const center = (frise.gutter + frise.right) / 2;
  zoomer.transform(canvas(), d3.zoomIdentity.translate(center - (k * (a + b)) / 2, 0).scale(k));
  drawNow();
}

const middle = (fact) => ((fact.from ?? fact.to) + (fact.to ?? fact.from)) / 2;

/** Shows so many days around the open fact, else around the fact nearest to the middle. */
function showScale(days) {
  const [first, last] = frise.x.domain();
  const here = (+first + +last) / 2;
  const nearer = (one, other) => (Math.abs(middle(other) - here) < Math.abs(middle(one) - here) ? other : one);
  const dated = state.shown.filter((fact) => fact.date);
  const fact = current.fact?.date ? current.fact : dated.length ? dated.reduce(nearer) : null;
  const near = fact ? middle(fact) : here;
  showDays(near - (days * DAY) / 2, near + (days * DAY) / 2);
  if (fact) reveal(fact);
}

/** Brings a fact into view, at the scale that is. */
function reveal(fact) {
  if (!fact.date || !frise.x) return;
  const [a, b] = extent(fact, frise.x);
  if (b < frise.gutter + 20 || a > frise.width - 60) zoomer.translateTo(canvas(), frise.base(fact.from ?? fact.to), 0);
  const lane = lanes.list.find((one) => one.facts.includes(fact));
  const place = lane?.places?.find((one) => one.fact === fact);
  if (!place) return;
  const top = lane.top + lanes.head + place.row * ROW;
  const frame = byId("lanes");
  if (top < frame.scrollTop || top + ROW > frame.scrollTop + frise.height) frame.scrollTop = top - frise.height / 2;
}

/** The fact under a point of the bars: a bar before words. */
function factAt(x, y) {
  const boxes = frise.boxes.filter((box) => x >= box.left - 3 && x <= box.right + 3 && y >= box.top && y <= box.bottom);
  return (boxes.findLast((box) => x >= box.bar[0] - 3 && x <= box.bar[1] + 3) ?? boxes.at(-1))?.fact ?? null;
}

function hideTip() {
  byId("tip").hidden = true;
}

function showTip(fact, x, y) {
  const tip = byId("tip");
  tip.replaceChildren(make("span", { className: "when" }, ...raised(typeset(fact.when))), make("span", {}, fact.summary), make("span", { className: "quiet" }, referenceOf(fact.sources[0])));
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const below = y + 60 + height < byId("canvas-frame").clientHeight + 120;
  tip.style.left = `${Math.max(4, Math.min(x + 14, frise.width - width - 4))}px`;
  tip.style.top = `${(below ? y + 62 : y - height + 30)}px`;
}

const KEYS = {
  ArrowLeft: () => zoomer.translateBy(canvas(), 90 / frise.transform.k, 0),
  ArrowRight: () => zoomer.translateBy(canvas(), -90 / frise.transform.k, 0),
  ArrowUp: () => step(-1),
  ArrowDown: () => step(1),
  "+": () => zoomer.scaleBy(canvas(), 1.5),
  "=": () => zoomer.scaleBy(canvas(), 1.5),
  "-": () => zoomer.scaleBy(canvas(), 1 / 1.5),
  0: () => showDays(...SPAN),
  Home: () => showDays(...SPAN),
  Enter: () => frise.over && open(frise.over.id),
};

/** Goes to the fact before or after the one pointed at, and says it. */
function step(way) {
  const dated = state.shown.filter((fact) => fact.date);
  if (!dated.length) return;
  const at = dated.indexOf(frise.over ?? current.fact);
  const fact = dated[Math.max(0, Math.min(dated.length - 1, at < 0 ? 0 : at + way))];
  frise.over = fact;
  reveal(fact);
  byId("spoken").textContent = `${typeset(fact.when)}\u00a0: ${fact.summary}`;
  drawNow();
  const box = frise.boxes.find((one) => one.fact === fact);
  if (box) showTip(fact, Math.max(box.left, frise.gutter), box.top);
}

function watchFrise() {
  const bars = byId("bars");
  canvas().call(zoomer).on("dblclick.zoom", null);
  bars.addEventListener("wheel", (event) => {
    if (!sideways(event)) return;
    event.preventDefault();
    zoomer.translateBy(canvas(), -(event.deltaX || event.deltaY) / frise.transform.k, 0);
  }, { passive: false });
  bars.addEventListener("pointermove", (event) => {
    if (event.buttons) return;
    const over = factAt(event.offsetX, event.offsetY);
    bars.style.cursor = over ? "pointer" : "";
    if (over) showTip(over, event.offsetX, event.offsetY);
    else hideTip();
    if (over === frise.over) return;
    frise.over = over;
    draw();
  });
  bars.addEventListener("pointerleave", () => {
    frise.over = null;
    hideTip();
    draw();
  });
  bars.addEventListener("click", (event) => {
    const fact = factAt(event.offsetX, event.offsetY);
    if (fact) open(fact.id);
  });
  byId("lanes").addEventListener("scroll", draw, { passive: true });
  byId("canvas-frame").addEventListener("keydown", (event) => {
    const act = event.ctrlKey || event.metaKey || event.altKey ? null : KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  byId("canvas-frame").addEventListener("blur", hideTip);
  byId("zoom-in").addEventListener("click", KEYS["+"]);
  byId("zoom-out").addEventListener("click", KEYS["-"]);
  byId("zoom-all").addEventListener("click", KEYS.Home);
  for (const button of byId("scales").children) button.addEventListener("click", () => showScale(Number(button.dataset.days)));
}
