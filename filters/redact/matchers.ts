import { accessKeyIdMatchers } from './identifiers/aws.ts';
import { basicMatchers, bearerMatchers } from './identifiers/authorization.ts';
import { cardMatchers, expirationMatchers, securityCodeMatchers } from './identifiers/card.ts';
import { commandMatchers, curlMatchers } from './keys/command.ts';
import { emailMatchers } from './identifiers/email.ts';
import { abaMatchers, deaMatchers, mbiMatchers, nhsMatchers, npiMatchers } from './identifiers/health.ts';
import { ibanMatchers } from './identifiers/iban.ts';
import { ipMatchers } from './identifiers/ip.ts';
import { jwtMatchers } from './identifiers/jwt.ts';
import {
  asanaMatchers,
  azureSecretMatchers,
  discordMatchers,
  mailchimpMatchers,
  mailgunMatchers,
  newRelicMatchers,
  telegramMatchers,
  twitterMatchers,
  terraformMatchers,
} from './identifiers/marked-tokens.ts';
import { macMatchers } from './identifiers/mac.ts';
import {
  aadhaarMatchers,
  cnpjMatchers,
  codiceFiscaleMatchers,
  cpfMatchers,
  inseeMatchers,
  nieMatchers,
  nifMatchers,
  ninoMatchers,
  sinMatchers,
  taxIdMatchers,
} from './identifiers/national.ts';
import { birthMatchers, latLongMatchers, vinMatchers } from './identifiers/personal.ts';
import { phoneMatchers } from './identifiers/phone.ts';
import { privateKeyMatchers } from './identifiers/private-key.ts';
import { spokenMatchers } from './keys/spoken.ts';
import { itinMatchers, ssnMatchers } from './identifiers/ssn.ts';
import { tokenWords } from './identifiers/token.ts';
import { tokenLine } from './identifiers/tokens.ts';
import { urlMatchers } from './identifiers/url.ts';
import type { IdentifierName } from './names.ts';
import type { Matchers } from './scan/scan.ts';

// AwsSecretKey has none: the probe for base64 runs finds it. That for pairs finds most passwords.
const matchers: Partial<Record<IdentifierName, Matchers | readonly Matchers[]>> = {
  EmailAddress: emailMatchers,
  CreditCardNumber: cardMatchers,
  CreditCardExpiration: expirationMatchers,
  CreditCardSecurityCode: securityCodeMatchers,
  'Ssn-US': ssnMatchers,
  'IndividualTaxIdentificationNumber-US': itinMatchers,
  Iban: ibanMatchers,
  AwsAccessKeyId: accessKeyIdMatchers,
  Jwt: jwtMatchers,
  BearerToken: bearerMatchers,
  BasicAuth: [basicMatchers, curlMatchers],
  PasswordKeyValue: [spokenMatchers, commandMatchers],
  UrlCredentials: urlMatchers,
  TelegramToken: telegramMatchers,
  TwitterToken: twitterMatchers,
  DiscordToken: discordMatchers,
  AsanaToken: asanaMatchers,
  TerraformToken: terraformMatchers,
  AzureClientSecret: azureSecretMatchers,
  MailchimpKey: mailchimpMatchers,
  MailgunKey: mailgunMatchers,
  NewRelicKey: newRelicMatchers,
  IpAddress: ipMatchers,
  MacAddress: macMatchers,
  'BankAccountNumber-US': abaMatchers,
  'NhsNumber-GB': nhsMatchers,
  'NationalProviderId-US': npiMatchers,
  'DrugEnforcementAgencyNumber-US': deaMatchers,
  'MedicareBeneficiaryNumber-US': mbiMatchers,
  'NationalInsuranceNumber-GB': ninoMatchers,
  'SocialInsuranceNumber-CA': sinMatchers,
  'CpfCode-BR': cpfMatchers,
  'Cnpj-BR': cnpjMatchers,
  'NifNumber-ES': nifMatchers,
  'NieNumber-ES': nieMatchers,
  'InseeCode-FR': inseeMatchers,
  'TaxId-DE': taxIdMatchers,
  'NationalIdentificationNumber-IT': codiceFiscaleMatchers,
  'Aadhaar-IN': aadhaarMatchers,
  VehicleIdentificationNumber: vinMatchers,
  LatLong: latLongMatchers,
  DateOfBirth: birthMatchers,
};

/** The matchers of the identifiers selected, which come in the order of precedence. */
export function matchersOf(selected: readonly IdentifierName[]): Matchers[] {
  const tokens = selected.flatMap((name) => tokenWords(name, tokenLine(name)));
  const keys = selected.filter((name) => name.endsWith('PrivateKey'));
  const phones = selected.filter((name) => name.startsWith('PhoneNumber'));
  return [
    ...selected.flatMap((name) => matchers[name] ?? []),
    { words: tokens },
    ...privateKeyMatchers(keys),
    ...phoneMatchers(phones),
  ];
}
