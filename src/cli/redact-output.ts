/** Where text goes: `process.stdout`, or anything with `write`. Those that can fill up also say when they have drained. */
export interface Output {
  write(text: string): unknown;
  on?(event: string, listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/** `write` answers once there is room for more: `false` when the reader has gone away, so that the work can end quietly. */
export interface PacedOutput {
  write(text: string): Promise<boolean>;
}

/**
 * Writes to `output` no faster than it takes. A reader that goes away (`| head`) is no failure; any other error of the output
 * rejects the next `write`. The listeners stay, as a pipe may report late.
 */
export function pacedOutput(output: Output): PacedOutput {
  let gone = false;
  let failure: NodeJS.ErrnoException | undefined;
  let wake: (() => void) | undefined;
  output.on?.('error', (error) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') gone = true;
    else failure = error;
    wake?.();
  });
  output.on?.('close', () => {
    gone = true;
    wake?.();
  });
  output.on?.('drain', () => wake?.());
  return {
    async write(text) {
      if (!gone && text !== '' && output.write(text) === false && output.on !== undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (gone || failure !== undefined) resolve();
        });
        wake = undefined;
      }
      if (failure !== undefined) throw failure;
      return !gone;
    },
  };
}
