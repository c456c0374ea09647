// The frise: canvases for the axis and the bars, moved and scaled by d3-zoom.

const locale = d3.timeFormatLocale(d3.french);
const frise = { transform: d3.zoomIdentity, width: 0, right: 0, height: 0, gutter: 0, base: null, x: null, over: null, boxes: [], colours: null };

const UNITS = [
  ...[1, 2, 7].map((step) => ({ days: step, interval: d3.utcDay.every(step === 7 ? 1 : step), each: step, tick: "%-d", head: d3.utcMonth, heading: "%B %Y" })),
  ...[1, 3].map((step) => ({ days: 30 * step, interval: d3.utcMonth.every(step), tick: "%b", head: d3.utcYear, heading: "%Y" })),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].map((step) => ({ days: 365 * step, interval: d3.utcYear.every(step), tick: "%Y", head: step < 100 ? d3.utcYear.every(step < 5 ? 10 : 100) : null, heading: step < 5 ? "années %Y" : "" })),
].map((unit) => ({ ...unit, tick: locale.utcFormat(unit.tick), heading: unit.heading ? locale.utcFormat(unit.heading) : century }));

/** `XXe siècle` for a day of 1900: the hundred years 19xx, by convention. */
function century(day) {
  let rest = Math.floor(day.getUTCFullYear() / 100) + 1;
  let roman = "";
  for (const [value, letters] of [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]]) {
    for (; rest >= value; rest -= value) roman += letters;
  }
  return `${roman}${roman === "I" ? "er" : "e"} siècle`;
}

/** Sizes a canvas for the screen and gives its context, in CSS pixels. */
function sized(canvas, width, height) {
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** The colours and letters of the style sheet, read again when the scheme changes. */
function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  frise.colours = { ink: read("--ink"), quiet: read("--quiet"), rule: read("--rule"), paper: read("--paper"), wash: read("--wash"), accent: read("--accent"), light: read("--bar-light"), chroma: read("--bar-chroma"), sans: read("--sans") };
}

const tone = (hue, alpha = 1) => `oklch(${frise.colours.light} ${frise.colours.chroma} ${hue} / ${alpha})`;

function measure() {
  const frame = byId("canvas-frame");
  frise.width = frame.clientWidth;
  frise.right = frise.width - 8;
  frise.gutter = frise.width < 700 || lanes.by === "document" ? 0 : 148;
  frise.base = d3.scaleUtc().domain(SPAN).range([frise.gutter, frise.right]);
  const days = (SPAN[1] - SPAN[0]) / DAY;
  zoomer
    .extent([[frise.gutter, 0], [frise.right, 1]])
    .translateExtent([[frise.gutter, -Infinity], [frise.right, Infinity]])
    .scaleExtent([Math.min(1, days / 45000), Math.max(1, (days * 90) / (frise.right - frise.gutter))]);
}

/** Lays the lanes out for the scale and draws all; `layOut` depends on the scale alone, so that rows stay when one moves. */
function layOutFrise() {
  const still = frise.transform.k;
  const scale = d3.scaleUtc().domain(SPAN).range([0, (frise.right - frise.gutter) * still]);
  layOut(scale, frise.gutter ? 0 : 18, lanes.list.length > 30 ? 2 : 6);
  frise.laidOut = still;
  const tall = Math.max(lanes.height, ROW);
  byId("lanes-height").style.height = `${tall}px`;
  const style = getComputedStyle(byId("lanes"));
  frise.height = Math.min(tall, parseFloat(style.maxHeight) || tall);
}

let pending = 0;
function draw() {
  pending ||= requestAnimationFrame(() => {
    pending = 0;
    drawNow();
  });
}

function drawNow() {
  if (!frise.width) return;
  if (frise.laidOut !== frise.transform.k) layOutFrise();
  frise.x = frise.transform.rescaleX(frise.base);
  const ticks = ticksOf(frise.x);
  drawAxis(ticks);
  drawBars(ticks);
  drawOverview();
  const [first, last] = frise.x.domain().map((day) => DAY_WORDS.format(day));
  byId("canvas-frame").setAttribute("aria-label", `Frise chronologique, du ${first} au ${last}`);
}

/** The ticks in view: those of the finest unit that leaves room for words, and the units they stand in. */
function ticksOf(x) {
  const [first, last] = x.domain();
  const perDay = (x(last) - x(first)) / ((last - first) / DAY);
  const unit = UNITS.find((one) => one.days * perDay >= (one.days < 30 ? 30 : 46)) ?? UNITS.at(-1);
  let ticks = unit.interval.range(unit.interval.floor(first), new Date(+last + DAY));
  if (unit.each === 7) ticks = ticks.filter((day) => [1, 8, 15, 22].includes(day.getUTCDate()));
  const heads = unit.head ? unit.head.range(unit.head.floor(first), new Date(+last + DAY)) : [];
  return { unit, ticks, heads };
}

