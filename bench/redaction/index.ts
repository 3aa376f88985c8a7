import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { accuracyRows } from './accuracy-rows.ts';
import { type Accuracy, fullSizes, measureAccuracy, quickSizes } from './accuracy.ts';
import { allGroups, createFilter, judgedGroups, settingsFor } from './engine.ts';
import { fuzzRows } from './fuzz.ts';
import { fuzzLimited, shapesLimited } from './limited.ts';
import { redactorOf } from './redactor.ts';
import { adversarialRows } from './speed/adversarial.ts';
import { startupRows } from './speed/startup.ts';
import { throughputRows } from './speed/throughput.ts';
import { type Row, table } from './table.ts';

// Nobody looks at what these make: they judge, and only here. Tuning has seeds 1 to 9.
const judgingSeeds = [27_011, 52_361, 99_991];
const highestTuningSeed = 9;
const limitMs = 5 * 60_000;

const usage = `node bench/redaction/index.ts [options]

Measures the redaction filter against every figure it must reach and prints the table. Exits with 1 when one is missed.

  --quick             accuracy and fuzz only, small corpora, under ten seconds
  --tune              judge accuracy on tuning seeds 1 to 3 instead of the seeds that are kept for judging
  --show NAME         print what was missed or wrongly redacted, of one identifier or format, of "ordinary", "tokens",
                      "fuzz" or "all"
  --seed N            the tuning seed for --show and --tune, ${1} to ${highestTuningSeed}
  --json              the rows as one JSON object
  --help              this text
`;

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    tune: { type: 'boolean' },
    show: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

process.exitCode = values.help === true ? help() : await main();

function help(): number {
  process.stdout.write(usage);
  return 0;
}

async function main(): Promise<number> {
  const tuning = values.tune === true || values.show !== undefined || values.seed !== undefined;
  const seeds = tuning ? tuningSeeds(values.seed) : judgingSeeds;
  if (seeds === undefined) {
    process.stderr.write(`--seed takes a tuning seed, 1 to ${highestTuningSeed}; found ${values.seed}.\n`);
    return 2;
  }
  const accuracy = measureAccuracy(seeds, values.quick === true ? quickSizes : fullSizes, (identifiers) =>
    redactorOf(createFilter(identifiers === 'all' ? allGroups : judgedGroups)),
  );
  if (values.show !== undefined && values.show !== 'fuzz') {
    process.stdout.write(shown(accuracy, values.show));
    return 0;
  }
  const fuzzed = await fuzzLimited(seeds[0] ?? 1, values.quick === true ? 3000 : 100_000, limitMs);
  if (values.show === 'fuzz') {
    for (const failure of 'endless' in fuzzed ? [] : fuzzed.failures)
      process.stdout.write(`${JSON.stringify(failure)}\n`);
    return 0;
  }
  const rows: Row[] = [...accuracyRows(accuracy), ...fuzzRows(fuzzed)];
  if (values.quick !== true) {
    rows.unshift(
      ...throughputRows(() => createFilter(judgedGroups), seeds[0] ?? 1, 15),
      ...adversarialRows(await shapesLimited(limitMs)),
      ...(await startupRows(settingsFor(judgedGroups), 15)),
    );
  }
  const missed = rows.filter(({ ok }) => !ok).length;
  const machine = `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores, Node ${process.version}`;
  if (values.json === true) process.stdout.write(`${JSON.stringify({ machine, seeds: seeds.length, missed, rows })}\n`);
  else process.stdout.write(`${machine}\n\n${table(rows)}\n${missed === 0 ? 'all reached' : `${missed} missed`}\n`);
  return missed === 0 ? 0 : 1;
}

function tuningSeeds(seed: string | undefined): number[] | undefined {
  if (seed === undefined) return [1, 2, 3];
  const number = Number(seed);
  return Number.isInteger(number) && number >= 1 && number <= highestTuningSeed ? [number] : undefined;
}

/** What a tuner wants to see: misses and false hits of one identifier, one format, or all. */
function shown({ logs, further, prose, ordinary, tokens }: Accuracy, name: string): string {
  const wanted = (...names: readonly string[]) => name === 'all' || names.includes(name);
  const lines: string[] = [];
  for (const tally of [logs, further, prose]) {
    for (const { type, format, text } of tally.misses) {
      if (wanted(type, format)) lines.push(`missed ${type} in ${format}: ${JSON.stringify(text)}`);
    }
    for (const { format, text, context } of tally.falseHits) {
      if (wanted(format)) lines.push(`false hit in ${format}: ${JSON.stringify(text)} of ${JSON.stringify(context)}`);
    }
  }
  for (const { identifier, style, text, context } of ordinary.hits) {
    const expected = identifier === 'IpAddress' || identifier === 'MacAddress';
    if (wanted(identifier, 'ordinary') && !(expected && name !== identifier)) {
      lines.push(`false hit ${identifier} in ${style}: ${JSON.stringify(text)} of ${JSON.stringify(context)}`);
    }
  }
  if (wanted('tokens')) {
    for (const [kind, { found, total }] of tokens.byKind)
      if (found < total) lines.push(`token ${kind}: ${found} of ${total}`);
    for (const line of tokens.touched) lines.push(`look-alike touched: ${JSON.stringify(line)}`);
  }
  return lines.length === 0 ? 'nothing\n' : `${lines.join('\n')}\n`;
}
