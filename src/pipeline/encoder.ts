import type { EncodedRecord, TelemetryRecord } from '../contracts/record.ts';

/** What every line says about where it comes from. `region` is left out when it is empty. */
export interface Origin {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly region: string;
  readonly environmentId: string;
}

/** Writes each record once, as the NDJSON line that is buffered and shipped, and numbers it. */
export class Encoder {
  readonly #origin: string;
  #sequence = 0;

  constructor(origin: Origin) {
    const { functionName, functionVersion, region, environmentId } = origin;
    const fields = { functionName, functionVersion, ...(region === '' ? {} : { region }), environmentId };
    // The same for every line, so it is written once: `,"functionName":"orders",…,"sequence":`.
    this.#origin = `,${JSON.stringify(fields).slice(1, -1)},"sequence":`;
  }

  /** The sequence number of the last line written; 0 before the first. */
  get last(): number {
    return this.#sequence;
  }

  /** One line, without a newline, and its exact size. The sequence number it takes is the next one: no gaps. */
  encode(record: TelemetryRecord): EncodedRecord {
    const sequence = (this.#sequence += 1);
    const requestId = record.requestId === undefined ? '' : `,"requestId":${JSON.stringify(record.requestId)}`;
    const line = `{"time":${JSON.stringify(record.time)},"type":${JSON.stringify(record.type)},"record":${JSON.stringify(
      record.record,
    )}${requestId}${this.#origin}${sequence}}`;
    return { line, bytes: Buffer.byteLength(line), sequence };
  }
}
