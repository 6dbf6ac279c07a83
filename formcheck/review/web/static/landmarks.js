// Landmarks of every frame, read from the bytes that the application sends (frame_data.py).

import { getBytes } from "./api.js";

const COUNT = 33;
const NOT_SEEN = -32768;
const STEPS_PER_PX = 4;

export async function loadLandmarks(address) {
  const bytes = await getBytes(address);
  if (bytes.byteLength < 16) return null;
  const view = new DataView(bytes);
  const frames = view.getUint32(4, true);
  const placesAt = 16 + 4 * frames;
  const visibilityAt = placesAt + 4 * COUNT * frames;
  return new Landmarks(
    new Float32Array(bytes, 16, frames),
    new Int16Array(bytes, placesAt, 2 * COUNT * frames),
    new Uint8Array(bytes, visibilityAt, COUNT * frames),
    view.getUint32(8, true),
    view.getUint32(12, true),
  );
}

class Landmarks {
  constructor(timeS, places, visibility, widthPx, heightPx) {
    this.timeS = timeS;
    this.places = places;
    this.visibility = visibility;
    this.widthPx = widthPx;
    this.heightPx = heightPx;
  }

  // The frame that is on the screen at a moment.
  frameAt(timeS) {
    return nearest(this.timeS, timeS);
  }

  // Place in the picture, 0 to 1 from the left and from the top; null if it was not seen.
  place(frame, landmark) {
    const at = 2 * (frame * COUNT + landmark);
    if (this.places[at] === NOT_SEEN) return null;
    return [
      this.places[at] / STEPS_PER_PX / this.widthPx,
      this.places[at + 1] / STEPS_PER_PX / this.heightPx,
    ];
  }

  seen(frame, landmark) {
    return this.visibility[frame * COUNT + landmark] / 255;
  }
}

// Position of the value nearest to a wanted one in an increasing list.
export function nearest(values, wanted) {
  let low = 0;
  let high = values.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (values[middle] <= wanted) low = middle;
    else high = middle;
  }
  return wanted - values[low] <= values[high] - wanted ? low : high;
}
