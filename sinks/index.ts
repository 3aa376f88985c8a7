import type { SinkKind } from '../src/contracts/sink.ts';
import { consoleKind } from './console/config.ts';
import { fileKind } from './file/config.ts';
import { firehoseKind } from './firehose/config.ts';
import { httpKind } from './http/config.ts';
import { s3Kind } from './s3/config.ts';

/** Every sink that comes with Sluice. Cheap to import: a kind brings its SDK in by `load()`. */
export const sinkKinds: readonly SinkKind[] = [s3Kind, firehoseKind, httpKind, fileKind, consoleKind];
