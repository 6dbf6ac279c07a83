// Plays one repetition again and again.

const FRAMES_BEFORE_END = 2;

export class Loop {
  // `onChange` is told whether a loop runs.
  constructor(clock, fps, onChange) {
    this.clock = clock;
    this.lastS = clock.endS - FRAMES_BEFORE_END / (fps || 30);
    this.onChange = onChange;
    this.span = null;
    clock.addEventListener("time", () => this.#follow());
  }

  begin({ start_s, end_s }) {
    // At its very end a clip stops by itself.
    this.span = { startS: start_s, endS: Math.min(end_s, this.lastS) };
    this.clock.seek(start_s);
    this.clock.play();
    this.onChange(true);
  }

  end() {
    if (!this.span) return;
    this.span = null;
    this.onChange(false);
  }

  #follow() {
    if (!this.span) return;
    const { startS, endS } = this.span;
    const { timeS, playing, direction } = this.clock;
    if (playing && direction > 0 && timeS >= endS) this.clock.seek(startS);
    // Whoever goes elsewhere has looked at it long enough.
    else if (timeS < startS - 0.5 || timeS > endS + 0.5) this.end();
  }
}
