/** What stands in the place of a secret wherever a value is printed. */
export const mask = '***';

// Below this a text is too common to be looked for: masking every "an" would make a problem unreadable.
const shortestSecret = 6;

/**
 * A value as it may be printed: `***` when its setting is declared secret; else with the credentials and the query values
 * of any URL in it masked, since an intake's key often travels there. Lists and objects are masked element by element.
 */
export function maskValue(value: unknown, secret: boolean): unknown {
  if (secret) return mask;
  if (typeof value === 'string') return maskUrl(value);
  if (Array.isArray(value)) return value.map((element) => maskValue(element, false));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, element]) => [key, maskValue(element, false)]));
}

/** Every text inside a secret value, longest first: what `maskTexts` looks for. */
export function secretTexts(value: unknown): string[] {
  const texts = new Set<string>();
  collect(value, texts);
  return [...texts].sort((a, b) => b.length - a.length);
}

/** `text` without any of `secrets`: the last guard of a problem whose words come from a kind's own schema. */
export function maskTexts(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, mask), text);
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === 'number') value = String(value);
  if (typeof value === 'string') {
    // Its parts too: a schema may quote only one of several headers.
    for (const text of [value, ...value.split(/[\s,;:=]+/)]) if (text.length >= shortestSecret) texts.add(text);
  } else if (typeof value === 'object' && value !== null) {
    for (const element of Object.values(value)) collect(element, texts);
  }
}

// Everything from the scheme (or the start, when it is missing) to the last @ goes: a password may hold / and @ itself.
function maskUrl(text: string): string {
  const queryMasked = text.replaceAll(/([?&][^=&\s]*=)[^&\s]*/g, `$1${mask}`);
  const end = queryMasked.lastIndexOf('@');
  const scheme = queryMasked.indexOf('://');
  const start = scheme >= 0 && scheme < end ? scheme + 3 : 0;
  const holdsCredentials = start > 0 ? end > start : queryMasked.slice(0, Math.max(0, end)).includes(':');
  return holdsCredentials ? `${queryMasked.slice(0, start)}${mask}${queryMasked.slice(end)}` : queryMasked;
}
