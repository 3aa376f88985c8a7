// A small external extension for the tests of the local Lambda. TOY_* variables say how it misbehaves; what it received is
// appended to TOY_LOG, one JSON object per line.
import { appendFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

const { AWS_LAMBDA_RUNTIME_API: api, TOY_LOG: file, TOY_NAME: name = 'toy' } = process.env;
const note = (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`);

function call(method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const outgoing = request(`http://${api}${path}`, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
    });
    outgoing.on('error', reject).end(body);
  });
}

await delay(Number(process.env.TOY_REGISTER_MS ?? 0));
const events = (process.env.TOY_EVENTS ?? 'INVOKE,SHUTDOWN').split(',');
const registered = await call(
  'POST',
  '/2020-01-01/extension/register',
  { 'lambda-extension-name': name },
  JSON.stringify({ events }),
);
const identified = { 'lambda-extension-identifier': registered.headers['lambda-extension-identifier'] };

const patienceMs = Number(process.env.TOY_PATIENCE_MS ?? 1000);
let refusals = Number(process.env.TOY_REFUSE ?? 0);
let onRuntimeDone = () => {};
const listener = createServer((incoming, response) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = Buffer.concat(chunks).toString('latin1');
    const status = refusals-- > 0 ? 503 : 200;
    note({ post: body, path: incoming.url, status });
    response.writeHead(status).end();
    if (status === 200 && body.includes('"platform.runtimeDone"')) onRuntimeDone();
  });
});
await new Promise((resolve) => listener.listen(0, '0.0.0.0', resolve));
const subscription = await call(
  'PUT',
  process.env.TOY_API ?? '/2022-07-01/telemetry',
  identified,
  JSON.stringify({
    schemaVersion: process.env.TOY_SCHEMA ?? '2025-01-29',
    types: ['platform', 'function', 'extension'],
    buffering: { maxItems: 1000, maxBytes: 262_144, timeoutMs: 25 },
    destination: { protocol: 'HTTP', URI: `http://sandbox.localdomain:${listener.address().port}/telemetry` },
  }),
);
note({ subscribed: subscription.status, body: subscription.text });

for (;;) {
  const { text } = await call('GET', '/2020-01-01/extension/event/next', identified);
  const event = JSON.parse(text);
  note({ event });
  if (event.eventType === 'SHUTDOWN') {
    if (process.env.TOY_STAY) await delay(60_000);
    await delay(50);
    process.exit(0);
  }
  if (process.env.TOY_CRASH) process.exit(7);
  // Not for ever: the event may be lost on purpose.
  await Promise.race([new Promise((resolve) => (onRuntimeDone = resolve)), delay(patienceMs)]);
}
