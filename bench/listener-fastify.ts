import fastify from 'fastify';
import type { AddressInfo } from 'node:net';

// The same listener by fastify.
async function main(): Promise<void> {
  const server = fastify({ bodyLimit: 8 * 1024 * 1024, keepAliveTimeout: 0, requestTimeout: 0 });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.post('/', (_request, reply) => reply.code(200).send());
  await server.listen({ port: 0, host: '0.0.0.0' });
  process.stdout.write(`${(server.server.address() as AddressInfo).port}\n`);
}

void main();
