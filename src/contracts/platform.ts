/**
 * The two things that Bun and Node do differently: serve one route, make one request. `src/platform/` holds an adapter for
 * each; nothing else in the program asks which runtime it is on.
 */
export interface Platform {
  /** `bun` or `node`. */
  readonly name: string;
  /**
   * Listens on 0.0.0.0 (which address `sandbox.localdomain` maps to has changed before) and answers every request, whatever
   * its path, with the status that `answer` returns and an empty body. `port` 0 lets the system choose. A body above
   * `maxBodyBytes` is read to its end, not kept, and given to `answer` as `undefined`. No idle, header or request timeouts:
   * they would fire at thaw. Rejects with the system's error when the port is taken.
   */
  serve(port: number, maxBodyBytes: number, answer: (body: Uint8Array | undefined) => number): Promise<Listener>;
  /**
   * One HTTP/1.1 request to Lambda's own APIs: past any proxy settings, and without a time limit of its own, since the
   * process may be frozen for hours while `/next` waits. Rejects when the connection fails or `signal` aborts.
   */
  request(request: HttpRequest): Promise<HttpResponse>;
}

export interface Listener {
  /** The port really bound. */
  readonly port: number;
  /** Stops listening and closes open connections. */
  close(): Promise<void>;
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

export interface HttpResponse {
  readonly status: number;
  /** Value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  readonly body: string;
}
