// What the tests of the local Lambda ask a function to do, by its payload.
console.log('loaded');
if (process.env.FUNCTION_FAILS_TO_LOAD) throw new Error('no luck');

export async function handler(event, context) {
  for (let line = 0; line < (event.lines ?? 0); line++) console.log(`line ${line}`);
  if (event.log !== undefined) console.log(event.log);
  if (event.write !== undefined) process.stdout.write(event.write);
  if (event.exit !== undefined) process.exit(event.exit);
  if (event.hang) await new Promise(() => setInterval(() => {}, 1000));
  if (event.fail) throw new TypeError('asked to fail');
  return {
    requestId: context.awsRequestId,
    context: context.clientContext,
    environment: event.environment && process.env,
  };
}
