import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Batch, BatchLimits } from '../../src/contracts/batch.ts';
import type { EncodedRecord } from '../../src/contracts/record.ts';
import {
  delivered,
  rejectAll,
  retryAll,
  type Delivery,
  type Sink,
  type SinkEnvironment,
} from '../../src/contracts/sink.ts';
import type { FileSettings } from './config.ts';

// One write a batch; 4 MiB bounds what a batch costs in memory while it is joined and written.
const limits: BatchLimits = { records: 10_000, bytes: 4 * 1024 * 1024, recordBytes: 4 * 1024 * 1024 };

// Errors that last until somebody changes the path or its rights. A full disk is not among them: it may be cleared.
const permanentCodes = new Set(['EACCES', 'EISDIR', 'ELOOP', 'ENAMETOOLONG', 'ENOTDIR', 'EPERM', 'EROFS']);

/**
 * A sink that appends each batch with one write, so that the batches of several writers on one machine do not mix. The file
 * is opened for each batch: it may be moved or deleted at any time.
 */
export function create(settings: FileSettings, environment: SinkEnvironment): Sink {
  const { functionName, environmentId } = environment;
  const path = settings.path.replaceAll('{functionName}', functionName).replaceAll('{environmentId}', environmentId);
  // The file ends in the middle of a line, because the disk filled up during the last write.
  let torn = false;

  async function append(batch: Batch): Promise<Delivery> {
    const start = torn ? '\n' : '';
    const bytes = Buffer.from(`${start}${batch.records.map((record) => record.line).join('\n')}\n`);
    try {
      const written = await write(path, bytes);
      if (written >= start.length) torn = written > start.length && written < bytes.length;
      if (written === bytes.length) return delivered;
      return { retry: notWritten(batch, written - start.length), rejected: [], cause: 'the disk is full' };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
      return permanentCodes.has(code)
        ? rejectAll(batch, `${code}: mend SLUICE_FILE_PATH or the rights to it`)
        : retryAll(batch, code);
    }
  }

  return {
    limits,
    async send(batch, { signal }) {
      if (signal.aborted) return retryAll(batch, 'aborted before writing');
      return untilAborted(append(batch), signal, () => retryAll(batch, 'aborted while writing'));
    },
  };
}

async function write(path: string, bytes: Buffer): Promise<number> {
  const file = await openFile(path);
  try {
    return (await file.write(bytes)).bytesWritten;
  } finally {
    await file.close();
  }
}

async function openFile(path: string) {
  try {
    return await open(path, 'a');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, 'a');
  }
}

// The first record that is not in the file whole, newline included, and all behind it.
function notWritten(batch: Batch, written: number): readonly EncodedRecord[] {
  let end = 0;
  const first = batch.records.findIndex((record) => (end += record.bytes + 1) > written);
  return batch.records.slice(first);
}

// A write that the system has begun cannot be called back (a network file system may hang): the answer does not wait for it.
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal, answer: () => T): Promise<T> {
  let abort = () => {};
  const aborted = new Promise<T>((resolve) => {
    abort = () => resolve(answer());
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
