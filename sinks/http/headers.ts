// Sluice derives these from the batch; a second value would make the request unreadable.
const ownHeaders = ['content-encoding', 'content-length', 'transfer-encoding'];

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

/**
 * Headers as the file gives them (an object) or as one environment variable can: JSON, `Name: value` lines, or
 * `Name=value,Name2=value` (a comma in a value is kept unless `Name=` follows it). Answers the headers, or the problem in
 * words; those never quote a value.
 */
export function parseHeaders(input: string | Readonly<Record<string, string>>): Record<string, string> | string {
  const entries = typeof input === 'string' ? fromText(input.trim()) : Object.entries(input);
  if (typeof entries === 'string') return entries;
  const headers: Record<string, string> = {};
  for (const [name, value] of entries) {
    if (!new RegExp(`^${token}$`).test(name)) return 'header names of letters, digits and hyphens';
    // Line breaks and other control characters would end the header early; what is above U+00FF cannot be sent.
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      return `a value without line breaks or other characters that no header can carry, for ${name}`;
    if (ownHeaders.includes(name.toLowerCase())) return `no ${name} header: Sluice sets it itself`;
    headers[name] = value;
  }
  return headers;
}

function fromText(text: string): [string, string][] | string {
  if (text === '') return [];
  if (text.startsWith('{')) return fromJson(text);
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (new RegExp(`^${token}\\s*:`).test(text)) return pairs(lines, ':');
  return pairs(text.split(new RegExp(`,(?=\\s*${token}=)`)), '=');
}

function fromJson(text: string): [string, string][] | string {
  const problem = 'a JSON object of texts, such as {"Authorization":"…"}';
  try {
    const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string') ? entries : problem;
  } catch {
    return problem;
  }
}

function pairs(parts: readonly string[], separator: string): [string, string][] | string {
  const found: [string, string][] = [];
  for (const part of parts) {
    const at = part.indexOf(separator);
    if (at <= 0) return 'headers as a JSON object, as `Name: value` lines, or as `Name=value,Name2=value`';
    found.push([part.slice(0, at).trim(), part.slice(at + 1).trim()]);
  }
  return found;
}
