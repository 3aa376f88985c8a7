import { describe, expect, it } from 'vitest';
import { shippedOf } from './settings.ts';

const identifiers = '@default,@network,@phone,@national';
// What is found stands between « and », the placeholder that replaces it behind a bar: «hunter2|PasswordKeyValue».
const marked = /«([^|»]*)\|([\w-]+)»/g;

describe('the notations in which languages and tools print a field', () => {
  it.each([
    ['an element with attributes', '<wsse:Password Type="x#PasswordText">«hunt er2x|PasswordKeyValue»</wsse:Password>'],
    ['an element of several words', '<password>«correct horse battery|PasswordKeyValue»</password>'],
    ['an element whose name is an attribute', '<property name="password">«hunter2x|PasswordKeyValue»</property>'],
    ['a section of CDATA', '<password><![CDATA[«hunt<er2x|PasswordKeyValue»]]></password>'],
    ['an element that holds others', '<credentials><user>bob</user><role>x</role></credentials>'],
    ['a tag that never ends', '<password>hunter2x and more'],
    ['an end tag of nothing', '<a>b</a> x</password>'],
    ['an attribute that is no name', '<input type="password">Enter it</input>'],
    ['phone numbers in elements', '<fax>«4155552671|PhoneNumber»</fax><tel type="home">«4155552671|PhoneNumber»</tel>'],
    ['a keyword in the element before', '<fax>none</fax><bytes>4155552671</bytes>'],
    ['a cell of a table beside its keyword', '<td>Phone</td><td>«4155552671|PhoneNumber»</td>'],
    ['a version in an element', '<lib:version>5.6.2.5</lib:version><peer>«5.6.2.5|IpAddress»</peer>'],
    ['an address behind a version in an element', '<version>2</version> from «5.6.2.5|IpAddress»'],
    ['a version in a dump of PHP', '[version] => 5.6.2.5'],
    ['a version in a hash of Ruby', '{"version"=>"5.6.2.5", "ip"=>"«5.6.2.5|IpAddress»"}'],
    [
      'an object as Node prints it',
      "{ phoneVerified: true, accountId: '4155552671', tel: '«4155552671|PhoneNumber»' }",
    ],
    ['a struct as Go prints it', '{Phone:none Id:4155552671 Device:«0a:1b:2c:3d:4e:5f|MacAddress»}'],
    ['a fingerprint behind a key', '{Key:ab:0a:1b:2c:3d:4e:5f}'],
    ['a key of several words', 'Phone no.: «4155552671|PhoneNumber»'],
    ['a count and an id in capitals', 'SMS_COUNT=4155552671 TELEMETRY_ID=4155552671 TEL=«4155552671|PhoneNumber»'],
    [
      'a list of YAML',
      'env:\n  - name: DB_PASSWORD\n    value: «hunter2x|PasswordKeyValue»\n  - name: A\n    value: b',
    ],
    ['a name and its value in logfmt', 'name=DB_PASSWORD value=«hunter2x|PasswordKeyValue» name=MODE value=fast'],
    ['an arrow', 'password -> «hunter2x|PasswordKeyValue»'],
    ['an arrow that calls a method', '$this->password->hash(2x)'],
    ['a doubled quote of SQL', "password = '«it''s me|PasswordKeyValue»' where name = ''"],
    ['an empty value of SQL', "password = '' and name = 'x'"],
    ['JSON in a field of CSV', 'a,"{""password"":""«hunt er2x|PasswordKeyValue»"",""x"":""""}",b'],
    ['an empty value there', 'a,"{""password"":"""",""x"":""y""}",b'],
    ['a name with a letter of its language', 'contraseña: «hunter2x|PasswordKeyValue»'],
  ])('%s', (_, notation) => {
    const [text, expected] = [notation.replace(marked, '$1'), notation.replace(marked, '[$2]')];
    expect(shippedOf({ identifiers }, text)).toEqual([expected]);
    expect(shippedOf({ identifiers }, expected)).toEqual([expected]);
  });

  it('sees a key of the user whose name is a hexadecimal number', () => {
    expect(shippedOf({ keys: ['fee'] }, 'fee: 1200 face: 12')).toEqual(['fee: [SensitiveKey] face: 12']);
  });

  it.each(['9/', '+/', '//', '41+', '7+2/'])('finds an AWS secret key that begins with %s', (start) => {
    const key = `${start}kP3vmLmQ9xT+2bNwR5yUcZ8dHfJ4sGaE6iVoX1tQz`.slice(0, 40);
    expect(shippedOf({}, `the aws key ${key} leaked`)).toEqual(['the aws key [AwsSecretKey] leaked']);
    expect(shippedOf({}, `aws key ${key}Z leaked`)).toEqual([`aws key ${key}Z leaked`]);
  });
});
