// How much a drawing measures and what it is made of, in picture heights: no page, no pixels.
// measuring.py and figure.py say the same for print; one table of known answers tests both.

const DEGREES = 180 / Math.PI;

// How many points each tool takes; a line may follow the hand.
export const POINTS = { angle: 3, to_vertical: 2, to_floor: 2, distance: 2, line: 2, arrow: 2, circle: 2, text: 1 };
export const MOST_POINTS = 400;

export function distance([x, y], [otherX, otherY]) {
  return Math.hypot(otherX - x, otherY - y);
}

// {value, unit} in "deg" or "torso", null where nothing is measured. `scale` is {roll_deg, trunk}:
// how far the camera was tipped sideways, and the length of the trunk in picture heights.
export function measure({ tool, points }, scale) {
  if (tool === "angle") return degrees(angleAt(points[1], points[0], points[2]));
  if (tool === "to_floor") return degrees(slope(points, scale.roll_deg));
  if (tool === "to_vertical") return degrees(90 - slope(points, scale.roll_deg));
  if (tool === "distance" && scale.trunk) return { value: distance(...points) / scale.trunk, unit: "torso" };
  return null;
}

function degrees(value) {
  return Number.isFinite(value) ? { value, unit: "deg" } : null;
}

function angleAt(corner, one, other) {
  const [ax, ay] = [one[0] - corner[0], one[1] - corner[1]];
  const [bx, by] = [other[0] - corner[0], other[1] - corner[1]];
  const cross = ax * by - ay * bx;
  const dot = ax * bx + ay * by;
  return cross === 0 && dot === 0 ? NaN : Math.atan2(Math.abs(cross), dot) * DEGREES;
}

// Slope of a line against the floor, 0 to 90; NaN if its ends are one place.
function slope([from, to], rollDeg) {
  const roll = rollDeg / DEGREES;
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  if (across === 0 && down === 0) return NaN;
  const along = across * Math.cos(roll) + down * Math.sin(roll);
  const rise = down * Math.cos(roll) - across * Math.sin(roll);
  return Math.atan2(Math.abs(rise), Math.abs(along)) * DEGREES;
}

// What is drawn: {strokes: [{points, dashed}], dots: [point], label: point or null}. `least` is the
// size of what must be seen however small the drawing is.
export function figureOf(drawing, scale, least) {
  const { tool, points } = drawing;
  if (points.length < (tool === "line" ? 2 : POINTS[tool])) return { strokes: [{ points }], dots: points, label: null };
  switch (tool) {
    case "angle": return angleFigure(points, least);
    case "to_vertical":
    case "to_floor": return slopeFigure(tool, points, scale, least);
    case "distance": return { strokes: [{ points }, ...points.map((point) => tick(point, points, least))], dots: [], label: middle(...points) };
    case "arrow": return { strokes: [{ points }, { points: head(points, least) }], dots: [], label: null };
    case "circle": return { strokes: [{ points: arc(points[0], distance(...points), 0, 2 * Math.PI) }], dots: [], label: null };
    case "text": return { strokes: [], dots: [], label: points[0] };
    default: return { strokes: [{ points }], dots: [], label: null };
  }
}

function angleFigure([one, corner, other], least) {
  const reach = Math.max(least, 0.3 * Math.min(distance(one, corner), distance(other, corner)));
  const [from, turn] = turnBetween(directionOf(corner, one), directionOf(corner, other));
  return {
    strokes: [{ points: [one, corner, other] }, { points: arc(corner, reach, from, from + turn) }],
    dots: [one, corner, other],
    label: along(corner, from + turn / 2, reach + 1.6 * least),
  };
}

// The line, what it is measured against from its first point, and the arc between them.
function slopeFigure(tool, points, scale, least) {
  const [from, to] = points;
  const direction = directionOf(from, to);
  let against = scale.roll_deg / DEGREES + (tool === "to_vertical" ? Math.PI / 2 : 0);
  if (Math.cos(direction - against) < 0) against += Math.PI;
  const length = distance(from, to);
  const reach = Math.max(least, 0.4 * length);
  const [start, turn] = turnBetween(against, direction);
  return {
    strokes: [
      { points },
      { points: [from, along(from, against, Math.max(0.9 * length, 2 * least))], dashed: true },
      { points: arc(from, reach, start, start + turn) },
    ],
    dots: points,
    label: along(from, start + turn / 2, reach + 1.6 * least),
  };
}

function tick(at, [from, to], least) {
  const across = directionOf(from, to) + Math.PI / 2;
  return { points: [along(at, across, 0.5 * least), along(at, across, -0.5 * least)] };
}

function head([from, to], least) {
  const back = directionOf(to, from);
  return [along(to, back + 0.45, 1.2 * least), to, along(to, back - 0.45, 1.2 * least)];
}

function directionOf([x, y], [toX, toY]) {
  return Math.atan2(toY - y, toX - x);
}

// Where the smaller of the two turns between two directions begins, and how far it goes.
function turnBetween(one, other) {
  const turn = Math.atan2(Math.sin(other - one), Math.cos(other - one));
  return [one, turn];
}

function along([x, y], direction, far) {
  return [x + far * Math.cos(direction), y + far * Math.sin(direction)];
}

function arc(centre, radius, from, to) {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) / 0.1));
  return Array.from({ length: steps + 1 }, (_, step) => along(centre, from + ((to - from) * step) / steps, radius));
}

function middle([x, y], [otherX, otherY]) {
  return [(x + otherX) / 2, (y + otherY) / 2];
}

// How far a place is from a drawing, in picture heights.
export function distanceTo(drawing, place, scale, least) {
  const { strokes, label } = figureOf(drawing, scale, least);
  const far = strokes.flatMap(({ points }) => points.slice(1).map((point, at) => distanceToLine(place, points[at], point)));
  if (label) far.push(distance(label, place) - least);
  return Math.min(...far);
}

function distanceToLine(place, from, to) {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = dx * dx + dy * dy;
  const share = length ? Math.min(1, Math.max(0, ((place[0] - from[0]) * dx + (place[1] - from[1]) * dy) / length)) : 0;
  return distance(place, [from[0] + share * dx, from[1] + share * dy]);
}
