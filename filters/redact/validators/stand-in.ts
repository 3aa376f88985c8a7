import { placeholderNames } from '../names.ts';

// What other tools write in place of a value, and runtimes in place of one that they do not print.
const foreignMarks =
  /^(?:redacted|filtered|masked|hidden|removed|omitted|sensitive|secret|secure|protected|private|obfuscated|scrubbed|truncated|deleted|encrypted|null|undefined|none|empty)$/i;
const runtimeMarks = /^(?:object|array|function|asyncfunction|class|getter|setter|circular)$/i;
// What stands behind a key without being its secret; the last row are settings of `credentials` in a request.
const noSecrets =
  /^\(?(?:await|null|nil|none|true|false|undefined|yes|no|ok|required|optional|invalid|valid|expired|missing|incorrect|wrong|empty|changed|updated|reset|not|is|was|are|must|should|cannot|failed|failure|unknown|mismatch|string|number|object|boolean|field|found|rejected|accepted|denied|revoked|refreshed|error|please|the|a|an|for|and|or|to|in|of|from|with|has|will|set|unset|disabled|enabled|hidden|too|does|did|only|already|minimum|maximum|absent|present|blank|weak|masked|redacted|filtered|encrypted|sensitive|known|computed|configured|provided|supplied|loaded|rotated|rotating|created|generated|deleted|attempts?|hash|opaque|same|see|read|write|manage|prompt|ask|&?str|secretstr|option|optional\.empty|array|bytes|n\/a|aws_iam|same-origin|include|omit|falsch|erforderlich|abgelaufen|ge\u00e4ndert|ung\u00fcltig|incorrect[oa]|inv[a\u00e1]lid[oae]|expirad[oa]|requise?|requerid[oa]|obligatori[oae]|obrigat[o\u00f3]ri[oa]|text|jwt|uuid|keyword|obligatoire|errat?[oa]|errad[oa]|scadut[oa]|files|verified|email)[.,;:!?)]*$/i;
// The name of a secret, and of where it is kept: {"secret":"db-credentials"}, and as Kubernetes makes one, default-token-x7k2p.
const named =
  /^[a-z]{2,16}(?:-[a-z]{1,16}){0,4}-(?:credentials?|creds|secrets?|tokens?|keys?|certs?|tls|passwords?|config|auth)(?:-[a-z\d]{5,10})?$/;
