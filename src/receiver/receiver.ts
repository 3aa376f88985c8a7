import type { Deadline } from '../contracts/deadline.ts';
import { type Decoded, Decoder } from './decoder.ts';

/** What the receiver hands on to. */
export interface Acceptor {
  /** Is there room for a body of this many bytes? */
  hasRoom(bytes: number): boolean;
  /** Takes what one body held. */
  accept(decoded: Decoded): void;
}

// No body is refused for its size below this: Lambda documents twice maxBytes (1 MiB here) plus metadata.
export const maxBodyBytes = 16 * 1024 * 1024;

// Lambda's POSTs follow each other within `timeoutMs`, 25 ms; four times that without one means that nothing is on its way.
const quietMs = 100;

/**
 * Answers Lambda's POSTs. 200 as soon as the records are in the buffer, also for a body that cannot be read (Lambda would
 * re-deliver it for ever); 503 when there is no room, so that Lambda keeps the batch and delivers it again.
 * Until `open` the bodies are held as they came: they arrive from the moment of the subscription, while the filters load.
 */
export class Receiver {
  readonly #acceptor: Acceptor;
  readonly #decoder = new Decoder();
  #early: Uint8Array[] | undefined = [];
  #earlyBytes = 0;
  #onBody: () => void = () => {};

  constructor(acceptor: Acceptor) {
    this.#acceptor = acceptor;
  }

  /** The status to answer one POST with. `undefined` is a body above `maxBodyBytes`: taken and counted, but not kept. */
  answer(body: Uint8Array | undefined): 200 | 503 {
    this.#onBody();
    const bytes = body?.length ?? 0;
    if (!this.#acceptor.hasRoom(bytes + this.#earlyBytes)) return 503;
    if (body === undefined) this.#acceptor.accept({ events: [], invalid: 1, invalidBytes: maxBodyBytes });
    else if (this.#early === undefined) this.#acceptor.accept(this.#decoder.decode(body));
    else {
      this.#early.push(body);
      this.#earlyBytes += bytes;
    }
    return 200;
  }

  /** The filters are ready: what came until now is accepted, in order, and from now on every body at once. */
  open(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    this.#earlyBytes = 0;
    for (const body of early) this.#acceptor.accept(this.#decoder.decode(body));
  }

  /** Resolves once no POST came for 100 ms, or at the deadline. */
  async quiet(deadline: Deadline): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const silence = new Promise<'quiet'>((resolve) => {
      const restart = () => {
        clearTimeout(timer);
        timer = setTimeout(() => resolve('quiet'), quietMs);
      };
      this.#onBody = restart;
      restart();
    });
    await deadline.limit(silence);
    clearTimeout(timer);
    this.#onBody = () => {};
  }

  /** No more POSTs: a record whose rest never came is counted as lost. */
  end(): void {
    this.open();
    this.#acceptor.accept(this.#decoder.end());
  }
}
