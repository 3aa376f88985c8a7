import { tokenNames } from './identifiers/tokens.ts';

/**
 * The identifiers by group, under CloudWatch's managed names where it has one. This list is all that checking a
 * configuration needs; what each one matches is declared in `identifiers/`. Where two findings of the same length overlap,
 * that of a key gives its name, else the one that comes first here.
 */
export const groups = {
  default: [
    'EmailAddress',
    'CreditCardNumber',
    'Ssn-US',
    'Iban',
    'AwsAccessKeyId',
    'AwsSecretKey',
    'OpenSshPrivateKey',
    'PkcsPrivateKey',
    'PgpPrivateKey',
    'PuttyPrivateKey',
    'Jwt',
    'BasicAuth',
    'UrlCredentials',
    ...tokenNames,
    'DiscordToken',
    'TelegramToken',
    'TwitterToken',
    'MailchimpKey',
    'AzureClientSecret',
    'AsanaToken',
    'TerraformToken',
    'BearerToken',
    'PasswordKeyValue',
  ],
  // An address of either kind begins alike; the probe for MAC addresses is the one that gives up at once.
  network: ['MacAddress', 'IpAddress'],
  phone: [
    'PhoneNumber-US',
    'PhoneNumber-GB',
    'PhoneNumber-DE',
    'PhoneNumber-FR',
    'PhoneNumber-ES',
    'PhoneNumber-IT',
    'PhoneNumber-BR',
    'PhoneNumber',
  ],
  financial: ['CreditCardExpiration', 'CreditCardSecurityCode', 'BankAccountNumber-US'],
  health: ['NhsNumber-GB', 'NationalProviderId-US', 'DrugEnforcementAgencyNumber-US', 'MedicareBeneficiaryNumber-US'],
  national: [
    'NationalInsuranceNumber-GB',
    'SocialInsuranceNumber-CA',
    'CpfCode-BR',
    'Cnpj-BR',
    'NifNumber-ES',
    'NieNumber-ES',
    'InseeCode-FR',
    'TaxId-DE',
    'NationalIdentificationNumber-IT',
    'Aadhaar-IN',
    'IndividualTaxIdentificationNumber-US',
    'VehicleIdentificationNumber',
    'LatLong',
    'DateOfBirth',
  ],
} as const;

export type GroupName = keyof typeof groups;
export type IdentifierName = (typeof groups)[GroupName][number];

/** Every identifier, in the order of precedence. */
export const identifierNames: readonly IdentifierName[] = Object.values(groups).flat();

/** What findings are called that are none of an identifier: under a key of the user's, at a path, a record masked whole. */
export const userKeyIdentifier = 'SensitiveKey';
export const pathIdentifier = 'SensitivePath';
export const maskedRecord = 'MaskedRecord';

/** Every name that stands in brackets in place of a finding, but those of the user's rules. */
export const placeholderNames: ReadonlySet<string> = new Set([
  ...identifierNames,
  userKeyIdentifier,
  pathIdentifier,
  maskedRecord,
]);

/** Names of CloudWatch that one of ours covers. */
const aliases: Readonly<Record<string, IdentifierName>> = {
  'BankAccountNumber-DE': 'Iban',
  'BankAccountNumber-ES': 'Iban',
  'BankAccountNumber-FR': 'Iban',
  'BankAccountNumber-GB': 'Iban',
  'BankAccountNumber-IT': 'Iban',
  OpenSSHPrivateKey: 'OpenSshPrivateKey',
  'Ssn-ES': 'NifNumber-ES',
};

/**
 * Which identifiers a list names: `@group`, a name, or a data-identifier ARN of CloudWatch, each with `+` (the default)
 * or `-` in front. Read from left to right. A list that only adds or removes begins with `@default`. `unknown` is called
 * for each entry that names nothing.
 */
export function selectIdentifiers(
  list: string | readonly string[],
  unknown?: (entry: string) => void,
): ReadonlySet<IdentifierName> {
  const entries = listOf(list);
  const names = new Set<IdentifierName>();
  if (entries.length === 1 && entries[0] === 'off') return names;
  if (entries.every(hasSign)) for (const name of groups.default) names.add(name);
  for (const entry of entries) {
    const members = membersOf(hasSign(entry) ? entry.slice(1) : entry);
    if (members === undefined) unknown?.(entry);
    else for (const name of members) entry.startsWith('-') ? names.delete(name) : names.add(name);
  }
  return names;
}

function hasSign(entry: string): boolean {
  return entry.startsWith('+') || entry.startsWith('-');
}

/** A list as files and the environment write it. */
export function listOf(list: string | readonly string[]): string[] {
  return (typeof list === 'string' ? list.split(',') : list).map((entry) => entry.trim()).filter(Boolean);
}

function membersOf(entry: string): readonly IdentifierName[] | undefined {
  if (entry.startsWith('@')) {
    const group = entry.slice(1);
    return Object.hasOwn(groups, group) ? groups[group as GroupName] : undefined;
  }
  const name = entry.startsWith('arn:') ? entry.slice(entry.lastIndexOf('/') + 1) : entry;
  const known = identifierNames.find((candidate) => candidate === name) ?? aliases[name];
  return known === undefined ? undefined : [known];
}
