// How a date is drawn: filled where it is sure, pale where it is possible, fading where it is soft, an arrow where it is open.

/** The bar of a fact between two sides in pixels; `is` says whether it is under the pointer or open. */
function drawShape(context, fact, left, right, top, is) {
  const { date } = fact;
  const hue = hueOf(fact.kind);
  const high = 7;
  const [softLeft, softRight] = date.soft ?? [false, false];
  const [openLeft, openRight] = [fact.from === null, fact.to === null];
  const fade = Math.min(18, (right - left) * 0.45);
  const fill = (alpha) => {
    if (!softLeft && !softRight && !openLeft && !openRight) return tone(hue, alpha);
    const paint = context.createLinearGradient(left - (softLeft ? 6 : 0), 0, right + (softRight ? 6 : 0), 0);
    const size = right - left || 1;
    paint.addColorStop(0, tone(hue, softLeft || openLeft ? 0 : alpha));
    paint.addColorStop(Math.min(0.5, (openLeft ? size * 0.8 : fade) / size), tone(hue, alpha));
    paint.addColorStop(Math.max(0.5, 1 - (openRight ? size * 0.8 : fade) / size), tone(hue, alpha));
    paint.addColorStop(1, tone(hue, softRight || openRight ? 0 : alpha));
    return paint;
  };
  if (is) {
    context.fillStyle = frise.colours.wash;
    context.fillRect(left - 4, top - 3, right - left + 8, high + 6);
  }
  const short = right - left <= DOT + 0.5 && !openLeft && !openRight;
  if (short) drawDot(context, (left + right) / 2, top + high / 2, hue, date);
  else {
    context.fillStyle = fill(date.sure ? 0.34 : 0.42);
    context.beginPath();
    context.roundRect(left - (softLeft ? 6 : 0), top, right - left + (softLeft ? 6 : 0) + (softRight ? 6 : 0), high, softLeft || softRight ? 0 : 2);
    context.fill();
    outline(context, left, right, top, high, { hue, date, softLeft: softLeft || openLeft, softRight: softRight || openRight });
    if (date.sure) drawSure(context, fact, left, right, top, high, fill(1));
    for (const [from, to] of date.parts ?? []) {
      const [a, b] = [frise.x(ms(from)), frise.x(ms(to) + DAY)];
      context.fillStyle = tone(hue);
      context.fillRect(a, top, Math.max(2.5, b - a), high);
    }
    if (openRight) arrow(context, right, top + high / 2, 1, hue);
    if (openLeft) arrow(context, left, top + high / 2, -1, hue);
  }
  if (is === "current") {
    context.strokeStyle = frise.colours.accent;
    context.lineWidth = 1.5;
    context.strokeRect(left - 4, top - 3, right - left + 8, high + 6);
  }
}

/** The sharp sides of a bar; dashes where the date is uncertain. */
function outline(context, left, right, top, high, { hue, date, softLeft, softRight }) {
  context.strokeStyle = tone(hue, 0.9);
  context.lineWidth = 1;
  context.setLineDash(date.certainty.includes("incertaine") ? [3, 3] : []);
  if (date.certainty.includes("incertaine") && !softLeft && !softRight) context.strokeRect(left + 0.5, top + 0.5, right - left - 1, high - 1);
  context.setLineDash([]);
  context.fillStyle = tone(hue, 0.9);
  if (!softLeft) context.fillRect(left, top, 1.5, high);
  if (!softRight) context.fillRect(right - 1.5, top, 1.5, high);
}

function drawSure(context, fact, left, right, top, high, paint) {
  const [from, to] = fact.date.sure;
  const a = from === null ? left : Math.max(left, frise.x(ms(from)));
  const b = to === null ? right : Math.min(right, frise.x(ms(to) + DAY));
  if (b - a < 0.5) return;
  context.fillStyle = paint;
  context.fillRect(a, top, b - a, high);
}

function drawDot(context, x, y, hue, date) {
  const soft = date.soft;
  const unsure = date.certainty.includes("incertaine");
  if (soft) {
    const paint = context.createRadialGradient(x, y, 1, x, y, 8);
    paint.addColorStop(0, tone(hue, 0.9));
    paint.addColorStop(1, tone(hue, 0));
    context.fillStyle = paint;
    context.beginPath();
    context.arc(x, y, 8, 0, 7);
    context.fill();
    return;
  }
  context.beginPath();
  context.arc(x, y, 4.2, 0, 7);
  context.fillStyle = date.sure ? tone(hue) : frise.colours.paper;
  context.strokeStyle = tone(hue);
  context.lineWidth = 1.6;
  context.setLineDash(unsure ? [2, 2] : []);
  context.fill();
  context.stroke();
  context.setLineDash([]);
}

function arrow(context, x, y, way, hue) {
  context.strokeStyle = tone(hue, 0.9);
  context.lineWidth = 1.6;
  context.beginPath();
  context.moveTo(x - way * 6, y - 5);
  context.lineTo(x, y);
  context.lineTo(x - way * 6, y + 5);
  context.moveTo(x, y);
  context.lineTo(x - way * 22, y);
  context.stroke();
}
