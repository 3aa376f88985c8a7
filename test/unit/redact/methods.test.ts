import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { create } from '../../../filters/redact/filter.ts';
import { settingsOf, shippedOf } from './settings.ts';

const text = 'pay 4111 1111 1111 1111 by jane@example.com';

describe('the methods', () => {
  it.each([
    ['replace', 'pay [CreditCardNumber] by [EmailAddress]'],
    ['mask', 'pay ******************* by ****************'],
    ['partial', 'pay **** **** **** 1111 by ****@example.com'],
    ['remove', 'pay  by '],
    ['count', text],
    ['drop', undefined],
  ])('%s', (method, expected) => {
    expect(shippedOf({ method }, text)[0]).toBe(expected);
  });

  it('hmac writes the same code for the same value, which is that of HMAC-SHA256', () => {
    const hmacKey = 'a key of more than sixteen';
    const code = createHmac('sha256', hmacKey).update('jane@example.com').digest('base64url').slice(0, 16);
    expect(shippedOf({ method: 'hmac', hmacKey }, 'x=jane%40example.com', ['jane@example.com'])).toEqual([
      `x=[EmailAddress:${code}]`,
      [`[EmailAddress:${code}]`],
    ]);
  });

  it.each([
    ['4111111111111111', '4111 1111 1111 1111', '4111-1111-1111-1111'],
    ['jane@example.com', 'Jane@Example.COM', 'jane%40example.com'],
    ['DE89370400440532013000', 'DE89 3704 0044 0532 0130 00'],
    ['ssn 536904399', 'ssn 536-90-4399'],
    ['+14155552671', '+1 415-555-2671', '+1 (415) 555-2671', '+1.415.555.2671'],
    ['00:1b:44:11:3a:b7', '00-1B-44-11-3A-B7', '001b.4411.3ab7'],
    ['2001:db8::1', '2001:DB8::1'],
  ])('hmac writes one code for all the ways to write %s', (...ways) => {
    const settings = { identifiers: '@default,@phone,@network', method: 'hmac', hmacKey: 'a key of more than sixteen' };
    const codes = shippedOf(settings, ...ways).map((record) => /:([\w-]{16})\]/.exec(String(record))?.[1]);
    expect(new Set(codes)).toEqual(new Set([expect.any(String)]));
  });

  it.each([
    ['password=Hunter2-x', 'password=hunter2-x'],
    ['password=12345678', 'password=1234-5678'],
    ['born 1.12.1990', 'born 11.2.1990'],
    ['EMP-12', 'emp-12'],
  ])('hmac writes two codes for %s and %s', (...values) => {
    const rules = [{ id: 'badge', pattern: '[Ee][Mm][Pp]-12' }];
    const settings = {
      identifiers: '@default,@national',
      rules,
      method: 'hmac',
      hmacKey: 'a key of more than sixteen',
    };
    const codes = shippedOf(settings, ...values).map((record) => /:([\w-]{16})\]/.exec(String(record))?.[1]);
    expect(codes).toEqual([expect.any(String), expect.any(String)]);
    expect(codes[0]).not.toBe(codes[1]);
  });

  it('partial keeps four characters at most, and never more than a quarter', () => {
    const rules = [{ id: 'CreditCardNumber', method: 'partial', keepFirst: 12, keepLast: 12 }];
    expect(shippedOf({ rules }, '4111111111111111')[0]).toBe('************1111');
    const short = [{ id: 'badge', pattern: 'EMP\\d{3}', method: 'partial', keepLast: 4 }];
    expect(shippedOf({ rules: short }, 'EMP123')[0]).toBe('*****3');
  });

  it('a rule gives an identifier a method of its own', () => {
    expect(shippedOf({ rules: [{ id: 'EmailAddress', method: 'mask' }] }, text)[0]).toBe(
      'pay [CreditCardNumber] by ****************',
    );
  });

  it('remove does to an object what the documentation says', async () => {
    const document = await readFile(new URL('../../../docs/redaction.md', import.meta.url), 'utf8');
    const [, before = '', after] = /^With `remove`, `(.*?)` becomes `(.*?)`/m.exec(document) ?? [];
    expect(shippedOf({ method: 'remove' }, before)).toEqual([after]);
    expect(shippedOf({ method: 'remove' }, JSON.parse(before))).toEqual([{ to: '' }]);
  });

  it('remove takes a sensitive key with its value', () => {
    expect(shippedOf({ method: 'remove' }, { password: 'x', n: 1 })[0]).toEqual({ n: 1 });
  });

  it('drop leaves the whole record out for one finding anywhere in it', () => {
    const filter = create(settingsOf({ rules: [{ id: 'Ssn-US', method: 'drop' }] }));
    expect(filter.apply({ time: 't', type: 'function', record: { a: [{ b: 'ssn 536-90-4399' }] } })).toBeUndefined();
    expect(filter.counters?.()).toMatchObject({ 'records.dropped': 1 });
  });
});

