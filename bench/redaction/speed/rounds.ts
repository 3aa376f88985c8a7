/** Something to be timed: one pass over its data. */
export interface Contestant {
  readonly name: string;
  readonly bytes: number;
  pass(): void;
}

/** Result of one contestant: MB/s of input in each round, in its best one, and in the middle one. */
export interface Speed {
  readonly roundsMBps: readonly number[];
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
      return [name, { roundsMBps: list, bestMBps: Math.max(0, ...list), medianMBps: median(list) }];
    }),
  );
}

/**
 * How much faster `speed` was than `reference`: the middle of the ratios of each round. A machine that runs at half its speed
 * for a while then has both at half of it; of their best rounds, one may have had the fast spell to itself.
 */
export function times(speed: Speed, reference: Speed): number {
  return median(speed.roundsMBps.map((MBps, round) => MBps / (reference.roundsMBps[round] as number)));
}

function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
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
