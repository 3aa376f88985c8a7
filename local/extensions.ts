import { randomUUID } from 'node:crypto';
import type { Condition } from './condition.ts';
import { nextExtensionState } from './extension-state.ts';
import type { ExtensionMove, ExtensionState } from './extension-state.ts';
import type { Settings } from './options.ts';
import type { ProcessGroup } from './process.ts';
import { isRefusal, refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { Timeline } from './timeline.ts';

/** An answer of `event/next`. Times are epoch milliseconds. */
export type ExtensionEvent =
  | {
      readonly eventType: 'INVOKE';
      readonly deadlineMs: number;
      readonly requestId: string;
      readonly invokedFunctionArn: string;
      readonly tracing?: { readonly type: 'X-Amzn-Trace-Id'; readonly value: string };
    }
  | { readonly eventType: 'SHUTDOWN'; readonly deadlineMs: number; readonly shutdownReason: string };

/** At most so many extensions, internal ones included (Extensions API). */
export const mostExtensions = 10;

/** One extension: external when it is a file of a layer, else internal, living in the runtime's process. */
export class Extension {
  readonly name: string;
  readonly external: boolean;
  id = '';
  state: ExtensionState = 'Started';
  events: readonly string[] = [];
  errorType: string | undefined;
  group: ProcessGroup | undefined;
  readonly #condition: Condition;
  readonly #managedInstances: boolean;
  #answer: ((event: ExtensionEvent) => void) | undefined;
  #missed: ExtensionEvent | undefined;

  constructor(name: string, external: boolean, condition: Condition, managedInstances: boolean) {
    this.name = name;
    this.external = external;
    this.#condition = condition;
    this.#managedInstances = managedInstances;
  }

  /** Takes a step of the state machine; answers the refusal when it is not allowed now. */
  move(move: ExtensionMove, who = this.id): Refusal | undefined {
    const state = nextExtensionState(this.state, move, who, this.#managedInstances);
    if (isRefusal(state)) return state;
    this.state = state;
    this.#condition.changed();
    return undefined;
  }

  /** The extension asks for its next event: `answer` is called once, when there is one. */
  next(answer: (event: ExtensionEvent) => void): Refusal | undefined {
    const refusal = this.move('next');
    if (refusal) return refusal;
    this.#answer = answer;
    const missed = this.#missed;
    this.#missed = undefined;
    if (missed) this.give(missed);
    return undefined;
  }

  /** Gives the event to the request that waits, or keeps it for the next one. */
  give(event: ExtensionEvent): void {
    if (this.state !== 'Ready' || this.#answer === undefined) {
      this.#missed = event;
      return;
    }
    const answer = this.#answer;
    this.#answer = undefined;
    this.move('event');
    answer(event);
  }
}

/** The extensions of one generation of processes, and the rules by which they register. */
export class Extensions {
  readonly all: Extension[];
  /** Internal extensions may register until the runtime asks for its first invocation. */
  registrationOpen = true;
  readonly #settings: Settings;
  readonly #condition: Condition;
  readonly #timeline: Timeline;

  constructor(settings: Settings, condition: Condition, timeline: Timeline) {
    this.#settings = settings;
    this.#condition = condition;
    this.#timeline = timeline;
    this.all = settings.extensions.map(({ name }) => new Extension(name, true, condition, settings.managedInstances));
  }

  /** The registered extension with this identifier. */
  byId(id: string): Extension | undefined {
    return this.all.find((extension) => extension.id === id);
  }

  /** `POST register`, in the order in which the service checks (Extensions API; AWS's open-source emulator). */
  register(name: string | undefined, body: string): Extension | Refusal {
    if (name === undefined) return refuse(403, 'Extension.InvalidExtensionName', 'Empty extension name');
    const events = readEvents(body);
    if (isRefusal(events)) return events;
    const { managedInstances } = this.#settings;
    const known = managedInstances ? ['SHUTDOWN'] : ['INVOKE', 'SHUTDOWN'];
    const unknown = events.find((event) => !known.includes(event));
    if (unknown !== undefined) return refuse(403, 'Extension.InvalidEventType', `${unknown}: ErrorInvalidEventType`);
    const external = this.all.find((extension) => extension.external && extension.name === name);
    const extension = external ?? this.#internal(name, events);
    if (isRefusal(extension)) return extension;
    const refusal = extension.move('register', name);
    if (refusal) return refusal;
    if (extension !== external) this.all.push(extension);
    extension.id = randomUUID();
    extension.events = [...new Set(events)];
    this.#timeline.add('register', { name, detail: extension.events.join(', ') || 'no events' });
    this.#condition.changed();
    return extension;
  }

  // A name that is no file's is taken for an internal extension: so a wrong name can succeed and yet stall Init.
  #internal(name: string, events: readonly string[]): Extension | Refusal {
    if (events.includes('SHUTDOWN')) {
      const message = 'SHUTDOWN: ShutdownEventNotSupportedForInternalExtension';
      return refuse(403, 'Extension.InvalidEventType', message);
    }
    if (!this.registrationOpen) {
      return refuse(403, 'Extension.RegistrationClosed', 'Extension registration closed already');
    }
    if (this.all.some((extension) => extension.name === name)) {
      return refuse(403, 'Extension.InvalidExtensionState', 'Extension with this name already registered');
    }
    if (this.all.length >= mostExtensions) {
      return refuse(403, 'Extension.TooManyExtensions', `Extension limit (${mostExtensions}) reached`);
    }
    return new Extension(name, false, this.#condition, this.#settings.managedInstances);
  }
}

function readEvents(body: string): string[] | Refusal {
  const malformed = (message: string) => refuse(403, 'InvalidRequestFormat', message);
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch (error) {
    return malformed((error as Error).message);
  }
  if (typeof request !== 'object' || request === null) return malformed('expected a JSON object');
  const { events = [], configurationKeys = [] } = request as { events?: unknown; configurationKeys?: unknown };
  if (!Array.isArray(configurationKeys) || configurationKeys.length > 0) {
    return malformed('configurationKeys are deprecated; use environment variables instead');
  }
  if (events === null) return [];
  if (!Array.isArray(events) || events.some((event) => typeof event !== 'string')) {
    return malformed('expected events to be an array of strings');
  }
  return events as string[];
}
