import { isDigit, isWord } from '../scan/characters.ts';
import type { Matchers, Scan } from '../scan/scan.ts';
import { isPlaceholder } from '../validators/entropy.ts';
import type { IdentifierDeclaration } from './declaration.ts';

// As it is written out, encoded once or twice, or not.
const twitter = /^A{19,24}[\w%+/]{20,64}(?:%(?:25)?3D|=)[A-Za-z0-9]{40,60}(?!\w)/;

// Tokens whose mark is not at their start. Each looks back or ahead a few characters only.

export const telegramMatchers: Matchers = {
  words: [{ starts: ['AA'], probe: findTelegram }],
};
export const twitterMatchers: Matchers = {
  words: [{ starts: ['AAAA'], probe: findTwitter }],
};
export const discordMatchers: Matchers = {
  // A user id (digits) in base64 begins with one of these pairs.
  words: [
    {
      starts: ['MD', 'MT', 'Mj', 'Mz', 'ND', 'NT', 'Nj', 'Nz', 'OD', 'OT'],
      probe: findDiscord,
    },
  ],
};
export const asanaMatchers: Matchers = { numbers: [{ leastDigits: 11, probe: findAsana }] };
export const terraformMatchers: Matchers = {
  words: [{ starts: ['atlasv1.'], probe: findTerraform }],
};
export const azureSecretMatchers: Matchers = {
  signs: [{ sign: '~', probe: findAzureSecret }],
};
export const mailchimpMatchers: Matchers = {
  mixed: [{ lengths: [32, 32], isHyphened: true, probe: findMailchimp }],
};
export const mailgunMatchers: Matchers = {
  mixed: [{ lengths: [32, 32], isHyphened: true, probe: findMailgun }],
};
export const newRelicMatchers: Matchers = {
  mixed: [{ lengths: [40, 40], probe: findNewRelic }],
};

// From the part behind the colon: there are fewer words that begin with AA than numbers of that length.
function findTelegram(scan: Scan, at: number): number {
  if (scan.behind(at - 1) !== 58) return 0;
  let start = at - 1;
  while (at - start <= 12 && isDigit(scan.behind(start - 1))) start--;
  const digits = at - 1 - start;
  // /bot523456789:AA… is how its API is called.
  const isAlone = !isWord(scan.behind(start - 1)) || scan.text.startsWith('/bot', start - 4);
  if (digits < 8 || digits > 10 || !isAlone) return 0;
  return take(scan, 'TelegramToken', start, /^AA[\w-]{32,34}(?![\w-])/, at);
}

// Two parts that are encoded twice. Base64 of zeros begins so, too, and has no such sign.
function findTwitter(scan: Scan, start: number): number {
  const match = twitter.exec(scan.text.slice(start, start + 160));
  return match === null ? 0 : scan.found('TwitterToken', start, start + match[0].length);
}

function findDiscord(scan: Scan, start: number, end: number): number {
  if (end - start < 20 || end - start > 30 || scan.code(end) !== 46) return 0;
  return take(scan, 'DiscordToken', start, /^[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,40}(?![\w-])/, start);
}

function findAsana(scan: Scan, start: number, end: number): number {
  if (end - start !== 1 || scan.code(end) !== 47) return 0;
  return take(scan, 'AsanaToken', start, /^[012]\/\d{10,20}(?:\/\d{10,20})?:[a-z0-9]{32}(?!\w)/, start);
}

function findTerraform(scan: Scan, start: number): number {
  const from = start - 15;
  if (scan.behind(start - 1) !== 46 || from < 0 || isWord(scan.behind(from - 1))) return 0;
  return take(scan, 'TerraformToken', from, /^[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,90}(?![\w-])/, from);
}

function findAzureSecret(scan: Scan, at: number): number {
  const from = at - 5;
  if (from < 0 || isWord(scan.behind(from - 1))) return 0;
  return take(scan, 'AzureClientSecret', from, /^[\w.~-]{3}[78]Q~[\w.~-]{30,33}[\w~-](?![\w~-]|\.[\w~-])/, from);
}

function findMailchimp(scan: Scan, start: number, end: number): number {
  return scan.code(end) === 45 ? take(scan, 'MailchimpKey', start, /^[0-9a-f]{32}-us\d{1,2}(?!\w)/, start) : 0;
}

function findMailgun(scan: Scan, start: number, end: number): number {
  if (scan.code(end) !== 45 || scan.code(end + 9) !== 45) return 0;
  return take(scan, 'MailgunKey', start, /^[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![\w-])/, start);
}

