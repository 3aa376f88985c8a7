import { matchesGlob } from './glob.ts';
import { KeyGate } from './key-gate.ts';
import { keyTraits, noTraits } from './key-traits.ts';
import type { KeyTraits } from './key-traits.ts';
import { placeholderNames, userKeyIdentifier } from '../names.ts';

/** What the name of a key says about the value under it. */
export interface KeyVerdict {
  /** The identifier that the value is redacted as, when it is. */
  readonly identifier: string | undefined;
  /** In running text the name is also a common noun ("token: expired"), so the value must look like a secret. */
  readonly weak: boolean;
  /** The name, when it holds a keyword of some identifier: the value is scanned behind it. Else nothing. */
  readonly context: string;
  /**
   * What stands under the key belongs to a name beside it, {"name":"password","value":"…"}, or to the last part of a place,
   * {"loc":["body","password"],"input":"…"}.
   */
  readonly ofName: 'name' | 'place' | undefined;
  /** Of several secrets, or of their number or names: tokens, secrets. What looks random is one. */
  readonly several: boolean;
  /** How the name is spelled, when the value under it is looked at. */
  readonly traits: KeyTraits;
}

/** What values under sensitive keys are called. */
export const defaultKeyIdentifier = 'PasswordKeyValue';

// Endings of names without case, `-` and `_`: `db_password`, `x-api-key` and `ClientSecret` all count.
const strong = (
  'password passwd passphrase passwordhash passwordconfirmation passwordconfirm passcode ' +
  'passwordvalue secretvalue tokenvalue passwort kennwort wachtwoord motdepasse contraseña ' +
  'contrasena secretkeybase passwords pwd parola haslo hasło lösenord losenord salasana adgangskode ' +
  'passord heslo geslo lozinka şifre sifre parolă jelszó jelszo palavrapasse subscriptionkey apikey ' +
  'accesskey secretkey privatekey encryptionkey signingkey masterkey authkey accountkey sessionkey ' +
  'connectionstring securityanswer secretanswer codeverifier apikeys secretstring secretbinary ' +
  'functionskey customerkey jwtkey hmackey fernetkey aeskey sharedkey adminkey deploykey ' +
  'servicerolekey appkey storagekey decryptionkey enckey sshkey tlskey sslkey rsakey pgpkey gpgkey rootkey ' +
  'privkey functionkey licensekey openaikey anthropickey stripekey sendgridkey mnemonic seedphrase ' +
  'recoveryphrase connstring connstr communitystring clientassertion pwdhash pswd bindpw ' +
  'storepass keypass requirepass masterauth mfacode otpcode applicationkey saskey ' +
  'refreshtokens accesstokens apitokens authtokens devicetokens fcmtokens jfrogartapi phpsessid jsessionid'
).split(' ');
// In scripts of which the gate knows no letters: it lets each of their words through. Of several words the last.
const inOtherScripts =
  'пароль парола лозинка κωδικός סיסמה المرور عبور पासवर्ड รหัสผ่าน 密码 密碼 口令 パスワード 暗証番号 비밀번호 암호'.split(
    ' ',
  );
// What stands behind these names when there are several, or one for each environment: SECRET_V2, db_password_prod.
const versions = (
  'old new plain raw current previous base64 encrypted value str string default backup primary secondary ' +
  'prod production dev staging stage test live'
).split(' ');
const version = new RegExp(`[-_. ]?(?:v?\\d{1,2}|${versions.join('|')})$`, 'i');
const weak = ['secret', 'token', 'authorization', 'setcookie', 'credentials', 'credential', 'xamzsignature'];
// Names that count only as a whole part: `db_pass` and `PASS`, but not `bypass`.
const parts = new Map([
  ['pass', true],
  ['pw', true],
  ['passe', true],
  ['senha', false],
  ['psk', false],
  ['cookie', true],
  ['cookies', true],
  ['jwt', true],
  ['creds', true],
  ['bearer', true],
]);
// maxTokens is a limit.
const several = /(?:^|[^x])(?:tokens|secrets)$/;
// dbpass, but neither bypass nor compass.
const ofAccount = /(?:user|db|admin|smtp|mail|ftp|root|login|proxy|redis|mysql|ldap|auth)pass$/;
// What a list of names and values calls the value.
const valueNames =
  /^(?:(?:parameter|param|string|header|field|rejected|attempted|invalid|input|new|old)?value|val|v|old|new|before|after|previous|current)$/;
/** What it calls the name. */
export const nameNames =
  'name Name key Key k ParameterKey parameterKey parameterName header field variable param path property attribute'.split(
    ' ',
  );
