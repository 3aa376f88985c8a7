import { alphanumeric, base64, base64url, digits, hex, lower, type Random, upper } from '../random.ts';

/** One kind of token with a public fixed shape. `around` is a line in which it is met, `{}` its place. */
export interface TokenKind {
  readonly name: string;
  readonly make: (random: Random) => string;
  readonly around?: string;
}

const body =
  (prefix: string, length: number, alphabet = alphanumeric) =>
  (random: Random) =>
    prefix + random.chars(length, alphabet);

/** The shapes as their vendors document them. Prefixes are public; every body comes from the seed. */
export const tokenKinds: readonly TokenKind[] = [
  { name: 'github personal', make: body('ghp_', 36) },
  { name: 'github oauth', make: body('gho_', 36) },
  { name: 'github app', make: body('ghs_', 36) },
  { name: 'github refresh', make: body('ghr_', 36) },
  { name: 'github fine-grained', make: (r) => `github_pat_${r.chars(22, alphanumeric)}_${r.chars(59, alphanumeric)}` },
  { name: 'gitlab personal', make: body('glpat-', 20, base64url) },
  { name: 'gitlab deploy', make: body('gldt-', 20, base64url) },
  { name: 'slack bot', make: (r) => `xoxb-${r.chars(12, digits)}-${r.chars(13, digits)}-${r.chars(24, alphanumeric)}` },
  {
    name: 'slack user',
    make: (r) => `xoxp-${r.chars(12, digits)}-${r.chars(12, digits)}-${r.chars(12, digits)}-${r.chars(32, hex)}`,
  },
  {
    name: 'slack app',
    make: (r) => `xapp-1-A${r.chars(10, upper + digits)}-${r.chars(13, digits)}-${r.chars(64, hex)}`,
  },
  {
    name: 'slack webhook',
    make: (r) => `${r.chars(8, upper + digits)}/B${r.chars(8, upper + digits)}/${r.chars(24, alphanumeric)}`,
    around: 'POST https://hooks.slack.com/services/T{} 200',
  },
  { name: 'stripe secret', make: (r) => `sk_live_${r.chars(r.pick([24, 99]), alphanumeric)}` },
  { name: 'stripe restricted', make: body('rk_live_', 24) },
  { name: 'stripe webhook', make: body('whsec_', 32) },
  { name: 'google api', make: body('AIza', 35, base64url) },
  { name: 'google oauth secret', make: body('GOCSPX-', 28, base64url) },
  { name: 'google oauth access', make: body('ya29.', 120, base64url) },
  { name: 'openai project', make: (r) => `sk-proj-${r.chars(74, base64url)}T3BlbkFJ${r.chars(74, base64url)}` },
  { name: 'openai', make: (r) => `sk-${r.chars(20, alphanumeric)}T3BlbkFJ${r.chars(20, alphanumeric)}` },
  { name: 'anthropic', make: (r) => `sk-ant-api03-${r.chars(93, base64url)}AA` },
  { name: 'npm', make: body('npm_', 36) },
  { name: 'sendgrid', make: (r) => `SG.${r.chars(22, base64url)}.${r.chars(43, base64url)}` },
  { name: 'twilio key', make: body('SK', 32, hex), around: 'twilio api key {} loaded' },
  { name: 'twilio account', make: body('AC', 32, hex), around: 'TWILIO_ACCOUNT_SID={}' },
  { name: 'digitalocean', make: body('dop_v1_', 64, hex) },
  { name: 'hugging face', make: body('hf_', 34, alphanumeric.replace(/[0-9]/g, '')) },
  { name: 'pypi', make: (r) => `pypi-AgEIcHlwaS5vcmc${r.chars(r.int(120, 160), base64url)}` },
  { name: 'shopify', make: body('shpat_', 32, hex) },
  { name: 'mailgun', make: body('key-', 32, hex), around: 'MAILGUN_API_KEY={}' },
  { name: 'mailchimp', make: (r) => `${r.chars(32, hex)}-us${r.int(1, 21)}`, around: 'mailchimp api_key={}' },
  { name: 'databricks', make: body('dapi', 32, hex) },
  { name: 'atlassian', make: (r) => `ATATT3xFfGF0${r.chars(171, base64url)}=${r.chars(8, '0123456789ABCDEF')}` },
  { name: 'linear', make: body('lin_api_', 40) },
  { name: 'doppler', make: body('dp.pt.', 43) },
  { name: 'postman', make: (r) => `PMAK-${r.chars(24, hex)}-${r.chars(34, hex)}` },
  { name: 'new relic', make: body('NRAK-', 27, upper + digits) },
  { name: 'grafana service account', make: (r) => `glsa_${r.chars(32, alphanumeric)}_${r.chars(8, hex)}` },
  { name: 'sentry', make: (r) => `sntrys_eyJ${r.chars(120, base64)}_${r.chars(43, base64)}` },
  { name: 'vault service', make: body('hvs.', 92, base64url) },
  { name: 'terraform cloud', make: (r) => `${r.chars(14, alphanumeric)}.atlasv1.${r.chars(67, alphanumeric)}` },
  { name: 'planetscale', make: body('pscale_tkn_', 43, base64url) },
  { name: 'supabase', make: body('sbp_', 40, hex) },
  { name: 'figma', make: (r) => `figd_${r.chars(40, base64url)}` },
  { name: 'notion', make: (r) => `ntn_${r.chars(11, digits)}${r.chars(35, alphanumeric)}` },
  { name: 'airtable', make: (r) => `pat${r.chars(14, alphanumeric)}.${r.chars(64, hex)}` },
  { name: 'square', make: body('sq0atp-', 22, base64url) },
  {
    name: 'telegram bot',
    make: (r) => `${r.int(100000000, 999999999)}:AA${r.chars(33, base64url)}`,
    around: 'telegram bot token {}',
  },
  {
    name: 'azure storage',
    make: (r) => `${r.chars(86, base64)}==`,
    around: 'DefaultEndpointsProtocol=https;AccountName=acct;AccountKey={};EndpointSuffix=core.windows.net',
  },
  { name: 'facebook', make: body('EAA', 180) },
  {
    name: 'plaid',
    make: (r) =>
      `access-production-${r.chars(8, hex)}-${r.chars(4, hex)}-${r.chars(4, hex)}-${r.chars(4, hex)}-${r.chars(12, hex)}`,
  },
  { name: 'octopus', make: body('API-', 26, upper + digits) },
  {
    name: 'azure sas',
    make: (r) => `sig=${encodeURIComponent(`${r.chars(43, base64)}=`)}`,
    around: 'GET https://orders.blob.core.windows.net/a/b?sv=2024-11-04&se=2026-01-02&{} 200',
  },
  { name: 'age', make: body('AGE-SECRET-KEY-1', 58, 'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L') },
  { name: 'netlify', make: body('nfp_', 36) },
];

