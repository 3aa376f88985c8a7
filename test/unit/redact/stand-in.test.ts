import { describe, expect, it } from 'vitest';
import { placeholderNames } from '../../../filters/redact/names.ts';
import { isStandIn, longestMark, markLength } from '../../../filters/redact/validators/stand-in.ts';
import { nearOf, words } from './words.ts';

describe('what stands in for a secret', () => {
  it.each([
    '****',
    '[Jwt]',
    '[Jwt:k7Qp2ZxV9mT4wRb8]',
    '<password>',
    '${TOKEN}',
    '$TOKEN',
    'process.env.TOKEN',
    'os.environ["X"]',
    '$(cat secret)',
    'YOUR_SECRET',
    '[REDACTED]',
    '[Object: null prototype]',
    '*',
  ])('%s stands in for a secret', (text) => {
    expect(isStandIn(text)).toBe(true);
  });

  it.each([
    ['[Iban]', 6],
    ['[Iban] and more', 6],
    ['[Iban:k7Qp2ZxV9mT4wRb8]', 23],
    ['[Circular *1] x', 13],
    ['[hunter2]', 0],
    ['[Iban: hunter2]', 0],
    ['[secret hunter2]', 0],
    ['[Array]', 7],
    ['[Iban', 0],
    ['x[Iban]', 0],
  ])('%s begins with a mark of %i characters', (text, length) => {
    expect(markLength(text)).toBe(length);
  });

  it.each(['', 'hunter2', '[hunter2]', '[secret 1]x', '$ecret', 'abcdef0123456789', 'xerxes'])(
    '%j does not',
    (text) => {
      expect(isStandIn(text)).toBe(false);
    },
  );

  const references = words(`
    ${'${TOKEN}'} ${'${'} ${'${TOKEN'} #{token} #{ #{token $TOKEN $A $_X9 {{token}} %s %d %o %(token)s :token :abcd !Ref !Sub !GetAtt
    !ImportValue var.token local.a module.a.b data.x.token`);
  const places = words(`
    /run/secrets/token ~/.aws/credentials /a/b /a/b/ op://vault vault://x ssm://x keyvault://x file://x fileb://x`);
  const dots = words(
    '\u2022 \u2022\u2022\u2022 ### #### __REDACTED__ ***MASKED*** HIDDEN FILTERED PROTECTED MASKED REDACTED #MASKED#',
  );
  const others = words(`
    xxx XXX sk-xxx AB_cd-XXXX AKIAxxx ABCDEFGHxxx ... \u2026 <> <a-b_c.d:e/f> YOUR_TOKEN your-token arn:aws:iam:: arn:aws-cn:s3:x
    process.env.X process.env["X"] import.meta.env.X os.environ["X"] os.getenv("X") System.getenv("X") getenv("X")`);
  it.each([...references, ...places, ...dots, ...others, '{{ a token }}', '!Sub a b', '$(cat a b)', '$()'])(
    '%s does',
    (text) => {
      expect(isStandIn(text)).toBe(true);
    },
  );

  it.each(
    words(`
      $ $t $tOKEN { {{token} {{token}}x {to-ken} %x %sx %() %(a-b)s %(token)d %(token) x%s :abc :Token :to-ken x:token
      !Refx !Other x!Ref var.Token var token xvar.token local. modules.a data.A data.x! $TOKEN! x$TOKEN a${'${TOKEN}'} ${'${TOKEN}'}x`),
  )('%s is no reference', (text) => {
    expect(isStandIn(text)).toBe(false);
  });

  it.each(
    words(`
      /run /run// /Run/secrets /run/Secrets /run/secrets/token! x/run/secrets ~ ~/a ~x/run/secrets op:/vault xop://vault vaults://x
      ssm: keyvault:x files://x fileb:x /a/../b`),
  )('%s is no place', (text) => {
    expect(isStandIn(text)).toBe(false);
  });

  it.each(
    words(`
      # ## \u2022x x\u2022 REDACTEDx xREDACTED REDACTE redacted __REDACTED-- #a __SECRET__ x### ###x
      xx XX sk-xx abcdef-xxx a-b-c-xxx a1-xxx ABC_xxxX ABCxxx ABCDxx a.xxx xxxa .. .... x... ...x <a <a1> a> x<a> <a>x YOUR_ your token
      YOURxTOKEN your.token xYOUR_TOKEN YOUR_TOKEN! arn:aws arn:aws:x arn:: arn:a.b:c: xarn:aws:iam:: processxenv.X process.environ
      xprocess.env.X import.meta.environ importxmeta.env os.environment osxenviron os.getenvx osxgetenv System.getenvx Systemxgetenv
      getenvx xgetenv("X")`),
  )('%s stands for itself', (text) => {
    expect(isStandIn(text)).toBe(false);
  });

  const lower = 'abcdefghijklmnopqrstuvwxyz';
  const upper = lower.toUpperCase();
  const digits = '0123456789';
  const printable = `${lower}${upper}${digits} !"#$%&'()*+,-./:;<=>?@[\\]^_\u0060{|}~\u00e9`;
  it.each([
    // `${` and `$(` begin something else.
    ['$', '', `${upper}_{(`],
    ['$X', '', `${upper}${digits}_`],
    [':abc', '', `${lower}_`],
    ['%(', ')s', `${lower}${upper}${digits}_`],
    ['var.', '', lower],
    ['var.a', '', `${lower}${upper}${digits}_.`],
    ['/a/', '', lower],
    ['/a/b', '', `${lower}${digits}_.-/`],
    ['', '-xxx', `${lower}${upper}`],
    ['ABC', 'xxx', `${upper}-_`],
    ['<', '>', `${lower}${upper} _.:/-`],
    ['YOUR_', '', `${lower}${upper}${digits}_-`],
    ['your-', '', `${lower}${upper}${digits}_-`],
    ['arn:a', ':iam:', `${lower}${upper}${digits}_-`],
    ['process.env', '', printable.replace(/[\w ]/g, '')],
  ])('takes at the gap in %j … %j its own characters alone', (before, after, own) => {
    const taken = [...printable].filter((character) => isStandIn(`${before}${character}${after}`));
    expect(taken.sort()).toEqual([...own].sort());
  });

  it.each(['arn:aws:s3-x:', 'process.env', 'abcde-xxx', 'a-b-xxx', '{{}}', '${}'])('%s is one', (text) => {
    expect(isStandIn(text)).toBe(true);
  });

  it.each(
    words(`
      %()s varxa dataxx /a/..b ~~/a/b /a/b// filebb://x oop://x ${'${TOKEN}}'} #{token}} #a### import.metaxenv arn::iam: arn:aws:: your- YOUR_
      a-b-c-xxx abcdef-xxx`).concat('$ $TOKEN'),
  )('%s is none', (text) => {
    expect(isStandIn(text)).toBe(false);
  });

  it('is a name in brackets of 64 characters at most', () => {
    expect([isStandIn(`<${'a'.repeat(64)}>`), isStandIn(`<${'a'.repeat(65)}>`)]).toEqual([true, false]);
    expect([isStandIn('process.env.A B'), isStandIn('getenv("X") y')]).toEqual([false, false]);
  });

  it.each(['$(a\nb)', '$(a\rb)', '$(a\u2028b)', '$(a\u2029b)'])('%j is no command in one line', (text) => {
    expect(isStandIn(text)).toBe(false);
  });

  it.each([
    '** **',
    '[Jwt] [Iban]',
    '[Jwt]\\n***',
    '\\r*\\t*',
    '\t[Jwt]',
    '[REDACTED][REDACTED]',
    `[${'[Iban]'.slice(1)}`,
  ])('%j is masked', (text) => {
    expect(isStandIn(text)).toBe(true);
  });

  it.each(['*a', '** a', '[Jwt]x', '\\x*', '\\', '[Jwt', 'a*'])('%j is not', (text) => {
    expect(isStandIn(text)).toBe(false);
  });

  it('takes for a mark what the filter calls its findings', () => {
    expect([isStandIn('[Badge]'), isStandIn('[Badge]', new Set(['Badge']))]).toEqual([false, true]);
    expect([isStandIn('[Jwt]'), isStandIn('[Jwt]', new Set(['Badge']))]).toEqual([true, false]);
  });
});

