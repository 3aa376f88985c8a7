/** ASCII digits; those of other scripts are none. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** ASCII letters. */
export function isLetter(code: number): boolean {
  return (code | 32) >= 97 && (code | 32) <= 122;
}

/** ASCII letters, digits and `_`: what cannot stand beside a finding. */
export function isWord(code: number): boolean {
  return isDigit(code) || isLetter(code) || code === 95;
}

/** The ASCII digits of text[start, end) without what stands between them. */
export function digitsOf(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return /^\d+$/.test(part) ? part : part.replace(/\D+/g, '');
}

/** Hexadecimal digits in either case. */
export function isHex(code: number): boolean {
  return isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102);
}

/** What follows a backslash in JSON, besides u and its digits. */
export function isEscapable(code: number): boolean {
  return '"ntr\\/bf'.includes(String.fromCharCode(code));
}

/** What stands between words on one line: a blank or a tab. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

/** Either quote, or the backslash in front of one in an escaped text. */
export function isQuoteOrEscape(code: number): boolean {
  return code === 34 || code === 39 || code === 92;
}

/** What names of keys are made of: words, hyphens and full stops. */
export function isName(code: number): boolean {
  return isWord(code) || code === 45 || code === 46;
}

/** The characters of both kinds of base64, but `=`. */
export function isBase64(code: number): boolean {
  return isWord(code) || code === 43 || code === 47 || code === 45;
}
