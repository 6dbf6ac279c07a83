// The clip in its frame: the recorded one, else the annotated one, else the drawn figure alone.

import { ROOT, attempt } from "./api.js";
import { Clock } from "./clock.js";
import { loadLandmarks } from "./landmarks.js";
import { Overlay } from "./overlay.js";
import { text } from "./texts.js";

const LARGEST_ZOOM = 6;

export class Screen {
  // `place` is the element .screen; `set` what the application says of the set.
  constructor(place, set) {
    this.place = place;
    this.set = set;
    this.picture = place.querySelector(".picture");
    this.video = place.querySelector("video");
    this.problem = place.querySelector(".clip-problem");
    this.zoom = 1;
    this.pan = [0, 0];
    this.clock = new Clock(this.video, { beginS: set.begin_s, endS: set.end_s, filmSpeed: set.film_speed });
    this.overlay = null;
    // What else lies on the picture and must fit it: each has `fit`.
    this.layers = [];
    this.aspect = 4 / 3;
  }

  async load() {
    this.#listenToPointer();
    const address = `/sets/${this.set.id}`;
    this.video.addEventListener("loadedmetadata", () => this.#fitTo(this.video.videoWidth / this.video.videoHeight));
    this.video.addEventListener("error", () => this.#nextSource());
    this.sources = [];
    if (this.set.has_clip) this.sources.push({ address: `${address}/clip`, annotated: false });
    if (this.set.has_annotated) this.sources.push({ address: `${address}/annotated`, annotated: true });
    const landmarks = this.set.has_landmarks ? await attempt(() => loadLandmarks(`${address}/landmarks.bin`)) : null;
    this.overlay = new Overlay(this.place.querySelector("canvas"), landmarks, this.set.near_side);
    this.landmarks = landmarks;
    this.#nextSource();
  }

  #nextSource() {
    const source = this.sources.shift();
    this.overlay.canvas.hidden = Boolean(source?.annotated);
    if (source) {
      // The annotated clip begins where its part of the recording begins.
      this.clock.offsetS = source.annotated ? this.set.begin_s : 0;
      this.video.src = ROOT + source.address;
      if (source.annotated) this.#explain(text("review.clip.annotated"));
      return;
    }
    this.clock.loseVideo();
    this.picture.classList.add("figure-only");
    const why = this.set.was_filmed ? "lost" : "not_filmed";
    if (this.landmarks) {
      this.#fitTo(this.landmarks.widthPx / this.landmarks.heightPx);
      this.#explain(text(`review.clip.${why}_drawn`));
    } else {
      this.picture.hidden = true;
      this.#explain(text(`review.clip.${why}`));
    }
  }

  #explain(words) {
    this.problem.textContent = words;
    this.problem.hidden = false;
  }

  #fitTo(aspect) {
    this.aspect = aspect;
    this.picture.style.setProperty("--aspect", String(aspect));
    this.#fitLayers();
    this.clock.seek(this.clock.timeS);
  }

  // One frame on or back, by the times of the frames themselves.
  step(direction) {
    this.clock.pause();
    const times = this.landmarks?.timeS;
    if (!times?.length) {
      this.clock.seek(this.clock.timeS + direction / (this.set.fps || 30));
      return;
    }
    const frame = this.landmarks.frameAt(this.clock.timeS);
    const next = Math.min(Math.max(frame + direction, 0), times.length - 1);
    // A little into the frame: a player may round its beginning down to the one before.
    this.clock.seek(times[next] + 0.002);
  }

  setZoom(factor, about = null) {
    const next = Math.min(Math.max(factor, 1), LARGEST_ZOOM);
    const box = this.place.getBoundingClientRect();
    const [x, y] = about ?? this.#middleOfBody(box);
    const left = this.picture.offsetLeft;
    const share = next / this.zoom;
    this.pan = [x - left - share * (x - left - this.pan[0]), y - share * (y - this.pan[1])];
    this.zoom = next;
    // At its own size a finger on the picture scrolls the page; enlarged, it moves the picture.
    this.place.classList.toggle("enlarged", next > 1);
    this.#placePicture();
    this.#fitLayers();
    return next;
  }

  #fitLayers() {
    this.overlay?.fit();
    for (const layer of this.layers) layer.fit();
  }

  move(across, down) {
    this.pan = [this.pan[0] + across, this.pan[1] + down];
    this.#placePicture();
  }

  #middleOfBody(box) {
    const frame = this.landmarks?.frameAt(this.clock.timeS) ?? -1;
    const hip = frame >= 0 ? this.landmarks.place(frame, this.set.near_side === "left" ? 23 : 24) : null;
    if (!hip) return [box.width / 2, box.height / 2];
    return [
      this.picture.offsetLeft + this.pan[0] + hip[0] * this.picture.offsetWidth * this.zoom,
      this.pan[1] + hip[1] * this.picture.offsetHeight * this.zoom,
    ];
  }

  #placePicture() {
    const { offsetWidth: width, offsetHeight: height } = this.picture;
    this.pan = [
      Math.min(0, Math.max(this.pan[0], width * (1 - this.zoom))),
      Math.min(0, Math.max(this.pan[1], height * (1 - this.zoom))),
    ];
    this.picture.style.transform = `translate(${this.pan[0]}px, ${this.pan[1]}px) scale(${this.zoom})`;
  }

  #listenToPointer() {
    this.place.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && this.zoom === 1) return;
      event.preventDefault();
      const box = this.place.getBoundingClientRect();
      this.setZoom(this.zoom * (event.deltaY < 0 ? 1.2 : 1 / 1.2), [event.clientX - box.left, event.clientY - box.top]);
    }, { passive: false });
    this.place.addEventListener("pointerdown", (event) => {
      if (event.button === 0) this.place.setPointerCapture(event.pointerId);
      this.dragged = 0;
    });
    this.place.addEventListener("pointermove", (event) => {
      if (!this.place.hasPointerCapture(event.pointerId)) return;
      this.dragged += Math.abs(event.movementX) + Math.abs(event.movementY);
      this.move(event.movementX, event.movementY);
    });
    this.place.addEventListener("click", () => {
      if (this.dragged < 4) this.clock.toggle();
    });
  }
}
