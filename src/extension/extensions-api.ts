import { Deadline } from '../contracts/deadline.ts';
import type { HttpResponse, Platform } from '../contracts/platform.ts';

/** The variable in which the launcher leaves the identifier when it has already registered. */
export const identifierVariable = 'SLUICE_EXTENSION_ID';

// For a stand-in that names no deadline: a function's default timeout, and what Lambda gives SHUTDOWN. No wait is endless.
const invokeStandardMs = 3_000;
const shutdownStandardMs = 2_000;

export type LifecycleEvent = 'INVOKE' | 'SHUTDOWN';

/** What `/next` answered. `failed` is final: Lambda's API is gone or refuses us, and asking again is refused as well. */
export type NextEvent =
  | { readonly type: 'INVOKE'; readonly requestId: string; readonly deadline: Deadline }
  | { readonly type: 'SHUTDOWN'; readonly reason: string; readonly deadline: Deadline }
  | { readonly type: 'unknown' }
  | { readonly type: 'failed'; readonly detail: string };

export type Registration =
  { readonly ok: true; readonly identifier: string } | { readonly ok: false; readonly detail: string };

/** Lambda's Extensions API, version 2020-01-01, as an external extension uses it. One object per process. */
export class ExtensionsApi {
  readonly #request: Platform['request'];
  readonly #base: string;
  #identifier = '';

  /** `runtimeApi` is AWS_LAMBDA_RUNTIME_API, `host:port`. `identifier` when the launcher has registered already. */
  constructor(request: Platform['request'], runtimeApi: string, identifier = '') {
    this.#request = request;
    this.#base = `http://${runtimeApi}/2020-01-01/extension`;
    this.#identifier = identifier;
  }

  /** The identifier of the registration; empty before `register` succeeded. */
  get identifier(): string {
    return this.#identifier;
  }

  /**
   * Registers under `name`, which must be the full name of the file in /opt/extensions: under any other name Lambda takes
   * us for an internal extension and waits for the real file until Init times out. Called once, before anything else.
   */
  async register(name: string, events: readonly LifecycleEvent[]): Promise<Registration> {
    try {
      const response = await this.#request({
        method: 'POST',
        url: `${this.#base}/register`,
        headers: { 'lambda-extension-name': name, 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
      });
      const identifier = response.header('lambda-extension-identifier');
      if (response.status !== 200 || identifier === undefined) return { ok: false, detail: describeAnswer(response) };
      this.#identifier = identifier;
      return { ok: true, identifier };
    } catch (error) {
      return { ok: false, detail: connectionFault(error) };
    }
  }

  /**
   * Says that everything about the previous event is done, and waits for the next one, for hours if need be. Never called
   * while a call is pending and never aborted: Lambda would count the extension as ready and refuse every later call.
   */
  async next(): Promise<NextEvent> {
    let response: HttpResponse;
    try {
      response = await this.#request({
        method: 'GET',
        url: `${this.#base}/event/next`,
        headers: { 'lambda-extension-identifier': this.#identifier },
      });
    } catch (error) {
      return { type: 'failed', detail: connectionFault(error) };
    }
    if (response.status !== 200) return { type: 'failed', detail: describeAnswer(response) };
    // SHUTDOWN has been seen without a JSON content type, so the header is not asked.
    return parseEvent(response.body);
  }

  /** Tells Lambda that Init failed, under our error code. The process must end afterwards. Only in `strict` mode. */
  async initError(code: string, message: string): Promise<void> {
    await this.#reportError('init/error', code, message);
  }

  /** Tells Lambda that the extension cannot go on. The process must end afterwards. */
  async exitError(code: string, message: string): Promise<void> {
    await this.#reportError('exit/error', code, message);
  }

  async #reportError(path: string, code: string, message: string): Promise<void> {
    try {
      await this.#request({
        method: 'POST',
        url: `${this.#base}/${path}`,
        headers: {
          'lambda-extension-identifier': this.#identifier,
          'lambda-extension-function-error-type': `Extension.${pascalCase(code)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ errorType: `Extension.${pascalCase(code)}`, errorMessage: message, stackTrace: [] }),
        signal: Deadline.in(1000).signal(),
      });
    } catch {
      // The process is about to end with a failure code, which Lambda sees whether or not it took the report.
    }
  }
}

/** The body of a `/next` answer. Unknown event types and odd bodies are `unknown`, never an exception. */
export function parseEvent(body: string): NextEvent {
  let event: Record<string, unknown>;
  try {
    event = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return { type: 'unknown' };
  }
  const deadline = (standardMs: number) =>
    typeof event.deadlineMs === 'number' ? Deadline.at(event.deadlineMs) : Deadline.in(standardMs);
  if (event?.eventType === 'INVOKE') {
    return { type: 'INVOKE', requestId: String(event.requestId ?? ''), deadline: deadline(invokeStandardMs) };
  }
  // The reason's case differs between documentation and practice.
  if (event?.eventType === 'SHUTDOWN') {
    const reason = String(event.shutdownReason ?? 'unknown').toLowerCase();
    return { type: 'SHUTDOWN', reason, deadline: deadline(shutdownStandardMs) };
  }
  return { type: 'unknown' };
}

/** Status and error type of an answer, without its message: that text is not ours to repeat. */
function describeAnswer(response: HttpResponse): string {
  let errorType = '';
  try {
    const body = JSON.parse(response.body) as { errorType?: unknown };
    if (typeof body?.errorType === 'string') errorType = ` ${body.errorType.slice(0, 100)}`;
  } catch {
    // Not JSON: the status alone has to do.
  }
  return `Lambda answered ${response.status}${errorType}.`;
}

function connectionFault(error: unknown): string {
  const code = (error as { code?: unknown })?.code;
  return `The connection to Lambda failed${typeof code === 'string' ? ` (${code})` : ''}.`;
}

function pascalCase(code: string): string {
  return code.replace(/([A-Z])([A-Z]*)_?/g, (_all, first: string, rest: string) => first + rest.toLowerCase());
}
