// Crockford's base 32: no I, L, O, U.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new ULID: 10 characters of time in ms, 16 of chance. Names one process of one execution environment, and sorts by its
 * start. `main` makes one per process.
 */
export function newEnvironmentId(now = Date.now()): string {
  let time = now;
  let id = '';
  for (let digit = 0; digit < 10; digit += 1) {
    id = alphabet.charAt(time % 32) + id;
    time = Math.floor(time / 32);
  }
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += alphabet.charAt(byte % 32);
  return id;
}