// What checks call a value that they refuse.
const inputNames = /^(?:input|data|received|actual)$/;
/** What says of which kind a value is: {"system":"phone","value":"…"}. Of a parser it is a weak one: {"type":"token","value":"if"}. */
export const kindNames = ['system', 'type', 'kind', 'label'];
/** What a name is made of that a value may belong to. */
export const nameCharacters = '\\/?[\\w .:-]{1,64}';
const nameShape = new RegExp(`^${nameCharacters}$`);
// Of Parameter Store: /prod/db/password.
const parameter = /^\/[\w.-]{1,64}(?:\/[\w.-]{1,64}){1,6}$/;
// Ends like a secret and is none: positions in lists, counters, and what parsers and language models call a token.
const harmless =
  /^(?:next|nextpage|page|pagination|(?:next)?continuation|next(?:for|back)ward|resume|change|starting|previous|prev|sync|client|clientrequest|idempotency|start|end|max|num|input|output|total|prompt|first|last|per|eos|bos|pad|stop|unexpected|invalid|timetofirst|cancellation|publickey)token$|^(?:has|is|needs|requires)[a-z]*password$|^(?:existing|imagepull|lastmodified)secrets?$/;

// What objects under a sensitive key say besides the secret: {"credentials":{"expiration":…}}, {"cookies":[{"name":"sid"…}]}.
const descriptions: ReadonlySet<string> = new Set(
  (
    'name user username login email path param location domain type id enabled msg message description title label code rule strength lastchanged payload format pattern nullable createdate createdat updatedat expiration expirationtime expires expiresin expiresat ' +
    'expiry maxage originalmaxage samesite claims scope scopes allowed reason provider region namespace resourceversion version kind status state source mode in'
  ).split(' '),
);

/** Verdicts are kept by name, at most so many. Logs have few names; when something writes them without end, the cache starts over. */
export const mostKeys = 4096;
/** Names longer than this are not names. */
export const longestKey = 128;

/** What decides which names matter, from the settings. */
export interface KeyParts {
  /** Are the default names on? */
  readonly defaults: boolean;
  /** Names and globs of the user. */
  readonly names: readonly string[];
  /** True when a name holds a keyword that text behind it needs. */
  readonly isContextual: (key: string) => boolean;
}

/** Decides what is to be done with the values under each key. */
export class Keys {
  readonly #parts: KeyParts;
  readonly #globs: readonly string[];
  readonly #verdicts = new Map<string, KeyVerdict>();

  #lastName = '';
  #last: KeyVerdict;

  constructor(parts: KeyParts) {
    this.#parts = parts;
    this.#globs = parts.names.map((name) => normalize(name));
    this.#last = this.verdict('');
  }

  get active(): boolean {
    return this.#parts.defaults || this.#globs.length > 0;
  }

  verdict(key: string): KeyVerdict {
    const known = this.#verdicts.get(key);
    if (known !== undefined) return known;
    if (this.#verdicts.size >= mostKeys) this.#verdicts.clear();
    const verdict = this.#judge(key);
    if (key.length <= longestKey) this.#verdicts.set(key, verdict);
    return verdict;
  }

  /** The verdict on the name text[start, end). A text that has many keys has many of one name. */
  verdictAt(text: string, start: number, end: number): KeyVerdict {
    if (end - start !== this.#lastName.length || !text.startsWith(this.#lastName, start)) {
      this.#lastName = text.slice(start, end);
      this.#last = this.verdict(this.#lastName);
    }
    return this.#last;
  }

  /** The verdict on the name that `object` pairs with a value, or with an input, when that says anything. */
  verdictBeside(object: Readonly<Record<string, unknown>>, isInput: boolean): KeyVerdict | undefined {
    if (isInput)
      return this.#named(
        lastOf(object.loc ?? object.instancePath ?? (Array.isArray(object.path) ? object.path : undefined)),
      );
    for (const nameName of nameNames) {
      const verdict = this.#named(object[nameName], /name$/i.test(nameName));
      if (verdict !== undefined) return verdict;
    }
    for (const kindName of kindNames) {
      const verdict = this.#named(object[kindName]);
      if (verdict !== undefined && !verdict.weak) return verdict;
    }
    return undefined;
  }

