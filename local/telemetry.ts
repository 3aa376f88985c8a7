import type { PlatformEvent } from './events.ts';

import type { Settings } from './options.ts';
import { refuse } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { Subscription } from './subscription.ts';
import type { SubscriptionRequest } from './subscription-request.ts';
import type { Timeline } from './timeline.ts';

/** All events of an environment: those generated, those waiting for a first subscriber, and the subscribers. */
export class Telemetry {
  /** Every event in the newest Telemetry schema, in the order of generation. What only the Logs API knows is not in it. */
  readonly generated: { time: string; type: string; record: unknown }[] = [];
  readonly dropped = { records: 0, bytes: 0 };
  readonly #settings: Settings;
  readonly #timeline: Timeline;
  #subscriptions: Subscription[] = [];
  /** Events since the last generation that had a subscriber ended: a new subscriber receives them first. */
  #backlog: PlatformEvent[] = [];
  #keepBacklog = true;
  /** Whether subscriptions are still taken: from the start of Init until every extension has asked for its first event. */
  open = true;

  constructor(settings: Settings, timeline: Timeline) {
    this.#settings = settings;
    this.#timeline = timeline;
  }

  /** A platform event, now. */
  platform(type: string, record: unknown): void {
    this.generate({ time: new Date().toISOString(), type, record });
  }

  generate(event: PlatformEvent): void {
    if (!logsApiEvents.has(event.type)) {
      this.generated.push({ time: event.time, type: event.type, record: event.record });
    }
    if (this.#keepBacklog) this.#backlog.push(event);
    for (const subscription of this.#subscriptions) subscription.accept(event);
  }

  /** The answer of a subscription request that could be read (Telemetry API, subscription rules). */
  subscribe(name: string, request: SubscriptionRequest): 'OK' | 'AlreadySubscribed' | Refusal {
    const own = this.#subscriptions.filter((subscription) => subscription.name === name);
    const other = own.find((subscription) => subscription.request.api !== request.api)?.request.api;
    if (other !== undefined) {
      const message = `The extension ${name} is already subscribed to the ${other}API. You must either subscribe to the LogsAPI or the TelemetryAPI`;
      return refuse(400, `${request.api}.AccessDenied`, message);
    }
    const wanted = JSON.stringify(request);
    const repeated = own.some((subscription) => JSON.stringify(subscription.request) === wanted);
    if (!repeated) this.#add(name, request);
    const type = request.api === 'Telemetry' ? 'platform.telemetrySubscription' : 'platform.logsSubscription';
    const state = repeated ? 'Already subscribed' : 'Subscribed';
    this.platform(type, { name, state, types: request.types });
    const detail = `${request.api} API ${request.schemaVersion}, ${request.types.join(', ')}`;
    this.#timeline.add('subscribe', { name, detail: repeated ? `${detail}, again` : detail });
    return repeated ? 'AlreadySubscribed' : 'OK';
  }

  /** Init is over. */
  closeSubscriptions(): void {
    this.open = false;
    this.#backlog = [];
    this.#keepBacklog = false;
  }

  /** The generation of processes has ended. What its subscribers did not take is gone, except without any subscriber. */
  endGeneration(): void {
    if (this.#subscriptions.length > 0) this.#backlog = [];
    for (const subscription of this.#subscriptions) {
      const left = subscription.close();
      if (left > 0) this.#timeline.add('undelivered', { name: subscription.name, detail: `${left} records` });
    }
    this.#subscriptions = [];
    this.#keepBacklog = true;
    this.open = true;
  }

  async pause(): Promise<void> {
    await Promise.all(this.#subscriptions.map((subscription) => subscription.pause()));
  }

  resume(): void {
    for (const subscription of this.#subscriptions) subscription.resume();
  }

  hold(): void {
    for (const subscription of this.#subscriptions) subscription.hold();
  }

  release(): void {
    for (const subscription of this.#subscriptions) subscription.release();
  }

  flush(): void {
    for (const subscription of this.#subscriptions) subscription.flush();
  }

  #add(name: string, request: SubscriptionRequest): void {
    const { batching, faults, managedInstances } = this.#settings;
    // On Managed Instances a refused batch is not repeated (AWS's emulator for them).
    const attempts = managedInstances ? 1 : faults.dropBatches;
    const subscription = new Subscription(name, request, {
      batching,
      ...(attempts === undefined ? {} : { attempts }),
      ...(faults.cutRecordsAboveBytes === undefined ? {} : { cutRecordsAboveBytes: faults.cutRecordsAboveBytes }),
      dropPath: faults.dropPathOfDestination === true,
      timeline: this.#timeline,
      onDropped: (reason, records, bytes) => this.#drop(subscription, reason, records, bytes),
    });
    this.#subscriptions.push(subscription);
    for (const event of this.#backlog) subscription.accept(event);
  }

  #drop(subscription: Subscription, reason: string, droppedRecords: number, droppedBytes: number): void {
    this.dropped.records += droppedRecords;
    this.dropped.bytes += droppedBytes;
    this.#timeline.add('drop', { name: subscription.name, detail: `${droppedRecords} records, ${droppedBytes} bytes` });
    const record = { reason, droppedRecords, droppedBytes };
    const event = { time: new Date().toISOString(), type: 'platform.logsDropped', record };
    this.generated.push(event);
    subscription.accept(event);
  }
}

const logsApiEvents = new Set(['platform.fault', 'platform.logsSubscription']);
