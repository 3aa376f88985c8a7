import { isName } from '../scan/characters.ts';
import { RunMemory } from '../scan/run-memory.ts';
import type { Scan } from '../scan/scan.ts';

const longestTag = 256;
const longestText = 8192;
const cdata = '<![CDATA[';
// <property name="password">: the key is the value of the last attribute.
const named = /^[\w:.-]+\s[^>]*\b(?:name|key|id|Name|Key|Id)\\*=\\*["'][\w .:-]+\\*["']$/;

/** Where the text of an XML element stands, from its first character to behind its last. */
export type ElementText = readonly [start: number, end: number];

/**
 * The text of the element whose key ends at `keyEnd`, told at the `>` at `at`: `<password>…</password>`,
 * `<property name="password">…</property>`, and at its end `<wsse:Password Type="…">…</wsse:Password>`. Undefined when the
 * `>` is none of such a tag, or when other elements stand between.
 */
export function elementText(scan: Scan, at: number, keyEnd: number): ElementText | undefined {
  if (at !== keyEnd) {
    const tag = scan.text.slice(Math.max(0, at - longestTag), at);
    return named.test(tag.slice(tag.lastIndexOf('<') + 1)) ? textFrom(scan, at + 1) : undefined;
  }
  const name = nameStart(scan, keyEnd);
  if (scan.code(name - 1) === 60) return textFrom(scan, at + 1);
  return scan.code(name - 1) === 47 && scan.code(name - 2) === 60 ? textUpTo(scan, name, keyEnd) : undefined;
}

// Where the section ends that reaches over `start`. Kept, since a text may have many that never end.
const sections = new RunMemory();

function sectionEnd(scan: Scan, start: number): number {
  const end = scan.text.indexOf(']]>', start);
  return end < 0 ? scan.length : end;
}

function nameStart(scan: Scan, end: number): number {
  const least = Math.max(0, end - longestTag);
  let start = end;
  while (start > least && (isName(scan.code(start - 1)) || scan.code(start - 1) === 58)) start--;
  return start;
}

// Up to the end tag, which is the next one.
function textFrom(scan: Scan, from: number): ElementText | undefined {
  const isCdata = scan.text.startsWith(cdata, from);
  const start = isCdata ? from + cdata.length : from;
  let end = start;
  if (isCdata) {
    const close = sections.endOf(scan, start, sectionEnd);
    return close < scan.length && close - start < longestText ? [start, close] : undefined;
  }
  while (end - start < longestText && end < scan.length && scan.code(end) !== 60) end++;
  return scan.code(end) === 60 && scan.code(end + 1) === 47 ? trimmed(scan, start, end) : undefined;
}

// Back to the start tag with attributes; one without was read from there.
function textUpTo(scan: Scan, name: number, nameEnd: number): ElementText | undefined {
  const end = name - 2;
  let start = end;
  while (end - start < longestText && start > 0 && scan.code(start - 1) !== 62) start--;
  if (scan.code(start - 1) !== 62) return undefined;
  const tag = scan.text.slice(Math.max(0, start - longestTag), start);
  const from = tag.lastIndexOf('<') + 1;
  const own = scan.text.slice(name, nameEnd);
  return from > 0 && tag.startsWith(own, from) && /^\s/.test(tag.slice(from + own.length))
    ? trimmed(scan, start, end)
    : undefined;
}

// Without the blanks and ends of lines around it. Other text has several lines, a quote, where a text in JSON may end, or
// something redacted in it.
function trimmed(scan: Scan, from: number, to: number): ElementText | undefined {
  let start = from;
  let end = to;
  while (start < end && scan.code(start) <= 32) start++;
  while (end > start && scan.code(end - 1) <= 32) end--;
  return /[\n\r"]|\[[A-Z][A-Za-z-]{2,}[:\]]/.test(scan.text.slice(start, end)) ? undefined : [start, end];
}
