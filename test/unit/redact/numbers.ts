/** 0 to `count` - 1. */
export const every = (count: number) => Array.from({ length: count }, (_, at) => at);

/** A fixed sequence of digits, so that the tests are the same each time. */
export const digitsFrom = (seed: number, length: number) =>
  every(length)
    .map((at) => Math.floor(Math.abs(Math.sin(seed * 97 + at * 13)) * 10_000) % 10)
    .join('');

/** Which of the ten last digits a check takes: a right check digit is one of ten. */
export const accepted = (stem: string, isValid: (text: string) => boolean) =>
  every(10).filter((digit) => isValid(`${stem}${digit}`));
