import { describe, expect, it } from 'vitest';
import { create } from '../../../filters/redact/filter.ts';
import type { JsonValue } from '../../../src/contracts/record.ts';
import { parseJson } from '../../../src/contracts/json.ts';
import { settingsOf, shippedOf } from './settings.ts';

const card = '4111 1111 1111 1111';
const event = (record: JsonValue, type = 'function', time = '2026-01-02T03:04:05.000Z') => ({ time, type, record });

describe('the redaction filter', () => {
  it('hands on the same event when there is nothing to redact', () => {
    const clean = event({ message: 'took 12 ms', ids: [1, 2] });
    expect(create(settingsOf()).apply(clean)).toBe(clean);
  });

  it('never edits its input', () => {
    const record = { user: { email: 'jane@example.com' }, list: ['x', card] };
    const before = JSON.stringify(record);
    expect(JSON.stringify(shippedOf({}, record)[0])).toBe(
      '{"user":{"email":"[EmailAddress]"},"list":["x","[CreditCardNumber]"]}',
    );
    expect(JSON.stringify(record)).toBe(before);
  });

  it.each([
    ['an address that a key stands inside of', 'http://a:bpasswordtoken:eyJ,eyJ\\AKIA)@x'],
    [
      'an unterminated value with escapes',
      ' token:\\"1.2.3a{"m":"ghp_\\"password\\":\\":: password=x\\r ssn token:\'KEY-----\\""}-p',
    ],
    ['a key whose quote is escaped', 'token:\\"[EmailAddress] \\u0040"password":"\\"{"m":"- \\")\\"eyJ=KEY-----"}'],
    ['JSON with a key that says what stands under it', '{"+secret255phone ":"1234567=password=\\\\0sk-"}'],
    ['a key that holds a finding', '{"phone Bearer 1.2.3xyz01":"/Bearer }","ssn http://a:b@x":"1.2.3GB82"}'],
    ['a value that ends as a key does', 'password=%40http://a:b::123[@token:'],
    ['JSON in a list in JSON', '{"list":["\\"password\\":\\"\\n\\"password\\":\\"-----END 1234567",7]}'],
    [
      'JSON with an escape that only parsing undoes',
      '{"a":"\\"password\\":\\"] x\\u0040(","DE89phone ":"/b-%\\n01234567"}',
    ],
    ['a value between quotes that are not its own', 'pwd: [ \'<"name=pwd value="]=>\n  string(9) "curl -u x4111'],
    ['an address behind a scheme', '9token:Bearer @,&255b::'],
    ['a bracket behind a value', 'password is \\u00401.2.3+user[pwd]=%2540babcb::'],
    [
      'a secret key that an access key id comes near to',
      'AKIAJ5Q7ZK3XW2RT4MNP &#thebob,x\n DE89370400440532013000 wJalrXUtnFEMI/K7MDENG/bPxRfiCYzq9T3LmNvQ',
    ],
    [
      'JSON of lines once a value is replaced',
      '{"":9,"credentials":{"":5555555\\u0035\\u00355554444},"b":1,"b":2}\n[]',
    ],
    ['JSON once a value is replaced', '{"credentials":{"token":07\\,"":{"":1E5}}}'],
    ['JSON once an escape is replaced', '{"":{"credentials":{"secret":"\\0","":"y"}}}'],
    ['a value that begins in a tag', '<password>%4::&{pwd: [ \'pwd=Some("sk-ümysql -p"\'{"m":"x"}pwd: [ \'9'],
  ])('changes nothing in a second pass over %s', (_, text) => {
    const [once] = shippedOf({ identifiers: '@default,@network,@phone' }, text);
    expect(shippedOf({ identifiers: '@default,@network,@phone' }, once as JsonValue)).toEqual([once]);
  });

  it.each([
    ['a short keyword behind an escape', '{"m":"a\\ntel 415 555 2671"}', '{"m":"a\\ntel [PhoneNumber]"}'],
    ['a keyword behind a tab', '{"m":"a\\tssn 536904399\\n"}', '{"m":"a\\tssn [Ssn-US]\\n"}'],
    ['a value behind a NUL', 'a\0npm mail nina@example.com\0rest', 'a\0npm mail [EmailAddress]\0rest'],
    ['a value right behind a NUL', '\0nina@example.com', '\0[EmailAddress]'],
    ['a French number with full stops', 'Mobile: 01.84.17.61.18', 'Mobile: [PhoneNumber]'],
    ['an extension', 'call 345-899-3560x4587.', 'call [PhoneNumber].'],
    ['a word behind the number', 'x\n930.967.3943 fax', 'x\n[PhoneNumber] fax'],
    [
      'a cookie in JSON, up to its quote',
      '{"c":"-H \\"Cookie: sid=abc1\\" x"}',
      '{"c":"-H \\"Cookie: [PasswordKeyValue]\\" x"}',
    ],
    [
      'a cookie under a quoted key, up to its comma',
      "{'cookie': 169767, 'u': 1}",
      "{'cookie': [PasswordKeyValue], 'u': 1}",
    ],
    ['no secret in an ARN', 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf', undefined],
    ['no secret in an object with its name', 'w = AppWindowToken{9f4ef63 token=Token{a64f992 Activity{', undefined],
    ['a card between colons', 'card:4111111111111111: declined', 'card:[CreditCardNumber]: declined'],
    [
      'a number in JSON in JSON',
      '{"m":"{\\"card\\":4111111111111111}"}',
      '{"m":"{\\"card\\":\\"[CreditCardNumber]\\"}"}',
    ],
    ['a number of JSON in text', 'in {"card":4111111111111111} out', 'in {"card":"[CreditCardNumber]"} out'],
    [
      'a number of escaped JSON in text',
      'in {\\"card\\": 4111111111111111, \\"n\\":1} out',
      'in {\\"card\\": \\"[CreditCardNumber]\\", \\"n\\":1} out',
    ],
    ['a keyword joined by a colon', 'Tel:020 7946 0958', 'Tel:[PhoneNumber]'],
    ['an address of digits behind a keyword', 'phone: 4155552671@example.com', 'phone: [EmailAddress]'],
    ['a keyword in front of =>', '"ssn"=>"536904399"', '"ssn"=>"[Ssn-US]"'],
    ['a value in colour', 'card=\u001b[33m4111111111111111\u001b[0m', 'card=\u001b[33m[CreditCardNumber]\u001b[0m'],
    ['an address in colour', '\u001b[2mnina@example.com\u001b[22m', '\u001b[2m[EmailAddress]\u001b[22m'],
    ['a secret in colour', 'password=\u001b[33mS3cr3t9x\u001b[39m', 'password=\u001b[33m[PasswordKeyValue]\u001b[39m'],
    [
      'colour in JSON',
      '{"m":"\\u001b[1;31mnina@example.com\\u001b[0m"}',
      '{"m":"\\u001b[1;31m[EmailAddress]\\u001b[0m"}',
    ],
    ['an element', '<a:password>S3cr3t!9x</a:password>', '<a:password>[PasswordKeyValue]</a:password>'],
    ['no element without its end', 'GET /<token>/abc/x', undefined],
    ['a key far from its sign', '{"password"     : "hunter2abc"}', '{"password"     : "[PasswordKeyValue]"}'],
    ['a value far from its key', '{"password":       "hunter2abc"}', '{"password":       "[PasswordKeyValue]"}'],
    ['a value in the next line', '{"password":\n  "hunter2abc"}', '{"password":\n  "[PasswordKeyValue]"}'],
    ['a value behind a tab in JSON', '{"m":"password:\\thunter2abc"}', '{"m":"password:\\t[PasswordKeyValue]"}'],
    ['a short key behind an escape', '{"m":"env\\npwd=hunter22"}', '{"m":"env\\npwd=[PasswordKeyValue]"}'],
    ['a number in a PHP array', '[cell] => 020 7946 0958', '[cell] => [PhoneNumber]'],
    ['a number by the name beside it', '{"name":"ssn","value":"536904399"}', '{"name":"ssn","value":"[Ssn-US]"}'],
    ['a link in a link', '/login?next=%2Fcb%3Fto%3Dnina%2540example.com', '/login?next=%2Fcb%3Fto%3D[EmailAddress]'],
    ['a link in three', '?to=nina%25252540example.com', '?to=[EmailAddress]'],
    ['a token behind its row', 'Bearer 12|k7Qp2ZxV9mT4wRb8', 'Bearer [BearerToken]'],
    ['an escaped mail with a +', 'to omar+2024\\u0040example.de', 'to [EmailAddress]'],
    ['a key with full stops', 'stripe.api.key=xK9mP2vL57 on', 'stripe.api.key=[PasswordKeyValue] on'],
    ['the length of a password', 'password.length=12345 sort.key=abcdef', 'password.length=12345 sort.key=abcdef'],
    [
      'columns of SQL',
      "SET `access_token`='MEVSWmxjak1K', `q`='a'",
      "SET `access_token`='[PasswordKeyValue]', `q`='a'",
    ],
    ['a dump of PHP', '["passwd"]=>\n  string(8) "hA2RzzCB"', '["passwd"]=>\n  string(8) "[PasswordKeyValue]"'],
    [
      'a dump in JSON',
      '{"m":"[\\"pwd\\"]=>\\n string(3) \\"hA2\\""}',
      '{"m":"[\\"pwd\\"]=>\\n string(3) \\"[PasswordKeyValue]\\""}',
    ],
    ['a coloured token', 'Bearer \u001b[31ma37443a31534\u001b[0m', 'Bearer \u001b[31m[BearerToken]\u001b[0m'],
    [
      'a pair behind a type of token',
      'tokenType=Bearer X-Amz-Security-Tokens=lp9H0v3Z',
      'tokenType=Bearer X-Amz-Security-Tokens=lp9H0v3Z',
    ],
    [
      'a secret behind a type of token',
      'tokenType=Bearer Aws4-Token=lp9H0v3Z',
      'tokenType=Bearer Aws4-Token=[PasswordKeyValue]',
    ],
    ['a request with a type of token', 'GET /?tokenType=Bearer HTTP/1.1', 'GET /?tokenType=Bearer HTTP/1.1'],
    ['a pass code', 'passcode=hunter29 postcode=12345', 'passcode=[PasswordKeyValue] postcode=12345'],
    ['the base of keys', 'SECRET_KEY_BASE=hunter29 x', 'SECRET_KEY_BASE=[PasswordKeyValue] x'],
    ['the value of a token', '{"tokenValue":"a b c"}', '{"tokenValue":"[PasswordKeyValue]"}'],
    ['a subscription', 'Ocp-Apim-Subscription-Key: Ij205KO2q', 'Ocp-Apim-Subscription-Key: [PasswordKeyValue]'],
    ['other languages', '{"senha":"c3"}', '{"senha":"[PasswordKeyValue]"}'],
    ['a review in Portuguese', '{"resenha":"muito bom"}', '{"resenha":"muito bom"}'],
    ['an attribute of cookies', 'cookie: SameSite=Lax required', 'cookie: SameSite=Lax required'],
    [
      'what a call took',
      'call took 0572774 us, mobile app build 7244815',
      'call took 0572774 us, mobile app build 7244815',
    ],
    ['codes of goods', 'EANs 4001756606948, 4304053303832', 'EANs 4001756606948, 4304053303832'],
    ['a time zone behind a fraction', 'at 10:00:00.123+02:00 done', 'at 10:00:00.123+02:00 done'],
  ])('sees %s', (_, text, expected) => {
    expect(shippedOf({ identifiers: '@default,@phone' }, text)).toEqual([expected ?? text]);
  });

  it('masks the lines of a private key behind the prefix of the text format, and under msg', () => {
    const prefix = '2026-01-02T03:04:05.000Z\tid\tINFO\t';
    const lines = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEpAIBAAKCAQEA', '-----END RSA PRIVATE KEY-----'];
    const key = '[PkcsPrivateKey]';
    expect(shippedOf({}, ...lines.map((line) => prefix + line), 'ok')).toEqual([
      ...lines.map(() => prefix + key),
      'ok',
    ]);
    expect(shippedOf({}, ...lines.map((msg) => ({ msg })), { msg: 'ok' })).toEqual([
      ...lines.map(() => ({ msg: key })),
      { msg: 'ok' },
    ]);
  });

  it('masks the lines of a private key behind what a logger writes, in colours, in a list and under any key of a line', () => {
    const lines = ['-----BEGIN RSA PRIVATE KEY-----', 'MIIEpAIBAAKCAQEA', 'abc12=', '-----END RSA PRIVATE KEY-----'];
    const key = '[PkcsPrivateKey]';
    const front = '2026-01-02T03:04:05Z INFO [app] ';
    expect(shippedOf({}, ...lines.map((line) => front + line), `${front}hello abcdef`)).toEqual([
      ...lines.map(() => front + key),
      `${front}hello abcdef`,
    ]);
    expect(shippedOf({}, ...lines.map((line) => `\x1b[32m${line}\x1b[0m`)).join('')).not.toMatch(/MII|abc12/);
    expect(shippedOf({}, ...lines.map((line) => `    "${line}",`)).join('')).not.toMatch(/MII|abc12/);
    expect(shippedOf({}, ...lines.map((data) => ({ data })))).toEqual(lines.map(() => ({ data: key })));
    const list = { key: [...lines, 'hello world', 'abcdef'], other: ['abcdef'] };
    const masked = { key: [...lines.map(() => key), 'hello world', 'abcdef'], other: ['abcdef'] };
    expect(shippedOf({}, list, JSON.stringify(list))).toEqual([masked, JSON.stringify(masked)]);
  });

  it('reads what follows a private key behind many words in one go, whatever its blanks', () => {
    const begin = `${'a '.repeat(40)}-----BEGIN RSA PRIVATE KEY-----`;
    const lines = [`${' '.repeat(100_000)}x!`, `${'b '.repeat(40)}${' '.repeat(100_000)}x!`];
    const shipped = shippedOf({}, begin, ...lines).slice(1);
    // Not compared by the test's own means, which take seconds to tell where such lines differ.
    expect(lines.map((line, at) => line === shipped[at])).toEqual([true, true]);
  });

  it('takes nothing behind a whole key in percent-encoding or base64 for part of it', () => {
    const key = '-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEAMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n';
    expect(shippedOf({}, encodeURIComponent(key), 'done')[1]).toBe('done');
    expect(shippedOf({}, { d: Buffer.from(key).toString('base64') }, 'done')[1]).toBe('done');
  });

  it('steps over a UUID and sees what stands around it', () => {
    const uuid = '6f9619ff-8b86-d011-b42d-00c04fc964ff';
    const lines = [
      [`${uuid} jane@example.com`, `${uuid} [EmailAddress]`],
      [`${uuid}@example.com`, '[EmailAddress]'],
      [`id=${uuid};password=hunter22`, `id=${uuid};password=[PasswordKeyValue]`],
      [`12345678-8b86-d011-b42d-00c04fc964ff-4111 1111 1111 1111`, undefined],
      [`${uuid}: 536-90-4399`, `${uuid}: [Ssn-US]`],
      [`password=${uuid}`, 'password=[PasswordKeyValue]'],
    ] as const;
    for (const [line, redacted] of lines) expect(shippedOf({}, line)).toEqual([redacted ?? line]);
  });

  it.each([
    ['JSON in a text', '{"a":"jane@example.com","n":1}', '{"a":"[EmailAddress]","n":1}'],
    [
      'JSON behind the prefix of the text format',
      '2026-01-02T03:04:05Z\tid\tINFO\t{"pin":"4","password":"x y"}',
      '2026-01-02T03:04:05Z\tid\tINFO\t{"pin":"4","password":"[PasswordKeyValue]"}',
    ],
    ['JSON that was cut', '{"a":"jane@example.com","b":"', '{"a":"[EmailAddress]","b":"'],
    ['percent-encoding', '/reset?mail=jane%40example.com&n=1', '/reset?mail=[EmailAddress]&n=1'],
    ['a form with + for blanks', 'card=4111+1111+1111+1111&n=1', 'card=[CreditCardNumber]&n=1'],
    ['JSON escapes', 'raw jane\\u0040example.com', 'raw [EmailAddress]'],
    [
      'base64',
      `body ${Buffer.from('{"mail":"jane.doe@example.com"}').toString('base64')} end`,
      'body [EmailAddress] end',
    ],
    [
      'other scripts',
      'почта иван@пример.рф и карта 4111111111111111。',
      'почта [EmailAddress] и карта [CreditCardNumber]。',
    ],
  ])('looks into %s', (_what, text, expected) => {
    expect(shippedOf({}, text)[0]).toBe(expected);
  });

  it('follows JSON in strings three deep', () => {
    const deep = JSON.stringify({ body: JSON.stringify({ event: JSON.stringify({ password: 'hunter2', n: 1 }) }) });
    const shipped = String(shippedOf({}, deep)[0]);
    expect(shipped).not.toContain('hunter2');
    expect(JSON.parse(JSON.parse(JSON.parse(shipped).body).event)).toEqual({ password: '[PasswordKeyValue]', n: 1 });
  });

  it('looks at numbers and keeps every digit of the others', () => {
    const text = '{"card":4111111111111111,"id":12345678901234567890,"ratio":0.1}';
    expect(shippedOf({}, text)[0]).toBe('{"card":"[CreditCardNumber]","id":12345678901234567890,"ratio":0.1}');
    expect(JSON.stringify(shippedOf({}, parseJson(text))[0])).toBe(
      '{"card":"[CreditCardNumber]","id":12345678901234567890,"ratio":0.1}',
    );
  });

  it('looks at texts and numbers however short they are when something may be in them', () => {
    const record = {
      a: 'a@b.co',
      b: '::1',
      c: 'Basic YTpi',
      d: 'Basic YTpiYw',
      e: 378282246310005,
      f: 5500005555555559,
    };
    expect(shippedOf({ identifiers: '@default,@network' }, record)[0]).toEqual({
      a: '[EmailAddress]',
      b: '[IpAddress]',
      c: 'Basic YTpi',
      d: 'Basic [BasicAuth]',
      e: '[CreditCardNumber]',
      f: '[CreditCardNumber]',
    });
  });

  it('offers short texts, times and numbers to the patterns of the user', () => {
    const rules = ['EMP', '12345678[0-9]', '2026-01-02'].map((pattern, at) => ({ id: `Badge${at}`, pattern }));
    const record = { a: 'EMP', b: 123456789, c: '2026-01-02T03:04:05.500Z' };
    expect(shippedOf({ rules }, record)[0]).toEqual({ a: '[Badge0]', b: '[Badge1]', c: '[Badge2]T03:04:05.500Z' });
  });

  it.each([
    'password=[badge] and on',
    'password="[badge]"',
    'postgres://app:[badge]@db/orders',
    { password: '[badge]', secret: '[badge:k7Qp2ZxV9mT4wRb8]' },
  ])('leaves what a rule of the user put in place of a value: %j', (record) => {
    const rules = [{ id: 'badge', pattern: 'EMP\\d{5}' }];
    expect(shippedOf({ rules }, record)).toEqual([record]);
    expect(shippedOf({}, record)).not.toEqual([record]);
  });

  it('leaves a value alone that was redacted up to the end of its line, whatever quotes come later', () => {
    const text = '\\"password\\":\\"hunter2?"}\nx=%40"password":"';
    const once = shippedOf({}, text)[0] as string;
    expect(once).not.toContain('hunter2');
    expect(shippedOf({}, once)[0]).toBe(once);
  });

  it('redacts what stands in the name of a key', () => {
    expect(shippedOf({}, { 'jane@example.com': 1, 'bob@example.com': 2 })[0]).toEqual({
      '[EmailAddress]': 1,
      '[EmailAddress] 2': 2,
    });
  });

  it.each([
    ['a form that was parsed as JSON', {}, 'user=bob&password=hunter2abc', 'user=bob&password=[PasswordKeyValue]'],
    ['percent-encoding', {}, 'jane%40example.com', '[EmailAddress]'],
    ['base64', {}, Buffer.from('mail jane.doe@example.com').toString('base64'), '[EmailAddress]'],
    ['a pattern', { rules: [{ id: 'badge', pattern: 'EMP\\d{5}' }] }, 'EMP12345', '[badge]'],
    ['a method', { method: 'partial' }, 'card 4111 1111 1111 1111', 'card **** **** **** 1111'],
    ['an allowed value', { allow: { values: ['jane@example.com'] } }, 'jane@example.com', 'jane@example.com'],
  ])('looks at the name of a key as at any text: %s', (_, settings, key, expected) => {
    expect(shippedOf(settings, { [key]: 1 }, { [key]: 2 })).toEqual([{ [expected]: 1 }, { [expected]: 2 }]);
  });

  it('drops a record for what stands in the name of a key, each time', () => {
    const record = { 'jane@example.com': 1 };
    expect(shippedOf({ method: 'drop' }, record, record)).toEqual([undefined, undefined]);
  });

  it('takes the name of a key for a keyword', () => {
    expect(
      shippedOf(
        { identifiers: '@phone,@health' },
        { phone: '0541 754 301', order: '0541 754 301', nhsNumber: 9434765919 },
      )[0],
    ).toEqual({
      phone: '[PhoneNumber]',
      order: '0541 754 301',
      nhsNumber: '[NhsNumber-GB]',
    });
  });

  it('redacts values under sensitive keys, whatever they look like, and leaves counters and switches alone', () => {
    const record = {
      Password: 'a',
      'db-password': 1234,
      api_key: ['x', { y: 'z' }],
      passwordResetRequired: true,
      tokens: 57,
      token: 57,
      nextToken: 'abc',
      secret: null,
    };
    expect(shippedOf({}, record)[0]).toEqual({
      Password: '[PasswordKeyValue]',
      'db-password': '[PasswordKeyValue]',
      api_key: ['[PasswordKeyValue]', { y: '[PasswordKeyValue]' }],
      passwordResetRequired: true,
      tokens: 57,
      token: 57,
      nextToken: 'abc',
      secret: null,
    });
  });

  it.each([
    'jane@example.com',
    'AKIAY3T6Z7QWERTUIO5P',
    Buffer.from('mail jane.doe@example.com').toString('base64'),
    'kP3v/7LmQ9xT+2bNwR5yUcZ8dHfJ4sGaE6iVoX1t',
    '4111 1111 1111 1111',
  ])('names a secret by its key, in an object and in its text alike: %s', (password) => {
    const redacted = { password: '[PasswordKeyValue]' };
    expect(shippedOf({}, { password })[0]).toEqual(redacted);
    expect(shippedOf({}, JSON.stringify({ password }))[0]).toBe(JSON.stringify(redacted));
  });

  it.each([
    ['a PHP array', '[password] => hunter2abc', '[password] => [PasswordKeyValue]'],
    ['an element of a map', 'd["password"] = "hunter2abc"', 'd["password"] = "[PasswordKeyValue]"'],
    ['Go', 'password := hunter2abc', 'password := [PasswordKeyValue]'],
    ['a header in Go', 'map[password:[hunter2abc] n:[1]]', 'map[password:[[PasswordKeyValue]] n:[1]]'],
    ['PostgreSQL', 'Key (password)=(hunter2abc) exists', 'Key (password)=([PasswordKeyValue]) exists'],
    ['Markdown', '**password**: `hunter2abc`', '**password**: `[PasswordKeyValue]`'],
    ['colours', '\u001b[35mpassword\u001b[0m: hunter2abc', '\u001b[35mpassword\u001b[0m: [PasswordKeyValue]'],
    ['a key under a key', 'credentials: password: hunter2', 'credentials: password: [PasswordKeyValue]'],
    ['an option', 'db --password hunter2abc -v', 'db --password [PasswordKeyValue] -v'],
    ['a list of arguments', '["--token", "hunter2abc"]', '["--token", "[PasswordKeyValue]"]'],
    [
      'a name and a value',
      'env [{"name":"DB_PASSWORD","value":"x y"}]',
      'env [{"name":"DB_PASSWORD","value":"[PasswordKeyValue]"}]',
    ],
    [
      'a value and a name',
      'at {"value":"x y","path":"password"}',
      'at {"value":"[PasswordKeyValue]","path":"password"}',
    ],
    ['no path of a route', '{"path":"/api/token","value":123456}', undefined],
    ['attributes', '<add key="ApiKey" value="abcd1"/>', '<add key="ApiKey" value="[PasswordKeyValue]"/>'],
    ['an option that one speaks of', 'the --password option, --token-file x', undefined],
    ['a name without a secret', '{"name":"LOG_LEVEL","value":"debug"}', undefined],
    ['the end of another value', 'msg="password=" status=200', undefined],
    ['a mark of another tool', 'password: [FILTERED], token: [Object: null prototype]', undefined],
    ['a setting', 'credentials: same-origin pwd: /home/x password=n/a password: (hidden)', undefined],
  ])('finds a secret by its key in %s', (_, text, expected) => {
    const [redacted] = shippedOf({}, text);
    expect(redacted).toBe(expected ?? text);
    expect(shippedOf({}, redacted as JsonValue)).toEqual([redacted]);
  });

  it('finds a secret by the name beside it, in whatever order an object has them', () => {
    const record = {
      env: [
        { name: 'DB_PASSWORD', value: 'a' },
        { Value: 'b', Key: 'ApiKey' },
        { name: 'REGION', value: 'c' },
      ],
      stack: { ParameterKey: 'MasterPassword', ParameterValue: 'd' },
    };
    expect(shippedOf({}, record)[0]).toEqual({
      env: [
        { name: 'DB_PASSWORD', value: '[PasswordKeyValue]' },
        { Value: '[PasswordKeyValue]', Key: 'ApiKey' },
        { name: 'REGION', value: 'c' },
      ],
      stack: { ParameterKey: 'MasterPassword', ParameterValue: '[PasswordKeyValue]' },
    });
  });

  it('takes no code of goods for a card', () => {
    const record = { ean: '4866538308636', gtin: 4866538308636, pan: '4222222222222' };
    expect(shippedOf({}, record)[0]).toEqual({ ...record, pan: '[CreditCardNumber]' });
  });

  it('takes no count and no id of telephones for a number', () => {
    const record = { contactId: '5551234567', callCount: 1234567, phone_number_id: 106540352, cell: '5551234567' };
    expect(shippedOf({ identifiers: '@phone' }, record)[0]).toEqual({
      ...record,
      cell: expect.stringMatching(/^\[PhoneNumber/),
    });
  });

  it('redacts a private key that comes a line at a time, and nothing behind it', () => {
    const lines = [
      '-----BEGIN RSA PRIVATE KEY-----',
      'MIIEpAIBAAKCAQEA7bq',
      'job 7 done',
      'OK',
      '1234567890',
      'q0Xb9w==',
      '-----END RSA PRIVATE KEY----- ok',
      'MIIEpAIBAAKCAQEA7bq',
    ];
    expect(shippedOf({}, ...lines)).toEqual([
      '[PkcsPrivateKey]',
      '[PkcsPrivateKey]',
      'job 7 done',
      'OK',
      '1234567890',
      '[PkcsPrivateKey]',
      '[PkcsPrivateKey] ok',
      'MIIEpAIBAAKCAQEA7bq',
    ]);
  });

  it('gives a private key up after half a minute, and keeps sources apart', () => {
    const filter = create(settingsOf());
    filter.apply(event('-----BEGIN PRIVATE KEY-----'));
    expect(filter.apply(event('MIIEpAIBAAKCAQEA7bq', 'extension'))?.record).toBe('MIIEpAIBAAKCAQEA7bq');
    expect(filter.apply(event('MIIEpAIBAAKCAQEA7bq'))?.record).toBe('[PkcsPrivateKey]');
    expect(filter.apply(event('MIIEpAIBAAKCAQEA7bq', 'function', '2026-01-02T03:04:36.000Z'))?.record).toBe(
      'MIIEpAIBAAKCAQEA7bq',
    );
  });

  it('masks a record that it cannot look at, and counts it', () => {
    const filter = create(settingsOf());
    let nested: JsonValue = 'jane@example.com';
    for (let depth = 0; depth < 50_000; depth++) nested = [nested];
    expect(filter.apply(event(nested))?.record).toBe('[MaskedRecord]');
    expect(filter.counters?.()).toMatchObject({ errors: 1, 'records.masked': 1 });
    const dropping = create(settingsOf({ onError: 'drop' }));
    expect(dropping.apply(event(nested))).toBeUndefined();
    expect(dropping.counters?.()).toMatchObject({ errors: 1, 'records.dropped': 1 });
    const input = event(nested);
    for (const onError of ['mask-record', 'drop']) {
      const dry = create(settingsOf({ mode: 'dry-run', onError }));
      expect(dry.apply(input)).toBe(input);
      expect(dry.counters?.()).toMatchObject({ errors: 1 });
    }
  });

  it.each([
    ['{"a":" jane@example.com","a":null}', '{"a":" [EmailAddress]","a":null}'],
    ['{"a":"%40 jane@example.com","a":null}', '{"a":null}'],
    ['{"a":[1,{"b":" jane@example.com"},"\\u0041"],"a":""}', '{"a":""}'],
    ['{"m":"{\\"a\\":\\"%40 jane@example.com\\",\\"a\\":1}"}', '{"m":"{\\"a\\":1}"}'],
  ])('leaves none of two members with one key unseen: %s', (text, expected) => {
    expect(shippedOf({}, text)).toEqual([expected]);
  });

  it.each([
    ['[]\n[5555555555554444]', '[]\n["[CreditCardNumber]"]'],
    ['{"a":1}\n{"pwd":12345678}\n', '{"a":1}\n{"pwd":"[PasswordKeyValue]"}\n'],
    ['{"pass:":1}\n{"a":"jane@example.com"}', '{"pass:":1}\n{"a":"[EmailAddress]"}'],
    ['{"m": "from [192.0.2.7]:52344"}', '{"m": "from [[IpAddress]]:52344"}'],
    ['["[4111111111111111]"]', '["[\\"[CreditCardNumber]\\"]"]'],
    // What shows in a second look would reach over the next member.
    [
      '{"m":"value=\'sshpass -p< name=\\"pw","keep":1}',
      '{"m":"value=\'sshpass -p[PasswordKeyValue] name=\\"pw","keep":1}',
    ],
  ])('leaves JSON that stands on lines, or in a text, JSON: %s', (text, expected) => {
    expect(shippedOf({ identifiers: '@default,@network' }, text)).toEqual([expected]);
  });

  it.each([
    [{ passwd: 'process.env quarry@example.com' }, { passwd: '[PasswordKeyValue]' }],
    [{ passwd: 'process.env.A,quarry@example.com' }, { passwd: 'process.env.A,[EmailAddress]' }],
    [{ passwd: '<password>' }, { passwd: '<password>' }],
    [{ passwd: '<abc9>' }, { passwd: '[PasswordKeyValue]' }],
  ])('looks into what stands for a secret: %j', (record, expected) => {
    expect(shippedOf({}, record)).toEqual([expected]);
  });

  it('hands on what stands under a sensitive key and holds nothing', () => {
    const clean = event({ password: [], secret: { a: null, token: {} } });
    expect(create(settingsOf()).apply(clean)).toBe(clean);
  });

  it('counts by identifier, without a value', () => {
    const filter = create(settingsOf({ allow: { emailDomains: ['example.org'] } }));
    filter.apply(event(`a@example.org b@example.com ${card} 4111 1111 1111 1112`));
    expect(filter.counters?.()).toEqual({
      'EmailAddress.matches': 1,
      'EmailAddress.allowed': 1,
      'CreditCardNumber.matches': 1,
      'CreditCardNumber.refused': 1,
      'records.changed': 1,
    });
  });

  it.each([
    ['a text', `a@example.com b@example.org password=hunter2x 4111 1111 1111 1112`],
    [
      'JSON in JSON',
      '{"a":"a@example.com b@example.org 4111 1111 1111 1112","b":"{\\"m\\":\\"see password=hunter2x\\"}"}',
    ],
    ['an object', { a: 'a@example.com b@example.org 4111 1111 1111 1112', b: ['password=hunter2x '] }],
  ])('counts once what stays in %s that is looked at again', (_, record) => {
    const settings = {
      identifiers: 'EmailAddress,CreditCardNumber,PasswordKeyValue',
      allow: { emailDomains: ['example.org'] },
      rules: [{ id: 'EmailAddress', method: 'count' }],
    };
    const filter = create(settingsOf(settings));
    filter.apply(event(record));
    expect(filter.counters?.()).toEqual({
      'EmailAddress.matches': 1,
      'EmailAddress.allowed': 1,
      'PasswordKeyValue.matches': 1,
      'CreditCardNumber.refused': 1,
      'records.changed': 1,
    });
  });

  it('only counts in a dry run, and does nothing when it is off', () => {
    const filter = create(settingsOf({ mode: 'dry-run', method: 'drop' }));
    const input = event(card);
    expect(filter.apply(input)).toBe(input);
    expect(filter.counters?.()).toMatchObject({ 'CreditCardNumber.matches': 1 });
    expect(shippedOf({ mode: 'off' }, card)).toEqual([card]);
  });
});
