/** A line made to be slow: `make` repeats its unit up to the length. */
export interface Shape {
  readonly name: string;
  readonly make: (length: number) => string;
}

const repeated = (unit: string, before = '', after = ''): Shape['make'] => {
  return (length) =>
    before + unit.repeat(Math.ceil(length / unit.length)).slice(0, length - before.length - after.length) + after;
};

const dashes = '-'.repeat(5);
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Every start of a pattern without its end, long runs of what a pattern may hold, and ends without starts. */
export const shapes: readonly Shape[] = [
  { name: 'digits', make: repeated('7') },
  { name: 'digits and blanks', make: repeated('4111 ') },
  { name: 'digits and dashes', make: repeated('123-45-') },
  { name: 'single digits', make: repeated('7 ') },
  { name: 'digits and dots', make: repeated('1.2.') },
  { name: 'letters', make: repeated('a') },
  { name: 'a@a@a@', make: repeated('a@') },
  { name: 'one @, then letters', make: repeated('a', 'a@') },
  { name: 'letters, then @', make: repeated('a', '', '@') },
  { name: 'a.a.a.', make: repeated('a.') },
  { name: 'a@b.', make: repeated('a@b.') },
  { name: 'a@ and a long label', make: repeated(`a@${'a'.repeat(248)}.1 `) },
  { name: 'a@ and many labels', make: repeated(`a@${'aa-'.repeat(80)}.1 `) },
  { name: 'a:a:a:', make: repeated('a:') },
  { name: 'ab:ab:', make: repeated('ab:') },
  { name: '::::', make: repeated(':') },
  { name: '::1 ::1 ', make: repeated('::1 ') },
  { name: '+1 +1 ', make: repeated('+1 ') },
  { name: '(((', make: repeated('(') },
  { name: 'eyJ', make: repeated('eyJ') },
  { name: 'eyJ.eyJ.', make: repeated('eyJhbGciOiJ.') },
  { name: 'eyJ-eyJ-', make: repeated('eyJ-') },
  { name: 'headers in one run', make: repeated(`${'eyJ-'.repeat(1000)}.a `) },
  { name: 'password', make: repeated('password') },
  { name: 'password=', make: repeated('password=') },
  { name: 'password="', make: repeated('password="') },
  { name: 'password: ', make: repeated('password: ') },
  { name: 'passwords of digits', make: repeated(`password aA${'1'.repeat(118)} `) },
  { name: 'token=$(', make: repeated('token=$(') },
  { name: 'cookie: $(', make: repeated('cookie: $(') },
  { name: 'secret_access_key ', make: repeated('secret_access_key ') },
  { name: 'BEGIN without END', make: repeated(`${dashes}BEGIN PRIVATE KEY${dashes} `) },
  { name: 'dashes', make: repeated('-') },
  { name: 'http://a:', make: repeated('http://a:') },
  { name: '://', make: repeated('://') },
  { name: 'Bearer ', make: repeated('Bearer ') },
  { name: 'Basic ', make: repeated('Basic ') },
  { name: 'bearer/bearer+', make: repeated('bearer/bearer+') },
  { name: 'basic+ and letters', make: repeated('basic+xxxxxxxxxxx.') },
  { name: 'ghp_', make: repeated('ghp_') },
  { name: 'sk-', make: repeated('sk-') },
  { name: 'xoxb-', make: repeated('xoxb-1') },
  { name: 'AKIA', make: repeated('AKIA') },
  { name: 'IBAN starts', make: repeated('DE89 ') },
  { name: 'iban in one word', make: repeated('GB82WEST1234') },
  { name: 'percent signs', make: repeated('%') },
  { name: 'percent-encoded', make: repeated('%40a') },
  { name: 'percent-encoded twice', make: repeated('%2540') },
  { name: 'backslashes', make: repeated('\\') },
  { name: 'escaped quotes', make: repeated('\\"') },
  { name: '\\u0040', make: repeated('a\\u0040') },
  { name: 'quotes', make: repeated('"') },
  { name: 'open brackets of JSON', make: repeated('[') },
  { name: 'JSON objects, deep', make: repeated('{"a":') },
  {
    name: 'JSON in strings',
    make: (length) => JSON.stringify(`{"a":"${'{\\"b\\":'.repeat(length / 8)}`).slice(0, length),
  },
  { name: 'base64', make: repeated('QWxhZGRpbjpvcGVu') },
  { name: 'base64 words', make: repeated('QWxhZGRpbjpvcGVuIHNlc2FtZQ== ') },
  { name: 'hex', make: repeated('deadbeef') },
  { name: 'placeholders', make: repeated('[EmailAddress]') },
  { name: 'open brackets', make: repeated('[Email') },
  { name: 'valid cards', make: repeated('4242424242424242 ') },
  { name: 'valid addresses', make: repeated('a@example.com ') },
  { name: 'phone without number', make: repeated('phone ') },
  { name: 'keyword and digits', make: repeated('tel 030 ') },
  { name: 'text beyond Latin', make: repeated('пароль ') },
  { name: 'lone surrogates', make: repeated('\ud800 ') },
  { name: 'newlines', make: repeated('\n') },
  { name: 'blanks', make: repeated(' ') },
  { name: 'a=', make: repeated('a=') },
  { name: 'slashes', make: repeated('/') },
  { name: 'query pairs', make: repeated('a=%31&') },
  { name: 'cookie=[a] ', make: repeated('cookie=[a] ') },
  { name: 'full stops behind a password', make: repeated('.', 'password is hunter2x', 'x') },
  { name: 'keys, then full stops', make: (length) => 'pw=$('.repeat(length / 10) + '.'.repeat(length / 2) },
  { name: 'cookies in base64', make: repeated(`cookie: $(${base64('cookie: $( abcdefghi\n')} `) },
  { name: 'URLs in base64', make: repeated(`a://b:x/?${base64('a://b:x/ abcdefghijk')}?`) },
];

/** An ordinary line of the same length, to compare with. */
export const plainShape: Shape = { name: 'plain line', make: repeated('order 4812 shipped from hall 3 in 21 ms; ') };
