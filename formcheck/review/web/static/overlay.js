// The body drawn over the clip: the near side in full, the far side fainter.

export const JOINTS = {
  ear: [7, 8], shoulder: [11, 12], elbow: [13, 14], wrist: [15, 16], hip: [23, 24],
  knee: [25, 26], ankle: [27, 28], heel: [29, 30], foot_index: [31, 32],
};
export const BONES = [
  ["ear", "shoulder"], ["shoulder", "elbow"], ["elbow", "wrist"], ["shoulder", "hip"],
  ["hip", "knee"], ["knee", "ankle"], ["ankle", "heel"], ["heel", "foot_index"], ["ankle", "foot_index"],
];
export const SIDES = ["left", "right"];
const BONE = "#f6f8fa";
const FAR = "rgba(246, 248, 250, 0.5)";
const OUTLINE = "rgba(16, 24, 33, 0.9)";
// The colours of the annotated video, from information to safety.
const SEVERITY = ["#96bedc", "#f2cc54", "#f89e3a", "#f4684c"];

export class Overlay {
  constructor(canvas, landmarks, nearSide) {
    this.canvas = canvas;
    this.landmarks = landmarks;
    this.near = nearSide === "left" ? 0 : 1;
    this.shown = true;
    this.timeS = 0;
    this.faults = [];
    new ResizeObserver(() => this.fit()).observe(canvas);
    this.fit();
  }

  fit() {
    const box = this.canvas.getBoundingClientRect();
    // getBoundingClientRect counts the zoom too: lines stay sharp when the picture is enlarged.
    const scale = Math.min(window.devicePixelRatio || 1, 3);
    this.canvas.width = Math.max(1, Math.min(4096, Math.round(box.width * scale)));
    this.canvas.height = Math.max(1, Math.min(4096, Math.round(box.height * scale)));
    this.draw(this.timeS, this.faults);
  }

  toggle() {
    this.shown = !this.shown;
    this.draw(this.timeS, this.faults);
    return this.shown;
  }

  // `faults` are those of this moment: {severity, joints, side}.
  draw(timeS, faults = []) {
    this.timeS = timeS;
    this.faults = faults;
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const frame = this.landmarks ? this.landmarks.frameAt(timeS) : -1;
    if (!this.shown || frame < 0) return;
    this.unit = Math.max(0.8, this.canvas.height / 480);
    pen.lineCap = "round";
    pen.lineJoin = "round";
    const worst = faults.reduce((most, fault) => (!most || fault.severity > most.severity ? fault : most), null);
    const isFar = worst && SIDES.indexOf(worst.side) === 1 - this.near;
    this.#drawSide(pen, frame, 1 - this.near, FAR, 1.6, isFar ? worst : null);
    this.#drawSide(pen, frame, this.near, BONE, 2.4, isFar ? null : worst);
  }

  #drawSide(pen, frame, side, colour, width, fault) {
    const points = {};
    for (const [name, sides] of Object.entries(JOINTS)) {
      const place = this.landmarks.place(frame, sides[side]);
      // A far joint that the model only guesses is left out.
      if (place && (side === this.near || this.landmarks.seen(frame, sides[side]) > 0.5)) {
        points[name] = [place[0] * this.canvas.width, place[1] * this.canvas.height];
      }
    }
    const marked = new Set(fault ? fault.joints : []);
    const bones = BONES.filter(([from, to]) => points[from] && points[to]);
    for (const [stroke, lineWidth, only] of [[OUTLINE, width + 3, null], [colour, width, null], [fault && SEVERITY[fault.severity], width + 1, marked]]) {
      if (!stroke) continue;
      pen.strokeStyle = stroke;
      pen.lineWidth = lineWidth * this.unit;
      pen.beginPath();
      for (const [from, to] of bones) {
        if (only && !only.has(from) && !only.has(to)) continue;
        pen.moveTo(...points[from]);
        pen.lineTo(...points[to]);
      }
      pen.stroke();
    }
    for (const [name, point] of Object.entries(points)) {
      this.#dot(pen, point, marked.has(name) ? SEVERITY[fault.severity] : colour, marked.has(name));
    }
  }

  #dot(pen, [x, y], colour, ringed) {
    const radius = 3.6 * this.unit;
    pen.fillStyle = OUTLINE;
    pen.beginPath();
    pen.arc(x, y, radius + 1.3 * this.unit, 0, 2 * Math.PI);
    pen.fill();
    pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    pen.fill();
    if (!ringed) return;
    pen.strokeStyle = colour;
    pen.lineWidth = 2.2 * this.unit;
    pen.beginPath();
    pen.arc(x, y, 13 * this.unit, 0, 2 * Math.PI);
    pen.stroke();
  }
}
