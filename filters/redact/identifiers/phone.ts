import { digitsOf, isDigit, isWord } from '../scan/characters.ts';
import { isTransparent } from '../scan/field.ts';
import { hasKeyword } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { isInternational, isNanp, nationalShapes } from '../validators/phone.ts';
import type { IdentifierName } from '../names.ts';
import { isAbbreviated, isCounted, isNamed, phoneKeywords } from './phone-words.ts';

const isoDate = [4, 2, 2];
const localDate = [2, 2, 4];
const shortNanp = [3, 3, 4];
const longNanp = [1, 3, 3, 4];
const dialledNanp = [3, 3, 3, 4];
// What address blocks and signatures write behind a number, at the end of its line or field.
const behind = /^[ ,-]{0,2}\(?(?:office|fax|mobile|cell|home)\)?(?=$|[\n\r\\",;|])/i;
// 345-899-3560x4587, 345-899-3560 ext. 45
const extension = /^(?:x| x ?| ?ext\.? ?)\d{1,6}(?!\w)/;
const leastUngrouped = 10;
// The most characters of a number with its separators: +49 (0) 1512 / 345 67 89.
const longestNumber = 26;

// The rest of a UUID.
const uuidRest = /^-[\da-f]{4}-/i;
// +37.58.57.238, a peer of ntpq; m=+5115.932279346, in times of Go.
const noNumber = /^\+\d\d?(?:\.(?:[1-9]?\d|1\d\d|2[0-4]\d|25[0-5])){3}$/;
const sinceStart = /(?:^|\s)m=$/;
// 20261121, a date.
const plainDate = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;
// What stands between two numbers with one keyword: 0612345678 or 0612345679, {"phone":{"old":"…","new":"…"}}.
const sibling =
  /^\\?["']?\)?(?: ?[,/;|] ?| (?:or|and|oder|und|ou|et|y|o|e) )\(?(?:\\?["'](?:([\w$]{1,11})\\?["']: ?\\?["']?)?)?$/;
const longestSibling = 24;
// callback invoked in 2125551234 ns
const unit =
  /^ ?(?:[nu\u00b5m]s|secs?|seconds|bytes|[kKMG]i?B|rows|records|items|times|requests|messages|events|EUR|USD|GBP|CHF|PLN|lac)\b(?![:=])|^ ?[\u20ac$\u00a3]/;

/** Matchers for those of the telephone identifiers that are selected. They share the work, so they are made together. */
export function phoneMatchers(selected: readonly IdentifierName[]): Matchers[] {
  if (selected.length === 0) return [];
  const anywhere = selected.includes('PhoneNumber');
  const nationals = selected.filter((name) => name !== 'PhoneNumber');
  const label = (digits: string) => labelOf(digits, nationals, anywhere);
  const numbers = [
    {
      leastDigits: 7,
      plain: [7, 17] as const,
      probe: (scan: Scan, start: number, end: number) => findLocal(scan, start, end, label, anywhere),
    },
  ];
  const bracket = {
    sign: '(' as const,
    probe: (scan: Scan, at: number) => findParenthesized(scan, at, label, anywhere),
  };
  const plus = { sign: '+' as const, probe: findInternational };
  return [{ numbers, signs: anywhere ? [plus, bracket] : [bracket], context: phoneKeywords }];
}

type Label = (digits: string) => string | undefined;

// The country, when the digits have the shape of one alone; else the general name, when it is selected.
function labelOf(digits: string, nationals: readonly IdentifierName[], anywhere: boolean): string | undefined {
  const fitting = nationals.filter((name) => (nationalShapes[name.slice(-2)] as RegExp).test(digits));
  return anywhere && fitting.length !== 1 ? 'PhoneNumber' : fitting[0];
}

function findInternational(scan: Scan, at: number): number {
  const first = scan.code(at + 1);
  if (isWord(scan.behind(at - 1)) || !((first >= 49 && first <= 57) || first === 40)) return 0;
  // From the longest reading to the shortest: a number behind the phone number is not part of it. Of one without groups
  // nothing else is: +352628341593 200.
  let run = at + 1;
  while (isDigit(scan.code(run))) run++;
  for (
    let end = run - at > leastUngrouped ? run : numberEnd(scan, at + 1);
    end > at + 7;
    end = shorter(scan, at, end)
  ) {
    if (!isInternational(digitsOf(scan.text, at, end)) || !endsAt(scan, end)) continue;
    if (scan.behind(at - 1) === 61 && sinceStart.test(scan.text.slice(Math.max(0, at - 3), at))) return 0;
    return noNumber.test(scan.text.slice(at, end)) ? 0 : take(scan, at, end, 'PhoneNumber');
  }
  return 0;
}

function findParenthesized(scan: Scan, at: number, label: Label, anywhere: boolean): number {
  const start = trunkStart(scan, at);
  if (!isDigit(scan.code(at + 1)) || isWord(scan.behind(start - 1))) return 0;
  const match = anywhere ? /^\((\d{3})\)[ .-]?(\d{3})[ .-](\d{4})/.exec(scan.text.slice(at, at + 16)) : null;
  if (match !== null && endsAt(scan, at + match[0].length) && isNanp(`${match[1]}${match[2]}${match[3]}`))
    return take(scan, start, at + match[0].length, 'PhoneNumber');
  const end = numberEnd(scan, at);
  const close = scan.text.slice(at, end).indexOf(')');
  if (close < 0 || close > 6 || !endsAt(scan, end)) return 0;
  const digits = digitsOf(scan.text, start, end);
  const name =
    digits.length >= 7 && digits.length <= 14 && hasKeyword(scan, start, phoneKeywords) ? label(digits) : undefined;
  return name === undefined ? 0 : take(scan, start, end, name);
}

// Turkey, Russia and America write the trunk digit in front of the bracket: 0(532) 271 78 29, 8 (916) 720-08-33.
function trunkStart(scan: Scan, bracket: number): number {
  if (scan.behind(bracket - 1) === 48) return bracket - 1;
  const trunk = scan.behind(bracket - 2);
  const isTrunk = trunk === 56 || (trunk === 49 && !isWord(scan.behind(bracket - 3)));
  return scan.behind(bracket - 1) === 32 && isTrunk ? bracket - 2 : bracket;
}

function findLocal(scan: Scan, start: number, end: number, label: Label, anywhere: boolean): number {
  const { groups } = scan;
  const before = scan.behind(start - 1);
  const joined = scan.behind(start - 2);
  // tel:4155552671 has its keyword in front; behind a digit the colon is one of a time or an address.
  if (before === 45 || (isJoining(before) && (before === 58 ? isDigit(joined) : isWord(joined))))
    if (!isAbbreviated(scan, start)) return 0;
  // Columns of a log: 200 0 0 278.
  if (groups.count > 3 && groups.lengthOf(1) === 1 && groups.lengthOf(2) === 1) return 0;
  // 0044 20 7946 0958: the international prefix and up to 15 digits behind it.
  const most = scan.code(start) === 48 && scan.code(start + 1) === 48 ? 17 : 13;
  if (groups.count === 1) {
    // Seconds and milliseconds since 1970 begin with 1 and have 10 or 13 digits; with 14 and more since 2014.
    const length = end - start;
    const isTime = scan.code(start) === 49 && (length === 13 || (length === 10 && scan.code(start + 1) > 51));
    if (length > most || (isTime && (length === 13 || !isNamed(scan, start)))) return 0;
  } else if (isDate(scan, start)) {
    return 0;
  } else if (anywhere) {
    const nanp = findNanp(scan, start, before);
    if (nanp > 0) return nanp;
  }
  const hasWord = hasKeyword(scan, start, phoneKeywords) && !isCounted(scan, start);
  const alike = hasWord ? 0 : siblingDigits(scan, start);
  if (!hasWord && alike === 0 && !hasKeywordBehind(scan, groups.endOf(groups.count - 1))) return 0;
  // From the longest reading to the shortest.
  for (let last = groups.count - 1; last >= 0 && groups.sumOf(last) >= 7; last--) {
    if (groups.sumOf(last) > most || (last > 0 && hasLongGroup(scan, start, last))) continue;
    if (alike > 0 && scan.code(start) !== 48 && Math.abs(groups.sumOf(last) - alike) > 1) continue;
    const to = groups.endOf(last);
    if (scan.code(to) === 64 || unit.test(scan.text.slice(to, to + 10))) continue;
    if (scan.code(to) === 45 && uuidRest.test(scan.text.slice(to, to + 6))) continue;
    const digits = digitsOf(scan.text, start, to);
    if (last === 1 && isYears(scan, digits)) continue;
    if (last === 0 && digits.length === 8 && plainDate.test(digits)) continue;
    const name = label(digits);
    if (name !== undefined) return take(scan, start, to, name);
  }
  return 0;
}

// 1881-1883
function isYears({ groups }: Scan, digits: string): boolean {
  return (
    groups.lengthOf(0) === 4 && groups.separatorOf(1) === 45 && /^(?:1[5-9]|20)\d\d(?:1[5-9]|20)\d\d$/.test(digits)
  );
}

// How many digits the telephone number right in front has, to whose keyword this one belongs, too; 0 for none.
function siblingDigits(scan: Scan, start: number): number {
  const { floor, findings } = scan;
  if (floor === 0 || start - floor > longestSibling) return 0;
  const last = findings.count - 1;
  if (
    (findings.ends[last] as number) + findings.shift !== floor ||
    !findings.identifiers[last]?.startsWith('PhoneNumber')
  )
    return 0;
  const match = sibling.exec(scan.text.slice(floor, start));
  if (match === null || (match[1] !== undefined && !isTransparent(match[1]))) return 0;
  return digitsOf(scan.text, (findings.starts[last] as number) + findings.shift, floor).length;
}

function hasLongGroup(scan: Scan, start: number, last: number): boolean {
  // Vienna is 01.
  const most = scan.code(start) === 48 ? 9 : 8;
  for (let at = 0; at <= last; at++) if (scan.groups.lengthOf(at) > most) return true;
  return false;
}

// 415-555-2671, 415.555.2671, 1-415-555-2671. With spaces it needs a keyword: 200 512 1034 is a status and two sizes.
function findNanp(scan: Scan, start: number, before: number): number {
  const { groups } = scan;
  const long =
    (groups.startsWith(longNanp) && scan.code(start) === 49) ||
    (groups.startsWith(dialledNanp) && scan.text.startsWith('001', start));
  if (!long && !groups.startsWith(shortNanp)) return 0;
  const last = long ? 3 : 2;
  const separator = groups.separatorOf(1);
  const end = groups.endOf(last);
  if (separator === 32 || before === separator || !groups.sameSeparator(last, '-.')) return 0;
  if (groups.count > last + 1 && groups.separatorOf(last + 1) === separator) return 0;
  if (scan.code(end) === 45 && isWord(scan.code(end + 1))) return 0;
  return isNanp(digitsOf(scan.text, start, end).slice(-10)) ? take(scan, start, end, 'PhoneNumber') : 0;
}

function isJoining(code: number): boolean {
  return code === 45 || code === 46 || code === 58 || code === 47;
}

function isDate(scan: Scan, start: number): boolean {
  const { groups } = scan;
  const isIso = groups.startsWith(isoDate);
  if (!isIso && !groups.startsWith(localDate)) return false;
  const year = isIso ? start : groups.endOf(1) + 1;
  return scan.text.startsWith('19', year) || scan.text.startsWith('20', year);
}

function take(scan: Scan, start: number, end: number, name: string): number {
  const to = end + extensionLength(scan, end);
  return scan.found(name, start, to);
}

function extensionLength(scan: Scan, end: number): number {
  const code = scan.code(end);
  if (code !== 120 && code !== 101 && code !== 32) return 0;
  return extension.exec(scan.text.slice(end, end + 14))?.[0].length ?? 0;
}

// A word behind a number makes it something else, unless it is an extension.
function endsAt(scan: Scan, end: number): boolean {
  return !isWord(scan.code(end)) || extensionLength(scan, end) > 0;
}

function hasKeywordBehind(scan: Scan, end: number): boolean {
  let at = end;
  while (at - end < 3 && isGap(scan.code(at))) at++;
  // Nine of ten numbers have another number or a sign behind them, which is told without an expression.
  return at > end && (scan.code(at) | 32) > 96 && behind.test(scan.text.slice(end, end + 12));
}

function isGap(code: number): boolean {
  return code === 32 || code === 40 || code === 44 || code === 45;
}

// Digits with single separators, or a bracket and a space, between.
function numberEnd(scan: Scan, start: number): number {
  let end = start;
  for (let at = start; at < scan.length && at - start < longestNumber; at++) {
    const code = scan.code(at);
    if (isDigit(code)) end = at + 1;
    else if (code !== 40 && code !== 41 && code !== 32 && code !== 45 && code !== 46 && code !== 47) break;
    // One separator, and the blank on each side of a slash: 151 / 234 567.
    else if (at - end > 1 && !(at - end === 2 && code === 32 && scan.code(at - 1) === 47)) break;
  }
  return end;
}

// The end of the reading without its last run of digits.
function shorter(scan: Scan, start: number, end: number): number {
  let at = end;
  while (at > start && isDigit(scan.behind(at - 1))) at--;
  while (at > start && !isDigit(scan.behind(at - 1))) at--;
  return at;
}
