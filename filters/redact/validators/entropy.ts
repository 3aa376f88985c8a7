/**
 * Shannon entropy of the characters of `text`, divided by the most that a text of this length could have: 1 when no
 * character occurs twice, 0 when all are the same. Above 64 characters the alphabet bounds it, so 64 is the divisor.
 */
export function normalizedEntropy(text: string): number {
  if (text.length < 2) return 0;
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits / Math.log2(Math.min(text.length, 64));
}

/**
 * True for what documentation and tests show in place of a token: EXAMPLE, xxxx, 0000000000, `your-token`, 1234567890,
 * abcdef, or hardly any variety. For tokens with a prefix only: behind a sensitive key anything may be the secret.
 */
export function isPlaceholder(text: string): boolean {
  if (/x{6,}|\*{4,}|(.)\1{9,}/i.test(text)) return true;
  if (/EXAMPLE|PLACEHOLDER|REDACTED|CHANGE_?ME|DUMMY|YOUR[_-]?(?:API|TOKEN|KEY|SECRET)/i.test(text)) return true;
  if (/1234567890|abcdefghij/i.test(text) && isMostlySequence(text)) return true;
  return text.length >= 12 && normalizedEntropy(text) < 0.5;
}

// Neighbours (abc, 123) make up most of the text. In a random token one step in eighteen is such by chance.
function isMostlySequence(text: string): boolean {
  let steps = 0;
  for (let at = 1; at < text.length; at++) if (text.charCodeAt(at) - text.charCodeAt(at - 1) === 1) steps++;
  return steps * 4 > text.length * 3;
}

/**
 * True for what stands for a secret without being one: masked already, `<password>`, `[Name]` as this filter writes it, or
 * a reference such as `$TOKEN`, `${TOKEN}`, `process.env.TOKEN`, `os.environ["TOKEN"]`.
 */
export function isStandIn(text: string): boolean {
  return /^(?:\*+|\[[\w:-]+\]|[\w-]{0,16}?x{3,}|\.{3}|…|<[^>]*>|\$\{[^}]*\}?|\$\(.*|\$[A-Z_][A-Z0-9_]*|\{\{.*\}\}|%[sdo]|YOUR[_-][\w-]+)$|^(?:process\.env|import\.meta\.env|os\.environ|os\.getenv|System\.getenv|getenv)\b/i.test(
    text,
  );
}