/** Lines with something that looks like a token and is none: placeholders, ids, hashes, code, documentation. */
export function lookAlikes(random: Random): string[] {
  const r = random;
  return [
    'export GITHUB_TOKEN=ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'set gho_ as the prefix, followed by 36 characters',
    'aws_access_key_id = AKIAIOSFODNN7EXAMPLE',
    'see AKIAXXXXXXXXXXXXXXXX in the guide',
    'STRIPE_KEY=sk_live_<your key here>',
    'the test key sk_live_... must not be used',
    'use xoxb-your-token-here for the bot',
    'xoxb-XXXXXXXXXXXX-XXXXXXXXXXXX-XXXXXXXXXXXXXXXXXXXXXXXX is a placeholder',
    'token: ${GITHUB_TOKEN}',
    'token=$(cat /run/secrets/token)',
    'apiKey: {{ .Values.apiKey }}',
    'api_key = process.env.API_KEY',
    'password = os.environ["DB_PASSWORD"]',
    'password: ********',
    'password=<redacted>',
    'secret_key = YOUR_SECRET_KEY',
    'Authorization: Bearer <token>',
    'Authorization: Bearer $TOKEN',
    'npm_config_registry=https://registry.example.com/',
    'npm_lifecycle_event=test npm_package_version=1.2.3',
    'hf_hub_download(repo_id="demo/model", filename="config.json")',
    'from pypi-simple import client',
    'SG.subnet.private.eu-west-1a attached',
    'sk-learn 1.5.2 installed; sk-button primary',
    'AIzaSy is how these keys begin',
    'AIzaXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX is not a key',
    'key-value store opened; key-frames 24',
    'dapi call finished, dapi_version=3',
    'glpat-example is short',
    'hvs.example is no vault token',
    'eyJ is how a token of JSON begins',
    'whsec_test and whsec_xxx are accepted in the sandbox',
    'pk_live_ keys are public; docs say so',
    'shpat_ stands for a private app',
    'tokens used: 4096 of 8192, token_count=1533',
    'passwordResetRequired=true passwordAge=42d',
    'secret_name=orders/db/main',
    'tokenType=Bearer tokenTtl=3600 token_endpoint=https://id.example.com/oauth/token',
    `commit ${r.chars(40, hex)} merged`,
    `sha256:${r.chars(64, hex)} pulled`,
    `etag "${r.chars(32, hex)}"`,
    `trace_id=${r.chars(32, hex)} span_id=${r.chars(16, hex)}`,
    `integrity sha512-${r.chars(86, base64)}==`,
    `request ${r.chars(8, hex)}-${r.chars(4, hex)}-4${r.chars(3, hex)}-a${r.chars(3, hex)}-${r.chars(12, hex)} done`,
    `arn:aws:iam::${r.chars(12, digits)}:role/service-role/orders-${r.chars(8, lower)}`,
    `i-0${r.chars(16, hex)} vpc-0${r.chars(16, hex)} subnet-0${r.chars(16, hex)}`,
    `x-amz-id-2: ${r.chars(56, base64)}`,
    `x-amz-request-id: ${r.chars(16, upper + digits)}`,
    `role unique id changed, ${r.int(1, 9)} users`,
    `Root=1-${r.chars(8, hex)}-${r.chars(24, hex)};Parent=${r.chars(16, hex)};Sampled=1`,
    `cursor=${Buffer.from(`{"offset":${r.int(1, 9999)},"page":"next"}`).toString('base64')}`,
    `nonce ${r.chars(22, base64url)} accepted`,
    `build ${r.chars(7, hex)} of ${r.int(100, 999)} (${r.chars(12, lower)})`,
    'class SKU12345678901234567890123456789012 removed',
    'ACCOUNT_STATE_TRANSITION_COMPLETED_SUCCESSFULLY_1',
  ];
}
