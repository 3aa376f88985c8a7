import { alphanumeric, forms, hex, lowerHex, partedForm, urlSafe } from './token.ts';
import type { TokenKind } from './token.ts';

// Prefixes, lengths and characters as the issuers document or show them; ranges where they have changed over the years.
const base64 = 'A-Za-z0-9+/=_-';

/** Tokens that are known by a fixed prefix. */
export const tokenKinds: readonly TokenKind[] = [
  {
    name: 'GithubToken',
    summary: 'A GitHub token: personal, OAuth, app, refresh or fine-grained.',
    forms: [
      ...forms('ghp_ gho_ ghu_ ghs_ ghr_', alphanumeric, 36, 255),
      ...forms('github_pat_', 'A-Za-z0-9_', 60, 255),
    ],
  },
  {
    name: 'GitlabToken',
    summary: 'A GitLab token: personal, deploy, runner, trigger, feed, SCIM, CI job, agent.',
    forms: [
      ...forms(
        'glpat- gldt- glrt- glft- glsoat- glcbt- glimt- glagent- gloas- glffct- glptt-',
        'A-Za-z0-9_.-',
        20,
        300,
      ),
      ...forms('GR1348941', urlSafe, 20),
    ],
  },
  { name: 'BitbucketToken', summary: 'A Bitbucket app password.', forms: forms('ATBB', alphanumeric, 24, 36) },
  { name: 'NpmToken', summary: 'An npm access token.', forms: forms('npm_', alphanumeric, 36) },
  { name: 'PypiToken', summary: 'A PyPI upload token.', forms: forms('pypi-', urlSafe, 50, 1000) },
  { name: 'RubygemsToken', summary: 'A RubyGems API key.', forms: forms('rubygems_', lowerHex, 48) },
  { name: 'CratesToken', summary: 'A crates.io API token.', forms: forms('cio', alphanumeric, 32) },
  { name: 'DockerToken', summary: 'A Docker Hub access token.', forms: forms('dckr_pat_ dckr_oat_', urlSafe, 24, 64) },
  {
    name: 'SlackToken',
    summary: 'A Slack token: bot, user, app, refresh, session.',
    forms: [
      ...forms('xoxb- xoxp- xoxa- xoxr- xoxs- xoxc- xoxo- xoxe- xoxe.xoxp- xoxe.xoxb- xapp-', 'A-Za-z0-9-', 20, 300),
      ...forms('xoxd-', 'A-Za-z0-9%/+=-', 20, 400),
    ],
  },
  {
    name: 'SlackWebhook',
    summary: 'The secret path of a Slack webhook.',
    forms: forms(
      'hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/',
      'A-Za-z0-9/',
      30,
      120,
    ),
  },
  {
    name: 'DiscordWebhook',
    summary: 'The secret path of a Discord webhook.',
    forms: forms('discord.com/api/webhooks/ discordapp.com/api/webhooks/', 'A-Za-z0-9_/-', 60, 120),
  },
  {
    name: 'StripeKey',
    summary: 'A Stripe secret or restricted key, or the secret of a webhook.',
    forms: forms('sk_live_ sk_test_ rk_live_ rk_test_ whsec_', alphanumeric, 20, 255),
  },
  {
    name: 'SquareToken',
    summary: 'A Square access token or application secret.',
    forms: [...forms('sq0atp- sq0csp-', urlSafe, 22, 60), ...forms('EAAA', urlSafe, 56, 64)],
  },
  {
    name: 'ShopifyToken',
    summary: 'A Shopify access token or shared secret.',
    forms: forms('shpat_ shpca_ shppa_ shpss_ shpua_', hex, 32),
  },
  { name: 'GoogleApiKey', summary: 'A Google API key.', forms: forms('AIza', urlSafe, 35) },
  {
    name: 'GoogleOAuthSecret',
    summary: 'A Google OAuth client secret or access token.',
    forms: [...forms('GOCSPX-', urlSafe, 24, 40), ...forms('ya29.', 'A-Za-z0-9_.-', 20, 2000)],
  },
  {
    name: 'OpenAiKey',
    summary: 'An OpenAI key: project, service account, admin or user. Compatible services use the same form.',
    forms: [
      ...forms('sk-proj- sk-svcacct- sk-admin- sk-None-', urlSafe, 20, 255),
      ...forms('sk-', alphanumeric, 32, 64),
    ],
  },
  { name: 'AnthropicKey', summary: 'An Anthropic key or session token.', forms: forms('sk-ant-', urlSafe, 24, 255) },
  { name: 'OpenRouterKey', summary: 'An OpenRouter key.', forms: forms('sk-or-v1- sk-or-', lowerHex, 64) },
  {
    name: 'HuggingFaceToken',
    summary: 'A Hugging Face token.',
    forms: [...forms('hf_', alphanumeric, 30, 40), ...forms('api_org_', alphanumeric, 34)],
  },
  { name: 'GroqKey', summary: 'A Groq key.', forms: forms('gsk_', alphanumeric, 48, 60) },
  { name: 'PerplexityKey', summary: 'A Perplexity key.', forms: forms('pplx-', alphanumeric, 40, 64) },
  { name: 'ReplicateToken', summary: 'A Replicate token.', forms: forms('r8_', alphanumeric, 37, 40) },
  { name: 'SendgridKey', summary: 'A SendGrid API key.', forms: [partedForm('SG.', urlSafe, '.', 22, 43)] },
  { name: 'TwilioKey', summary: 'A Twilio API key or account SID.', forms: forms('SK AC', lowerHex, 32) },
  { name: 'MailgunKey', summary: 'A Mailgun key.', forms: forms('key- pubkey-', lowerHex, 32) },
  { name: 'ResendKey', summary: 'A Resend API key.', forms: [partedForm('re_', alphanumeric, '_', 8, 24)] },
  {
    name: 'BrevoKey',
    summary: 'A Brevo (Sendinblue) key.',
    forms: [partedForm('xkeysib-', alphanumeric, '-', 64, 16)],
  },
  {
    name: 'AzureStorageKey',
    summary: 'The account key of Azure Storage.',
    forms: forms('AccountKey= accountKey= accountkey=', base64, 80, 90),
  },
  {
    name: 'DigitalOceanToken',
    summary: 'A DigitalOcean token: personal, OAuth or refresh.',
    forms: forms('dop_v1_ doo_v1_ dor_v1_', lowerHex, 64),
  },
  { name: 'HerokuKey', summary: 'A Heroku API key.', forms: forms('HRKU-', urlSafe, 36, 70) },
  { name: 'NetlifyToken', summary: 'A Netlify token.', forms: forms('nfp_ nfc_ nfo_ nfu_', alphanumeric, 36, 44) },
  { name: 'VercelToken', summary: 'A Vercel token.', forms: forms('vcp_ vci_ vca_ vcr_ vck_', alphanumeric, 24, 80) },
  {
    name: 'FlyToken',
    summary: 'A Fly.io token.',
    forms: [...forms('fo1_', urlSafe, 43), ...forms('fm1_ fm2_ fm1r_ fm1a_', base64, 60, 2000)],
  },
  {
    name: 'AlibabaAccessKeyId',
    summary: 'An Alibaba Cloud access key id.',
    forms: forms('LTAI', alphanumeric, 12, 26),
  },
  { name: 'TencentSecretId', summary: 'A Tencent Cloud secret id.', forms: forms('AKID', alphanumeric, 28, 48) },
  {
    name: 'CloudflareKey',
    summary: 'A Cloudflare origin CA key.',
    forms: [partedForm('v1.0-', lowerHex, '-', 24, 146)],
  },
  {
    name: 'DatabricksToken',
    summary: 'A Databricks token.',
    forms: [...forms('dapi', lowerHex, 32), partedForm('dapi', lowerHex, '-', 32, 1)],
  },
  {
    name: 'PlanetscaleToken',
    summary: 'A PlanetScale token or password.',
    forms: forms('pscale_tkn_ pscale_pw_ pscale_oauth_', 'A-Za-z0-9_.-', 32, 64),
  },
  {
    name: 'SupabaseToken',
    summary: 'A Supabase token or secret key.',
    forms: [...forms('sbp_', lowerHex, 40), ...forms('sb_secret_', urlSafe, 20, 60)],
  },
  { name: 'AtlassianToken', summary: 'An Atlassian API token.', forms: forms('ATATT3 ATCTT3 ATOAUT', base64, 40, 400) },
  { name: 'LinearKey', summary: 'A Linear key.', forms: forms('lin_api_ lin_oauth_ lin_wh_', alphanumeric, 32, 64) },
  {
    name: 'NotionToken',
    summary: 'A Notion integration token.',
    forms: [...forms('ntn_', alphanumeric, 40, 60), ...forms('secret_', alphanumeric, 43)],
  },
  {
    name: 'AirtableToken',
    summary: 'An Airtable personal access token.',
    forms: [partedForm('pat', alphanumeric, '.', 14, 64)],
  },
  { name: 'FigmaToken', summary: 'A Figma token.', forms: forms('figd_ figo_ figor_', urlSafe, 36, 60) },
  { name: 'DropboxToken', summary: 'A Dropbox short-lived token.', forms: forms('sl.', 'A-Za-z0-9_.-', 100, 2000) },
  {
    name: 'DopplerToken',
    summary: 'A Doppler token.',
    forms: forms('dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', 'A-Za-z0-9_.', 40, 64),
  },
  {
    name: 'PostmanKey',
    summary: 'A Postman API key.',
    forms: [partedForm('PMAK-', lowerHex, '-', 24, 34), ...forms('PMAT-', alphanumeric, 26)],
  },
  {
    name: 'NewRelicKey',
    summary: 'A New Relic key.',
    forms: [
      ...forms('NRAK-', 'A-Z0-9', 27),
      ...forms('NRII- NRIQ- NRRA-', urlSafe, 24, 48),
      ...forms('NRJS-', lowerHex, 19),
    ],
  },
  {
    name: 'GrafanaToken',
    summary: 'A Grafana token.',
    forms: [partedForm('glsa_', alphanumeric, '_', 32, 8), ...forms('glc_', base64, 32, 500)],
  },
  {
    name: 'SentryToken',
    summary: 'A Sentry token.',
    forms: [...forms('sntrys_', base64, 60, 1000), ...forms('sntryu_ sntrya_', lowerHex, 64)],
  },
  {
    name: 'DynatraceToken',
    summary: 'A Dynatrace token.',
    forms: [partedForm('dt0c01.', 'A-Z0-9', '.', 24, 64), partedForm('dt0s01.', 'A-Z0-9', '.', 24, 64)],
  },
  { name: 'AdafruitKey', summary: 'An Adafruit IO key.', forms: forms('aio_', alphanumeric, 28) },
  {
    name: 'VaultToken',
    summary: 'A HashiCorp Vault token: service, batch or recovery.',
    forms: forms('hvs. hvb. hvr.', urlSafe, 24, 500),
  },
  { name: 'PulumiToken', summary: 'A Pulumi access token.', forms: forms('pul-', lowerHex, 40) },
  {
    name: 'OnePasswordToken',
    summary: 'A 1Password service account token or secret key.',
    forms: [...forms('ops_eyJ', base64, 100, 2000), partedForm('A3-', 'A-Z0-9', '-', 6, 6, 5, 5, 5, 5)],
  },
  { name: 'AgeSecretKey', summary: 'A secret key of age.', forms: forms('AGE-SECRET-KEY-1', 'A-Z0-9', 58) },
];
