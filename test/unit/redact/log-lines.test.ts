import { describe, expect, it } from 'vitest';
import { shippedOf } from './settings.ts';

const identifiers = '@default,@network,@phone';
// What is found stands between « and », the placeholder that replaces it behind a bar: «hunter2|PasswordKeyValue».
const marked = /«([^|»]*)\|([\w-]+)»/g;

function expectFound(line: string, asObject: boolean): void {
  const read = (text: string) => (asObject ? JSON.parse(text) : text);
  const expected = read(line.replace(marked, '[$2]'));
  expect(shippedOf({ identifiers }, read(line.replace(marked, '$1')))).toEqual([expected]);
  expect(shippedOf({ identifiers }, expected)).toEqual([expected]);
}

describe('lines as functions log them', () => {
  it.each([
    'payload=%7B%22password%22%3A+%22«hunter2x|PasswordKeyValue»%22%2C+%22n%22%3A+1%7D',
    'phone=«5921+8482|PhoneNumber» phone=«97+6133-9246|PhoneNumber»',
    '我的手机«13295602299|PhoneNumber-US»,邮箱',
    '電話«080-4161-9592|PhoneNumber»です',
    'mobile «0612345678|PhoneNumber» or «0612345679|PhoneNumber», size 0612345670',
    "WHERE phone IN ('«021 270 76 18|PhoneNumber»', '«021 270 76 19|PhoneNumber»') AND id IN (2127076180)",
    'phone: «+43 (0) 6543 73113137|PhoneNumber»',
    'I logged in with user anna and password «E3KwfLyIp8|PasswordKeyValue» and got a 500.',
    'using token «E3KwfLyIp8abcdef12345|PasswordKeyValue», my pw is «Tr0ub4dor&3|PasswordKeyValue»',
    'the password is «shake600!|PasswordKeyValue» but it still says invalid',
    'Found credentials: access_key=«AKIAMTQLOGVFETDP5AB5|PasswordKeyValue», method=env',
    'Authorization: AWS4-HMAC-SHA256 Credential=«AKIAMTQLOGVFETDP5AB5|AwsAccessKeyId»/20241105/eu-west-1/s3/aws4_request, SignedHeaders=host',
    'docker login -u AWS -p «k7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxV|PasswordKeyValue» registry',
    'password is «k7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxVk7Qp2ZxV|PasswordKeyValue». and',
    'password: str = "«hunter2xyz|PasswordKeyValue»", let token: &str = "«Ab3dE5gH7jK9|PasswordKeyValue»";',
    'const API_TOKEN: string = "«Ab3d9999|PasswordKeyValue»";',
    'Authorization: GenieKey «ca22ab73-955b-4f7f-b962-b243d7d2a765|PasswordKeyValue»',
    '  ~ password = "«oldpw123|PasswordKeyValue»" -> "«newpw456|PasswordKeyValue»"',
    'password_hash=«$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$RdescudvJCsg|PasswordKeyValue» ok',
    'git+https://«0123456789abcdef0123456789abcdef01234567|UrlCredentials»@localhost/x.git, https://«anna@git.example.com|EmailAddress»/x',
    'Your temporary password is: «iyBgha72.Paun6|PasswordKeyValue»',
    'Incorrect API key provided: «Ysqw4H7r8iP13TxfHYBL1NKj|PasswordKeyValue».',
    'The initial password for admin is: «hunter2x|PasswordKeyValue»',
    'machine h\n  login bob\n  password «hunter2x|PasswordKeyValue»',
    'password: |\n  «hunter2x|PasswordKeyValue»',
    "define( 'DB_PASSWORD', '«hunter2|PasswordKeyValue»' );",
    'Server=tcp:x;User ID=bob;Password={«Falcon2022|PasswordKeyValue»};Encrypt=True;',
    'jdbc:oracle:thin:«scott/tiger7|UrlCredentials»@//db:1521/X, something thin: a/b',
    '«bob:s3cretPw9|UrlCredentials»@unix(/var/run/mysqld.sock)/app',
    'mongodb://«app:#10YGXz8|UrlCredentials»@cache/db',
    "ALTER USER 'root'@'localhost' IDENTIFIED WITH caching_sha2_password BY '«phoenix444|PasswordKeyValue»'",
    "SET PASSWORD FOR 'bob'@'%' = PASSWORD('«dragon|PasswordKeyValue»'); CREATE USER app WITH PASSWORD '«VTkzTwaMvTuA|PasswordKeyValue»'",
    'JWT_KEY=«abc1|PasswordKeyValue» token2=«hunter2x99|PasswordKeyValue» password_old=«hunter2x99|PasswordKeyValue»',
    "{ Item: { password: { S: '«Hunter2xyz9|PasswordKeyValue»' } } }",
    "{ key: 'db.password', value: { stringValue: '«Hunter2xyz9|PasswordKeyValue»' } }",
    'map[password:{Value:«Hunter2xyz9|PasswordKeyValue»} id:{Value:a1b2}]',
    '{password=AttributeValue(S=«Hunter2xyz9|PasswordKeyValue»)}',
    "{'phone': {'S': '«030 3249774|PhoneNumber»'}}",
    'http.Header{"Cookie":[]string{"«session=UncpcfLb|PasswordKeyValue»"}, "X-Api-Key":[]string{"«a1b2c3d4|PasswordKeyValue»"}}',
    'headers:\n  set-cookie:\n    - "«sid=BfnDB6; Path=/|PasswordKeyValue»"\npassword:\n    - «Hunter2xyz9|PasswordKeyValue»',
    '[cookie] => Array\n(\n    [0] => «session=UncpcfLb|PasswordKeyValue»\n)',
    `{\n  body: '--X\\r\\n' +\n    'Content-Disposition: form-data; name="password"\\r\\n' +\n    '\\r\\n' +\n    '«Hunter2xyz9|PasswordKeyValue»\\r\\n' +\n    '--X--\\r\\n'\n}`,
    '&quot;password&quot;:&quot;«Hunter2xyz9|PasswordKeyValue»&quot; body: &quot;phone&quot;:&quot;«020 7946 0958|PhoneNumber»&quot;',
    '<name>DB_PASSWORD</name><value>«Hunter2xyz9|PasswordKeyValue»</value><name>MODE</name><value>fast</value>',
    "Map(2) { 'name' => 'DB_PASSWORD', 'value' => '«Hunter2xyz9|PasswordKeyValue»' }",
    'Form {\n    password: Some(\n        "«Hunter2xyz9|PasswordKeyValue»",\n    ),\n}',
    'insert into users (name, password) values (Jane, «Es$!feQ^09pZ17|PasswordKeyValue»)',
    'userPassword: «{SSHA}ijo2Ic2J8hBnboou1ThDwTtq3OW0iqmf|PasswordKeyValue»',
    'Headers:{Cookie:«_ga=1; sid=STaPkYEYyz|PasswordKeyValue»} RequestContext:{AccountId:anonymous}',
    "phone\n  value is not a valid phone number [type=value_error, input_value='«056 684 12 15|PhoneNumber»', input_type=str]",
    "user.password\n  String should have at least 8 characters [type=string_too_short, input_value='«hunter2|PasswordKeyValue»', input_type=str]",
    '[["email", "«maria@example.com|EmailAddress»"], ["api_token", "«l6m8Pp1ZkTmb|PasswordKeyValue»"], ["created_at", "x"]]',
    'main {\n ~ password = \\"«5Qitf|PasswordKeyValue»\\" -> \\"«dZiz|PasswordKeyValue»\\"\n}',
    `map[string]interface {}{"phone":map[string]interface {}{"S":"«388 8991545|PhoneNumber»"}, "password":map[string]interface {}{"S":"«0RV4j'bv|PasswordKeyValue»"}}`,
    'main.Attributes{Key:"db.password", Value:main.Value{StringValue:"«yi8ben|PasswordKeyValue»"}}',
    'ApiKey = ApiKey { S = «5CAKXqH6IS|PasswordKeyValue» }, Mode = Mode { S = fast }',
    'x: {\n  "password": {\n            "S": "«Monkey858#|PasswordKeyValue»"\n          }\n} tail',
    "[('Host', 'api.example.com'), ('password', '«RBaYGMBKilSo|PasswordKeyValue»')], required=('password', 'email')",
    "ALTER ROLE app LOGIN PASSWORD '«ZjBerQUvGVe|PasswordKeyValue»' VALID UNTIL 'x'",
    "{'Authorization': '«Bearer '\n                     '2552478dbe1700ed09d7ba2c|PasswordKeyValue»', 'x': 1}",
    'input:\n    password: «correct horse battery|PasswordKeyValue»\n    phoneNumber: x',
    'password: «hunter2|PasswordKeyValue» rejected for bob',
    '<attributes><key>db.password</key><value><stringValue>«HbK4N|PasswordKeyValue»</stringValue></value></attributes>',
    'tel=«1131234567|PhoneNumber-BR» DB_PASSWORD_2=«Monkey5471|PasswordKeyValue» API_KEY_2=«Monkey5471|PasswordKeyValue»',
    'ssn "«261013361|Ssn-US»" and social security number "«261013361|Ssn-US»" rejected',
    'msg="login with password \\"«sIwyr-hl2mB7|PasswordKeyValue»\\" failed"',
    'invalid api key «rQs8Q~tMAzZfxFeQj7Nbpj3NlxQJQR5L.SRKoYHk|AzureClientSecret». - account',
    'ean 5938140232843, card «30512231503820|CreditCardNumber» declined',
    'phone «01-244762823|PhoneNumber», Tel. «+49 (0) 151 / 234 567 89|PhoneNumber»',
    'GET /search?mobile=«%2B352628341593|PhoneNumber» 200',
    'haproxy[1]: «2a01:4f8:f60e:1dcf:c3cc:e4fb:f4ba:ff84|IpAddress»:53538 «2001:db8::f8b9|IpAddress»:45704 [29',
    "INSERT INTO t (id, phone, total) VALUES (275676267, '«0151 23456789|PhoneNumber-DE»', 846287960), (1, NULL, 846287961)",
    'msg=redis-cli+-h+cache+--pass+«tiger96%21|PasswordKeyValue»&lvl=error',
    'text=my+password+is+«Dragon7463%21|PasswordKeyValue»&x=1&email=«jane+news%40example.com|EmailAddress»',
    'Cookie: «0.0.0.0 2|PasswordKeyValue»',
    'Cookie: «sid=y8KA; theme=dark|PasswordKeyValue», pwd="«A1|PasswordKeyValue»"',
    '{"message":"pwd:\\n  - «A1b2|PasswordKeyValue»\\nhost: db"}',
    '{"message":"pwd: |\\n  «A1b2|PasswordKeyValue»\\nhost: db"}',
    '{"message":"user: bob\\npwd: «A1 horse V9mT4|PasswordKeyValue»\\nhost: db"}',
    '{"m":"[pwd] => Array\\n(\\n    [0] => «A1b2|PasswordKeyValue»\\n)"}',
    '{"m":"[[\\"pwd\\", \\"«A1b2|PasswordKeyValue»\\"]]"}',
    '{"m":"{pwd,<<\\"«A1b2|PasswordKeyValue»\\">>}"}',
    '{"phone number":"«4155552671|PhoneNumber»"}',
    "{ msg: '[(\\'user\\', \\'bob\\'), (\\'pwd\\', \\'«A1b2|PasswordKeyValue»\\')]' }",
    'password: >-\r\n  «A1b2|PasswordKeyValue»\r\nx: y',
    'db_password=«y8ukF53f3W|PasswordKeyValue»\u00a0pwd="«A1|PasswordKeyValue»"',
    'msg=redis-cli+-h+cache+--pass+«tiger96|PasswordKeyValue»&lvl=error, msg=ssn+«320376822|Ssn-US»+matched',
  ])('finds what is in %s', (line) => expectFound(line, false));

  it.each([
    'callback queue length 8234, phone book size 3657104, ring buffer size 4294967296',
    'mobile users: 2079460958, cell 12, row 2079460958',
    'contact us by 20241105',
    'worker celery@ip-10-0-0-1.ec2.internal is online',
    'invalid token: user_id=42 not found, bad credentials: user=bob, credentials: file=/root/.aws/credentials',
    'the password Reset/Flow2, password policy V2, password Field7',
    'the token count is 1234567890123456',
    'aws acm list-certificates --next-token 9f4d9f69-275a-41fe-b58e-2b837bd9ba48',
    'do not pass 0Data-Version on; func (pw *prefixingWriter) Write; * **Password Policies**: allows',
    'call 55512345-9d07-407a-9c67-c124d2b12fc2 ended',
    'size breach. Log size after deletion 39151186165; host unreachable: 6291358; contacts synced: 6291358',
    'mobility grouping on.  Total pages: 6291358',
    '2023-12-04 06:47:31.204222276 +0000 UTC m=+5115.932279346',
    '(KHTML, like Gecko) Mobile/19B74 Instagram 210.0.0.16.68 (iPhone13,2)',
    'traceID=2223839516656616 orgID=3648, uptime_ns=583521218251528',
    'Chrome 120.0.0.0 on Windows, foo==1.2.3.4, "Chromium";v="124.0.6367.118"',
    'rabbit@rabbitmq-0.rabbitmq.default.svc.cluster.local connected',
    'See http://docs.aws.amazon.com/AmazonS3/latest/API/RESTBucketPUTacl.html',
    'basic OpenStack client',
    '--- PASS: TestLogin/valid_user (0.02s), PASS: config.guess checks',
    'Running pass: SimplifyCFGPass on main; pass=15/17; rate pass=99.8%; proxy_pass: http://backend:8080',
    'const token = getToken(); password: user.password, this.password = password;',
    'token = os.getenv("TOKEN"), password: z.string().min(8), fn login(password: &str)',
    'password = var.db_password, password: !Ref DBPassword, + password = (sensitive value)',
    'SET password = :password, password=%(password)s, password=#{password}',
    'password: /run/secrets/db_password, privateKey: ~/.ssh/id_rsa, apiKey: op://vault/item/field',
    'lexer token=IDENTIFIER pos=3, current token: START_OBJECT, Fetching secret: prod/db-main',
    'token=••••••••, password=__REDACTED__, password=#####',
    'scope: api_key:manage, password:reset token:read, Authorization: AWS_IAM, passwords=100',
    'cookie: ^0.7.1, cookie-signature: ^1.2.1',
    'Cookie: dropped, invalid character',
    'session cookie: not present',
    'password = request.form["password"], String password = request.getParameter("password");',
    '"hasPassword": Bool(true)',
    "unexpected token: 'from' at line 1, wrong password: attempt 3/5, Secret: Opaque",
    'headers.set("Authorization", "Bearer " + token)',
    "age\n  Input should be valid [type=int_parsing, input_value='2079460958', input_type=str]",
    'authorizer:map[jwt:map[claims:map[aud:Ffj07 sub:1]] accountId:234467737848]',
    '["contactsTotal"]=>\n  int(9461406), [ringBufferSize] => 1048576',
    '--secret-string file://mycreds.json, {"fields":["password","email2"]}',
    'token: Ident("x109"), phone 1755552671',
    'INSERT INTO contacts (id, mobile) VALUES (612345678, NULL)',
    '"pwd":["[PasswordKeyValue]","b"]',
  ])('leaves %s alone', (line) => expectFound(line, false));
});

