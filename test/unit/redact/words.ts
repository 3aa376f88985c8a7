/** The words of a text. */
export const words = (text: string) => text.trim().split(/\s+/);

/** What is nearly `word`: one character less, one more of the same, or another in its place. */
export function nearOf(word: string): string[] {
  const all = [...word];
  return all.flatMap((character, at) => [
    all.toSpliced(at, 1).join(''),
    all.toSpliced(at, 0, character).join(''),
    all.with(at, '7').join(''),
  ]);
}