describe('scopes', () => {
  it('paths with * and ** name places, and a method for each', () => {
    const paths = { 'user.address.**': 'remove', 'items[*].ref': 'replace' } as const;
    const record = {
      user: { address: { city: 'Ulm', geo: [1.5] }, name: 'J' },
      items: [{ ref: 'a', n: 1 }, { ref: 'b' }],
    };
    expect(shippedOf({ paths }, record)[0]).toEqual({
      user: { name: 'J' },
      items: [{ ref: '[SensitivePath]', n: 1 }, { ref: '[SensitivePath]' }],
    });
    expect(JSON.parse(String(shippedOf({ paths }, JSON.stringify(record))[0]))).toEqual({
      user: { name: 'J' },
      items: [{ ref: '[SensitivePath]', n: 1 }, { ref: '[SensitivePath]' }],
    });
  });

  it.each([
    ['labels["app.io/name"]', { labels: { 'app.io/name': 'x', app: 'y' } }, { labels: { app: 'y' } }],
    ["labels['a\"b'].c", { labels: { 'a"b': { c: 'x', d: 'y' } } }, { labels: { 'a"b': { d: 'y' } } }],
    ['["*"]', { '*': 'x', a: 'y' }, { a: 'y' }],
    ['[""]', { '': 'x', a: 'y' }, { a: 'y' }],
    ['first name', { 'first name': 'x', first: 'y' }, { first: 'y' }],
    ['a[1][0].b', { a: ['y', [{ b: 'x' }]] }, { a: ['y', [{}]] }],
    ['**[1]', { a: { b: ['y', 'x'] } }, { a: { b: ['y'] } }],
  ])('the path %s names its place', (path, record, expected) => {
    expect(shippedOf({ paths: { [path]: 'remove' } }, record)).toEqual([expected]);
  });

  it('paths lead on into JSON inside strings, whatever else it holds', () => {
    const inner = (who: string) => JSON.stringify({ who, n: 1 });
    const settings = { paths: { 'body.who': 'replace', 'list[*].who': 'replace' } };
    const record = { body: inner('x'), list: [inner('y'), inner('jane@example.com')] };
    const redacted = inner('[SensitivePath]');
    const expected = { body: redacted, list: [redacted, redacted] };
    expect(shippedOf(settings, record)).toEqual([expected]);
    expect(shippedOf(settings, JSON.stringify(record))).toEqual([JSON.stringify(expected)]);
  });

  it('keys of your own count in objects and in text, without regard to case, - and _', () => {
    const keys = 'employee-id,*badge*';
    expect(shippedOf({ keys }, { EmployeeId: 'E1', my_badge_no: 7, employee: 'x' })[0]).toEqual({
      EmployeeId: '[SensitiveKey]',
      my_badge_no: '[SensitiveKey]',
      employee: 'x',
    });
    expect(shippedOf({ keys }, 'employee_id=E1234 badge: "B 7"')[0]).toBe(
      'employee_id=[SensitiveKey] badge: "[SensitiveKey]"',
    );
  });

  it('allowed paths, values and domains win over every rule', () => {
    const allow = { paths: ['requestId'], values: ['4111-1111-1111-1111'], emailDomains: ['example.com'] };
    const record = { requestId: '5500005555555559', a: '4111 1111 1111 1111', b: 'jane@example.com and eve@evil.org' };
    expect(shippedOf({ allow }, record)[0]).toEqual({ ...record, b: 'jane@example.com and [EmailAddress]' });
  });

  it('joins findings that overlap under the name of the longest', () => {
    expect(
      shippedOf({ rules: [{ id: 'order', pattern: 'ORD-[a-z]{2,8}@example\\.com!' }] }, 'x ORD-jane@example.com! y')[0],
    ).toBe('x [order] y');
  });

  it('a pattern of your own counts only near its keyword, when it has one', () => {
    const rules = [{ id: 'badge', pattern: '\\d{5}', keywords: ['badge'], within: 10 }];
    expect(shippedOf({ rules }, 'badge 12345', 'order 12345', 'badge of the person 12345')).toEqual([
      'badge [badge]',
      'order 12345',
      'badge of the person 12345',
    ]);
  });

  it('count leaves what it finds, but nothing else that is in it', () => {
    const rules = [{ id: 'PasswordKeyValue', method: 'count' }];
    const line = '{"password":"jane@corp.com","token":"Kx92mQp1"}';
    const redacted = '{"password":"[EmailAddress]","token":"Kx92mQp1"}';
    expect(shippedOf({ rules }, line, JSON.parse(line))).toEqual([redacted, JSON.parse(redacted)]);
  });
});