describe('records as functions log them', () => {
  it.each([
    '{"電話":"«070-5486-7614|PhoneNumber»","komórka":"«729 359 846|PhoneNumber-ES»","order":"729 359 846"}',
    '{"phone":{"old":"«069 858 66 82|PhoneNumber»","new":"«070 858 66 82|PhoneNumber»","id":"070 858 66 82"}}',
    '{"phone":{"primary":{"number":"«069 858 66 82|PhoneNumber»"}}}',
    '{"phone":{"$in":["«069 858 66 82|PhoneNumber»"]}}',
    '{"apiKeys":["«x1|PasswordKeyValue»"],"SecretString":"«hunter2x|PasswordKeyValue»","bearer":"«abc|PasswordKeyValue»"}',
    '{"phone":{"phone_number":{"national_number":"«8046670991|PhoneNumber»"}}}',
    '{"value":"«x7e4xwew}8sycpn9Q|PasswordKeyValue»","name":"pwd"}',
    `{"value":"«${'k7Qp2ZxV'.repeat(40)}|PasswordKeyValue»","name":"apiKey"}`,
  ])('finds what is in %s, as an object and as text', (line) => {
    expectFound(line, true);
    expectFound(line, false);
  });

  it.each([
    '{"field":"phone","old":"«069 858 66 82|PhoneNumber»","new":"«070 858 66 82|PhoneNumber»"}',
    '{"field":"password","before":"«hunter2|PasswordKeyValue»","after":"«hunter3|PasswordKeyValue»"}',
    '{"entries":[["email","«a@example.com|EmailAddress»"],["api_token","«d9470ae353b5|PasswordKeyValue»"],["password","email"]]}',
    '{"body":"«RnJvbT0lMkIxNDE1NTU1MjY3MSZUbz0lMkI0NDc0NTU1NTUxMjMmQm9keT1oaQ==|PhoneNumber»"}',
    '{"пароль":"«x1|PasswordKeyValue»"}',
    '{"«ghp_kVbHyuMqU798fKWPgIpTsJ1BzFl24DceErAO|GithubToken»":{"plan":"free","last":"2026-05-07"}}',
    '{"SECRET_KEY_2":"«Monkey5471|PasswordKeyValue»","secret_key_old":"«x1|PasswordKeyValue»"}',
    '{"credentials":"«data.ghp_k7Qp2ZxV9mT4wRb8LsD3nHf6JcG5yKa1XeNu|PasswordKeyValue»"}',
  ])('finds what is in %s, as an object', (line) => expectFound(line, true));

  it.each([
    '{"errors":{"password":["is too short (minimum is 8 characters)"],"token":"can\'t be blank"}}',
    '{"validation":{"token":"required","credentials":"same-origin"}}',
    '{"field":"status","old":"2079460958","new":"2079460959"}',
    '{"ringBufferSize":1048576,"contactsTotal":8705110,"dialTimeout":5000000000}',
    '{"contact":"35789303-4c87-4b91-ad81-2da2a71ca666"}',
    '{"ManagedBy@odata.count":1,"Members@odata.nextLink":"/x"}',
    '{"PWD":"/var/task","cookie":{"originalMaxAge":3600000,"path":"/"},"password":"__REDACTED__"}',
    '{"credentials":{"provider":"env","region":"eu-west-1"},"authorization":{"allowed":true,"reason":"rbac"}}',
    '{"authorizer":{"jwt":{"claims":{"sub":"0f3a","token_use":"id"},"scopes":["admin"]}}}',
    '{"lastModifiedSecret":1556311319.069,"hasPassword":"yes","num_token":"12","NextContinuationToken":"1ue"}',
  ])('leaves %s alone', (line) => {
    expectFound(line, true);
    expectFound(line, false);
  });
});