describe('a mark', () => {
  const foreign = words(`
    redacted filtered masked hidden removed omitted sensitive secret secure protected private obfuscated scrubbed truncated
    deleted encrypted null undefined none empty`);
  const ofRuntimes = words('object array function asyncfunction class getter setter circular');
  const isMark = (text: string, own: readonly string[]) =>
    [...foreign, ...own].includes(text.toLowerCase()) ? text.length + 2 : 0;

  it.each(foreign)('[%s] is one of others, whole and alone', (word) => {
    for (const text of [word, word.toUpperCase(), ...nearOf(word)]) {
      expect([text, markLength(`[${text}]`)]).toEqual([text, isMark(text, ofRuntimes)]);
      expect(markLength(`[${text} a]`)).toBe(ofRuntimes.includes(text) ? text.length + 4 : 0);
    }
  });

  it.each(ofRuntimes)('[%s: name] is one of runtimes, whole and alone', (word) => {
    for (const text of [word, word.toUpperCase(), ...nearOf(word)]) {
      expect([text, markLength(`[${text}]`)]).toEqual([text, isMark(text, ofRuntimes)]);
      for (const joint of ' :/') {
        const isOne = ofRuntimes.includes(text.toLowerCase());
        const rest = `${joint}a *1.b-C:`;
        expect([text, markLength(`[${text}${rest}] x`)]).toEqual([text, isOne ? text.length + rest.length + 2 : 0]);
      }
    }
  });

  it.each([
    ['[Iban:k7Qp2ZxV9mT4wRb]', 0],
    ['[Iban:k7Qp2ZxV9mT4wRb89]', 0],
    ['[Iban:k7Qp2ZxV9mT4wR-_]', 23],
    ['[Iban:k7Qp2ZxV9mT4wR.8]', 0],
    ['[Ssn-US]', 8],
    ['[Ssn-US:k7Qp2ZxV9mT4wRb8]', 25],
    ['[Iban:k7Qp2ZxV9mT4wRb8:k7Qp2ZxV9mT4wRb8]', 0],
    ['[Object:]', 9],
    ['x[Object: a]', 0],
    ['[1Iban]', 0],
    ['[Object!a]', 0],
    ['[Object a!]', 0],
    ['[Object', 0],
    ['[Object a', 0],
    [`[Object ${'a'.repeat(60)}]`, 69],
    [`[Object ${'a'.repeat(61)}]`, 0],
  ])('%s begins with one of %i characters', (text, length) => {
    expect(markLength(text)).toBe(length);
  });

  it('has a name that begins with a letter', () => {
    for (const character of 'AZaz09_-/:@[{') {
      const isLetter = /[A-Za-z]/.test(character);
      expect([character, markLength(`[${character}]`, new Set([character]))]).toEqual([character, isLetter ? 3 : 0]);
    }
  });

  it('is never longer than is looked at', () => {
    const names = [...placeholderNames].map((name) => `[${name}:k7Qp2ZxV9mT4wRb8]`);
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((mark) => mark.length > longestMark)).toEqual([]);
  });
});
