import { authorization } from './identifiers/authorization.ts';
import { aws } from './identifiers/aws.ts';
import { card } from './identifiers/card.ts';
import type { IdentifierDeclaration } from './identifiers/declaration.ts';
import { email } from './identifiers/email.ts';
import { health } from './identifiers/health.ts';
import { iban } from './identifiers/iban.ts';
import { ip } from './identifiers/ip.ts';
import { jwt } from './identifiers/jwt.ts';
import { keyValue } from './keys/key-value.ts';
import { mac } from './identifiers/mac.ts';
import { markedTokens } from './identifiers/marked-tokens.ts';
import { national } from './identifiers/national.ts';
import { personal } from './identifiers/personal.ts';
import { phone } from './identifiers/phone-declarations.ts';
import { privateKey } from './identifiers/private-key.ts';
import { ssn } from './identifiers/ssn.ts';
import { tokens } from './identifiers/token-declarations.ts';
import { url } from './identifiers/url.ts';
import { identifierNames } from './names.ts';

export type { IdentifierDeclaration } from './identifiers/declaration.ts';

const declarations: readonly IdentifierDeclaration[] = [
  ...[email, card, ssn, iban, aws, privateKey, jwt, authorization, url, keyValue, markedTokens, ip, mac, phone],
  ...[health, national, personal, tokens],
].flatMap((declare) => declare());

/** What the documentation says of every identifier, in the order of precedence. */
export const identifiers: readonly IdentifierDeclaration[] = [...declarations].sort(
  (a, b) => identifierNames.indexOf(a.name) - identifierNames.indexOf(b.name),
);
