// Where on the frise each fact stands: lanes, and rows within a lane so that neither bars nor words hide each other.

const ROW = 27;
const LANE_PAD = 6;
const OPEN_LENGTH = 84; // pixels of a bar whose side is open
const DOT = 11; // pixels of a fact shorter than this
const GAP = 14;
const LABEL = 210; // pixels kept free for a summary
const LETTER = 6.4; // pixels of a letter, about

const lanes = { by: "kind", list: [], height: 0, head: 0 };

/** The left and right side of a fact's bar at a scale (a function from milliseconds to pixels). */
function extent(fact, x) {
  if (fact.from === null) return [x(fact.to) - OPEN_LENGTH, x(fact.to)];
  if (fact.to === null) return [x(fact.from), x(fact.from) + OPEN_LENGTH + Math.max(0, x(ms(fact.date.sure?.[0] ?? fact.date.first)) - x(fact.from))];
  const [left, right] = [x(fact.from), x(fact.to)];
  return right - left < DOT ? [(left + right - DOT) / 2, (left + right + DOT) / 2] : [left, right];
}

const LANE_OF = {
  kind: (fact) => [fact.kind || "autre"],
  document: (fact) => [...new Set(fact.sources.map((source) => source.document))],
};

/** The lanes of the facts shown, in the order of their kinds (the commonest first) or documents. */
function groupLanes() {
  const groups = new Map();
  for (const fact of state.shown) {
    if (!fact.date) continue;
    for (const key of LANE_OF[lanes.by](fact)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(fact);
    }
  }
  const order = lanes.by === "document" ? ([a], [b]) => a - b : ([a, one], [b, other]) => other.length - one.length || a.localeCompare(b, "fr");
  const rest = ([key]) => (key === DATA.other ? 1 : 0);
  lanes.list = [...groups].sort((a, b) => rest(a) - rest(b) || order(a, b)).map(([key, facts]) => {
    const title = lanes.by === "document" ? DOCUMENTS[key].title : capital(key);
    return { title: typeset(title), facts };
  });
}

/** Gives each fact of each lane a row and the width that its words may take, at a scale; sets the height of all lanes. */
function layOut(x, head, most) {
  let top = 0;
  for (const lane of lanes.list) {
    const rows = [];
    const bars = lane.facts.map((fact) => [fact, ...extent(fact, x)]).sort((a, b) => a[1] - b[1] || a[0].place - b[0].place);
    lane.places = bars.map(([fact, left, right]) => placeIn(rows, fact, left, right, most));
    for (const row of rows) row.facts.forEach((place, at) => widen(place, row.facts[at + 1]));
    lane.top = top;
    lane.rows = rows.length;
    lane.height = head + rows.length * ROW + LANE_PAD;
    top += lane.height;
  }
  lanes.height = top;
  lanes.head = head;
}

/** The first row with room for bar and words; then one whose last words can be cut short; then the one that ends first. */
function placeIn(rows, fact, left, right, most) {
  const end = Math.max(right, left + Math.min(LABEL, fact.summary.length * LETTER)) + GAP;
  let row = rows.findIndex((last) => last.end <= left);
  if (row < 0 && rows.length < most) row = rows.push({ facts: [] }) - 1;
  if (row < 0) row = rows.reduce((best, last, at) => (last.bar < rows[best].bar ? at : best), 0);
  const place = { fact, left, right, row, room: 0 };
  rows[row].facts.push(place);
  rows[row].end = end;
  rows[row].bar = right + 3;
  return place;
}

/** The words of a fact may go as far as the next fact of its row; `reach` is where bar and words end. */
function widen(place, next) {
  place.room = next ? Math.max(0, next.left - place.left - GAP) : Infinity;
  place.reach = Math.max(place.right - place.left, Math.min(place.room, place.fact.summary.length * LETTER * 1.15));
}
