import type { IdentifierName } from '../names.ts';
import type { IdentifierDeclaration } from './declaration.ts';
import { formsOf } from './token.ts';
import type { TokenForm } from './token.ts';
import { tokenLine, tokenNames } from './tokens.ts';

// Whose token it is, where the name does not say it all.
const summaries: Partial<Record<IdentifierName, string>> = {
  GithubToken: 'A GitHub token: personal, OAuth, app, refresh or fine-grained.',
  GitlabToken: 'A GitLab token: personal, deploy, runner, trigger, feed, SCIM, CI job, agent.',
  SlackToken: 'A Slack token: bot, user, app, refresh, session.',
  SlackWebhook: 'The secret path of a Slack webhook.',
  DiscordWebhook: 'The secret path of a Discord webhook.',
  StripeKey: 'A Stripe secret or restricted key, or the secret of a webhook.',
  GoogleOAuthSecret: 'A Google OAuth client secret or access token.',
  OpenAiKey: 'An OpenAI key; compatible services use the same form.',
  TwilioKey: 'A Twilio API key or account SID.',
  AzureStorageKey: 'The account key of Azure Storage in a connection string.',
  AlibabaAccessKeyId: 'An access key id of Alibaba Cloud.',
  TencentSecretId: 'A secret id of Tencent Cloud.',
  CloudflareKey: 'An origin CA key of Cloudflare.',
  OnePasswordToken: 'A service account token or secret key of 1Password.',
  VaultToken: 'A token of HashiCorp Vault: service, batch or recovery.',
  TailscaleKey: 'A Tailscale key: auth, API, OAuth client, SCIM or webhook.',
  XaiKey: 'An API key of xAI.',
  LangSmithKey: 'A LangSmith key, personal or of a service.',
  CircleCiToken: 'A CircleCI token, personal or of a project.',
  ArtifactoryKey: 'A JFrog Artifactory API key.',
  OpenShiftToken: 'An OpenShift OAuth access token.',
  EasyPostKey: 'An EasyPost API key.',
  ApifyToken: 'An Apify API token.',
  ReadmeKey: 'A ReadMe API key.',
  AwsSessionToken: 'A temporary session token of AWS STS.',
  BedrockKey: 'An API key of Amazon Bedrock.',
  NvidiaKey: 'An API key of NVIDIA.',
  CerebrasKey: 'An API key of Cerebras.',
  HubSpotToken: 'A HubSpot private app token.',
  PostHogKey: 'A PostHog personal API key.',
  SonarToken: 'A SonarQube token: user, project or global analysis.',
  RazorpayKey: 'A Razorpay key id.',
  NuGetKey: 'A NuGet API key.',
  MapboxToken: 'A secret Mapbox token.',
  NeonKey: 'A Neon API key.',
  RenderKey: 'A Render API key.',
  YandexKey: 'A Yandex Cloud API key.',
  InfracostKey: 'An Infracost API key.',
  FrameIoToken: 'A Frame.io developer token.',
  ClojarsToken: 'A Clojars deploy token.',
  FlutterwaveKey: 'A Flutterwave secret key.',
  FacebookToken: 'An access token of Facebook and Instagram.',
  PlaidToken: 'An access token of Plaid.',
  BraintreeToken: 'An access token of Braintree.',
  OctopusKey: 'An Octopus Deploy API key.',
  HarnessToken: 'A Harness token, personal or of a service account.',
  FirebaseToken: 'A registration token of Firebase Cloud Messaging.',
  TeamsWebhook: 'The secret path of a Microsoft Teams webhook.',
  AzureSasSignature: 'The signature of a shared access URL of Azure.',
  AgeSecretKey: 'A secret key of the encryption tool age.',
  LaunchDarklyKey: 'A server-side SDK key of LaunchDarkly.',
  TogetherKey: 'An API key of Together AI.',
  AivenToken: 'A password or token of an Aiven service.',
  AtlasSecret: 'The secret of a service account of MongoDB Atlas.',
  OryToken: 'A token of Ory: access, refresh or personal.',
  AdobeClientSecret: 'A client secret of Adobe.',
  MercadoPagoToken: 'An access token of Mercado Pago.',
};

// Examples are made, not written: a literal token in a repository sets off the secret scanner of its host.
const alphabet = 'k7Qp2ZxV9mT4wRb8LsD3nHf6JcG5yKa1XeNuWoBiEvMtPzSrCqYgFhAjUdIl0O';

const hexadecimal = '4f9ae02b7c61d835e9a40b7f2c8d13654f9ae02b';
// Forms without a prefix, which have matchers of their own.
const furtherForms: Partial<Record<IdentifierName, { readonly check: string; readonly example: string }>> = {
  MailgunKey: {
    check: ', or 32, 8 and 8 hexadecimal digits',
    example: `${hexadecimal.slice(0, 32)}-${hexadecimal.slice(3, 11)}-${hexadecimal.slice(9, 17)}`,
  },
  NewRelicKey: { check: ', or 36 hexadecimal digits and `NRAL`', example: `${hexadecimal.slice(0, 36)}NRAL` },
};

/** Documentation and examples of the tokens with a fixed prefix, made from their forms. */
export function tokens(): IdentifierDeclaration[] {
  return tokenNames.map((name) => {
    const forms = formsOf(tokenLine(name) as string);
    const first = forms[0] as TokenForm;
    const last = forms.at(-1) as TokenForm;
    const example = exampleOf(first);
    const further = furtherForms[name];
    const prefixes = forms.map(({ prefix }) => `\`${prefix}\``).join(', ');
    return {
      name,
      group: 'default',
      summary:
        summaries[name] ??
        `A ${name.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').replace(/ (?:Token|Key)$/, (word) => word.toLowerCase())}.`,
      check: `Begins with ${prefixes}${further?.check ?? ''}; length and characters of its body; no placeholder.`,
      examples: {
        match: [example, `called with ${example}, retry`, `{"message":"got ${exampleOf(last)}"}`].concat(
          further?.example ?? [],
        ),
        noMatch: [first.prefix, `${first.prefix}${'x'.repeat(first.least)}`, `prefix${example}`],
      },
    };
  });
}

function exampleOf({ prefix, body, least, parts = [least], joint = '' }: TokenForm): string {
  const allowed = new RegExp(`[${body}]`);
  const characters = Array.from(alphabet).filter((character) => allowed.test(character));
  let at = 0;
  const part = (length: number) =>
    Array.from({ length }, () => characters[(at++ * 7 + (at >> 4)) % characters.length]).join('');
  return prefix + parts.map(part).join(joint);
}
