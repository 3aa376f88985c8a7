import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants } from 'node:fs';
import * as z from 'zod/mini';
import { fileKind } from '../../sinks/file/config.ts';
import { describeSinkContract } from './sink.contract.ts';

describeSinkContract('file', {
  kind: fileKind,
  settings: 'schema',
  readme: 'sinks/file/README.md',
  cannot: {
    reset: 'a file has no connection',
    throttled: 'a file system does not ask for a pause',
    partial: 'a device that fills up during a write is in the unit tests',
  },
  sentTwice: 'twice',
  secrets: [],
  async setup(environment, fault) {
    const directory = await mkdtemp(join(tmpdir(), 'sluice-file-'));
    const path = join(directory, 'deep', 'er', 'lines.ndjson');
    if (fault !== undefined) await mkdir(join(directory, 'deep', 'er'), { recursive: true });
    if (fault === 'denied') await mkdir(path);
    // Opening a FIFO that nobody reads waits for ever, as a network file system may.
    if (fault === 'hang') execFileSync('mkfifo', [path]);
    const { create } = await fileKind.load();
    // Every write to /dev/full finds the device full.
    const settings = z.parse(fileKind.config, { path: fault === 'unavailable' ? '/dev/full' : path });
    return {
      sink: create(settings, environment),
      lines: async () => (await readFile(path, 'utf8').catch(() => '')).split('\n').slice(0, -1),
      reached: async () => {},
      close: async () => {
        // A reader lets the open that still waits return, or its thread would never end.
        if (fault === 'hang') await (await open(path, constants.O_RDONLY | constants.O_NONBLOCK)).close();
        await rm(directory, { recursive: true });
      },
    };
  },
});
