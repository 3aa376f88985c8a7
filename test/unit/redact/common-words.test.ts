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
    erroo errado errada scaduto scaduta await text jwt uuid keyword obligatorio obligatoria obligatorie obrigatorio obrigatoria
    obrigat\u00f3rio obrigat\u00f3ria`).filter((word) => !/^erro[ao]$/.test(word));
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

  const says = (text: string) => saysNothing(text, false);

  const states = 'required invalid missing empty blank null incorrect wrong expired too shorter longer weak mandatory';
  it.each(words(states))('is a complaint that something is %s', (state) => {
    for (const verb of words('is are was be')) {
      expect([verb, says(`the value ${verb} ${state} here`)]).toEqual([verb, true]);
      expect([verb, says(`it ${verb} really ${state}`)]).toEqual([verb, true]);
    }
    for (const near of nearOf(state)) {
      if (!words(states).includes(near)) expect([near, says(`horses are ${near}`)]).toEqual([near, false]);
    }
  });

  const deeds = 'be have contain match include exceed equal start end differ consist exist meet';
  it.each(words(deeds))('is a complaint that something must %s', (deed) => {
    for (const verb of [...words('must should may can cannot could does did'), 'has to', 'need to', 'needs to']) {
      for (const not of ['', ' not']) expect([verb, says(`x ${verb}${not} ${deed} y`)]).toEqual([verb, true]);
    }
    expect(says(`x mustn't ${deed} y`)).toBe(true);
    for (const near of nearOf(deed)) {
      if (!words(deeds).includes(near)) expect([near, says(`x must ${near} y`)]).toEqual([near, false]);
    }
  });

  it.each([
    "can't be blank",
    ...words('short long weak common simple similar small big').map((one) => `too ${one}`),
    'at least 8 of them',
    'at most 8 of them',
    'between 8 and 64 characters',
    'ensure this field has more',
    'check this value again',
    'expected string, received number',
    'expected string, got number',
    'a password is what is required.',
    ...words('found configured set provided allowed permitted supported available specified valid defined given').map(
      (one) => `not ${one}`,
    ),
    'never given',
    ...words('extra invalid missing unknown unexpected').map((one) => `${one} input`),
    ...words('inputs value values field type format length key token password credential credentials').map(
      (one) => `invalid ${one}`,
    ),
    ...words('enter provide choose confirm specify type repeat').map((one) => `please ${one} your password`),
    ...words('a an your the new').map((one) => `enter ${one} password`),
  ])('is a complaint or a prompt: %s', (text) => {
    expect([says(text), says(text.toUpperCase())]).toEqual([true, true]);
  });

  it.each([
    'must love dogs',
    'too many secrets',
    'is my horse',
    'correct horse battery',
    'not my dog',
    'the field is green',
  ])('is none: %s', (text) => {
    expect(says(text)).toBe(false);
  });

  it('is a complaint with its numbers and brackets, up to 127 characters, and not with what looks like a secret', () => {
    expect(says("is too short (8), it's 50%: [a-z]; \u2019x\u2019 `a`/b.c")).toBe(true);
    for (const odd of '!?+=$#"\n') expect([odd, says(`is too short ${odd}`)]).toEqual([odd, false]);
    for (const secret of ['x9', '9x', 'a_1']) expect([secret, says(`${secret} is too short`)]).toEqual([secret, false]);
    expect([says(`too short ${'a'.repeat(117)}`), says(`too short ${'a'.repeat(118)}`)]).toEqual([true, false]);
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
