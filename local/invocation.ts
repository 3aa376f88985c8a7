import { randomBytes, randomUUID } from 'node:crypto';

/** What the function answered, or what the platform answers in its place. */
export interface FunctionAnswer {
  readonly payload: Buffer;
  /** The value of `X-Amz-Function-Error`; absent on success. */
  readonly functionError?: string;
  /** As it stands in `platform.runtimeDone`: `Runtime.ExitError`. Present exactly with `functionError`. */
  readonly errorType?: string;
  /** The payload is the runtime's own words, to be passed on as they are. */
  readonly fromRuntime?: boolean;
}

export interface InvokeOptions {
  /** JSON text, as the caller's SDK decodes it. */
  readonly clientContext?: string;
  readonly traceId?: string;
}

/** One invocation on its way through an environment. Times in ms on the monotonic clock, except `deadlineMs`. */
export interface Invocation {
  readonly requestId: string;
  /** Differs for each attempt; the runtime may echo it. */
  readonly invocationId: string;
  readonly payload: Buffer;
  readonly clientContext: string | undefined;
  readonly traceId: string;
  /** Called once, with the answer for the caller, as soon as it is known. */
  readonly onAnswer: (answer: FunctionAnswer) => void;
  /** Epoch ms; set when the invocation starts, since Init does not count. */
  deadlineMs: number;
  startedMs: number;
  /** When the runtime was given it. */
  handedOutMs: number | undefined;
  firstByteMs: number | undefined;
  lastByteMs: number | undefined;
  answer: FunctionAnswer | undefined;
  /** The runtime has answered and asked for the next invocation. */
  finished: boolean;
  timedOut: boolean;
}

/** The outcome for whoever asked. Times in ms. */
export interface InvokeResult {
  readonly requestId: string;
  /** HTTP status for the caller; 200 also when the function failed. */
  readonly status: number;
  readonly functionError?: string;
  readonly payload: Buffer;
  /** From the start of the invocation to its end, extensions included, Init not (unless it was retried). */
  readonly durationMs: number;
  /** From `platform.runtimeDone` to the last extension's next. */
  readonly postRuntimeMs: number;
  readonly timedOut: boolean;
}

export function createInvocation(
  payload: Buffer,
  options: InvokeOptions,
  onAnswer: (answer: FunctionAnswer) => void,
): Invocation {
  return {
    requestId: randomUUID(),
    invocationId: randomUUID(),
    payload,
    clientContext: options.clientContext,
    traceId: options.traceId ?? newTraceId(),
    onAnswer,
    deadlineMs: 0,
    startedMs: 0,
    handedOutMs: undefined,
    firstByteMs: undefined,
    lastByteMs: undefined,
    answer: undefined,
    finished: false,
    timedOut: false,
  };
}

/** Gives the caller its answer. Only the first one counts. */
export function answerInvocation(invocation: Invocation, answer: FunctionAnswer): void {
  if (invocation.answer !== undefined) return;
  invocation.answer = answer;
  invocation.onAnswer(answer);
}

/** An answer of the platform in place of the function's. */
export function platformError(errorType: string, errorMessage: string): FunctionAnswer {
  const payload = Buffer.from(JSON.stringify({ errorType, errorMessage }));
  return { payload, functionError: 'Unhandled', errorType };
}

function newTraceId(): string {
  const seconds = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${seconds}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}
