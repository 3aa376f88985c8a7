import type { IdentifierName } from '../names.ts';
import { digitsOf, isWord } from '../scan/characters.ts';
import { hasKeyword } from '../scan/keyword.ts';
import type { Keywords } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';

/** A number of a fixed length with a check of its own. */
export interface CheckedNumber {
  readonly identifier: IdentifierName;
  readonly digits: number;
  /** How its digits stand in groups when they do. */
  readonly groups: readonly number[];
  /** The separators between the groups, in their order: one for all, or one for each gap. */
  readonly separators: readonly string[];
  readonly isValid: (digits: string) => boolean;
  /** Why a candidate fails, for `explain`. */
  readonly refusal: string;
  readonly words: Keywords;
  /** What stands right in front of one that is no such number, whatever it looks like. */
  readonly notBehind?: RegExp;
  /** When a keyword must stand in front: always, or unless the groups are joined by something else than spaces. */
  readonly keyword: 'always' | 'unless joined' | 'unless grouped';
}

const longestLabel = 24;

/** Matchers for a number with a check. */
export function checkedNumber(rule: CheckedNumber): Matchers {
  const probe = (scan: Scan, start: number, end: number) => find(scan, start, end, rule);
  return {
    numbers: [{ leastDigits: rule.digits, plain: [rule.digits, rule.digits], probe }],
    context: rule.words,
  };
}

function find(scan: Scan, start: number, end: number, rule: CheckedNumber): number {
  const { identifier } = rule;
  const plain = end - start === rule.digits;
  if (!plain && !isGrouped(scan, rule)) return 0;
  const to = plain ? end : scan.groups.endOf(rule.groups.length - 1);
  if (isAttached(scan, start, to)) return 0;
  const joined = !plain && (rule.keyword === 'unless grouped' || scan.groups.separatorOf(1) !== 32);
  const needsKeyword = rule.keyword === 'always' || !joined;
  // Without a group or a keyword it is one of the many numbers of this length: no candidate at all.
  const hasWord = needsKeyword && hasKeyword(scan, start, rule.words);
  if (plain && needsKeyword && !hasWord) return 0;
  if (rule.notBehind?.test(scan.text.slice(Math.max(0, start - longestLabel), start))) return 0;
  if (!rule.isValid(digitsOf(scan.text, start, to))) return scan.refuse(identifier, start, to, rule.refusal);
  if (needsKeyword && !hasWord) return scan.refuse(identifier, start, to, 'no keyword stands in front');
  return scan.found(identifier, start, to);
}

function isGrouped(scan: Scan, { groups: lengths, separators }: CheckedNumber): boolean {
  const { groups } = scan;
  if (!groups.startsWith(lengths)) return false;
  for (const separator of separators) {
    let at = 1;
    // One separator stands for all gaps, or each gap has its own.
    while (at < lengths.length && groups.separatorOf(at) === separator.charCodeAt((at - 1) % separator.length)) at++;
    if (at === lengths.length) return true;
  }
  return false;
}

// A digit or word joined by a hyphen or full stop, in front or behind: part of something longer.
function isAttached(scan: Scan, start: number, end: number): boolean {
  const before = scan.behind(start - 1);
  const after = scan.code(end);
  const joins = (code: number) => code === 45 || code === 46;
  return (
    (joins(before) && isWord(scan.behind(start - 2))) || isWord(after) || (joins(after) && isWord(scan.code(end + 1)))
  );
}

/** A code of letters and digits in a shape of its own. */
export interface CheckedCode {
  readonly identifier: IdentifierName;
  /** Lengths of the first word of the code. */
  readonly lengths: readonly [least: number, most: number];
  /** The shape, anchored at the start, tried on 24 characters. */
  readonly shape: RegExp;
  /** Given the code without spaces and hyphens. */
  readonly isValid: (code: string) => boolean;
  readonly refusal: string;
  /** A keyword must stand in front when there are any. */
  readonly words?: Keywords;
}

/** Matchers for a code with a check. */
export function checkedCode(rule: CheckedCode): Matchers {
  const probe = (scan: Scan, start: number) => findCode(scan, start, rule);
  return {
    mixed: [{ lengths: rule.lengths, probe }],
    ...(rule.words === undefined ? {} : { context: rule.words }),
  };
}

function findCode(scan: Scan, start: number, { identifier, shape, isValid, refusal, words }: CheckedCode): number {
  const match = shape.exec(scan.text.slice(start, start + 24));
  if (match === null) return 0;
  const end = start + match[0].length;
  if (isAttached(scan, start, end)) return 0;
  if (!isValid(match[0].replace(/[\s-]/g, ''))) return scan.refuse(identifier, start, end, refusal);
  if (words !== undefined && !hasKeyword(scan, start, words))
    return scan.refuse(identifier, start, end, 'no keyword stands in front');
  return scan.found(identifier, start, end);
}
