import type { Condition } from './condition.ts';
import { answerInvocation } from './invocation.ts';
import type { FunctionAnswer, Invocation } from './invocation.ts';
import type { ProcessGroup } from './process.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { nextRuntimeState } from './runtime-state.ts';
import type { RuntimeMove, RuntimeState } from './runtime-state.ts';

/** A request for the next invocation that waits. */
export interface Poll {
  readonly answer: (invocation: Invocation) => void;
  /** Whether the client is still there. */
  readonly alive: () => boolean;
}

/** The function's side of one generation: the state of the runtime, and the invocation it works on. */
export class Runtime {
  state: RuntimeState = 'Started';
  group: ProcessGroup | undefined;
  /** What the runtime reported instead of asking for its first invocation. */
  initError: FunctionAnswer | undefined;
  #current: Invocation | undefined;
  #waiting: Invocation | undefined;
  #polls: Poll[] = [];
  readonly #condition: Condition;
  readonly #managedInstances: boolean;

  constructor(condition: Condition, managedInstances: boolean) {
    this.#condition = condition;
    this.#managedInstances = managedInstances;
  }

  /** An invocation for the runtime: handed out now, or with its next poll. */
  invoke(invocation: Invocation): void {
    this.#waiting = invocation;
    this.#handOut();
  }

  /** `GET invocation/next`. While running, the same invocation again. */
  next(poll: Poll): Refusal | undefined {
    if (this.state === 'Running' && this.#current?.timedOut === false) {
      poll.answer(this.#current);
      return undefined;
    }
    if (this.state === 'Running') this.state = 'ResponseSent';
    const refusal = this.#move('next');
    if (refusal) return refusal;
    if (this.#current?.answer !== undefined) this.#current.finished = true;
    this.#current = undefined;
    this.#polls.push(poll);
    this.#handOut();
    this.#condition.changed();
    return undefined;
  }

  /** Begins the answer to the invocation `requestId`; refused when it is not the current one, then by state. */
  begin(move: 'response' | 'error', requestId: string, invocationId: string | undefined): Invocation | Refusal {
    const invocation = this.#current;
    if (invocation === undefined || invocation.requestId !== requestId) {
      return refuse(400, 'InvalidRequestID', 'Invalid request ID');
    }
    if (invocationId !== undefined && invocationId !== invocation.invocationId) {
      return refuse(400, 'InvalidInvocationId', 'Invalid invocation ID');
    }
    if (invocation.timedOut) {
      this.state = 'ResponseSent';
      return refuse(410, 'InvokeTimeout', 'Invoke timeout');
    }
    return this.#move(move) ?? invocation;
  }

  /** The answer is complete, or what stands for it. */
  end(invocation: Invocation, answer: FunctionAnswer): void {
    invocation.lastByteMs = performance.now();
    invocation.firstByteMs ??= invocation.lastByteMs;
    this.#move('sent');
    answerInvocation(invocation, answer);
    this.#condition.changed();
  }

  /** `POST init/error`. */
  failInit(answer: FunctionAnswer): Refusal | undefined {
    const refusal = this.#move('initError');
    if (refusal) return refusal;
    this.initError = answer;
    this.#condition.changed();
    return undefined;
  }

  #handOut(): void {
    if (this.#waiting === undefined || this.state !== 'Ready') return;
    this.#polls = this.#polls.filter((poll) => poll.alive());
    const poll = this.#polls.shift();
    if (poll === undefined) return;
    this.#current = this.#waiting;
    this.#waiting = undefined;
    this.#move('invoke');
    this.#current.handedOutMs = performance.now();
    poll.answer(this.#current);
  }

  #move(move: RuntimeMove): Refusal | undefined {
    const state = nextRuntimeState(this.state, move, this.#managedInstances);
    if (isRefusal(state)) return state;
    this.state = state;
    return undefined;
  }
}
