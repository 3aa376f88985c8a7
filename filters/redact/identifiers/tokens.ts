import type { IdentifierName } from '../names.ts';

// Prefixes, body and length as the issuers document or show them; ranges where they have changed over the years. The body
// is a class of `token.ts` and its characters: `A36-255`, or the lengths of its parts and their joint: `U22.43`.
const table: Partial<Record<IdentifierName, string>> = {
  GithubToken: 'ghp_ gho_ ghu_ ghs_ ghr_ A36-255, github_pat_ W60-255',
  GitlabToken: 'glpat- gldt- glrt- glft- glsoat- glcbt- glimt- glagent- gloas- glffct- glptt- D20-300, GR1348941 U20',
  BitbucketToken: 'ATBB A24-36',
  NpmToken: 'npm_ A36',
  PypiToken: 'pypi- U50-1000',
  RubygemsToken: 'rubygems_ H48',
  CratesToken: 'cio A32',
  DockerToken: 'dckr_pat_ dckr_oat_ U24-64',
  SlackToken: 'xoxb- xoxp- xoxa- xoxr- xoxs- xoxc- xoxo- xoxe- xoxe.xoxp- xoxe.xoxb- xapp- U20-300, xoxd- P20-400',
  SlackWebhook: 'hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/ B30-120',
  DiscordWebhook: 'discord.com/api/webhooks/ discordapp.com/api/webhooks/ B60-120',
  StripeKey: 'sk_live_ sk_test_ rk_live_ rk_test_ whsec_ A20-255',
  SquareToken: 'sq0atp- sq0csp- U22-60, EAAA U56-64',
  ShopifyToken: 'shpat_ shpca_ shppa_ shpss_ shpua_ X32',
  GoogleApiKey: 'AIza U35',
  GoogleOAuthSecret: 'GOCSPX- U24-40, ya29. D20-2000',
  OpenAiKey: 'sk-proj- sk-svcacct- sk-admin- sk-None- U20-255, sk- A32-64',
  AnthropicKey: 'sk-ant- U24-255',
  HuggingFaceToken: 'hf_ A30-40, api_org_ A34',
  GroqKey: 'gsk_ A48-60',
  PerplexityKey: 'pplx- A40-64',
  ReplicateToken: 'r8_ A37-40',
  OpenRouterKey: 'sk-or-v1- sk-or- H64',
  SendgridKey: 'SG. U22.43',
  TwilioKey: 'SK AC H32',
  MailgunKey: 'key- pubkey- H32',
  ResendKey: 're_ A8_24',
  BrevoKey: 'xkeysib- A64-16!',
  AzureStorageKey: 'AccountKey= accountKey= accountkey= B80-90',
  DigitalOceanToken: 'dop_v1_ doo_v1_ dor_v1_ H64',
  HerokuKey: 'HRKU- U36-70',
  NetlifyToken: 'nfp_ nfc_ nfo_ nfu_ A36-44',
  VercelToken: 'vcp_ vci_ vca_ vcr_ vck_ A24-80',
  FlyToken: 'fo1_ U43, fm1_ fm2_ fm1r_ fm1a_ B60-2000',
  AlibabaAccessKeyId: 'LTAI A12-26',
  TencentSecretId: 'AKID A28-48',
  CloudflareKey: 'v1.0- H24-146!',
  DatabricksToken: 'dapi H32, dapi H32-1!',
  PlanetscaleToken: 'pscale_tkn_ pscale_pw_ pscale_oauth_ D32-64',
  SupabaseToken: 'sbp_ H40, sb_secret_ U20-60',
  AtlassianToken: 'ATATT3 ATCTT3 ATOAUT B40-400',
  LinearKey: 'lin_api_ lin_oauth_ lin_wh_ A32-64',
  NotionToken: 'ntn_ A40-60, secret_ A43',
  AirtableToken: 'pat A14.64',
  FigmaToken: 'figd_ figo_ figor_ U36-60',
  DropboxToken: 'sl. D100-2000',
  DopplerToken: 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit. D40-64',
  PostmanKey: 'PMAK- H24-34!, PMAT- A26',
  NewRelicKey: 'NRAK- G27, NRII- NRIQ- NRRA- U24-48, NRJS- H19',
  GrafanaToken: 'glsa_ A32_8, glc_ B32-500',
  SentryToken: 'sntrys_ B60-1000, sntryu_ sntrya_ H64',
  DynatraceToken: 'dt0c01. dt0s01. G24.64',
  AdafruitKey: 'aio_ A28',
  VaultToken: 'hvs. hvb. hvr. U24-500',
  PulumiToken: 'pul- H40',
  OnePasswordToken: 'ops_eyJ B100-2000, A3- G6-6-5-5-5-5!',
  AgeSecretKey: 'AGE-SECRET-KEY-1 G58',
};

/** The names of the tokens that are known by a fixed prefix. */
export const tokenNames = Object.keys(table) as readonly IdentifierName[];

/** The line of the table on a token, for `tokenMatchers` and `formsOf`; undefined for an identifier that has none. */
export function tokenLine(name: IdentifierName): string | undefined {
  return table[name];
}
