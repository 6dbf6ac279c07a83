// The angle curves as PNG: the drawing that the application makes, painted by the browser.

import { getBytes, Refused, ROOT } from "./api.js";
import { text } from "./texts.js";

// Sharp on paper and on fine screens.
const PIXELS_A_UNIT = 2;

export async function saveCurves(address, name) {
  const drawing = await load(address);
  const canvas = document.createElement("canvas");
  canvas.width = PIXELS_A_UNIT * drawing.naturalWidth;
  canvas.height = PIXELS_A_UNIT * drawing.naturalHeight;
  canvas.getContext("2d").drawImage(drawing, 0, 0, canvas.width, canvas.height);
  const png = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(png);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

async function load(address) {
  const drawing = new Image();
  drawing.src = ROOT + address;
  try {
    await drawing.decode();
  } catch {
    // An image does not say why it was refused; asked for as a file, it does.
    await getBytes(address);
    throw new Refused(text("strange_answer"));
  }
  return drawing;
}
