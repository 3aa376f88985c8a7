import * as z from 'zod/mini';

const units: Readonly<Record<string, number>> = { '': 1, kib: 2 ** 10, mib: 2 ** 20, gib: 2 ** 30 };

/** A size in bytes within the bounds: a whole number, or a text such as `65536`, `512KiB`, `64MiB`, `1GiB`. */
export function byteSize(minimum: number, maximum: number): z.ZodMiniType<number, unknown> {
  const expected = `a size from ${formatBytes(minimum)} to ${formatBytes(maximum)}, in bytes or such as 512KiB, 64MiB`;
  return parsed(expected, (input) => {
    const match = /^(\d{1,15}) ?(KiB|MiB|GiB)?$/i.exec(String(input).trim());
    const bytes = match ? Number(match[1]) * units[(match[2] ?? '').toLowerCase()]! : Number.NaN;
    return bytes >= minimum && bytes <= maximum ? bytes : undefined;
  });
}

/** A whole number within the bounds, also as text. */
export function wholeNumber(minimum: number, maximum: number, what: string): z.ZodMiniType<number, unknown> {
  return parsed(`${what} from ${minimum} to ${maximum}`, (input) => {
    const number = /^\d{1,15}$/.test(String(input).trim()) ? Number(input) : Number.NaN;
    return number >= minimum && number <= maximum ? number : undefined;
  });
}

/** Yes or no, in any of the forms that environment variables and YAML files hold. */
export function flag(): z.ZodMiniType<boolean, unknown> {
  return parsed('true, false, 1, 0, on or off', parseFlag);
}

/** The same reading without a schema, for the settings that must be known when everything else is broken. */
export function parseFlag(input: unknown): boolean | undefined {
  const text = String(input).trim().toLowerCase();
  if (text === 'true' || text === '1' || text === 'on') return true;
  return text === 'false' || text === '0' || text === 'off' ? false : undefined;
}

/** At least one of `members`, as a list or as a text with commas; repeated ones count once. */
export function listOf<Member extends string>(members: readonly Member[]): z.ZodMiniType<readonly Member[], unknown> {
  return parsed(`one or more of ${members.join(', ')}, as a list or with commas between`, (input) => {
    const items = typeof input === 'string' ? commaList(input) : input;
    if (!Array.isArray(items) || items.length === 0) return undefined;
    const isMember = (item: unknown): item is Member => members.includes(item as Member);
    return items.every(isMember) ? members.filter((member) => items.includes(member)) : undefined;
  });
}

/** The entries of `a, b,c`, trimmed, empty ones left out. */
export function commaList(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `1048576` as `1MiB`: the largest unit that divides it. */
export function formatBytes(bytes: number): string {
  for (const unit of ['GiB', 'MiB', 'KiB']) {
    const size = units[unit.toLowerCase()]!;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return `${bytes}`;
}

function parsed<Output>(
  expected: string,
  parse: (input: unknown) => Output | undefined,
): z.ZodMiniType<Output, unknown> {
  const transform = z.transform((input: unknown, context) => {
    const output = parse(input);
    if (output !== undefined) return output;
    context.issues.push({ code: 'custom', message: expected, input });
    return z.NEVER;
  });
  return z.pipe(z.unknown(), transform);
}
