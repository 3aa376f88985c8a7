import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { flushPolicies } from '../src/contracts/config.ts';
import { startLocalLambda } from '../local/index.ts';

/*
 * node bench/invoke.ts [--invocations 30] [--sink-ms 20]
 *
 * What each flush policy adds to an invocation: the time from the end of the function's work until Lambda may freeze the
 * environment, which is billed. Under the local Lambda, with freezes, and an HTTP sink that takes `--sink-ms` to answer.
 * Policies take turns, so that they see the same machine; medians and 90th percentiles, in ms.
 */
const { values } = parseArgs({
  options: { invocations: { type: 'string', default: '30' }, 'sink-ms': { type: 'string', default: '20' } },
});
const root = join(import.meta.dirname, '..');
const tree = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const sinkMs = Number(values['sink-ms']);

const sink = createServer((request, response) => {
  request.resume().on('end', () => setTimeout(() => response.end(), sinkMs));
}).listen(0, '127.0.0.1');
await new Promise((resolve) => sink.once('listening', resolve));
const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;

const names = ['no extension', ...flushPolicies] as const;
const lambdas = new Map(await Promise.all(names.map(async (name) => [name, await start(name)] as const)));
const added = new Map(names.map((name) => [name, [] as number[]]));
try {
  for (let invocation = 0; invocation <= Number(values.invocations); invocation += 1) {
    for (const [name, lambda] of lambdas) {
      const { postRuntimeMs } = await lambda.invoke({ invocation });
      // The first is the cold start, which bench/start.ts looks at.
      if (invocation > 0) added.get(name)?.push(postRuntimeMs);
    }
  }
} finally {
  for (const lambda of lambdas.values()) {
    await lambda.shutdown('spindown');
    await lambda.close();
  }
  sink.close();
}

console.log(`${cpus()[0]?.model}, ${cpus().length} cores, node ${process.version}, ${new Date().toISOString()}`);
console.log(
  `${values.invocations} invocations each, four lines logged in each, a sink that answers after ${sinkMs} ms\n`,
);
console.log('| flush policy | added to an invocation, median ms | 90th percentile |');
console.log('| --- | --- | --- |');
for (const [name, times] of added) {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
  console.log(`| ${name} | ${at(0.5)} | ${at(0.9)} |`);
}

async function start(name: (typeof names)[number]) {
  return startLocalLambda({
    layers: name === 'no extension' ? [] : [join(root, 'dist/layer', tree)],
    function: { handler: join(root, 'examples/orders/index.mjs#handler') },
    functionName: 'orders',
    environment: { SLUICE_HTTP_URL: url, ...(name === 'no extension' ? {} : { SLUICE_FLUSH: name }) },
  });
}
