/**
 * The identifiers by group, under CloudWatch's managed names where it has one. This list is all that checking a
 * configuration needs; what each one matches is declared in `identifiers/`. Where two findings of the same length overlap,
 * the one that comes first here gives its name.
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
    'GithubToken',
    'GitlabToken',
    'BitbucketToken',
    'NpmToken',
    'PypiToken',
    'RubygemsToken',
    'CratesToken',
    'DockerToken',
    'SlackToken',
    'SlackWebhook',
    'DiscordWebhook',
    'DiscordToken',
    'TelegramToken',
    'StripeKey',
    'SquareToken',
    'ShopifyToken',
    'GoogleApiKey',
    'GoogleOAuthSecret',
    'OpenAiKey',
    'AnthropicKey',
    'HuggingFaceToken',
    'GroqKey',
    'PerplexityKey',
    'ReplicateToken',
    'OpenRouterKey',
    'SendgridKey',
    'TwilioKey',
    'MailgunKey',
    'MailchimpKey',
    'ResendKey',
    'BrevoKey',
    'AzureStorageKey',
    'AzureClientSecret',
    'DigitalOceanToken',
    'HerokuKey',
    'NetlifyToken',
    'VercelToken',
    'FlyToken',
    'AlibabaAccessKeyId',
    'TencentSecretId',
    'CloudflareKey',
    'DatabricksToken',
    'PlanetscaleToken',
    'SupabaseToken',
    'AtlassianToken',
    'LinearKey',
    'NotionToken',
    'AirtableToken',
    'AsanaToken',
    'FigmaToken',
    'DropboxToken',
    'DopplerToken',
    'PostmanKey',
    'NewRelicKey',
    'GrafanaToken',
    'SentryToken',
    'DynatraceToken',
    'AdafruitKey',
    'VaultToken',
    'TerraformToken',
    'PulumiToken',
    'OnePasswordToken',
    'AgeSecretKey',
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

// Names of CloudWatch that one of ours covers.
const aliases: Readonly<Record<string, IdentifierName>> = {
  'BankAccountNumber-DE': 'Iban',
  'BankAccountNumber-ES': 'Iban',
  'BankAccountNumber-FR': 'Iban',
  'BankAccountNumber-GB': 'Iban',
  'BankAccountNumber-IT': 'Iban',
  OpenSSHPrivateKey: 'OpenSshPrivateKey',
  'Ssn-ES': 'NifNumber-ES',
};

export interface SelectionProblem {
  /** The entry as it was written. */
  readonly found: string;
  readonly message: string;
}

export interface Selection {
  readonly names: ReadonlySet<IdentifierName>;
  readonly problems: readonly SelectionProblem[];
}

/**
 * Which identifiers a list names: `@group`, a name, or a data-identifier ARN of CloudWatch, each with `+` (the default)
 * or `-` in front; `off` for none. Read from left to right. A list that only adds or removes begins with `@default`.
 */
export function selectIdentifiers(list: string | readonly string[]): Selection {
  const entries = (typeof list === 'string' ? list.split(',') : list).map((entry) => entry.trim()).filter(Boolean);
  const names = new Set<IdentifierName>();
  const problems: SelectionProblem[] = [];
  if (entries.length === 1 && entries[0] === 'off') return { names, problems };
  if (entries.every((entry) => /^[+-]/.test(entry))) for (const name of groups.default) names.add(name);
  for (const entry of entries) {
    const members = membersOf(entry.replace(/^[+-]/, ''));
    if (typeof members === 'string') problems.push({ found: entry, message: members });
    else for (const name of members) entry.startsWith('-') ? names.delete(name) : names.add(name);
  }
  return { names, problems };
}

function membersOf(entry: string): readonly IdentifierName[] | string {
  if (entry === 'off') return 'groups and identifiers; `off` stands alone';
  if (entry.startsWith('@')) {
    const group = entry.slice(1);
    if (Object.hasOwn(groups, group)) return groups[group as GroupName];
    return `one of the groups ${Object.keys(groups)
      .map((name) => `@${name}`)
      .join(', ')}; \`${entry}\` is unknown`;
  }
  const name = entry.startsWith('arn:') ? entry.slice(entry.lastIndexOf('/') + 1) : entry;
  const known = identifierNames.find((candidate) => candidate === name) ?? aliases[name];
  if (known !== undefined) return [known];
  if (name === 'Name' || name === 'Address') {
    return `an identifier that needs no language model; ${name} does: redact it with keys or paths instead`;
  }
  return `one of the identifiers; \`${name}\` is unknown, did you mean ${nearest(name)}?`;
}

function nearest(name: string): string {
  const scored = identifierNames.map((candidate) => [distance(name.toLowerCase(), candidate.toLowerCase()), candidate]);
  return scored.reduce((best, next) => ((next[0] as number) < (best[0] as number) ? next : best))[1] as string;
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
