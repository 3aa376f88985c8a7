import type { PlatformEvent } from './events.ts';
import type { Telemetry } from './telemetry.ts';

/**
 * Turns the function's lines into events. With `late` the last line of an invocation comes after its `platform.runtimeDone`,
 * as can happen on Lambda, where lines and platform events come through different pipes.
 */
export class FunctionOutput {
  readonly #telemetry: Telemetry;
  readonly #late: boolean;
  #invoking = false;
  #heldBack: PlatformEvent | undefined;

  constructor(telemetry: Telemetry, late: boolean) {
    this.#telemetry = telemetry;
    this.#late = late;
  }

  accept(event: PlatformEvent): void {
    if (!this.#late || !this.#invoking) return this.#telemetry.generate(event);
    const previous = this.#heldBack;
    this.#heldBack = event;
    if (previous) this.#telemetry.generate(previous);
  }

  /** An invocation begins. */
  begin(): void {
    this.#invoking = true;
  }

  /** Its `platform.runtimeDone` has been generated. */
  end(): void {
    this.#invoking = false;
    if (this.#heldBack) this.#telemetry.generate(this.#heldBack);
    this.#heldBack = undefined;
  }
}
