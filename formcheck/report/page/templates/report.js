"use strict";
// Keeps the clip, the chart's cursor and the table at the same moment.
(() => {
  const find = (id) => document.getElementById(id);
  const data = JSON.parse(find("chart-data").textContent);
  const clip = find("clip");
  const plot = find("plot");
  const track = find("track");
  const LEAD_S = 1;
  const LARGEST_ZOOM = 16;

  // All moments are those of the movement; a film in slow motion takes longer to show them.
  let momentS = 0;     // what the cursor shows
  let wantedS = null;  // where the clip is still to go
  let zoom = 1;
  // Before anybody asks for a moment the clip rests on a telling picture, and plays from the start.
  let resting = data.rest !== null;

  // ---- the clip -------------------------------------------------------------

  function loadEmbeddedClip() {
    const holder = find("clip-data");
    if (!clip || !holder) return;
    const text = holder.textContent;
    const parts = [];
    const step = 4 * 65536;
    for (let at = 0; at < text.length; at += step) {
      const piece = atob(text.slice(at, at + step));
      const bytes = new Uint8Array(piece.length);
      for (let i = 0; i < piece.length; i += 1) bytes[i] = piece.charCodeAt(i);
      parts.push(bytes);
    }
    holder.remove();
    clip.src = URL.createObjectURL(new Blob(parts, { type: "video/mp4" }));
  }

  // While one seek is under way only the newest wish is kept, so that dragging stays smooth.
  function seek(timeS) {
    resting = false;
    momentS = Math.min(Math.max(timeS, 0), data.duration);
    if (clip) {
      wantedS = momentS;
      followWish();
    }
    show();
  }

  function followWish() {
    if (wantedS === null || clip.readyState === 0 || clip.seeking) return;
    const target = wantedS / data.speed;
    wantedS = null;
    clip.currentTime = Math.min(target, clip.duration || target);
  }

  function play() {
    if (clip && resting) seek(0);
    // A browser may refuse to play before the first click; the clip then waits, paused.
    if (clip) clip.play().catch(() => {});
  }

  function togglePlay() {
    if (!clip) return;
    if (clip.paused) play();
    else clip.pause();
  }

  function followClip() {
    if (resting) return;
    if (wantedS === null && !clip.seeking) momentS = clip.currentTime * data.speed;
    show();
  }

  function followWhilePlaying() {
    followClip();
    if (!clip.paused && !clip.ended) requestAnimationFrame(followWhilePlaying);
  }

  // ---- the bar below the clip: a browser's own would lie over the words in the picture --

  function showBar() {
    clip.removeAttribute("controls");
    find("bar").hidden = false;
    find("play-clip").addEventListener("click", togglePlay);
    clip.addEventListener("click", togglePlay);
    find("clip-time").addEventListener("input", (event) => seek(Number(event.target.value)));
    find("pace").addEventListener("change", (event) => { clip.playbackRate = Number(event.target.value); });
    find("mute").addEventListener("click", () => {
      clip.muted = !clip.muted;
      find("mute").setAttribute("aria-pressed", String(!clip.muted));
    });
    find("whole").addEventListener("click", fillScreen);
    if (!document.fullscreenEnabled) find("whole").hidden = true;
    for (const name of ["play", "pause", "ended"]) clip.addEventListener(name, showPlaying);
  }

  function fillScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else find("player").requestFullscreen();
  }

  function showPlaying() {
    const button = find("play-clip");
    const playing = !clip.paused && !clip.ended;
    button.querySelector("use").setAttribute("href", playing ? "#pause" : "#play");
    button.setAttribute("aria-label", playing ? button.dataset.pauseWords : button.dataset.playWords);
  }

  function showRestingPicture() {
    if (resting) clip.currentTime = Math.min(data.rest / data.speed, clip.duration || 0);
  }

  // ---- what is shown at a moment ----------------------------------------------

  function clockWords(timeS) {
    const tenths = Math.round(timeS * 10);
    const seconds = Math.floor((tenths % 600) / 10);
    return `${Math.floor(tenths / 600)}:${String(seconds).padStart(2, "0")}${data.decimal}${tenths % 10}`;
  }

  function valueAt(timeS) {
    for (const run of data.runs) {
      const last = run.t.length - 1;
      if (timeS < run.t[0] - 0.1 || timeS > run.t[last] + 0.1) continue;
      let low = 0;
      let high = last;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (run.t[middle] <= timeS) low = middle;
        else high = middle;
      }
      return timeS - run.t[low] <= run.t[high] - timeS ? run.v[low] : run.v[high];
    }
    return null;
  }

  function phaseAt(timeS) {
    let words = "";
    for (const [startS, phase] of data.phases) {
      if (startS > timeS + 0.0005) break;
      words = phase;
    }
    return words;
  }

  function valueWords(value) {
    return value.toFixed(0).replace(/^-0$/, "0").replace("-", "\u2212") + data.suffix;
  }

  function describe(timeS) {
    const value = valueAt(timeS);
    const phase = phaseAt(timeS);
    const words = [clockWords(timeS)];
    if (value !== null) words.push(valueWords(value));
    else if (phase !== data.notJudged) words.push(data.notSeen);
    return [...words, phase].filter(Boolean).join(" \u00b7 ");
  }

  function show() {
    const words = describe(momentS);
    find("cursor").style.left = `${(100 * momentS) / data.duration}%`;
    find("readout").textContent = words;
    if (clip) {
      find("clip-time").value = momentS;
      find("clip-clock").textContent = `${clockWords(momentS)} / ${clockWords(data.duration)}`;
    }
    plot.setAttribute("aria-valuenow", momentS.toFixed(1));
    plot.setAttribute("aria-valuetext", words);
    for (const row of document.querySelectorAll(".reps tr[data-start]")) {
      row.classList.toggle("now", momentS >= row.dataset.start && momentS <= row.dataset.end);
    }
    keepCursorInWindow();
  }

  // ---- the chart --------------------------------------------------------------

  function momentUnder(event) {
    const box = plot.getBoundingClientRect();
    return ((event.clientX - box.left) / box.width) * data.duration;
  }

  function listenToPointer() {
    plot.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      plot.setPointerCapture(event.pointerId);
      seek(momentUnder(event));
    });
    plot.addEventListener("pointermove", (event) => {
      if (plot.hasPointerCapture(event.pointerId)) seek(momentUnder(event));
    });
  }

  function listenToKeys() {
    const steps = { ArrowRight: 0.2, ArrowUp: 0.2, ArrowLeft: -0.2, ArrowDown: -0.2, PageUp: 5, PageDown: -5 };
    plot.addEventListener("keydown", (event) => {
      if (event.key in steps) seek(momentS + steps[event.key] * (event.shiftKey ? 5 : 1));
      else if (event.key === "Home") seek(0);
      else if (event.key === "End") seek(data.duration);
      else if (event.key === " ") togglePlay();
      else return;
      event.preventDefault();
    });
  }

  function setZoom(factor) {
    zoom = Math.min(Math.max(factor, 1), LARGEST_ZOOM);
    track.style.setProperty("--zoom", zoom);
    find("zoom").querySelector("[data-zoom=out]").disabled = zoom === 1;
    find("zoom").querySelector("[data-zoom=in]").disabled = zoom === LARGEST_ZOOM;
    chooseTimeTicks();
    centreCursor();
  }

  // As many labels as have room: each density shows those of the coarser ones too.
  function chooseTimeTicks() {
    const axis = find("time-axis");
    const room = track.clientWidth / 52;
    let density = 3;
    const shown = (level) => [...axis.children].filter((tick) => Number(tick.className.slice(-1)) <= level).length;
    while (density > 0 && shown(density) > room) density -= 1;
    axis.dataset.density = density;
    for (const tick of axis.children) {
      const fits = tick.offsetLeft + tick.offsetWidth <= axis.clientWidth;
      tick.style.visibility = fits ? "" : "hidden";
    }
  }

  function centreCursor() {
    const view = find("window");
    view.scrollLeft = (momentS / data.duration) * track.clientWidth - view.clientWidth / 2;
  }

  function keepCursorInWindow() {
    if (zoom === 1) return;
    const view = find("window");
    const at = (momentS / data.duration) * track.clientWidth - view.scrollLeft;
    if (at < 0 || at > view.clientWidth) centreCursor();
  }

  // ---- jumping to a moment ------------------------------------------------------

  function listenToJumps() {
    document.addEventListener("click", (event) => {
      const target = event.target.closest("[data-jump]");
      if (!target) return;
      const lead = Number(target.dataset.lead ?? LEAD_S);
      seek(Number(target.dataset.jump) - lead);
      if ("play" in target.dataset) play();
      allowSmallClip = true;
      placeClip();
    });
  }

  // A clip that has been scrolled out of sight plays in the corner after a jump.
  let allowSmallClip = false;
  let clipInSight = true;

  function placeClip() {
    if (!clip) return;
    const small = allowSmallClip && !clipInSight;
    find("dock").style.minHeight = small ? `${find("dock").offsetHeight}px` : "";
    find("player").classList.toggle("small", small);
  }

  function watchClipPlace() {
    new IntersectionObserver((entries) => {
      clipInSight = entries[entries.length - 1].isIntersecting;
      if (clipInSight) allowSmallClip = false;
      placeClip();
    }, { threshold: 0.25 }).observe(find("dock"));
    find("undock").addEventListener("click", () => {
      clip.pause();
      allowSmallClip = false;
      placeClip();
    });
  }

  function start() {
    listenToPointer();
    listenToKeys();
    listenToJumps();
    find("zoom").hidden = false;
    find("zoom").addEventListener("click", (event) => {
      if (event.target.dataset.zoom) setZoom(event.target.dataset.zoom === "in" ? zoom * 2 : zoom / 2);
    });
    addEventListener("resize", chooseTimeTicks);
    if (clip) {
      for (const name of ["timeupdate", "loadedmetadata"]) clip.addEventListener(name, followClip);
      for (const name of ["seeked", "loadedmetadata"]) clip.addEventListener(name, followWish);
      showBar();
      clip.addEventListener("loadedmetadata", showRestingPicture);
      clip.addEventListener("play", followWhilePlaying);
      clip.addEventListener("error", () => { find("clip-problem").hidden = false; });
      watchClipPlace();
      loadEmbeddedClip();
    }
    setZoom(1);
    show();
  }

  start();
})();
