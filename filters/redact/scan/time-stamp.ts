import { isDigit, isHex } from './characters.ts';

/** Characters of a time stamp up to its seconds. */
export const timeLength = 19;
// Where its digits are behind the year.
const digitPlaces = [5, 6, 8, 9, 11, 12, 14, 15, 17, 18];

/** True when the digits in [at, end) begin a time stamp, 2026-01-02T03:04:05, with T or a blank, that does not go on as an address. */
export function isTime(units: Uint16Array, at: number, end: number): boolean {
  if (end - at !== 4 || units[at + 7] !== 45 || units[at + 13] !== 58 || units[at + 16] !== 58) return false;
  const [joint, behind] = [units[at + 10] as number, units[at + timeLength] as number];
  if ((joint !== 84 && joint !== 32) || behind === 58 || isHex(behind)) return false;
  for (const place of digitPlaces) if (!isDigit(units[at + place] as number)) return false;
  return true;
}

const timeShape = Uint8Array.from('0000-00-00T00:00:00.000Z', (character) => character.charCodeAt(0));

/** True for a text that is a time as `Date.toISOString` writes it, which most records that are objects hold. */
export function isTimeStamp(text: string): boolean {
  if (text.length !== timeShape.length) return false;
  for (let at = 0; at < timeShape.length; at++) {
    const wanted = timeShape[at] as number;
    const above = text.charCodeAt(at) - wanted;
    if (above !== 0 && (wanted !== 48 || above < 0 || above > 9)) return false;
  }
  return true;
}
