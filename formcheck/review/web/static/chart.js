// The signal over time with one cursor; lanes of marks hang above and below it on the same axis.

import { attempt, get } from "./api.js";
import { find, make, makeSvg } from "./dom.js";
import { nearest } from "./landmarks.js";
import { clockWords, quantity } from "./words.js";

const SIZE = 1000;
const MOST_POINTS = 4000;
const LARGEST_ZOOM = 32;
const LABEL_PX = 40;
const TIME_STEPS_S = [0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600];

// Null where the set has no signal of its frames: its repetitions and faults are shown alone.
export function loadSignal(set) {
  return set.has_signal ? attempt(() => get(`/sets/${set.id}/signal.json`)) : null;
}

export class Chart {
  // `signals` is a list of {data, class, shiftS}: the first gives shades and levels.
  constructor(clock, signals) {
    this.clock = clock;
    this.signals = signals.filter(({ data }) => data);
    this.zoom = 1;
    this.track = find("track");
    this.window = find("window");
    this.plot = find("plot");
    this.cursor = find("cursor");
    this.readout = find("readout");
    this.#draw();
    this.#listen();
    this.setZoom(1);
  }

  get spanS() {
    return Math.max(this.clock.endS - this.clock.beginS, 0.1);
  }

  // Place of a moment as a percentage of the axis.
  percent(timeS) {
    return (100 * (timeS - this.clock.beginS)) / this.spanS;
  }

  momentUnder(clientX) {
    const box = this.plot.getBoundingClientRect();
    return this.clock.beginS + ((clientX - box.left) / box.width) * this.spanS;
  }

  #draw() {
    const values = this.signals.flatMap(({ data }) => data.value.filter((value) => value !== null));
    const main = this.signals[0]?.data;
    const levels = [main?.baseline, main?.count_level].filter((level) => level !== null && level !== undefined);
    const all = [...extent(values), ...levels];
    let low = Math.min(...all);
    let high = Math.max(...all);
    if (!all.length) [low, high] = [0, 1];
    const room = 0.08 * (high - low) || 1;
    this.low = low - room;
    this.high = high + room;
    const svg = makeSvg("svg", { viewBox: `0 0 ${SIZE} ${SIZE}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const [startS, endS, phase] of main?.phases ?? []) {
      if (phase === "ready") continue;
      svg.append(makeSvg("rect", {
        class: `shade-${phase}`, x: this.#x(startS), y: 0, height: SIZE,
        width: Math.max(0, this.#x(endS) - this.#x(startS)),
      }));
    }
    const ticks = this.#placeValueTicks(main?.suffix ?? "");
    for (const value of ticks) svg.append(makeSvg("path", { class: "grid", d: `M0 ${this.#y(value)}h${SIZE}` }));
    if (main && main.baseline !== null) svg.append(makeSvg("path", { class: "baseline", d: `M0 ${this.#y(main.baseline)}h${SIZE}` }));
    if (main && main.count_level !== null) svg.append(makeSvg("path", { class: "count-level", d: `M0 ${this.#y(main.count_level)}h${SIZE}` }));
    for (const { data, name, shiftS = 0 } of this.signals) {
      svg.append(makeSvg("path", { class: `signal ${name ?? ""}`, d: this.#line(data, shiftS) }));
    }
    this.plot.replaceChildren(svg);
  }

  #x(timeS) {
    return ((timeS - this.clock.beginS) / this.spanS) * SIZE;
  }

  #y(value) {
    return ((this.high - value) / (this.high - this.low)) * SIZE;
  }

  #placeValueTicks(suffix) {
    const rough = (this.high - this.low) / 5;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough * 0.999);
    const decimals = Math.max(0, -Math.floor(Math.log10(step)));
    const ticks = [];
    for (let at = Math.ceil(this.low / step); at <= Math.floor(this.high / step); at += 1) ticks.push(at * step);
    find("value-axis").replaceChildren(...ticks.map((value) => make("span", { place: { top: `${this.#y(value) / 10}%` } }, quantity(value, suffix, decimals))));
    return ticks;
  }

  #line(data, shiftS) {
    let path = "";
    let drawing = false;
    for (const at of thin(data.value, MOST_POINTS)) {
      const value = data.value[at];
      if (value === null) {
        drawing = false;
        continue;
      }
      path += `${drawing ? "L" : "M"}${this.#x(data.time_s[at] + shiftS).toFixed(1)} ${this.#y(value).toFixed(1)}`;
      if (!drawing) path += "h0";
      drawing = true;
    }
    return path;
  }

