import { groups, identifierNames } from './names.ts';

// CloudWatch's managed data identifiers of which no country is offered, or not every one, without the country.
const families = [
  ...['CepCode', 'DriversLicense', 'ElectoralRollNumber', 'HealthcareProcedureCode', 'HealthInsuranceCardNumber'],
  ...['HealthInsuranceClaimNumber', 'HealthInsuranceNumber', 'IndividualTaxIdentificationNumber', 'NationalDrugCode'],
  ...['NationalIdentificationNumber', 'PassportNumber', 'PermanentResidenceNumber', 'PersonalHealthNumber'],
  ...['PostalCode', 'RgNumber', 'TaxId', 'ZipCode'],
];

/** What is expected in place of an entry that names no identifier, and the nearest that there is. */
export function unknownIdentifier(entry: string): string {
  const name = entry.replace(/^[+-]/, '').replace(/^arn:.*\//, '');
  if (name === 'off') return 'groups and identifiers; `off` stands alone';
  if (name.startsWith('@')) {
    const known = Object.keys(groups).map((group) => `@${group}`);
    return `one of the groups ${known.join(', ')}; \`${name}\` is unknown`;
  }
  if (name === 'Name' || name === 'Address') {
    return `an identifier that needs no language model; ${name} does: redact it with keys or paths instead`;
  }
  if (families.some((family) => name.startsWith(`${family}-`))) {
    return `one of the identifiers; \`${name}\` of CloudWatch is not offered: redact it with keys, paths or a pattern of your own`;
  }
  const like = nearest(name);
  return `one of the identifiers; \`${name}\` is unknown${like === undefined ? '' : `, did you mean ${like}?`}`;
}

// None when more than a third of the letters would have to change: then it is no slip of the keys.
function nearest(name: string): string | undefined {
  const scored = identifierNames.map((candidate) => ({
    candidate,
    changes: distance(name.toLowerCase(), candidate.toLowerCase()),
  }));
  const best = scored.reduce((one, next) => (next.changes < one.changes ? next : one));
  return best.changes <= Math.max(1, name.length / 3) ? best.candidate : undefined;
}

// Levenshtein distance, one row at a time.
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}
