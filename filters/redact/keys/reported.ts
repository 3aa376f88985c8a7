import type { Keys } from './keys.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { quotedProblem } from './value-problem.ts';

const longestReport = 512;
const longestFront = 80;

/** What an error says of a value it quotes: the value, and the name of its field, which may stand in front of `start`. */
interface Report {
  readonly starts: readonly string[];
  readonly shape: RegExp;
  /** What stands in it further behind: to see that it is not there takes less than the shape, which reads on to the end. */
  readonly holds?: string;
  /** Where the name is told in front of that; else it is in `shape`. */
  readonly front?: RegExp;
}

// As Spring, Mongoose, Joi, ASP.NET, MySQL, Pydantic and AJV write it.
const reports: readonly Report[] = [
  {
    starts: ['rejected value'],
    shape: /^rejected value \[(?<value>[^[\]\n]{1,256})\]/,
    front: /\bfield '([\w.]{1,64})': $/,
  },
  { starts: ['Path `'], shape: /^Path `(?<name>[\w.]{1,64})` \(`(?<value>[^`\n]{1,256})`\)/ },
  {
    starts: ['value "', 'value \\'],
    shape: /^value \\?"(?<value>[^"\\\n]{1,256})\\?" (?:fails|is|must|does|contains)\b/,
    front: /"([\w.]{1,64})\\?" with $/,
  },
  { starts: ["value '"], shape: /^value '(?<value>[^'\n]{1,256})' is (?:not valid|invalid) for (?<name>\w{1,64})/ },
  {
    starts: ['Duplicate'],
    shape: /^Duplicate entry '(?<value>[^'\n]{1,256})' for key '(?:[\w-]{1,64}\.)?(?<name>[\w-]{1,64})'/,
  },
  {
    starts: ['loc"', "loc'", 'loc\\'],
    holds: 'input',
    shape:
      /^loc\\?["']: ?[[(](?:\\?["']?[\w-]{1,64}\\?["']?, ?){0,8}\\?["'](?<name>[\w-]{1,64})\\?["'],?[\])][^{}]{0,240}?["']input\\?["']: ?\\?["'](?<value>[^"'\\\n]{1,256})\\?["']/,
  },
  {
    starts: ['instancePath'],
    holds: 'data',
    shape:
      /^instancePath\\?":\\?"[\w./-]{0,128}\/(?<name>[\w.-]{1,64})\\?"[^{}]{0,320}?"data\\?":\\?"(?<value>[^"\\\n]{1,256})\\?"/,
  },
];

/** Matchers for values that an error quotes beside the name of their field: Duplicate entry 'hunter2' for key 'password'. */
export function reportedMatchers(keys: Keys): Matchers {
  return {
    words: reports.map((report) => ({
      starts: report.starts,
      probe: (scan: Scan, start: number) => findReported(scan, start, report, keys),
    })),
  };
}

function findReported(scan: Scan, start: number, { shape, holds = '', front }: Report, keys: Keys): number {
  const report = scan.text.slice(start, start + longestReport);
  const match = report.includes(holds) ? shape.exec(report) : null;
  if (match === null) return 0;
  const { value = '', name = '' } = match.groups ?? {};
  const field = front === undefined ? name : front.exec(scan.text.slice(Math.max(0, start - longestFront), start))?.[1];
  const { identifier, weak } = keys.verdict(field ?? '');
  const at = start + match[0].lastIndexOf(value);
  if (identifier === undefined || quotedProblem(scan, at, at + value.length, weak) !== undefined) return 0;
  scan.findings.add(identifier, at, at + value.length);
  return start + 1;
}
