import type { Line } from './redact-lines.ts';
import { exitCodes } from './io.ts';
import type { PacedOutput } from './redact-output.ts';
import type { RedactSettings } from './redact-settings.ts';

/**
 * Writes, for each line, every candidate that the engine looked at: where, which identifier, what was decided and why. The
 * text of the candidate is shown, as it is the user's own and asked for. Answers the exit code 0.
 */
export async function explainLines(
  batches: AsyncIterable<readonly Line[]>,
  settings: RedactSettings,
  json: boolean,
  output: PacedOutput,
): Promise<number> {
  const { Explainer } = await import('../../filters/redact/explain.ts');
  const explainer = new Explainer(settings);
  let number = 0;
  for await (const batch of batches) {
    let written = '';
    for (const { text } of batch) {
      number += 1;
      const candidates = explainer.explain(text);
      if (json) {
        for (const candidate of candidates) written += `${JSON.stringify({ line: number, ...candidate })}\n`;
        continue;
      }
      if (candidates.length === 0) written += `line ${number}: no candidates\n`;
      for (const { identifier, path, start, end, decision, reason } of candidates) {
        const place = path ?? `${start}-${end}`;
        const candidate = path === undefined ? `: ${shown(text.slice(start, end))}` : '';
        written += `line ${number}, ${place}: ${identifier} ${decision}: ${reason}${candidate}\n`;
      }
    }
    if (!(await output.write(written))) return exitCodes.ok;
  }
  return exitCodes.ok;
}

function shown(candidate: string): string {
  return JSON.stringify(candidate.length > 60 ? `${candidate.slice(0, 57)}...` : candidate);
}
