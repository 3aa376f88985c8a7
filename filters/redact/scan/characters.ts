export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** ASCII letters, digits and `_`: what cannot stand beside a finding. */
export function isWord(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** The ASCII digits of text[start, end) without what stands between them. */
export function digitsOf(text: string, start: number, end: number): string {
  const part = text.slice(start, end);
  return /^\d+$/.test(part) ? part : part.replace(/\D+/g, '');
}

export function isHex(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 97 && code <= 102) || (code >= 65 && code <= 70);
}

/** What follows a backslash in JSON, besides u and its digits. */
export function isEscapable(code: number): boolean {
  return (
    code === 34 ||
    code === 110 ||
    code === 116 ||
    code === 114 ||
    code === 92 ||
    code === 47 ||
    code === 98 ||
    code === 102
  );
}

export function isSpace(code: number): boolean {
  return code === 32 || code === 9;
}

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
