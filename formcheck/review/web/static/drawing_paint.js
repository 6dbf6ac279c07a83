// Drawings on a canvas of any size.

import { figureOf, measure } from "./drawing_geometry.js";
import { measured } from "./words.js";

const COLOUR = "#4fe3ff";
const PICKED = "#ffffff";
const OUTLINE = "rgba(16, 24, 33, 0.85)";
// Sizes in units, of which a picture of the page has one to a pixel.
const WIDTH = 2.5;
const TEXT = 15;
const WIDEST_TEXT = 0.6;
export const LEAST = 14;

// What stands beside a drawing: how much it measures, or what a text says.
export function wordsOf(drawing, scale) {
  if (drawing.tool === "text") return drawing.text;
  const found = measure(drawing, scale);
  return found ? measured(found.value, found.unit) : "";
}

// `unit` is how many pixels of the canvas a unit has.
export function paint(pen, drawing, scale, unit, picked = false) {
  const { height } = pen.canvas;
  const figure = figureOf(drawing, scale, (LEAST * unit) / height);
  pen.lineCap = "round";
  pen.lineJoin = "round";
  const colour = picked ? PICKED : COLOUR;
  for (const [stroke, width] of [[OUTLINE, WIDTH + 2.5], [colour, WIDTH]]) {
    pen.strokeStyle = stroke;
    pen.lineWidth = width * unit;
    for (const { points, dashed } of figure.strokes) {
      pen.setLineDash(dashed ? [7 * unit, 6 * unit] : []);
      pen.beginPath();
      points.forEach(([x, y], at) => (at ? pen.lineTo(x * height, y * height) : pen.moveTo(x * height, y * height)));
      pen.stroke();
    }
  }
  pen.setLineDash([]);
  for (const [x, y] of figure.dots) {
    for (const [fill, radius] of [[OUTLINE, 4.7], [colour, 3.5]]) {
      pen.fillStyle = fill;
      pen.beginPath();
      pen.arc(x * height, y * height, radius * unit, 0, 2 * Math.PI);
      pen.fill();
    }
  }
  if (figure.label) writeLabel(pen, wordsOf(drawing, scale), figure.label, unit, colour);
}

function writeLabel(pen, words, [x, y], unit, colour) {
  if (!words) return;
  const { width, height } = pen.canvas;
  pen.font = `600 ${TEXT * unit}px system-ui, sans-serif`;
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  const lines = wrap(pen, words, WIDEST_TEXT * width);
  const line = 1.25 * TEXT * unit;
  const half = Math.max(...lines.map((each) => pen.measureText(each).width)) / 2 + 6 * unit;
  const tall = (lines.length * line) / 2 + 3 * unit;
  // Words stay inside the picture.
  const middle = Math.min(Math.max(x * height, half), width - half);
  const top = Math.min(Math.max(y * height, tall), height - tall) - ((lines.length - 1) * line) / 2;
  pen.fillStyle = OUTLINE;
  pen.beginPath();
  pen.roundRect(middle - half, top - line / 2 - 3 * unit, 2 * half, 2 * tall, 5 * unit);
  pen.fill();
  pen.fillStyle = colour;
  lines.forEach((each, at) => pen.fillText(each, middle, top + at * line + unit));
}

function wrap(pen, words, width) {
  const lines = [];
  for (const word of words.split(" ")) {
    const longer = lines.length ? `${lines.at(-1)} ${word}` : word;
    if (lines.length && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
