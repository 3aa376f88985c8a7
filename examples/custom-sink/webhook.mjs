import { createHmac } from 'node:crypto';

const limits = { records: 500, bytes: 512 * 1024, recordBytes: 256 * 1024 };

/** POSTs batches as NDJSON, signed, so that the receiver can tell that they are ours. */
export default {
  name: 'webhook',
  summary: 'POSTs batches, signed with a shared key.',
  secrets: ['key'],

  create({ url, key }) {
    if (!URL.canParse(url)) throw new Error('webhook: url is not an address. Set sinks.webhook.url to one.');
    if (typeof key !== 'string' || key === '') throw new Error('webhook: key is missing. Set sinks.webhook.key.');

    return {
      limits,

      async send(batch, { signal }) {
        const body = batch.records.map((record) => `${record.line}\n`).join('');
        const signature = createHmac('sha256', key).update(body).digest('hex');
        const headers = {
          'content-type': 'application/x-ndjson',
          'idempotency-key': batch.id,
          'x-signature': `sha256=${signature}`,
        };
        try {
          const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
          await response.body?.cancel();
          return deliveryOf(batch, response);
        } catch {
          return { retry: batch.records, rejected: [], cause: 'the webhook cannot be reached' };
        }
      },
    };
  },
};

function deliveryOf(batch, { ok, status, headers }) {
  if (ok) return { retry: [], rejected: [] };
  const cause = `the webhook answered ${status}`;
  if (status !== 429 && status < 500) return { retry: [], rejected: batch.records, cause };
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return { retry: batch.records, rejected: [], cause, ...(seconds >= 0 && { retryAfterMs: seconds * 1000 }) };
}
