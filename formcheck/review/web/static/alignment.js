// Two sets in step: which moment of the other set belongs to a moment of this one.

// A stretch holds from `fromS` of this set on; the other set is `shiftS` earlier there.
export function stretchesOf(pairs, sets) {
  const together = pairs.map(([hereS, thereS]) => ({ fromS: hereS, shiftS: hereS - thereS }));
  if (!together.length) return fromTheBeginning(sets);
  return [{ fromS: -Infinity, shiftS: together[0].shiftS }, ...together.slice(1)];
}

export function fromTheBeginning([here, there]) {
  return [{ fromS: -Infinity, shiftS: here.begin_s - there.begin_s }];
}

export function shiftAt(stretches, timeS) {
  return stretches.findLast((stretch) => stretch.fromS <= timeS).shiftS;
}

// The signal of the other set at the times of this one; where it is cut, the line is, too.
export function alignSignal(data, stretches) {
  if (!data) return data;
  const aligned = { ...data, time_s: [], value: [], phases: [] };
  stretches.forEach(({ fromS, shiftS }, at) => {
    const untilS = stretches[at + 1]?.fromS ?? Infinity;
    if (at > 0) {
      aligned.time_s.push(fromS);
      aligned.value.push(null);
    }
    data.time_s.forEach((timeS, frame) => {
      const hereS = timeS + shiftS;
      if (hereS < fromS || hereS >= untilS) return;
      aligned.time_s.push(hereS);
      aligned.value.push(data.value[frame]);
    });
    for (const [startS, endS, ...rest] of data.phases) {
      const [beginS, stopS] = [Math.max(startS + shiftS, fromS), Math.min(endS + shiftS, untilS)];
      if (beginS < stopS) aligned.phases.push([beginS, stopS, ...rest]);
    }
  });
  return aligned;
}
