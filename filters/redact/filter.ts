import type { Filter } from '../../src/contracts/filter.ts';
import type { JsonValue, TelemetryRecord } from '../../src/contracts/record.ts';
import type { RedactSettings } from './config.ts';
import { Counters } from './counters.ts';
import { maskedRecord } from './names.ts';
import { OpenKeys } from './record/open-keys.ts';
import { RecordRedactor } from './record/record.ts';

/**
 * The redaction filter: answers each record with its findings replaced, the same object when there are none, or undefined
 * when a rule drops it. An error inside masks the whole record (or drops it, as `onError` says) and is counted: what could
 * not be looked at is not shipped. A dry run counts all that and answers every record as it is.
 */
export function create(settings: RedactSettings): Filter {
  const counters = new Counters();
  if (settings.mode === 'off') return { apply: (record) => record, counters: () => counters.all() };
  const redactor = new RecordRedactor(settings, counters);
  const openKeys = new OpenKeys(redactor);
  const enforce = settings.mode === 'enforce';

  const apply = (event: TelemetryRecord): TelemetryRecord | undefined => {
    let record: JsonValue | undefined;
    try {
      record = openKeys.redact(event);
    } catch {
      counters.count('errors');
      const isDropped = settings.onError === 'drop';
      counters.count(isDropped ? 'records.dropped' : 'records.masked');
      // A dry run ships everything as it is: what it could not look at is no more secret than what it found.
      if (!enforce) return event;
      return isDropped ? undefined : { ...event, record: `[${maskedRecord}]` };
    }
    if (record === event.record) return event;
    counters.count(record === undefined ? 'records.dropped' : 'records.changed');
    if (!enforce) return event;
    return record === undefined ? undefined : { ...event, record };
  };
  return { apply, counters: () => counters.all() };
}