function drawAxis({ unit, ticks, heads }) {
  const { colours, x, width, gutter } = frise;
  const context = sized(byId("axis"), width, 40);
  context.save();
  context.beginPath();
  context.rect(gutter, 0, width - gutter, 40);
  context.clip();
  context.textBaseline = "alphabetic";
  context.font = `12px ${colours.sans}`;
  context.fillStyle = colours.quiet;
  for (const day of ticks) {
    const at = x(day);
    context.fillRect(Math.round(at), 34, 1, 6);
    context.fillText(unit.tick(day), at + 4, 35);
  }
  context.fillStyle = colours.ink;
  context.font = `600 12px ${colours.sans}`;
  for (const [place, day] of heads.entries()) {
    const next = place + 1 < heads.length ? x(heads[place + 1]) : width;
    const words = unit.heading(day);
    const at = Math.max(x(day), gutter) + 4;
    if (at + context.measureText(words).width < next - 6) context.fillText(words, at, 15);
    context.fillRect(Math.round(x(day)), 4, 1, 36);
  }
  context.restore();
}

function drawBars({ ticks }) {
  const { colours, x, width, gutter, transform } = frise;
  const frame = byId("lanes");
  const above = frame.scrollTop;
  const shift = transform.applyX(frise.base(SPAN[0]));
  const context = sized(byId("bars"), width, frise.height);
  frise.boxes = [];
  context.save();
  context.beginPath();
  context.rect(gutter, 0, width - gutter, frise.height);
  context.clip();
  context.fillStyle = colours.rule;
  for (const day of ticks) context.fillRect(Math.round(x(day)), 0, 1, frise.height);
  context.restore();
  for (const lane of lanes.list) {
    const top = lane.top - above;
    if (top > frise.height || top + lane.height < 0) continue;
    context.fillStyle = colours.rule;
    if (lane.top) context.fillRect(0, Math.round(top), width, 1);
    context.save();
    context.beginPath();
    context.rect(gutter, 0, width - gutter, frise.height);
    context.clip();
    for (const place of lane.places) {
      const left = place.left + shift;
      if (left + place.reach < gutter - 20 || left > width + 20) continue;
      drawFact(context, place, left, top + lanes.head + place.row * ROW + 4);
    }
    context.restore();
    drawLaneTitle(context, lane, top);
  }
}

function drawLaneTitle(context, lane, top) {
  const { colours, gutter } = frise;
  context.font = `600 12px ${colours.sans}`;
  context.fillStyle = colours.ink;
  context.textBaseline = "alphabetic";
  const words = clipped(context, lane.title, (gutter || frise.width) - 22);
  context.fillText(words, gutter ? 0 : 2, top + (gutter ? 19 : 15));
}

const widths = new Map();

/** The width of a text in the letters set, kept: to measure costs more than to draw. */
function widthOf(context, text) {
  const key = `${context.font}${text}`;
  let width = widths.get(key);
  if (width === undefined) widths.set(key, (width = context.measureText(text).width));
  return width;
}

/** A text cut to a width, with an ellipsis. */
function clipped(context, text, width) {
  const whole = widthOf(context, text);
  if (whole <= width) return text;
  let length = Math.floor(text.length * (width / whole)) - 1;
  while (length > 2 && context.measureText(`${text.slice(0, length)}…`).width > width) length -= 2;
  return length > 2 ? `${text.slice(0, length).trimEnd()}…` : "";
}

/** A fact: its words above its bar. */
function drawFact(context, place, left, top) {
  const { fact } = place;
  const { colours, gutter, width } = frise;
  const right = left + place.right - place.left;
  const is = fact === current.fact ? "current" : fact === frise.over ? "over" : "";
  drawShape(context, fact, left, right, top + 15, is);
  const at = Math.max(left, gutter + 2);
  const inView = at === left || right > at + 24;
  const room = inView ? Math.min(left + place.room, width) - at : Math.min(left + place.reach, width) - at;
  if (room > 24) {
    context.font = `${is === "current" ? "600 " : ""}12px ${colours.sans}`;
    context.fillStyle = is ? colours.accent : colours.ink;
    context.textBaseline = "alphabetic";
    const words = fact.others.length ? `≠ ${fact.summary}` : fact.summary;
    context.fillText(clipped(context, words, room), at, top + 11);
  }
  frise.boxes.push({ fact, left: Math.min(left, at), right: Math.max(right, Math.min(left + place.reach, at + room)), top, bottom: top + ROW - 3, bar: [left, right] });
}
