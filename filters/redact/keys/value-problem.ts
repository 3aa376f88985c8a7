import { isDigit, isSpace } from '../scan/characters.ts';
import type { KeyTraits } from './key-traits.ts';
import type { Scan } from '../scan/scan.ts';
import { isCommonWord, isStandIn, namesSecret, saysNothing, startsComplaint } from '../validators/stand-in.ts';

const architectures = /^(?:all|any|noarch|amd64|arm64|armhf|i386|x86_64)$/;
// credentials: access_key=…, token: kind=JWT
const namedValue = /^[A-Za-z_][\w.-]{0,30}=[^=\s"',;]/;
// What code has in place of a value: getToken(…), request.form["password"], user.password.
const code =
  /^(?:[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+[(!]|Symbol\(|[a-z$_]+[_A-Z][A-Za-z_$.]*\(|[A-Za-z$_]+\.[A-Za-z_$.]*\(|[a-z]+\(\)|(?:this|self|user|event|req|request|body|params?|config|cfg|settings|options|opts|props|state|ctx|context|env|args|os|secrets?|credentials|creds|data|input|form|values?|payload|session|account|auth|process)(?:\??\.[A-Za-z_$]+|\[["':]?[A-Za-z_-]*["']?\]?)+[,;)}]*$)/;
const argument = /(?:\(|\b(\w{2,40})=\1, ?|(?:^|\n)[ \t]+)$/;
// {{resolve:secretsmanager:prod/db:SecretString:password}} of CloudFormation.
const resolved = /\{\{resolve:[\w:/.-]{1,140}$/;
const expression = /^(?:\[\^|\(\?|\.[*+]|\\[wdS])/;
// Of a test that passed, a pass of a compiler, a share: PASS: TestLogin, pass: SimplifyCFG, pass=15/17.
const passed = /^[\d.]+(?:\/\d+|%)?$/;
// START_OBJECT, prod/db-main
const constant = /^(?:[A-Z]{3,16}(?:_[A-Z]{1,16})*|[a-z][a-z0-9-]*(?:\/[a-z][a-z0-9_-]*)+)$/;
const cookieVersion = /^[\^~<>=v]*\d+(?:\.\d+){1,2}[\w.+-]*(?:,|$)/;
const cookieAttribute = /^(?:SameSite|HttpOnly|Secure|Max-Age|Domain|Path|Expires)\b/i;

/** Why a value in quotes is no secret, or undefined. */
export function quotedProblem(scan: Scan, start: number, end: number, weak = false): string | undefined {
  if (end <= start) return 'the value is empty';
  const value = scan.text.slice(start, end);
  if (saysNothing(value, weak)) return 'the value says nothing';
  return isStandIn(value, scan.names) ? 'the value is a placeholder' : undefined;
}

/** Why a value without quotes, behind the sign at `at`, is no secret, or undefined. */
export function openProblem(
  scan: Scan,
  at: number,
  start: number,
  end: number,
  key: KeyTraits,
  weak: boolean,
): string | undefined {
  const value = scan.text.slice(start, Math.min(end, start + 256));
  if (value.length < 3) return 'the value is too short';
  if (isStandIn(value, scan.names)) return 'the value is a placeholder';
  if (isCommonWord(value)) return 'the value is a common word';
  if (scan.code(end) === 32 && startsComplaint(scan.text.slice(start, start + 256)))
    return 'it tells what is wrong with it';
  // An expression takes 20 ns even where its first character rules it out.
  const first = value.charCodeAt(0);
  if (((scan.code(end) === 32 && scan.code(end + 1) === 123) || scan.code(end) === 60) && /^[A-Z]\w*\(?$/.test(value))
    return 'it is an object with its name in front';
  if (first > 127 && /^[^\0-\x7f]+$/.test(value)) return 'the value is a word in another script';
  if (first >= 65 && first <= 90 && /^[A-Z][A-Za-z]*(?:\{[^}]*$|\(\w+=)/.test(value))
    return 'it is an object with its name in front';
  if (key.isSecret && /:(?:\d{12}|\*)?:secret$/.test(scan.text.slice(Math.max(0, at - 20), at)))
    return 'it is part of an ARN';
  if ((first === 47 || first === 126 || value.charCodeAt(1) === 58) && key.isPwd) return 'it is a working directory';
  if (isCode(value) || (value === key.name && isArgument(scan, at - value.length, end)))
    return 'it is code that names the value';
  if (first === 36 && /^\$\w+(?:-$|\[)/.test(value)) return 'it is code that names the value';
  if ((first === 91 || first === 40 || first === 46 || first === 92) && expression.test(value))
    return 'it is an expression';
  if (scan.code(end) === 125 && scan.code(end + 1) === 125 && resolved.test(scan.text.slice(Math.max(0, at - 160), at)))
    return 'it is a part of a reference';
  if (key.name === 'Credential' && /\/\d{8}\/[\w-]+\/\w+\/aws4_request/.test(value))
    return 'it is the scope of a signature';
  if (value.includes('[REDACTED')) return 'the value is a placeholder';
  if (value.startsWith('http') && (weak || key.endsInPass) && value.includes('://')) return 'it is a URL';
  if (key.isCookie) {
    if (cookieAttribute.test(value)) return 'it names an attribute of cookies';
    if (cookieVersion.test(value)) return 'it is the version of a package';
    if (isSpace(scan.code(at + 1)) && !/[=\d]/.test(value)) return 'the value reads like prose';
  }
  if (
    key.isPass &&
    (passed.test(value) || (scan.code(at) === 58 && (key.name === 'PASS' || /^[A-Za-z]+$/.test(value))))
  )
    return 'it tells what passed';
  if (key.isPlural && isDigit(first) && /^\d{1,6}$/.test(value)) return 'it is a number of them';
  if (weak && /^(?:[\w$]+\.)+[\w$]+@[0-9a-f]{4,8}$/.test(value)) return 'it is the identity of an object in Java';
  if (weak && architectures.test(value)) return 'it is a package of that architecture';
  if (weak && isDigit(first) && /^\d{1,5}$/.test(value)) return 'the value is a small number';
  const spaced = isSpace(scan.code(at + 1));
  if (weak && spaced && namedValue.test(scan.text.slice(start, end + 1)) && !key.isCookie)
    return 'it is a key with its value';
  if (weak && (constant.test(value) || namesSecret(value))) return 'it is the name of something';
  if (weak && spaced && value.length < 16 && !/\d|[^A-Za-z0-9][A-Za-z0-9]|[a-z][A-Z]/.test(value))
    return 'the value reads like prose';
  return undefined;
}

// password = password; f(token=token), and in user=user, password=password the others, too.
function isArgument(scan: Scan, start: number, end: number): boolean {
  const next = scan.code(end);
  if (next === 59) return true;
  return (next === 44 || next === 41) && argument.test(scan.text.slice(Math.max(0, start - 80), start));
}

// An expression takes longer than to see that a word has none of these signs.
function isCode(value: string): boolean {
  return (value.includes('(') || value.includes('.') || value.includes('[')) && code.test(value);
}