  describe(timeS) {
    const words = [clockWords(timeS)];
    for (const { data, shiftS = 0 } of this.signals) {
      const value = valueAt(data, timeS - shiftS);
      const phase = phaseAt(data, timeS - shiftS);
      if (value !== null) words.push(quantity(value, data.suffix));
      if (phase) words.push(phase);
    }
    return words.join(" \u00b7 ");
  }

  follow() {
    const words = this.describe(this.clock.timeS);
    this.cursor.style.transform = `translateX(${(this.percent(this.clock.timeS) / 100) * this.width}px)`;
    this.readout.textContent = words;
    this.plot.setAttribute("aria-valuenow", this.clock.timeS.toFixed(2));
    this.plot.setAttribute("aria-valuetext", words);
    if (this.zoom > 1) {
      const at = (this.percent(this.clock.timeS) / 100) * this.width - this.window.scrollLeft;
      if (at < 0 || at > this.windowWidth) this.#centre();
    }
  }

  setZoom(factor) {
    this.zoom = Math.min(Math.max(factor, 1), LARGEST_ZOOM);
    this.track.style.width = `${100 * this.zoom}%`;
    find("zoom-out").disabled = this.zoom === 1;
    find("zoom-in").disabled = this.zoom === LARGEST_ZOOM;
    this.#measure();
    this.#centre();
    this.follow();
  }

  // Reading sizes forces a layout, so they are kept until something changes them.
  #measure() {
    this.width = this.plot.clientWidth || 1;
    this.windowWidth = this.window.clientWidth;
    const most = Math.max(2, Math.floor(this.width / 70));
    const step = TIME_STEPS_S.find((each) => this.spanS / each <= most) ?? TIME_STEPS_S.at(-1);
    const marks = [];
    for (let timeS = Math.ceil(this.clock.beginS / step) * step; timeS <= this.clock.endS - (LABEL_PX * this.spanS) / this.width; timeS += step) {
      const words = step < 1 ? clockWords(timeS) : clockWords(timeS).slice(0, -2);
      marks.push(make("span", { place: { left: `${this.percent(timeS)}%` } }, words));
    }
    find("time-axis").replaceChildren(...marks);
  }

  #centre() {
    this.window.scrollLeft = (this.percent(this.clock.timeS) / 100) * this.width - this.windowWidth / 2;
  }

  // Lets another chart take its place.
  end() {
    this.ending.abort();
    this.sizes.disconnect();
  }

  #listen() {
    const { plot, clock } = this;
    this.ending = new AbortController();
    const until = { signal: this.ending.signal };
    plot.setAttribute("aria-valuemin", clock.beginS.toFixed(2));
    plot.setAttribute("aria-valuemax", clock.endS.toFixed(2));
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      plot.setPointerCapture(event.pointerId);
      clock.pause();
      clock.seek(this.momentUnder(event.clientX));
    }, until);
    plot.addEventListener("pointermove", (event) => {
      if (plot.hasPointerCapture(event.pointerId)) clock.seek(this.momentUnder(event.clientX));
    }, until);
    find("zoom-in").addEventListener("click", () => this.setZoom(this.zoom * 2), until);
    find("zoom-out").addEventListener("click", () => this.setZoom(this.zoom / 2), until);
    clock.addEventListener("time", () => this.follow(), until);
    this.sizes = new ResizeObserver(() => {
      this.#measure();
      this.follow();
    });
    this.sizes.observe(this.window);
  }
}

function extent(values) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length ? [low, high] : [];
}

// Positions that keep highs, lows and gaps: of each stretch the lowest, the highest and one gap.
export function thin(values, most) {
  if (values.length <= most) return values.keys();
  const kept = [];
  const stretch = Math.ceil((3 * values.length) / most);
  for (let start = 0; start < values.length; start += stretch) {
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let at = start; at < Math.min(start + stretch, values.length); at += 1) {
      if (values[at] === null) gap = at;
      else {
        if (low < 0 || values[at] < values[low]) low = at;
        if (high < 0 || values[at] > values[high]) high = at;
      }
    }
    kept.push(...[...new Set([low, high, gap])].filter((at) => at >= 0).sort((one, other) => one - other));
  }
  return kept;
}

function valueAt(data, timeS) {
  const at = nearest(data.time_s, timeS);
  return at >= 0 && Math.abs(data.time_s[at] - timeS) < 0.2 ? data.value[at] : null;
}

function phaseAt(data, timeS) {
  return data.phases.find(([startS, endS]) => timeS >= startS && timeS < endS)?.[3] ?? "";
}
