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
