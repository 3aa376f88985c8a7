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
    ['a tuple of Erlang', '[{user,"app"},{password,"«hunter2x|PasswordKeyValue»"},{port,5432}]'],
    [
      'tuples of Python',
      `[('Cookie', '«sid=1f|PasswordKeyValue»'), (b'x-api-key', b'«a1b2|PasswordKeyValue»'), ('Host', 'x')]`,
    ],
    ['a tuple of names', 'fields ("password", "email")'],
    [
      'a part of a form',
      '--x\r\nContent-Disposition: form-data; name="password"\r\n\r\n«hunter2x|PasswordKeyValue»\r\n--x--',
    ],
    [
      'a part of a form in JSON',
      '{"body":"Content-Disposition: form-data; name=\\"pwd\\"\\r\\n\\r\\n«hunter2x|PasswordKeyValue»\\r\\n--x"}',
    ],
    ['a binary of Erlang', '#{password => <<"«hunter2x|PasswordKeyValue»">>,user => <<"app">>}'],
    ['a header of Go', 'map[Cookie:[«a=1; sid=2f|PasswordKeyValue»] X-Forwarded-For:[«192.0.2.7|IpAddress»]]'],
    ['cookies in logfmt', 'cookie=«theme=dark; sid=2f4e|PasswordKeyValue» status=200 cookie=«sid=2f|PasswordKeyValue»'],
    ['the arguments of a process', '{"argv":["--password","«hunter2x|PasswordKeyValue»","--no-password","run"]}'],
    [
      'the raw headers of Node',
      '{"rawHeaders":["Cookie","«sid=2f|PasswordKeyValue»","X-Api-Key","«2f4e|PasswordKeyValue»"]}',
    ],
    ['names of headers', '{"allow":["Content-Type","Authorization","X-Api-Key"]}'],
    ['what says of which kind a value is', '[{"system":"phone","value":"«9827597926|PhoneNumber»"}]'],
    [
      'a kind of secret, and of a word of a parser',
      '{"type":"pwd","value":"«a1b2|PasswordKeyValue»"} {"type":"token","value":"if"}',
    ],
    ['a key of a form', '{"user[password]":"«hunter2x|PasswordKeyValue»","psk":"«a b 2|PasswordKeyValue»"}'],
    ['credentials that expire', '{"credentials":{"expiration":"Jan 2, 2026","sessionToken":"«x1|PasswordKeyValue»"}}'],
    ['cookies of a browser', '{"cookies":[{"name":"sid","value":"«x1y2|PasswordKeyValue»","path":"/"}]}'],
    ['an address behind the code of a proxy', 'GET http://x HIER_DIRECT/«192.0.2.7|IpAddress» Chrome/120.0.0.0'],
    ['a sender of mail that comes back', 'to=<«bounce+ab12=anna.lee=mail.example@x.example.org|EmailAddress»>'],
    ['a Chinese address with digits', '«用户84@例子.中国|EmailAddress» 联系«a84@example.com|EmailAddress»'],
    ['a number behind a number of bytes', 'cell:«020 7146 3554|PhoneNumber» bytes:2234629, call of 2071463554 bytes'],
    ['digits behind a key of network cards', 'srcmac="«00-41-06-55-69-22|MacAddress»"'],
    ['an arrow that calls a method', '$this->password->hash(2x)'],
    ['a doubled quote of SQL', "password = '«it''s me|PasswordKeyValue»' where name = ''"],
    ['an empty value of SQL', "password = '' and name = 'x'"],
    ['JSON in a field of CSV', 'a,"{""password"":""«hunt er2x|PasswordKeyValue»"",""x"":""""}",b'],
    ['an empty value there', 'a,"{""password"":"""",""x"":""y""}",b'],
    ['a name with a letter of its language', 'contraseña: «hunter2x|PasswordKeyValue»'],
    [
      'keys in brackets',
      'user[password]=«hunter2x|PasswordKeyValue»&user[password_confirmation]=«hunter3x|PasswordKeyValue»&a=b',
    ],
    ['those of a form', 'user%5Bpassword%5D=«hunter2x|PasswordKeyValue»&user%5Bname%5D=bob'],
    [
      'a list as Node prints it',
      "{ 'x-api-key': [ '«9f8e7d6c5b4a|PasswordKeyValue»' ], Cookie: [ '«sid=1; a', 'b|PasswordKeyValue»' ] }",
    ],
    ['a list in JSON with text behind it', 'got {"token":["«9f8e7d6c|PasswordKeyValue»"]} end'],
    [
      'wrappers of Rust',
      'api_key: Some("«9f8e7d6c|PasswordKeyValue»"), phone: Some("«0151 23456789|PhoneNumber-DE»"), id: Some("4155552671")',
    ],
    [
      'a wrapper of Java',
      'password=Optional[«hunter2x|PasswordKeyValue»], token=Optional["«9f8e7d6c|PasswordKeyValue»"]',
    ],
    ['a wrapper that hides its value', "password=SecretStr('**********')"],
    ['bytes of Python', "{'password': b'«hunter2x|PasswordKeyValue»', 'name': b'bob'}"],
    ['print_r of PHP', '    [db_pass] => «a, b c|PasswordKeyValue»\n    [name] => bob'],
    ['var_dump of PHP', '["tel"]=>\n  string(13) "«070-620 08 81|PhoneNumber»"\n  ["id"]=>\n  string(10) "0706200881"'],
    ['a quote in var_dump', '["password"]=>\n  string(9) "«hunt"er2x|PasswordKeyValue»"\n'],
    [
      'types of DynamoDB',
      '{"a":1,"phone":{"S":"«0878206952|PhoneNumber»"},"id":{"S":"0878206952"},"version":{"S":"1.2.3.4"}}',
    ],
    ['headers of Go', 'map[Authorization:[Bearer «abcdef12345|PasswordKeyValue»] Accept:[a/b]]'],
    ['emphasis', '**Password:** «hunter2x|PasswordKeyValue»'],
    ['a keyword of Clojure', '{:user "app", :db-password "«hunter|PasswordKeyValue»"}'],
    [
      'a colour around a key',
      '\u001b[36mpwd\u001b[0m=«hunter2x|PasswordKeyValue» \u001b[1mssn\u001b[0m=«536904399|Ssn-US»',
    ],
    ['braces in a value', '{a={password=«p{a}@b1|PasswordKeyValue»}, c=d}'],
    ['an object with its name', 'credentials: [UserCredential(name=bob, source=null)]'],
    ['the identity of an object', 'Bad activity token: android.os.BinderProxy@2bd79ce'],
    ['a package', 'unpacked python3-jwt:all 2.6.0-1, ruby-jwt:amd64 (2.5.0-1)'],
    ['a switch in quotes', 'HAS_PASSWORD="false"'],
    ['what a parser did not expect', "unexpected token: ')'"],
    ['an ARN', 'secret: arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-AbCdEf'],
    ['what is wrong with a password', 'Invalid password: too short'],
    ['a request by its path', 'GET /oauth/callback?accountId=773411652322 200 7.544 ms - 246'],
    ['how long it took', 'callback invoked in 2125551234 ns'],
    ['an escape in front of digits', 'sms?order=A%23952911&version=%222.10.0.182%22'],
    ['a section', 'see section 5.6.1.2'],
    ['the port behind an address', 'IP «10.20.27.153|IpAddress».59328 > «2001:db8::1|IpAddress».80: Flags'],
    ['a protocol in front of an address', 'Remote="IPV4/UDP/«172.17.0.1|IpAddress»/5060"'],
    ['the header of a frame', 'MAC=«f2:3c:93:1c:e2:44:00:00:0c:9f:f0:01:08:00|MacAddress» SRC=«192.0.2.9|IpAddress»'],
    ['a MAC address of digits', 'mac="«00-09-73-50-19-63|MacAddress»" at=00-09-73-50-19-63'],
    [
      'half of a place under its own key',
      '{"long":"«-77.0353|LatLong»","latitudeDegrees":"«42.35423|LatLong»"} took long 12.345',
    ],
    ['numbers of Turkey and Russia', 'tel «0(532) 271 78 29|PhoneNumber», fax «8 (916) 720-08-33|PhoneNumber»'],
    ['keywords in other languages', 'tél. «06 12 34 56 78|PhoneNumber», 電話番号 «090-1234-5678|PhoneNumber»'],
    ['an address in a country', 'to «jane@empresa.com.py|EmailAddress» by main@app.py'],
    ['a bounce', 'from <«bounce+12-anna=example.org@example.com|EmailAddress»>, to=«anna@example.org|EmailAddress»'],
    ['groups of an IBAN in a form', 'iban=«RO05+OBVY+FAEE+HLP3+JB2B+TRVO|Iban»&x=1'],
    ['letters of Latin-1 in a form', 'u=«j%C3%BCrgen%40example.com|EmailAddress»'],
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

  it.each([
    'the password is «hunter2x», said bob',
    'password (plain): «xK9$mP2^vL53»',
    'password for bob: «qwerty535» (attempt 2)',
    'A temporary password is generated for root@localhost: «3=0&wjy%yW%<»',
    'login with password «83cbc7b9855659b2» failed',
    "set password '«b40752ddc5»'",
    'new password set to «Z0QB4S4g!»',
    'api key «e5073186-11c7-46c7-b756-6d6eaaab3db1» is invalid',
    '| password | «hunter2x» |',
    "ALTER ROLE app WITH PASSWORD '«hunter2x»'",
    "CREATE USER bob IDENTIFIED BY '«1234»'",
    'create user bob identified by «1234»;',
    "INSERT INTO u (email, `password`) VALUES ('a', '«it''s 2x»'), (NULL, \"«b\\\"c»\"); -- password 'x'",
    '{"sql":"INSERT INTO \\"u\\" (\\"id\\", \\"password\\") VALUES (1, \\"«hunter2x»\\")"}',
    'mysql -h db -u root -p«MyS3cret» orders',
    "sshpass -p '«toor x»' ssh root@host",
    'redis-cli -h cache -a «hunter2x» ping',
    'docker login -u ci -p «hunter2x» registry.example.com',
    'machine git.example.com login bot password «hunter2x»',
  ])('finds what is told in a sentence, a statement or a command: %s', (marked) => {
    const expected = marked.replace(/«[^»]*»/g, '[PasswordKeyValue]');
    expect(shippedOf({}, marked.replace(/[«»]/g, ''))).toEqual([expected]);
    expect(shippedOf({}, expected)).toEqual([expected]);
  });

  it.each([
    'the password is required',
    'the password is [PasswordKeyValue]',
    'password is sha256-hashed',
    'password for bob: expired',
    'login with password authentication failed',
    "password 'required'",
    'identified by the user 2x',
    'identified by $PASSWORD;',
    'INSERT INTO u (email, password) VALUES (?, $2), (:a, NULL)',
    'INSERT INTO u (email) VALUES (1) -- password',
    'insert into the slot',
    'mysql -p orders',
    'redis-cli -h cache ping',
    'api keys are rotated, api key rotation is on',
  ])('leaves prose and placeholders alone: %s', (text) => {
    expect(shippedOf({}, text)).toEqual([text]);
  });

  it.each([
    ['postgres://app:pa/ss#w?d@db:5432/orders?x=a@b', 'postgres://[UrlCredentials]@db:5432/orders?x=a@b'],
    ['a=redis%3A%2F%2Fapp%3A4mj%252Fhb%40db%3A6380&b=x%40y', 'a=redis%3A%2F%2F[UrlCredentials]%40db%3A6380&b=x%40y'],
    ['{"dsn":"redis:\\/\\/app:hunter2x@cache:6379"}', '{"dsn":"redis://[UrlCredentials]@cache:6379"}'],
    ['{"home":"https:\\/\\/shop.example.com\\/a@b"}'],
    ['app:hunter2x@tcp(db:3306)/shop', '[UrlCredentials]@tcp(db:3306)/shop'],
    ['app:$PW@tcp(db:3306)/shop'],
    ['mongodb://h1:27017,h2:27017/db?x=a@b'],
    ['http://[::]:80/a@b and https://h.example/a:b@c and http://h:8080/?x=a@b'],
    ['git+ssh://git@github.com:org/repo.git#v1@x'],
  ])('finds the password in a URL that does not encode it: %s', (text, expected = text) => {
    expect(shippedOf({}, text)).toEqual([expected]);
    expect(shippedOf({}, expected)).toEqual([expected]);
  });
});
