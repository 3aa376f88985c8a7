import type { GroupName, IdentifierName } from '../names.ts';

/** What the documentation says of an identifier, and what its tests hold it to. */
export interface IdentifierDeclaration {
  readonly name: IdentifierName;
  readonly group: GroupName;
  /** What it is, in a few words. */
  readonly summary: string;
  /** How a candidate is told from a look-alike, in words. */
  readonly check: string;
  /** Words of which one must stand within 40 characters in front. */
  readonly keywords?: readonly string[];
  readonly examples: {
    /** Texts in which exactly this identifier is found. */
    readonly match: readonly string[];
    /** Look-alikes in which it is not. */
    readonly noMatch: readonly string[];
  };
}
