import type { Text } from '../labelled.ts';
import type { Random } from '../random.ts';
import { cardNumber } from '../values/cards.ts';
import * as credentials from '../values/credentials.ts';
import * as personal from '../values/personal.ts';
import { tokenKinds } from '../values/tokens.ts';

/**
 * One identifier as logs have it: its values, the keys under which they stand, and the phrases in which they are met (`{}`
 * is the value's place). Where the identifier needs a keyword, every key and phrase has one.
 */
export interface Subject {
  readonly type: string;
  readonly make: (random: Random) => Text;
  readonly keys: readonly string[];
  readonly phrases: readonly string[];
}

/** Makes one labelled value of `type`. */
export const plain = (type: string, make: (random: Random) => string) => (random: Random) => [
  { type, text: make(random) },
];

function token(type: string, names: readonly string[]): (random: Random) => Text {
  const kinds = tokenKinds.filter(({ name }) => names.includes(name));
  return (random) => [{ type, text: random.pick(kinds).make(random) }];
}

/** Found by `@default,@network,@phone`: the eighteen and more that the figures are about. */
export const coreSubjects: readonly Subject[] = [
  {
    type: 'EmailAddress',
    make: plain('EmailAddress', personal.emailAddress),
    keys: ['email', 'userEmail', 'to', 'contact', 'from', 'subject_id', 'createdBy', 'owner', 'cc'],
    phrases: ['user {} signed in', 'mail to <{}> queued', 'invited {}, pending', 'account {}: locked', 'recipient={};'],
  },
  {
    type: 'CreditCardNumber',
    make: plain('CreditCardNumber', cardNumber),
    keys: ['card', 'pan', 'cardNumber', 'payment_method', 'cc', 'reference'],
    phrases: [
      'charged {} successfully',
      'card {} declined',
      'payment with {} for 12.50 EUR',
      'pan={},',
      'refund to "{}" done',
    ],
  },
  {
    type: 'Ssn-US',
    make: plain('Ssn-US', personal.ssn),
    keys: ['ssn', 'socialSecurityNumber', 'tax_ref', 'person'],
    phrases: ['applicant {} verified', 'ssn {} on file', 'lookup for {} returned 1 row', 'SSN: {}.'],
  },
  {
    type: 'Iban',
    make: plain('Iban', personal.iban),
    keys: ['iban', 'account', 'creditor', 'bankAccount'],
    phrases: ['transfer to {} booked', 'IBAN {} accepted', 'debit {}, amount 80.00', 'beneficiary ({}) added'],
  },
  {
    type: 'IpAddress',
    make: plain('IpAddress', personal.ipAddress),
    keys: ['ip', 'clientIp', 'remoteAddr', 'source', 'x_forwarded_for'],
    phrases: [
      'request from {} accepted',
      'connection {} closed',
      'blocked [{}] after 5 tries',
      'peer {}, session resumed',
    ],
  },
  {
    type: 'MacAddress',
    make: plain('MacAddress', personal.macAddress),
    keys: ['mac', 'device', 'hwaddr', 'bssid'],
    phrases: ['device {} joined', 'lease for {} renewed', 'mac={} seen', 'station {}: deauthenticated'],
  },
  {
    type: 'PhoneNumber',
    make: plain('PhoneNumber', personal.phoneNumber),
    keys: ['phone', 'mobile', 'msisdn', 'contactPhone'],
    phrases: ['sms to {} sent', 'call from {} ended', 'phone: {}, verified', 'callback requested at {}'],
  },
  {
    type: 'AwsAccessKeyId',
    make: plain('AwsAccessKeyId', credentials.awsAccessKeyId),
    keys: ['accessKeyId', 'aws_access_key_id', 'keyId', 'identity'],
    phrases: ['using credentials {}', 'key {} rotated', 'AWS_ACCESS_KEY_ID={}', 'denied for {}:'],
  },
  {
    type: 'AwsSecretKey',
    make: plain('AwsSecretKey', credentials.awsSecretKey),
    keys: ['secretAccessKey', 'aws_secret_access_key', 'AWS_SECRET_ACCESS_KEY'],
    phrases: [
      'aws_secret_access_key={} loaded',
      'AWS_SECRET_ACCESS_KEY: {}',
      'secret access key {} in use',
      'SecretAccessKey={}',
    ],
  },
  {
    type: 'Jwt',
    make: plain('Jwt', credentials.jwt),
    keys: ['jwt', 'idToken', 'assertion', 'session'],
    phrases: ['token {} expired', 'verified {}', 'jwt={} ok', 'claims of {} read'],
  },
  {
    type: 'BearerToken',
    make: credentials.bearer,
    keys: ['authorization', 'Authorization', 'auth', 'header'],
    phrases: ['Authorization: {}', 'sent header authorization={}', "-H 'Authorization: {}'", 'upstream said 401 to {}'],
  },
  {
    type: 'BasicAuth',
    make: credentials.basic,
    keys: ['authorization', 'proxyAuthorization', 'auth'],
    phrases: ['Authorization: {}', 'Proxy-Authorization: {}', "curl -H 'Authorization: {}'"],
  },
  {
    type: 'UrlCredentials',
    make: credentials.urlCredentials,
    keys: ['databaseUrl', 'dsn', 'remote', 'endpoint'],
    phrases: ['connecting to {}', 'dsn={} pool=4', 'cloning {} failed', 'upstream {}, timeout 5s'],
  },
  {
    type: 'PasswordKeyValue',
    make: plain('PasswordKeyValue', credentials.password),
    keys: ['password', 'passwd', 'db_password', 'Password', 'userPassword', 'client_secret', 'clientSecret'],
    phrases: ['login failed password={} user=root', 'pwd: {}', 'retry with --password={}', 'config password="{}" read'],
  },
  {
    type: 'GithubToken',
    make: token('GithubToken', ['github personal', 'github app', 'github fine-grained']),
    keys: ['githubToken', 'gh', 'remoteToken', 'value'],
    phrases: ['pushed with {}', 'GITHUB_TOKEN={}', 'clone x-access-token {}', 'revoked {}.'],
  },
  {
    type: 'SlackToken',
    make: token('SlackToken', ['slack bot', 'slack user', 'slack app']),
    keys: ['slackToken', 'bot', 'hook', 'value'],
    phrases: ['slack answered invalid_auth for {}', 'SLACK_TOKEN={}', 'using {}'],
  },
  {
    type: 'StripeKey',
    make: token('StripeKey', ['stripe secret', 'stripe restricted']),
    keys: ['stripeKey', 'apiKey', 'value'],
    phrases: ['stripe key {} used', 'STRIPE_SECRET={}', 'charge failed with {}'],
  },
  {
    type: 'GoogleApiKey',
    make: token('GoogleApiKey', ['google api']),
    keys: ['googleKey', 'mapsKey', 'value'],
    phrases: ['geocode with {} failed', 'key={}', 'GOOGLE_API_KEY={}'],
  },
  {
    type: 'NpmToken',
    make: token('NpmToken', ['npm']),
    keys: ['npmToken', 'registry', 'value'],
    phrases: ['publish with {}', 'NPM_TOKEN={}'],
  },
  {
    type: 'SendgridKey',
    make: token('SendgridKey', ['sendgrid']),
    keys: ['sendgridKey', 'mailer', 'value'],
    phrases: ['mailer uses {}', 'SENDGRID_API_KEY={}'],
  },
  {
    type: 'OpenAiKey',
    make: token('OpenAiKey', ['openai project', 'openai']),
    keys: ['openaiKey', 'llm', 'value'],
    phrases: ['incorrect API key provided: {}', 'OPENAI_API_KEY={}'],
  },
  {
    type: 'AnthropicKey',
    make: token('AnthropicKey', ['anthropic']),
    keys: ['anthropicKey', 'llm', 'value'],
    phrases: ['x-api-key: {}', 'ANTHROPIC_API_KEY={}'],
  },
  {
    type: 'PrivateKey',
    make: credentials.privateKey,
    keys: ['privateKey', 'pem', 'tlsKey'],
    phrases: ['loaded {}', 'key={} ok'],
  },
];
