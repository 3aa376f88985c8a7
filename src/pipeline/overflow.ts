import type { DropReason } from './counters.ts';
import type { Overflow } from './record-buffer.ts';

/** What the overflow needs of a sink's queue. */
export interface Evictable {
  /** The sink has failed several times in a row and not worked since. */
  readonly failing: boolean;
  /** Drops the oldest waiting lines, counted; returns the bytes that this queue no longer holds. */
  dropOldest(bytes: number, reason: DropReason): number;
}

/**
 * Who gives way when memory is full. While one sink works, a failing one must not take the memory from it: the failing
 * one's oldest lines go, counted. When all fail, nothing is dropped: Lambda is asked to keep the batch (503) and has more
 * patience than we have memory. On Managed Instances a refused batch would be lost, so there all give way.
 */
export class DropOldest implements Overflow {
  readonly #queues: () => readonly Evictable[];
  readonly #managedInstances: boolean;

  constructor(queues: () => readonly Evictable[], managedInstances: boolean) {
    this.#queues = queues;
    this.#managedInstances = managedInstances;
  }

  makeRoom(bytes: number): void {
    const queues = this.#queues();
    const failing = queues.filter((queue) => queue.failing);
    const oneWorks = failing.length < queues.length;
    for (const queue of this.#managedInstances ? queues : oneWorks ? failing : []) {
      queue.dropOldest(bytes, 'buffer-full');
    }
  }
}
