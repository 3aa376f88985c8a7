import { describe, expect, it } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../src/contracts/platform.ts';
import { subscribe } from '../../../src/extension/telemetry-api.ts';

/** A Lambda that answers each subscription by its API and schema version. */
function lambda(answers: Record<string, number | 'reset'>) {
  const asked: string[] = [];
  const request = async ({ url, body }: HttpRequest): Promise<HttpResponse> => {
    const key = `${url.includes('/logs') ? 'logs' : 'telemetry'} ${JSON.parse(body ?? '').schemaVersion}`;
    asked.push(key);
    const status = answers[key] ?? answers[key.split(' ')[0] as string] ?? 500;
    if (status === 'reset') throw new Error('reset');
    return { status, header: () => undefined, body: '' };
  };
  return { asked, request };
}

const to = {
  runtimeApi: '127.0.0.1:9001',
  identifier: 'id',
  port: 4243,
  types: ['platform', 'function'] as const,
  managedInstances: false,
};

describe('subscribe', () => {
  it('asks for the newest schema first and is content when that is taken', async () => {
    const { asked, request } = lambda({ telemetry: 200 });
    expect(await subscribe(request, to)).toEqual({ state: 'active', api: 'telemetry', schemaVersion: '2025-01-29' });
    expect(asked).toEqual(['telemetry 2025-01-29']);
  });

  it('falls back to schema 2022-12-13 when the newest is refused', async () => {
    const { request } = lambda({ 'telemetry 2025-01-29': 400, 'telemetry 2022-12-13': 200 });
    expect(await subscribe(request, to)).toMatchObject({ state: 'active', schemaVersion: '2022-12-13' });
  });

  it('falls back to the Logs API when both schemas are refused', async () => {
    const { asked, request } = lambda({ telemetry: 400, logs: 200 });
    expect(await subscribe(request, to)).toMatchObject({ state: 'active', api: 'logs' });
    expect(asked).toEqual(['telemetry 2025-01-29', 'telemetry 2022-12-13', 'logs 2021-03-18']);
  });

  it('goes straight to the Logs API when there is no Telemetry API at all', async () => {
    const { asked, request } = lambda({ telemetry: 404, logs: 200 });
    expect(await subscribe(request, to)).toMatchObject({ state: 'active', api: 'logs' });
    expect(asked).toEqual(['telemetry 2025-01-29', 'logs 2021-03-18']);
  });

  it('takes 202 for what it is: accepted, and nothing will ever come', async () => {
    expect(await subscribe(lambda({ telemetry: 202 }).request, to)).toEqual({ state: 'unsupported' });
  });

  it('says what each API answered when all refuse, without their texts', async () => {
    expect(await subscribe(lambda({ telemetry: 400, logs: 403 }).request, to)).toEqual({
      state: 'refused',
      detail: 'telemetry 2025-01-29: 400, telemetry 2022-12-13: 400, logs 2021-03-18: 403, logs 2020-08-15: 403',
    });
  });

  it('asks no further when nothing answers: it may be subscribed all the same', async () => {
    const { asked, request } = lambda({ telemetry: 'reset', logs: 200 });
    expect(await subscribe(request, to)).toEqual({ state: 'refused', detail: 'telemetry 2025-01-29: no answer' });
    expect(asked.length).toBe(1);
  });

  it('tries nothing but the newest schema on Managed Instances', async () => {
    const { asked, request } = lambda({ telemetry: 400 });
    await subscribe(request, { ...to, managedInstances: true });
    expect(asked).toEqual(['telemetry 2025-01-29']);
  });
});
