/**
 * Waiting for a state. Whoever changes the state calls `changed`; whoever waits says what must hold. One condition serves a
 * whole environment, so that a wait can name several things at once ("all registered, or something died").
 */
export class Condition {
  readonly #checks = new Set<() => void>();

  /** Call after every change. Waits whose state now holds are answered. */
  changed(): void {
    for (const check of [...this.#checks]) check();
  }

  /** Answers true as soon as `holds()` does, or whether it does once `withinMs` milliseconds have passed. Never rejects. */
  until(holds: () => boolean, withinMs: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (answer: boolean) => {
        clearTimeout(timer);
        this.#checks.delete(check);
        resolve(answer);
      };
      const check = () => {
        if (holds()) finish(true);
      };
      const timer = setTimeout(() => finish(holds()), Math.max(0, withinMs));
      this.#checks.add(check);
    });
  }
}
