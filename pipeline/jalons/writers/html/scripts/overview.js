// The strip under the frise: how many facts when, and which part is in view; d3-brush moves it.

const strip = { height: 34, moved: false };
const brusher = d3
  .brushX()
  .handleSize(8)
  .on("brush end", ({ selection, sourceEvent, type }) => {
    if (!sourceEvent) return; // moved by the frise itself
    const x = stripScale();
    if (selection) showDays(...selection.map((at) => +x.invert(at)));
    else if (type === "end") showAround(+x.invert(d3.pointer(sourceEvent, byId("brush"))[0]));
  });

const stripScale = () => d3.scaleUtc().domain(SPAN).range([frise.gutter, frise.right]);

/** Keeps the scale, and brings a day into the middle. */
function showAround(day) {
  zoomer.translateTo(canvas(), frise.base(day), 0);
}

function drawOverview() {
  const { colours, width, right, gutter } = frise;
  const x = stripScale();
  const context = sized(byId("density"), width, strip.height);
  const bins = new Float64Array(Math.max(1, Math.ceil((width - gutter) / 4)));
  for (const fact of state.shown) {
    if (!fact.date) continue;
    const [from, to] = [x(fact.from ?? fact.to - DAY), x(fact.to ?? fact.from + DAY)].map((at) => Math.floor((at - gutter) / 4));
    for (let bin = Math.max(0, from); bin <= Math.min(bins.length - 1, to); bin += 1) bins[bin] += 1 / (Math.max(0, to - from) + 1);
  }
  const most = Math.max(...bins) || 1;
  context.fillStyle = colours.quiet;
  bins.forEach((sum, bin) => {
    const high = sum ? Math.max(2, Math.sqrt(sum / most) * (strip.height - 6)) : 0;
    context.fillRect(gutter + bin * 4, strip.height - high, 3, high);
  });
  context.fillStyle = colours.rule;
  context.fillRect(gutter, strip.height - 1, width - gutter, 1);
  const view = frise.x.domain().map((day) => Math.max(gutter, Math.min(right, x(day))));
  brusher.extent([[gutter, 0], [right, strip.height]]);
  const svg = d3.select(byId("brush")).attr("width", width).attr("height", strip.height);
  if (!strip.moved) {
    svg.call(brusher);
    strip.moved = true;
  }
  svg.call(brusher.move, view);
}
