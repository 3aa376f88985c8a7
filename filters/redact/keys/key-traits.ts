/** A name, and how it is spelled as far as values stand otherwise under such a name, or are no secrets there. */
export interface KeyTraits {
  readonly name: string;
  /** Cookie, set-cookie, cookies: several pairs may be one value. */
  readonly isCookie: boolean;
  /** Of several things, which may stand in brackets, or be counted. */
  readonly isPlural: boolean;
  /** In front of the credentials stands a scheme. */
  readonly isAuthorization: boolean;
  /** Of a shell it is the directory that one is in. */
  readonly isPwd: boolean;
  /** What tests do, and passes of compilers are. */
  readonly isPass: boolean;
  readonly endsInPass: boolean;
  /** The last part of the name of a secret of AWS. */
  readonly isSecret: boolean;
}

/** Reads them off a name, when `Keys` judges it, once for each: what is looked at behind every key costs no expression. */
export function keyTraits(name: string): KeyTraits {
  return {
    name,
    isCookie: /cookies?$/i.test(name),
    isPlural: /s$/i.test(name),
    isAuthorization: /^authorization$/i.test(name),
    isPwd: /^(?:old)?pwd$/i.test(name),
    isPass: /^pass$/i.test(name),
    endsInPass: /pass$/i.test(name),
    isSecret: name === 'secret',
  };
}

/** Of a name that says nothing of its value. */
export const noTraits = keyTraits('');
