import type { RedactRule } from '../config.ts';
import type { Findings } from '../scan/findings.ts';

/** The patterns of the user's rules. */
export class UserPatterns {
  readonly names: readonly string[];

  constructor(rules: readonly RedactRule[]) {
    this.names = rules.filter(({ pattern }) => pattern !== undefined).map(({ id }) => id);
  }

  isKeyword(_key: string): boolean {
    return false;
  }

  find(_text: string, _context: string, _findings: Findings): void {}
}
