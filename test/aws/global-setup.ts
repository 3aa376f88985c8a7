import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { TestProject } from 'vitest/node';
import { python } from './python.ts';

/** Starts moto's server for the whole run, and stops it in the end. `run.ts` has installed it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = spawn(python, ['test/aws/serve.py'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const { value: endpoint } = await createInterface(server.stdout)[Symbol.asyncIterator]().next();
  if (endpoint === undefined)
    throw new Error(`moto's server did not start: run ${python} test/aws/serve.py to see why.`);
  project.provide('endpoint', endpoint);
  return async () => {
    server.stdin.end();
    await exited;
  };
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of moto's server. */
    endpoint: string;
  }
}
