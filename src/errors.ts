/**
 * Every error that a user can meet, in one list: the code to search for, what happened, and what to do about it.
 * `docs/errors.md` is generated from it. Messages name places and counts, never the content of a record or a secret.
 */
export const errors = {
  CONFIG_INVALID: {
    summary: 'The configuration has problems, each named on a line of its own.',
    fix: 'Mend the lines it names; `sluice validate` checks them before you deploy. Until then nothing is shipped.',
  },
  NO_SINKS: {
    summary: 'No sink is configured, so nothing is shipped.',
    fix: 'Give one sink its settings, for example SLUICE_S3_BUCKET, or name it in SLUICE_SINKS.',
  },
  NO_LAMBDA: {
    summary: 'The program was not started by Lambda: AWS_LAMBDA_RUNTIME_API is not set.',
    fix: 'Put the layer on a function, or try it on your machine with `sluice local`.',
  },
  REGISTER_FAILED: {
    summary: 'Lambda refused to register the extension.',
    fix: 'The file in /opt/extensions must be called sluice. With Managed Instances the layer must be 0.1.0 or newer.',
  },
  NEXT_FAILED: {
    summary: 'Lambda no longer answers the request for the next event.',
    fix: 'Nothing to do: the extension ends so that Lambda starts a new environment. If it repeats, report it.',
  },
  LISTEN_FAILED: {
    summary: 'No port could be opened for Lambda to deliver telemetry to.',
    fix: 'Another extension may hold every port tried; set SLUICE_PORT to a free one.',
  },
  SUBSCRIBE_REFUSED: {
    summary: 'Neither the Telemetry API nor the Logs API took the subscription, so nothing is shipped.',
    fix: 'Locally (SAM, RIE) this is expected: they deliver no telemetry. On Lambda, read the status in the message.',
  },
  SINK_LOAD_FAILED: {
    summary: 'A sink could not be created.',
    fix: 'The message names the sink. A sink of your own must export create() as docs/write-a-sink.md shows.',
  },
  BUG: {
    summary: 'Something in Sluice went wrong that should not. The function is not affected; lines may not be shipped.',
    fix: 'Please report it, with this line.',
  },
  FILTER_LOAD_FAILED: {
    summary: 'A filter could not be created; nothing is shipped, since a missing filter could leak.',
    fix: 'The message names the filter and its setting.',
  },
} as const;

export type ErrorCode = keyof typeof errors;

/** An error that ends what it names. `message` already holds code, detail and fix in one line. */
export class SluiceError extends Error {
  readonly code: ErrorCode;

  /** `detail` says what was found; it must not quote record content, secrets or response bodies. */
  constructor(code: ErrorCode, detail: string) {
    super(`${code}: ${detail} ${errors[code].fix}`);
    this.name = 'SluiceError';
    this.code = code;
  }
}

/** What may be said of an unexpected error: its code or kind, not its text, which may quote anything. */
export function describeFault(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return String(code ?? name ?? 'unknown fault').slice(0, 100);
}
