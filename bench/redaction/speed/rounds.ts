/** Something to be timed: one pass over its data. */
export interface Contestant {
  readonly name: string;
  readonly bytes: number;
  pass(): void;
}

/** Result of one contestant: MB/s of input in its best round, and in the middle one. */
export interface Speed {
  readonly bestMBps: number;
  readonly medianMBps: number;
}

// Long enough that a timer tick and one collection of young garbage do not decide a round.
const roundMs = 60;

/**
 * Times contestants in turn, `rounds` times over, so that a change of the machine's mood meets all of them. Each has had a
 * round to warm up first.
 */
export function race(contestants: readonly Contestant[], rounds: number): Map<string, Speed> {
  const rates = new Map(contestants.map(({ name }) => [name, [] as number[]]));
  for (const contestant of contestants) timed(contestant, roundMs * 3);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) rates.get(contestant.name)?.push(timed(contestant, roundMs));
  }
  return new Map(
    [...rates].map(([name, list]) => {
      const sorted = [...list].sort((a, b) => b - a);
      return [name, { bestMBps: sorted[0] ?? 0, medianMBps: sorted[Math.floor(sorted.length / 2)] ?? 0 }];
    }),
  );
}

function timed(contestant: Contestant, atLeastMs: number): number {
  const start = performance.now();
  let passes = 0;
  let elapsedMs = 0;
  do {
    contestant.pass();
    passes += 1;
    elapsedMs = performance.now() - start;
  } while (elapsedMs < atLeastMs);
  return (contestant.bytes * passes) / 1e3 / elapsedMs;
}
