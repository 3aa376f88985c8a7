/** Where a command reads and writes. The bin gives the process's own; tests give theirs. */
export interface CliIo {
  /** Bytes are lines that are not all UTF-8. */
  readonly stdout: { write(data: string | Uint8Array): unknown };
  readonly stderr: { write(text: string): unknown };
  readonly stdin: NodeJS.ReadableStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What every command answers with; `sluice --help` says the same. `trouble` is wrong use, or what could not be read. */
export const exitCodes = { ok: 0, problemFound: 1, trouble: 2 } as const;
