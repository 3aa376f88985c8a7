/** Why a user's pattern is refused, or undefined. */
export function patternProblem(pattern: string, hasKeywords: boolean): string | undefined {
  return pattern.length > 200 && !hasKeywords ? 'the pattern is longer than 200 characters' : undefined;
}
