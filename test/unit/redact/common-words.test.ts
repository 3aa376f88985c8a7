import { describe, expect, it } from 'vitest';
import { isCommonWord, saysNothing } from '../../../filters/redact/validators/stand-in.ts';
import { nearOf, words } from './words.ts';

describe('words that are no secret', () => {
  const common = words(`
    null nil none true false undefined yes no ok required optional invalid valid expired missing incorrect wrong empty changed
    updated reset not is was are must should cannot failed failure unknown mismatch string number object boolean field found
    rejected accepted denied revoked refreshed error please the a an for and or to in of from with has will set unset disabled
    enabled hidden too does did only already minimum maximum absent present blank weak masked redacted filtered encrypted
    sensitive known computed configured provided supplied loaded rotated rotating created generated deleted attempt attempts
    hash opaque same see read write manage prompt ask str &str secretstr option optional.empty array bytes n/a aws_iam
    same-origin include omit falsch erforderlich abgelaufen ge\u00e4ndert ung\u00fcltig incorrecto incorrecta inv\u00e1lido inv\u00e1lida
    inv\u00e1lide invalido invalida invalide expirado expirada requis requise requerido requerida obligatoire errato errata erroa
    erroo errado errada scaduto scaduta`).filter((word) => !/^erro[ao]$/.test(word));
  // What the stem of Italian takes besides: errao.
  const taken = new Set([...common, 'errao', 'erraa']);

  it.each(common)('%s is one, whole and alone, in either case', (word) => {
    for (const text of [word, word.toUpperCase(), `(${word})`, `${word}.,;:!?)`]) {
      expect([text, isCommonWord(text)]).toEqual([text, true]);
    }
    for (const text of [`x${word}`, `${word}x`, `((${word}`, ...nearOf(word)]) {
      const bare = text.replace(/^\(/, '').replace(/[.,;:!?)]+$/, '');
      expect([text, isCommonWord(text)]).toEqual([text, taken.has(bare)]);
    }
  });

  const subjects = words('password passphrase token secret value field it key length');
  const articles = words('the your this new');
  const verbs = words(
    "is was has must should can can't cannot can\u2019t does do may need needs contain contains too required invalid incorrect expired missing",
  );
  const says = (text: string) => saysNothing(text, false);

  it.each([...verbs, 'at least'])('is a complaint that says %s', (verb) => {
    for (const subject of ['', ...subjects.map((one) => `${one} `)]) {
      expect([subject, says(`${subject}${verb} 8 characters`)]).toEqual([subject, true]);
      for (const article of subject === '' ? [] : articles) expect(says(`${article} ${subject}${verb} so`)).toBe(true);
    }
    expect(says(`${verb.toUpperCase()} 8 CHARACTERS`)).toBe(true);
    const known = new Set([...verbs, 'at least']);
    for (const near of nearOf(verb)) {
      // What ends in an apostrophe or a blank has the rest of it for its text.
      const isOne = [...known].some((one) => new RegExp(`^${one}\\b`).test(near));
      expect([near, says(`${near} 8 characters`)]).toEqual([near, isOne]);
    }
  });

  it.each([...subjects, ...articles.map((article) => `${article} password`)])('is a complaint about %s', (subject) => {
    expect(says(`${subject} is wrong`)).toBe(true);
    const all = new Set(['', ...subjects, ...articles.flatMap((one) => subjects.map((each) => `${one} ${each}`))]);
    for (const near of nearOf(subject)) expect([near, says(`${near} is wrong`)]).toEqual([near, all.has(near)]);
  });

  it('is a complaint with its numbers and brackets, up to 127 characters, and no more', () => {
    expect(says("is too short (8), it's 50%: [a-z]; \u2019x\u2019 a.b")).toBe(true);
    for (const odd of '!?/+=$#"\n') expect([odd, says(`is too short ${odd}`)]).toEqual([odd, false]);
    expect([says(`is ${'a'.repeat(124)}`), says(`is ${'a'.repeat(125)}`)]).toEqual([true, false]);
    expect([says('is'), says('invalid'), says('x is short'), says('is,x')]).toEqual([false, false, false, false]);
    for (const text of ['value is', 'the your key is bad', 'password token is bad', 'cannotnot be so']) {
      expect([text, says(text)]).toEqual([text, false]);
    }
  });

  it('is what every key may have: true, false, null and the name of a scheme', () => {
    for (const word of words('true false null bearer basic')) {
      for (const text of [word, word.toUpperCase()]) expect([text, says(text)]).toEqual([text, true]);
      for (const near of nearOf(word)) expect([near, says(near)]).toEqual([near, false]);
    }
    for (const text of ['bearer ', 'basic ']) expect([text, says(text)]).toEqual([text, true]);
    for (const text of ['true ', 'bearer  ', 'basic  ', 'xtrue', 'basic x', '', 'no', ')', 'yes']) {
      expect([text, says(text)]).toEqual([text, false]);
    }
  });

  it('is a common word or punctuation behind a key that is a word itself', () => {
    const weak = (text: string) => saysNothing(text, true);
    for (const text of ['no', 'required', 'erforderlich...', ')', "');", '/:@', '[`{', '~\u007f ', '']) {
      expect([text, weak(text)]).toEqual([text, true]);
    }
    for (const text of ['erforderlich....', ");'(", '0', '9', 'B', 'Z', 'b', 'z', '\u00e9', 'hunter2', '):)(']) {
      expect([text, weak(text)]).toEqual([text, false]);
    }
  });
});
