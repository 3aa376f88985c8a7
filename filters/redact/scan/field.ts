import { isName, isWord } from './characters.ts';
import type { Scan } from './scan.ts';

// Elements that HTML has for layout, and end tags.
const layout = /^(?:\/|(?:t[dhr]|d[dt]|li|br?|p|i|u|em|a|strong|span|div)(?![\w:.-]))/i;
// What languages print around a value, and PHP's var_dump in front of it: Some("…"), Optional[…], string(11) "…".
const wrapper = /(?:=>(?:\s|\\[nrt]){1,20}string\(\d{1,6}\)|\b(?:Some|Ok|Just|Optional|Secret|String|SecretStr))$/;
const longestWrapper = 40;
// The end of a colour, between a key and its sign.
const colour = /\x1b\[[\d;]*m$/;
const longestColour = 12;
// Keys that say nothing of their own: DynamoDB has the type of each value, {"phone":{"S":"…"}}, others just that it is one,
// which one, or how it changed; and operators of queries.
const transparent =
  /^(?:[SN]S?|[sS]tringValue|[nN]umber|[vV]alue|raw|formatted|national|national_?[nN]umber|originalValue|interpretedValue|old|new|from|to|before|after|previous|current|access|refresh|home|work|mobile|primary|secondary|other|main|\$(?:in|n?eq?|set|regex))$/;
const longestTransparent = 16;
// The type that stands in front of what holds a value: "phone":map[string]interface {}{"S":"…"}, Phone = Phone { N = … }.
const type = /[:=] ?([A-Za-z][\w.]*(?:\[string\]interface \{\})? ?)$/;
const longestType = 48;

/** True for the name of a key whose value belongs to the key around it. */
export function isTransparent(key: string): boolean {
  return key.length <= longestTransparent && transparent.test(key);
}

/**
 * Where the key begins whose last quote stands at `quote`, when it is one word: what `fieldStart` would say, in one loop:
 * nearly every number of a JSON line asks for it. Undefined when it takes more to tell.
 */
export function plainKeyStart(scan: Scan, quote: number, least: number): number | undefined {
  const { units } = scan;
  let at = quote;
  while (at > least && isName(units[at - 1] as number)) at--;
  if (at <= least) return at;
  if (units[at - 1] !== 34) return undefined;
  return units[at - 2] === 123 && isTransparent(scan.text.slice(at, quote)) ? undefined : at;
}

/**
 * Where the field begins that the value at `start` is in, not before `least`. With a key in front (`phone=`, `"phone":"`,
 * `Phone no.: `) that is the key; else the words in front, up to what ends the field before, and the key of the quoted text
 * they are in.
 */
export function fieldStart(scan: Scan, start: number, least: number): number {
  if (scan.code(start - 1) === 62) {
    const element = elementStart(scan, start - 1, least);
    if (element > 0) return element;
  }
  const key = keyEnd(scan, start, least);
  if (key > 0) return aroundKey(scan, keyStart(scan, key, least, scan.code(key) !== 58), key, least);
  // In a sentence a value may have quotes of its own, also escaped: ssn "261013361".
  const quote = scan.code(start - 2) === 92 ? start - 2 : start - 1;
  const isQuoted = scan.code(start - 1) === 34 && scan.code(quote - 1) === 32 && isWord(scan.code(quote - 2));
  let at = isQuoted ? quote - 1 : start;
  while (at > least && !endsField(scan, at - 1)) at--;
  const outer = keyEnd(scan, at, least);
  return outer > 0 ? keyStart(scan, outer, least, true) : at;
}

const longestPydantic = 240;
const reporting = 'input_value=';

/**
 * The field that a message of Pydantic is about, when the value at `at` is what it quotes; else undefined. It is named on
 * the line above: phone\n  value is not valid [type=value_error, input_value='
 */
export function reportedField(scan: Scan, at: number): string | undefined {
  if (scan.code(at - 1) !== 39) return undefined;
  const sign = scan.code(at - 2) === 92 ? at - 3 : at - 2;
  if (scan.code(sign) !== 61 || !scan.text.startsWith(reporting, sign + 1 - reporting.length)) return undefined;
  const front = scan.text.slice(Math.max(0, sign - longestPydantic), sign);
  // The ends of lines as they are, and as JSON writes them.
  for (const mark of ['\n', '\\n']) {
    const line = front.lastIndexOf(mark);
    if (line < 1 || !front.startsWith('  ', line + mark.length)) continue;
    const before = front.lastIndexOf(mark, line - 1);
    const name = front.slice(before < 0 ? 0 : before + mark.length, line).trimStart();
    if (/^[\w.]{1,64}$/.test(name)) return name;
  }
  return undefined;
}

// The key around a transparent one: in {"phone":{"S":"…"}} that of the object, in {"phone":{"home":{"number":"…"}}} that
// around it.
function aroundKey(scan: Scan, start: number, end: number, least: number): number {
  if (end - start > longestTransparent || !isTransparent(scan.text.slice(start, end))) return start;
  let brace = start;
  while (brace > least && isOpening(scan.code(brace - 1))) brace--;
  if (scan.code(brace - 1) !== 123) return start;
  const front = scan.text.slice(Math.max(least, brace - longestType), brace - 1);
  const outer = keyEnd(scan, brace - 1 - (type.exec(front)?.[1]?.length ?? 0), least);
  if (outer === 0) return start;
  return aroundKey(scan, keyStart(scan, outer, least, scan.code(outer) !== 58), outer, least);
}

// The end of the key whose sign stands in front of `at`, with only quotes, blanks, brackets and the name of a wrapper
// between; 0 for none.
function keyEnd(scan: Scan, at: number, least: number): number {
  let end = at;
  while (end > least && isOpening(scan.code(end - 1))) end--;
  if (end < at && (isWord(scan.code(end - 1)) || scan.code(end - 1) === 41)) {
    const found = wrapper.exec(scan.text.slice(Math.max(least, end - longestWrapper), end))?.[0] ?? '';
    end -= found.startsWith('=>') ? found.length - 2 : found.length;
    while (end > least && isOpening(scan.code(end - 1))) end--;
  }
  const sign = end > least ? scan.code(end - 1) : 0;
  if (sign !== 58 && sign !== 61) return 0;
  end--;
  while (end > least && (isOpening(scan.code(end - 1)) || isClosing(scan.code(end - 1)))) end--;
  if (scan.code(end - 1) === 109)
    end -= colour.exec(scan.text.slice(Math.max(least, end - longestColour), end))?.[0].length ?? 0;
  return end;
}

// What closes brackets or emphasis around a key: [cell] =>, **cell**:
function isClosing(code: number): boolean {
  return code === 93 || code === 41 || code === 42;
}

// A key before `=` is one word, in quotes several, and none of the path in front of a query; before `:` it may be several:
// `Phone no.: `. No comma is in it, and no other key with its value: `{phone: '…', id: '…'}`, `{Phone:… Id:…}`.
function keyStart(scan: Scan, end: number, least: number, isOneWord: boolean): number {
  let at = end;
  const quote = scan.code(end);
  const isQuoted = quote === 34 || quote === 39 || quote === 92;
  while (at > least && !endsField(scan, at - 1)) {
    const code = scan.code(at - 1);
    if (
      isOneWord
        ? (code <= 32 && !isQuoted) || code === 63 || code === 39 || code === 123
        : code === 44 || (code === 58 && isWord(scan.code(at)))
    )
      break;
    at--;
  }
  return at;
}

// <lat>, <phone type="home">: the tag that ends at `end` is all there is of the field, but not of those that HTML has for
// layout. 0 for none.
function elementStart(scan: Scan, end: number, least: number): number {
  let at = end;
  while (at > least && scan.code(at - 1) !== 60 && scan.code(at - 1) !== 62) at--;
  return scan.code(at - 1) !== 60 || layout.test(scan.text.slice(at, end)) ? 0 : at;
}

// Blanks, quotes, backslashes and opening brackets: what may stand between a key, its sign and its value.
function isOpening(code: number): boolean {
  return (
    code <= 32 || code === 34 || code === 39 || code === 92 || code === 40 || code === 91 || code === 43 || code === 62
  );
}

// `&`, `;`, `|`, a quote, a closing bracket, a line's end; a comma without a space behind it.
function endsField(scan: Scan, at: number): boolean {
  const code = scan.code(at);
  if (code === 44) return scan.code(at + 1) !== 32;
  return code === 38 || code === 59 || code === 124 || code === 34 || code === 93 || code === 125 || code === 10;
}
