// Logs `event.lines` numbered lines, and with each what must never leave; `event.mode` makes it fail in one way or another.
const people = 'mail jane.doe@example.org card 4111111111111111 ssn 536-90-4399 key AKIAIOSFODNN7EXAMPLE';

export async function handler(event) {
  const { invocation = 0, lines = 3, mode = '' } = event ?? {};
  for (let line = 0; line < lines; line += 1) console.log(`line ${invocation}/${line} ${people}`);
  // Past the console, as loggers such as pino write: with the JSON log format such a line arrives as an object.
  const user = { password: 'correct-horse-battery', email: 'x@example.org' };
  process.stdout.write(`${JSON.stringify({ marker: `json ${invocation}`, user })}\n`);
  if (mode === 'throw') throw new Error(`broke for jane.doe@example.org`);
  if (mode === 'exit') process.exit(3);
  if (mode === 'hang') await new Promise(() => setInterval(() => {}, 1000));
  if (mode === 'slow') await new Promise((resolve) => setTimeout(resolve, 300));
  return { invocation };
}
