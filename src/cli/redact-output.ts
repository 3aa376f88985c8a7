/** Where lines go: `process.stdout`, or anything with `write`. Those that can fill up also say when they have drained. */
export interface Output {
  write(data: string | Uint8Array): unknown;
  on?(event: string, listener: (error: NodeJS.ErrnoException) => void): unknown;
}

/** `write` answers once there is room for more: `false` when the reader has gone away, so that the work can end quietly. */
export interface PacedOutput {
  write(data: string | Uint8Array): Promise<boolean>;
}

/** What is written at once: text and, where that is not all UTF-8, bytes in their place among it. */
export class Written {
  #text = '';
  readonly #before: Uint8Array[] = [];

  add(part: string | Uint8Array): void {
    if (typeof part === 'string') this.#text += part;
    else {
      if (this.#text !== '') this.#before.push(Buffer.from(this.#text));
      this.#before.push(part);
      this.#text = '';
    }
  }

  /** All that was added. */
  get whole(): string | Uint8Array {
    return this.#before.length === 0 ? this.#text : Buffer.concat([...this.#before, Buffer.from(this.#text)]);
  }
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
    async write(data) {
      if (!gone && data.length > 0 && output.write(data) === false && output.on !== undefined) {
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
