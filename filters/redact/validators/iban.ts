import { mod97 } from './mod97.ts';

// Country, then the account part: n digits, a letters, c letters or digits, each with its count (SWIFT IBAN registry).
const registry =
  'AD n8c12,AE n19,AL n8c16,AT n16,AZ a4c20,BA n16,BE n12,BG a4n6c8,BH a4c14,BI n23,BR n23a1c1,BY c4n4c16,CH n5c12,' +
  'CR n18,CY n8c16,CZ n20,DE n18,DJ n23,DK n14,DO c4n20,EE n16,EG n25,ES n20,FI n14,FK a2n12,FO n14,FR n10c11n2,' +
  'GB a4n14,GE a2n16,GI a4c15,GL n14,GR n7c16,GT c24,HN a4n20,HR n17,HU n24,IE a4n14,IL n19,IQ a4n15,IS n22,IT a1n10c12,' +
  'JO a4n4c18,KW a4c22,KZ n3c13,LB n4c20,LC a4c24,LI n5c12,LT n16,LU n3c13,LV a4c13,LY n21,MC n10c11n2,MD c20,ME n18,' +
  'MK n3c10n2,MN n16,MR n23,MT a4n5c18,MU a4n19a3,NI a4n20,NL a4n10,NO n11,OM n3c16,PK a4c16,PL n24,PS a4c21,PT n21,' +
  'QA a4c21,RO a4c16,RS n18,RU n14c15,SA n2c18,SC a4n20a3,SD n14,SE n20,SI n15,SK n20,SM a1n10c12,SO n19,ST n21,SV a4n20,' +
  'TL n19,TN n20,TR n5n1c16,UA n6c19,VA n18,VG a4n16,XK n16,YE a4n4c18';

const classes: Readonly<Record<string, string>> = { n: '[0-9]', a: '[A-Z]', c: '[A-Z0-9]' };

interface Country {
  readonly length: number;
  readonly shape: RegExp;
}
// Made when an account of the country is first seen.
const countries = new Map<string, Country | undefined>();

function countryOf(code: string): Country | undefined {
  if (!countries.has(code)) countries.set(code, readCountry(code));
  return countries.get(code);
}

function readCountry(code: string): Country | undefined {
  const account = new RegExp(`${code} (\\w+)`).exec(registry)?.[1];
  if (account === undefined) return undefined;
  const counts = account.match(/\d+/g) ?? [];
  const shape = account.replace(/([nac])(\d+)/g, (_, kind: string, count: string) => `${classes[kind]}{${count}}`);
  return {
    length: counts.reduce((sum, count) => sum + Number(count), 4),
    shape: new RegExp(`^..[0-9]{2}${shape}$`),
  };
}

/** The countries that issue IBANs, as two upper-case letters. */
export const ibanCountries: readonly string[] = registry.split(',').map((entry) => entry.slice(0, 2));

/** Characters in an IBAN of this country (two letters, upper case), or 0 when it issues none. */
export function ibanLength(country: string): number {
  return countryOf(country)?.length ?? 0;
}

/** True for an IBAN without spaces in either case: its country's length and structure, and modulus 97. */
export function isIban(text: string): boolean {
  const iban = text.toUpperCase();
  // ISO 13616: check digits run from 02 to 98.
  if (!/^[A-Z]{2}(?!0[01]|99)/.test(iban)) return false;
  return countryOf(iban.slice(0, 2))?.shape.test(iban) === true && mod97(iban.slice(4) + iban.slice(0, 4)) === 1;
}
