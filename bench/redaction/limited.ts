import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createFilter, judgedGroups } from './engine.ts';
import { fuzz, type FuzzCounts } from './fuzz.ts';
import { redactorOf } from './redactor.ts';
import { measureShapes, type ShapeSpeed } from './speed/adversarial.ts';

/** What runs on a thread of its own, because an engine with a bug may never come back from it. */
type Work = { readonly work: 'fuzz'; readonly seed: number; readonly records: number } | { readonly work: 'shapes' };

type Message = { readonly began: string } | { readonly result: unknown };

/** The work did not end; `endless` says what it was at. */
export interface Endless {
  readonly endless: string;
}

/** Fuzzes on a new thread, which is stopped when it has not ended after `limitMs`. */
export async function fuzzLimited(seed: number, records: number, limitMs: number): Promise<FuzzCounts | Endless> {
  return (await run({ work: 'fuzz', seed, records }, limitMs)) as FuzzCounts | Endless;
}

/** Times the adversarial shapes on a new thread, which is stopped when it has not ended after `limitMs`. */
export async function shapesLimited(limitMs: number): Promise<readonly ShapeSpeed[] | Endless> {
  return (await run({ work: 'shapes' }, limitMs)) as readonly ShapeSpeed[] | Endless;
}

async function run(work: Work, limitMs: number): Promise<unknown> {
  const worker = new Worker(new URL(import.meta.url), { workerData: work });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last: string = work.work;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => resolve({ endless: last }), limitMs);
      worker.on('message', (message: Message) => {
        if ('began' in message) last = message.began;
        else resolve(message.result);
      });
      worker.once('error', reject);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

function answer(work: Work, began: (name: string) => void): unknown {
  const make = () => createFilter(judgedGroups);
  if (work.work === 'fuzz') return fuzz(work.seed, work.records, make);
  return measureShapes(() => redactorOf(make()), began);
}

const work = workerData as Work | null;
if (parentPort !== null && work !== null && 'work' in work) {
  const post = (message: Message) => parentPort?.postMessage(message);
  post({ result: answer(work, (name) => post({ began: name })) });
}
