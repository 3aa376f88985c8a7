import { describe, expect, it } from 'vitest';
import { RequestIds } from '../../../src/pipeline/request-ids.ts';
import { line } from './fixtures.ts';

const a = '0b1c7d52-6a4e-4d4c-8f1e-2b6a3d0f9e11';
const b = '1c2d7d52-6a4e-4d4c-8f1e-2b6a3d0f9e22';
const at = (ms: number) => new Date(1_767_322_800_000 + ms).toISOString();
const start = (requestId: string, ms: number) => line({ requestId }, 'platform.start', at(ms));
const done = (requestId: string, ms: number) => line({ requestId }, 'platform.runtimeDone', at(ms));

describe('RequestIds', () => {
  it('takes the id that a record names before any other', () => {
    const ids = new RequestIds(false);
    ids.identify(start(a, 0));
    expect(ids.identify(line({ requestId: b, message: 'x' })).requestId).toBe(b);
    expect(ids.identify(line({ AWSRequestId: b })).requestId).toBe(b);
    expect(ids.identify(line(`2026-01-02T03:04:05.500Z\t${b}\tINFO\tpaid`)).requestId).toBe(b);
    expect(ids.identify(line({ requestId: b }, 'platform.report')).requestId).toBe(b);
  });

  it('else the invocation under way, by the order of the stream', () => {
    const ids = new RequestIds(false);
    expect(ids.identify(line('module scope')).requestId).toBeUndefined();
    ids.identify(start(a, 0));
    expect(ids.identify(line('plain')).requestId).toBe(a);
    expect(ids.identify(line('2026-01-02T03:04:05.500Z\tundefined\tINFO\tx')).requestId).toBe(a);
    ids.identify(done(a, 10));
    ids.identify(start(b, 20));
    expect(ids.identify(line('plain', 'function', at(21))).requestId).toBe(b);
  });

  it('gives a late line the id only if it was written before the end', () => {
    const ids = new RequestIds(false);
    ids.identify(start(a, 0));
    ids.identify(done(a, 10));
    expect(ids.identify(line('late', 'function', at(9))).requestId).toBe(a);
    expect(ids.identify(line('between', 'function', at(11))).requestId).toBeUndefined();
  });

  it('does not give a late line the id of the next invocation', () => {
    const ids = new RequestIds(false);
    ids.identify(start(a, 0));
    ids.identify(done(a, 10));
    ids.identify(start(b, 20));
    expect(ids.identify(line('late', 'function', at(9))).requestId).toBe(a);
    expect(ids.identify(line('between', 'function', at(15))).requestId).toBeUndefined();
    expect(ids.identify(line('own', 'function', at(20))).requestId).toBe(b);
  });

  it('lifts nothing but an id out of a record, since no filter sees it there', () => {
    const ids = new RequestIds(false);
    expect(ids.identify(line({ requestId: 'ada@example.org' })).requestId).toBeUndefined();
    ids.identify(start(a, 0));
    expect(ids.identify(line({ AWSRequestId: '4111111111111111' })).requestId).toBe(a);
  });

  it('gives none to lines of extensions', () => {
    const ids = new RequestIds(false);
    ids.identify(start(a, 0));
    expect(ids.identify(line('other extension', 'extension')).requestId).toBeUndefined();
  });

  it('trusts named ids only on Managed Instances, where invocations interleave', () => {
    const ids = new RequestIds(true);
    ids.identify(start(a, 0));
    ids.identify(start(b, 0));
    expect(ids.identify(line({ message: 'x' })).requestId).toBeUndefined();
    expect(ids.identify(line({ requestId: a })).requestId).toBe(a);
  });
});