// What checks and prompts say of a value: is too short (minimum is 8 characters), Path `x` is required, please enter your password.
const complaint = new RegExp(
  [
    /\b(?:is|are|was|be)(?: \w+)? (?:required|invalid|missing|empty|blank|null|incorrect|wrong|expired|too|shorter|longer|weak|mandatory)\b/,
    /\b(?:must|should|may|can(?:not)?|could|does|did|has to|needs? to)(?: ?not|n['\u2019]t)? (?:be|have|contain|match|include|exceed|equal|start|end|differ|consist|exist|meet)\b/,
    /\bcan['\u2019]t be\b|\btoo (?:short|long|weak|common|simple|similar|small|big)\b|\bat (?:least|most) \d|\bbetween \d+ and \d+/,
    /\bthis (?:field|value)\b|\bexpected [a-z]+, (?:received|got)\b| required\.?$|\bn(?:ot|ever) (?:found|configured|set|provided|allowed|permitted|supported|available|specified|valid|defined|given)\b/,
    /^(?:extra|invalid|missing|unknown|unexpected) (?:inputs?|values?|field|type|format|length|key|token|password|credentials?)\b/,
    /^(?:please )?(?:enter|provide|choose|confirm|specify|type|repeat) (?:a|an|your|the|new)\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
// No word of it looks like a secret.
const plainWords = /^(?!.*(?:[A-Za-z_]\d|\d[A-Za-z_]))[\w .,:;'\u2019`()%[\]/-]+$/;
// How a complaint begins when no quotes tell where a value ends, and how far it reaches.
const subject =
  /^(?:path|size|length|this|that|ensure|may|can|can't|expected|inputs?|password|passphrase|passcode|extra|string|should|values?|field|an?|your|it|new|old|current|please|at|both|either|only|needs?|do|will|no|api|access|token|secret|key|username|user|credentials|enter|provide|choose|confirm|number|characters)\b/i;
// What it quotes: Path `password` (`hunter2`) is shorter than …
const quotedBack = /\(?[`'"][^`'"\n]{0,256}[`'"]\)?/g;
const openComplaint = /^[^\n\\,;|&{}"]*(?:, (?:received|got) [a-z]+)?/;
const longestComplaint = 128;
/** No mark is longer: the name of an identifier and the code of its hmac. */
export const longestMark = 90;

/**
 * The length of the mark that `text` begins with, or 0: `[Iban]` and `[Iban:k7Qp…]` as this filter writes them for `names`,
 * `[REDACTED]`, or `[Object: null prototype]` as Node does. `[hunter2]` is none: so Go prints the values of a header.
 */
export function markLength(text: string, names: ReadonlySet<string> = placeholderNames): number {
  const match = /^\[([A-Za-z][\w-]*)(?::[\w-]{16})?\]|^\[([A-Za-z]+)[ :/][\w :*.-]{0,60}\]/.exec(text);
  if (match === null) return 0;
  const [whole, name = '', runtimeName = name] = match;
  const isMark = names.has(name) || foreignMarks.test(name) || runtimeMarks.test(runtimeName);
  return isMark ? whole.length : 0;
}

// References of templates: ${TOKEN}, #{token}, {{ token }}, %(token)s, :token, !Ref Token, var.token, data.x.token.
const templated =
  /^(?:\$\{(?![^}]*:-[^}\s])[^}]*\}?|\{[A-Za-z_][\w.]*\}?|%[A-Z_][A-Z0-9_]*%|%\{[A-Za-z_][\w.:-]*\}?|%env\(.*|vault:[a-z][\w/#-]*|@Microsoft\.KeyVault\(.*|ENC\[.*|#\{[^}]*\}?|\$[A-Z_][A-Z0-9_]*|\{\{.*\}\}|%[sdo]|%\(\w+\)s|:[a-z_]{4,}|!(?:Ref|Sub|GetAtt|ImportValue)\b.*|(?:var|local|module|data)\.[a-z][\w.]*)$/;
// Where the secret is: /run/secrets/token, ~/.aws/credentials, op://vault/token.
const place = /^~?(?:\/\.?[a-z][a-z0-9_.-]*){2,}\/?$|^(?:op|vault|ssm|keyvault|fileb?):\/\//;
// A mark or a reference in a URL: %5BREDACTED%5D, %24%7BTOKEN%7D.
const encoded = /^(?:arn)?%(?:5B|2A|24|3A|3C|7B|23|25)/i;
const longestEncoded = 256;
const encodedAll = /%([2-7][\da-f])/gi;
const scheme = /^(?:bearer|basic|token) \S/i;
// Masked by others: ••••, ####, __REDACTED__, ***MASKED***.
const dotted = /^(?:\u2022+|#{3,}|[*_#]*(?:REDACTED|MASKED|HIDDEN|FILTERED|PROTECTED)[*_#]*)$/;

/**
 * True for what stands for a secret without being one: masked already, `<password>`, a mark, a path, or a reference such as
 * `$TOKEN`, `${TOKEN}`, `process.env.TOKEN`, `os.environ["TOKEN"]`, `arn:aws:secretsmanager:…`.
 */
export function isStandIn(text: string, names?: ReadonlySet<string>): boolean {
  // An expression takes 20 ns even where a letter rules it out.
  if ((text.charCodeAt(5) === 32 || text.charCodeAt(6) === 32) && scheme.test(text))
    return isStandIn(text.slice(text.indexOf(' ') + 1), names);
  if (text.includes('%') && text.length < longestEncoded && encoded.test(text)) return isStandIn(plain(text), names);
  // The output of a command: an expression would read all that is in the brackets.
  if (text.startsWith('$(')) return !hasLines(text);
  return (
    isMasked(text, names) ||
    isReference(text) ||
    /^(?:(?:[A-Za-z]{1,5}[-_]|[A-Z]{4}){0,2}(?:x{3,}|X{3,})|\.{3}|\u2026|<[A-Za-z _.:/-]{0,64}>|(?:YOUR|your)[_-][\w-]+|\w{0,8}\*{3,}\w{0,4})$|^arn:[\w-]+:[\w-]+:|^(?:process\.env|import\.meta\.env|os\.environ|os\.getenv|System\.getenv|getenv)\b\S*$/.test(
      text,
    )
  );
}

// Decoded until nothing is left to decode: what was encoded many times over is decoded twice, and stays no stand-in.
function plain(text: string): string {
  const once = text.replace(encodedAll, decoded);
  const twice = once.replace(encodedAll, decoded);
  return twice.includes('%') && encoded.test(twice) ? '' : twice;
}

function decoded(_: string, hex: string): string {
  return String.fromCharCode(Number.parseInt(hex, 16));
}

function hasLines(text: string): boolean {
  return text.includes('\n') || text.includes('\r') || text.includes('\u2028') || text.includes('\u2029');
}

// By its first character, since most texts begin with none of these.
function isReference(text: string): boolean {
  switch (text.charCodeAt(0)) {
    case 47: // /
    case 126: // ~
    case 102: // file
    case 107: // keyvault
    case 111: // op
    case 115: // ssm
      return place.test(text);
    case 118: // var, vault
      return place.test(text) || templated.test(text);
    case 33: // !
    case 36: // $
    case 37: // %
    case 58: // :
    case 123: // {
    case 64: // @Microsoft.KeyVault
    case 69: // ENC
    case 100: // data
    case 108: // local
    case 109: // module
      return templated.test(text);
    case 35: // #
      return templated.test(text) || dotted.test(text);
    case 42: // *
    case 70: // FILTERED
    case 72: // HIDDEN
    case 77: // MASKED
    case 80: // PROTECTED
    case 82: // REDACTED
    case 95: // _
    case 0x2022: // •
      return dotted.test(text);
    default:
      return false;
  }
}

/**
 * True for a text that is no secret under whatever key: `true`, `null`, what a check says of it. `weak`, when the key is also a
 * common noun, common words and punctuation too: unexpected token: ')'.
 */
export function saysNothing(text: string, weak: boolean): boolean {
  if (isComplaint(text)) return true;
  if (weak && ((text.length < 16 && isCommonWord(text)) || namesSecret(text))) return true;
  return (
    text.length < 16 &&
    (/^(?:true|false|null|undefined|bearer ?|basic ?|required|optional|string|number|boolean|missing|invalid|expired|blank|mandatory|too_\w+|varchar\(\d+\))$/i.test(
      text,
    ) ||
      (weak && text.length < 4 && !/[^\0-\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]/.test(text)))
  );
}

/** True for the name of a secret, as orchestrators have them: db-credentials. */
export function namesSecret(text: string): boolean {
  return named.test(text);
}

function isComplaint(text: string): boolean {
  return text.length < longestComplaint && text.includes(' ') && plainWords.test(text) && complaint.test(text);
}

/** True when a complaint begins at the start of `text`, which goes on behind it: Path `password` is required., email: … */
export function startsComplaint(text: string): boolean {
  if (!subject.test(text)) return false;
  const sentence = text.replace(quotedBack, '');
  return isComplaint((openComplaint.exec(sentence) as RegExpExecArray)[0].slice(0, longestComplaint - 1));
}

/** True for a word that stands behind a name in running text without being its secret. */
export function isCommonWord(text: string): boolean {
  return noSecrets.test(text);
}

// Marks and stars, with blanks between, which may be escapes.
function isMasked(text: string, names?: ReadonlySet<string>): boolean {
  if (!/^[*[\s\\]/.test(text)) return false;
  let at = 0;
  while (at < text.length) {
    const rest = text.slice(at, at + longestMark);
    const length = markLength(rest, names) || (/^(?:\*|\s|\\[nrt])+/.exec(rest)?.[0].length ?? 0);
    if (length === 0) return false;
    at += length;
  }
  return true;
}