  // The verdict on a name, when that says anything.
  #named(name: unknown, mayParameter = false): KeyVerdict | undefined {
    if (typeof name !== 'string' || !(nameShape.test(name) || (mayParameter && parameter.test(name)))) return undefined;
    const verdict = this.verdict(name);
    return verdict.identifier === undefined && verdict.context === '' ? undefined : verdict;
  }

  /** For the scan: which words may be a key with a verdict on its value. */
  gate(): KeyGate {
    const gate = new KeyGate();
    for (const name of this.#parts.defaults ? [...strong, ...weak, ...parts.keys()] : []) {
      gate.open(name, /(?:key|api)$/.test(name));
      gate.open(`${name}_`, false);
    }
    if (this.active) for (const name of ['value', 'quot', 'tokens', 'secrets']) gate.open(name, false);
    // Those of the scan that end in a number are looked at without it.
    // Of the short ones with the letters that names end in: field ends as password_old does.
    if (this.#parts.defaults)
      for (const name of versions)
        for (const joint of name.length > 3 ? [''] : '_-dtnyes') gate.open(joint + name, false);
    for (const glob of this.#globs) {
      // A glob with an open end may end with anything.
      if (/[a-z0-9]{2}$/.test(glob)) gate.open(glob, true);
      else gate.openAll();
    }
    return gate;
  }

  #judge(key: string): KeyVerdict {
    // What DynamoDB calls a name, {"#token":"token"}, says nothing of a value.
    const name = key.length <= longestKey && !isPlaceholder(key) && !key.startsWith('#') ? normalize(key) : '';
    // Signs in a name would be text of their own in front of the value, and a placeholder says nothing of it.
    const words = name === '' ? '' : key.replace(/\[[\w:-]+\]|[^\p{L}\p{M}\w .-]+/gu, ' ');
    const isSeveral = this.#parts.defaults && several.test(name);
    const context = words !== '' && (isSeveral || this.#parts.isContextual(words)) ? words : '';
    if (name !== '' && this.#globs.some((glob) => matchesGlob(name, glob))) {
      return {
        identifier: userKeyIdentifier,
        weak: false,
        context,
        ofName: undefined,
        several: false,
        traits: keyTraits(key),
      };
    }
    const kind = this.#parts.defaults ? (secrecy(key, name) ?? unversioned(key, name)) : undefined;
    const ofName = !this.active
      ? undefined
      : valueNames.test(name)
        ? 'name'
        : inputNames.test(name)
          ? 'place'
          : undefined;
    const isNothing = kind === undefined && ofName === undefined && !isSeveral;
    const traits = isNothing ? noTraits : keyTraits(key);
    if (kind === undefined) return { identifier: undefined, weak: false, context, ofName, several: isSeveral, traits };
    return { identifier: defaultKeyIdentifier, weak: kind === 'weak', context, ofName, several: false, traits };
  }
}

// The last part of a place: ["body","password"] of Pydantic and Zod, "/body/password" of AJV.
function lastOf(place: unknown): unknown {
  if (Array.isArray(place)) return place.at(-1);
  return typeof place === 'string' && place.startsWith('/') ? place.slice(place.lastIndexOf('/') + 1) : undefined;
}

/** True for what stands behind a name when there are several of it: v2, prod. */
export function isVersion(part: string): boolean {
  return part.length < 12 && part.replace(version, '') === '';
}

/** True for a member of an object under a sensitive key that is none of its secrets. */
export function describes(key: string): boolean {
  return descriptions.has(normalize(key));
}

function unversioned(key: string, name: string): 'strong' | 'weak' | undefined {
  const base = name === '' ? '' : key.replace(version, '');
  return base === '' || base === key ? undefined : secrecy(base, normalize(base));
}

function secrecy(key: string, name: string): 'strong' | 'weak' | undefined {
  if (harmless.test(name)) return undefined;
  if (strong.some((ending) => name.endsWith(ending)) || inOtherScripts.some((ending) => name.endsWith(ending)))
    return 'strong';
  if (weak.some((ending) => name.endsWith(ending))) return 'weak';
  if (ofAccount.test(name)) return 'strong';
  const part = /(?:[A-Z]?[a-z]+|[A-Z]+)$/.exec(key)?.[0].toLowerCase();
  const isWeak = part === undefined ? undefined : parts.get(part);
  return isWeak === undefined ? undefined : isWeak ? 'weak' : 'strong';
}

// What stands in place of a key that was found itself says nothing of the value.
function isPlaceholder(key: string): boolean {
  return key.startsWith('[') && placeholderNames.has(/^\[([\w-]+)(?::[\w-]{16})?\]$/.exec(key)?.[1] ?? '');
}

function normalize(name: string): string {
  return name.toLowerCase().replace(/[-_\s.'"\\[\]]+/g, '');
}
