// The one time that a page shows: it drives the clip, or runs by itself where there is no clip.

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

export class Clock extends EventTarget {
  #video;
  #wantedS = null;
  #lastTick = 0;

  // `offsetS` is what the video's own clock lacks against the times of the set, which are those of
  // the movement; `filmSpeed` is the share of its speed at which the video plays (slow motion: 0.25).
  constructor(video, { beginS, endS, offsetS = 0, filmSpeed = 1 }) {
    super();
    this.beginS = beginS;
    this.endS = endS;
    this.offsetS = offsetS;
    this.filmSpeed = filmSpeed;
    this.timeS = beginS;
    this.speed = 1;
    this.direction = 0;
    this.#video = video;
    if (video) this.#listen();
  }

  get playing() {
    return this.direction !== 0;
  }

  // Without a video the clock runs by itself.
  loseVideo() {
    this.#video = null;
    this.pause();
  }

  seek(timeS) {
    this.timeS = Math.min(Math.max(timeS, this.beginS), this.endS);
    if (this.#video) {
      this.#wantedS = this.timeS;
      this.#followWish();
    }
    this.#tell("time");
  }

  play(direction = 1) {
    if (direction > 0 && this.timeS >= this.endS - 0.05) this.seek(this.beginS);
    this.direction = direction;
    if (this.#video && direction > 0) {
      this.#video.playbackRate = this.speed;
      // A browser may refuse to play before the first click; the clip then waits, paused.
      this.#video.play().catch(() => this.pause());
    } else {
      this.#video?.pause();
    }
    this.#lastTick = performance.now();
    requestAnimationFrame(this.#tick);
    this.#tell("state");
  }

  pause() {
    const video = this.#video;
    video?.pause();
    // A busy machine skips frames: the picture may be further than the last one that was told.
    if (video && this.direction > 0 && this.#wantedS === null && !video.seeking) this.#takeOver(video.currentTime);
    this.direction = 0;
    this.#tell("state");
  }

  toggle() {
    if (this.playing) this.pause();
    else this.play();
  }

  setSpeed(speed) {
    this.speed = speed;
    if (this.#video) this.#video.playbackRate = speed;
    this.#tell("state");
  }

  slower() {
    this.setSpeed([...SPEEDS].reverse().find((speed) => speed < this.speed) ?? SPEEDS[0]);
  }

  faster() {
    this.setSpeed(SPEEDS.find((speed) => speed > this.speed) ?? SPEEDS.at(-1));
  }

  // As in video tools: once more in the same direction is faster, the other way turns round.
  shuttle(direction) {
    if (this.direction === direction) this.faster();
    else this.setSpeed(1);
    this.play(direction);
  }

  // While one seek is under way only the newest wish is kept, so that dragging stays smooth.
  #followWish = () => {
    const video = this.#video;
    if (this.#wantedS === null || !video || video.readyState === 0 || video.seeking) return;
    const target = (this.#wantedS - this.offsetS) / this.filmSpeed;
    this.#wantedS = null;
    video.currentTime = Math.max(0, Math.min(target, video.duration || target));
  };

  #listen() {
    const video = this.#video;
    for (const name of ["seeked", "loadedmetadata"]) video.addEventListener(name, this.#followWish);
    video.addEventListener("ended", () => { if (this.direction > 0) this.pause(); });
    if ("requestVideoFrameCallback" in video) {
      const onFrame = (_now, frame) => {
        this.#take(frame.mediaTime);
        video.requestVideoFrameCallback(onFrame);
      };
      video.requestVideoFrameCallback(onFrame);
    }
  }

  #take(mediaTimeS) {
    if (this.#wantedS !== null || !this.#video || this.#video.seeking || this.direction <= 0) return;
    this.#takeOver(mediaTimeS);
    if (this.timeS >= this.endS) this.pause();
  }

  #takeOver(mediaTimeS) {
    this.timeS = Math.min(mediaTimeS * this.filmSpeed + this.offsetS, this.endS);
    this.#tell("time");
  }

  #tick = (now) => {
    if (!this.playing) return;
    // The time of a picture may lie before the moment that playing began.
    const passedS = (Math.max(0, now - this.#lastTick) / 1000) * this.speed;
    this.#lastTick = now;
    if (this.#video && this.direction > 0) {
      if (!("requestVideoFrameCallback" in this.#video)) this.#take(this.#video.currentTime);
    } else {
      const next = this.timeS + this.direction * passedS;
      const stop = this.direction < 0 ? next <= this.beginS : next >= this.endS;
      this.seek(next);
      if (stop) this.pause();
    }
    requestAnimationFrame(this.#tick);
  };

  #tell(name) {
    this.dispatchEvent(new Event(name));
  }
}