function findNewRelic(scan: Scan, start: number, end: number): number {
  return scan.text.startsWith('NRAL', end - 4) ? take(scan, 'NewRelicKey', start, /^[0-9a-f]{36}NRAL/, start) : 0;
}

// `shape` is tried on the 160 characters from `from`: more than any of these tokens has.
function take(scan: Scan, name: string, start: number, shape: RegExp, from: number): number {
  const match = shape.exec(scan.text.slice(from, from + 160));
  if (match === null) return 0;
  const end = from + match[0].length;
  if (isPlaceholder(scan.text.slice(start, end))) return scan.refuse(name, start, end, 'it is a placeholder');
  return scan.found(name, start, end);
}

// Pieces of examples: a whole token in a repository sets off the secret scanner of its host.
const mixed = 'k7Qp2ZxV9mT4wRb8LsD3nHf6JcG5yKa1XeNuWoBiEvMtPzSrCqYgFhAjUdIl0O';
const lower = '4f9ae02b7c61d835e9a40b7f2c8d1365';

const examples = (match: string, ...noMatch: string[]) => ({
  match: [match, `token ${match} expired`, `{"message":"${match}"}`],
  noMatch,
});

/** Documentation and examples. A function, so that a bundle without them leaves them out. */
export const markedTokens = (): readonly IdentifierDeclaration[] => [
  {
    name: 'TelegramToken',
    group: 'default',
    summary: 'The token of a Telegram bot.',
    check: 'Eight to ten digits, `:AA` and 33 characters; no placeholder.',
    examples: examples(
      `523456789:AA${mixed.slice(0, 33)}`,
      '523456789:AA',
      `523456789:BB${mixed.slice(0, 33)}`,
      '10:20:30 AA',
    ),
  },
  {
    name: 'TwitterToken',
    group: 'default',
    summary: 'The token of an application for X, formerly Twitter.',
    check: '19 or more A, two parts with `%3D` between, the second of 40 to 60 characters.',
    examples: examples(
      `${'A'.repeat(21)}MLhe${mixed.slice(0, 12)}%2B${mixed.slice(12, 28)}%3D${mixed.slice(0, 50)}`,
      'A'.repeat(120),
      `${'A'.repeat(21)}MLhe${mixed.slice(0, 28)}`,
      'AAAA battery',
    ),
  },
  {
    name: 'DiscordToken',
    group: 'default',
    summary: 'The token of a Discord bot.',
    check: 'Three parts of 24, 6 and 27 or more characters, the first a user id in base64.',
    examples: examples(
      `MTA4NTY3ODkw${mixed.slice(0, 12)}.${mixed.slice(8, 14)}.${mixed.slice(0, 27)}`,
      'MTA4NTY3ODkwMTIzNDU2Nzg5',
      'MTA4.abc.def',
      'NTP.sync.done',
    ),
  },
  {
    name: 'AsanaToken',
    group: 'default',
    summary: 'A personal access token of Asana.',
    check: '`1/` or `2/`, the ids, a colon and 32 characters.',
    examples: examples(`1/1204567890123456:${lower}`, '1/2', '1/1204567890123456', '1/1204567890123456:abc'),
  },
  {
    name: 'TerraformToken',
    group: 'default',
    summary: 'A token of Terraform Cloud.',
    check: '14 characters, `.atlasv1.` and 60 or more characters.',
    examples: examples(
      `${mixed.slice(0, 14)}.atlasv1.${mixed}`,
      '.atlasv1.',
      'atlasv1.example',
      `${mixed.slice(0, 14)}.atlasv1.short`,
    ),
  },
  {
    name: 'AzureClientSecret',
    group: 'default',
    summary: 'A client secret of Microsoft Entra ID.',
    check: 'Three characters, `7Q~` or `8Q~`, and 31 to 34 characters.',
    examples: examples(`aB38Q~${mixed.slice(0, 33)}`, 'aB38Q~short', '~/home', `aB38Q~${'x'.repeat(33)}`),
  },
  {
    name: 'MailchimpKey',
    group: 'default',
    summary: 'A Mailchimp API key.',
    check: '32 hexadecimal characters and the data centre, `-us` with one or two digits.',
    examples: examples(`${lower}-us14`, lower, `${lower}-eu1`, `${lower.slice(1)}-us14`),
  },
];
