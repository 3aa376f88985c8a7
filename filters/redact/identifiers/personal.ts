import { digitsOf, isWord } from '../scan/characters.ts';
import { hasKeyword, keywords } from '../scan/keyword.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { isVin } from '../validators/vin.ts';
import { checkedCode } from './checked.ts';
import type { IdentifierDeclaration } from './declaration.ts';

const vinWords = ['vin', 'vehicle', 'chassis', 'car'];
const placeWords = ['lat', 'lon', 'lng', 'latitude', 'longitude', 'coord', 'gps', 'geo', 'location', 'position'];
const birthWords = 'dob,birth,born,bday,geboren,geburt,naissance,nacimiento,nascita,nascimento'.split(',');
// A common word, unless it is a key.
const place = keywords(...placeWords, 'long"', 'long:', 'long=');
const birth = keywords(...birthWords);

export const vinMatchers = checkedCode({
  identifier: 'VehicleIdentificationNumber',
  lengths: [17, 17],
  shape: /^[A-HJ-NPR-Za-hj-npr-z\d]{17}(?!\w)/,
  isValid: isVin,
  refusal: 'the check digit is wrong',
  words: keywords(...vinWords),
});

export const latLongMatchers: Matchers = {
  numbers: [{ leastDigits: 4, probe: findLatLong }],
  context: place,
};

export const birthMatchers: Matchers = {
  numbers: [{ leastDigits: 4, takesDates: true, probe: findBirth }],
  context: birth,
};

// A pair with at least three decimals each (100 m), or one behind its own keyword.
function findLatLong(scan: Scan, start: number): number {
  const { groups } = scan;
  if (groups.separatorOf(1) !== 46 || groups.lengthOf(0) > 3 || groups.lengthOf(1) < 3) return 0;
  const from = scan.behind(start - 1) === 45 && !isWord(scan.behind(start - 2)) ? start - 1 : start;
  const match = /^-?(\d{1,3})\.\d{3,15}(?:\s{0,2}[,;]?\s{0,2}-?(\d{1,3})\.\d{3,15})?(?!\w|\.\d)/.exec(
    scan.text.slice(from, from + 48),
  );
  if (match === null || Number(match[1]) > 180 || Number(match[2] ?? 0) > 180) return 0;
  // A key in front is its own, however long: latitudeDegrees.
  const distance =
    match[2] === undefined && !/[:=]\\?["' ]{0,2}$/.test(scan.text.slice(Math.max(0, from - 4), from)) ? 14 : undefined;
  if (!hasKeyword(scan, from, place, distance)) return 0;
  return scan.found('LatLong', from, from + match[0].length);
}

// Three groups with - / or . or a month as a word; the year from 1900 on.
function findBirth(scan: Scan, start: number): number {
  const shape =
    /^(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|\d{1,2}([-/. ])\d{1,2}\2(?:19|20)\d\d)(?!\d)/;
  const match = shape.exec(scan.text.slice(start, start + 11));
  if (match === null || digitsOf(scan.text, start, start + match[0].length).length < 6) return 0;
  if (!hasKeyword(scan, start, birth)) return 0;
  return scan.found('DateOfBirth', start, start + match[0].length);
}

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const personal = (): readonly IdentifierDeclaration[] => [
  {
    name: 'VehicleIdentificationNumber',
    group: 'national',
    summary: 'A vehicle identification number.',
    check: 'Seventeen characters without I, O and Q, the check digit at the ninth place, and a keyword.',
    keywords: vinWords,
    examples: {
      match: ['VIN 1HGCM82633A004352', 'vehicle: 1M8GDM9AXKP042788', 'vin=5GZCZ43D13S812715'],
      noMatch: ['1HGCM82633A004352', 'VIN 1HGCM82633A004353', 'VIN 1HGCM82633A00435I'],
    },
  },
  {
    name: 'LatLong',
    group: 'national',
    summary: 'A place as latitude and longitude.',
    check: 'Decimal degrees up to 180 with three decimals or more, and a keyword; one alone directly behind it.',
    keywords: [...placeWords, 'long'],
    examples: {
      match: ['gps 51.50735, -0.12776', 'lat=48.85661', 'location: 40.71278 -74.00594'],
      noMatch: ['51.50735, -0.12776', 'lat=512.1', 'took 48.85661 ms'],
    },
  },
  {
    name: 'DateOfBirth',
    group: 'national',
    summary: 'A date of birth.',
    check: 'A date with a year from 1900 on, and a keyword.',
    keywords: birthWords,
    examples: {
      match: ['dob 1984-12-03', 'born 3/12/1984', 'date_of_birth=03.12.1984'],
      noMatch: ['created 1984-12-03', 'dob 1784-12-03', 'dob unknown'],
    },
  },
];
