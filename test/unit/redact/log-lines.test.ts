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
  ])('leaves %s alone', (line) => expectFound(line, false));
});

describe('records as functions log them', () => {
  it.each([
    '{"電話":"«070-5486-7614|PhoneNumber»","komórka":"«729 359 846|PhoneNumber-ES»","order":"729 359 846"}',
    '{"phone":{"old":"«069 858 66 82|PhoneNumber»","new":"«070 858 66 82|PhoneNumber»","id":"070 858 66 82"}}',
    '{"phone":{"primary":{"number":"«069 858 66 82|PhoneNumber»"}}}',
    '{"phone":{"$in":["«069 858 66 82|PhoneNumber»"]}}',
  ])('finds what is in %s, as an object and as text', (line) => {
    expectFound(line, true);
    expectFound(line, false);
  });

  it.each([
    '{"field":"phone","old":"«069 858 66 82|PhoneNumber»","new":"«070 858 66 82|PhoneNumber»"}',
    '{"field":"password","before":"«hunter2|PasswordKeyValue»","after":"«hunter3|PasswordKeyValue»"}',
  ])('finds what is in %s, as an object', (line) => expectFound(line, true));

  it.each([
    '{"errors":{"password":["is too short (minimum is 8 characters)"],"token":"can\'t be blank"}}',
    '{"validation":{"token":"required","credentials":"same-origin"}}',
    '{"field":"status","old":"2079460958","new":"2079460959"}',
    '{"ringBufferSize":1048576,"contactsTotal":8705110,"dialTimeout":5000000000}',
    '{"contact":"35789303-4c87-4b91-ad81-2da2a71ca666"}',
    '{"ManagedBy@odata.count":1,"Members@odata.nextLink":"/x"}',
  ])('leaves %s alone', (line) => {
    expectFound(line, true);
    expectFound(line, false);
  });
});
