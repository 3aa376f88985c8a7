import { readFileSync } from 'node:fs';

// Logs each text of the JSON array in `event.file` in every form that logs have. Each line holds the id of the request: the
// runtime sees to it, but for the last.
export async function handler(event, { awsRequestId }) {
  for (const text of JSON.parse(readFileSync(event.file, 'utf8'))) {
    const encoded = Buffer.from(JSON.stringify({ message: text })).toString('base64');
    console.log(text);
    console.log(JSON.stringify({ level: 'info', message: text }));
    console.log(JSON.stringify({ level: 'info', nested: { deep: [{ message: text }] } }));
    console.log(JSON.stringify({ level: 'info', body: JSON.stringify({ message: text }) }));
    console.log(`level=info msg=${JSON.stringify(text)} ms=12`);
    console.log(`GET /search?q=${encodeURIComponent(text)}&page=2 HTTP/1.1 200`);
    console.log(JSON.stringify({ level: 'info', data: encoded, isBase64Encoded: true }));
    process.stdout.write(`${JSON.stringify({ requestId: awsRequestId, message: text, context: { text } })}\n`);
  }
}
