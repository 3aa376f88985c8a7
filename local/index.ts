import { randomBytes } from 'node:crypto';
import { Environment } from './environment.ts';
import type { ShutdownResult } from './generation.ts';
import { functionVersion } from './identity.ts';
import { createInvocation } from './invocation.ts';
import type { FunctionAnswer, InvokeOptions, InvokeResult } from './invocation.ts';
import { FunctionOutput } from './function-output.ts';
import { lineEvent } from './output.ts';
import { resolveOptions } from './options.ts';
import type { LocalLambdaOptions, OutputLine } from './options.ts';
import { serveInvokeFront, serveLambdaApis } from './server.ts';
import { Telemetry } from './telemetry.ts';
import { Timeline } from './timeline.ts';
import type { TimelineEntry } from './timeline.ts';
import { Watchdog } from './watchdog.ts';

export { OptionError } from './options.ts';
export type { Faults, InitializationType, LocalLambdaOptions, OutputLine } from './options.ts';
export type { InvokeOptions, InvokeResult } from './invocation.ts';
export type { ShutdownResult } from './generation.ts';
export type { TimelineEntry } from './timeline.ts';

/** A running local Lambda. */
export interface LocalLambda {
  /** `http://127.0.0.1:PORT`, an endpoint for the AWS CLI and SDKs. */
  readonly invokeUrl: string;
  /** `127.0.0.1:PORT`, what the processes find in AWS_LAMBDA_RUNTIME_API. */
  readonly runtimeApi: string;
  readonly timeline: readonly TimelineEntry[];
  readonly processes: () => { name: string; pid: number }[];
  /** Every event as it was generated, in the newest schema: what a subscriber to everything should have received. */
  readonly generated: readonly { time: string; type: string; record: unknown }[];
  /** Records that were given up and reported as `platform.logsDropped`. */
  readonly dropped: { readonly records: number; readonly bytes: number };
  /**
   * Starts the environment if none runs, and runs one invocation; further calls wait their turn. Resolves when the Invoke
   * phase has ended and the freeze is in place. Never rejects for errors of the function. `payload` is sent as JSON.
   */
  invoke(payload?: unknown, options?: InvokeOptions): Promise<InvokeResult>;
  /** Ends the environment as Lambda does, after the invocations that wait. The next invocation starts a new one. */
  shutdown(reason?: 'spindown' | 'timeout' | 'failure'): Promise<ShutdownResult>;
  /** Kills every process and closes the ports. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens the APIs of a Lambda execution environment on loopback ports. Processes start with the first invocation. Rejects
 * with `OptionError` when an option cannot work, or with the system's error when the invoke port is taken.
 */
export async function startLocalLambda(options: LocalLambdaOptions): Promise<LocalLambda> {
  const settings = resolveOptions(options);
  const timeline = new Timeline(options.onTimeline);
  const telemetry = new Telemetry(settings, timeline);
  const functionOutput = new FunctionOutput(telemetry, settings.faults.lateFunctionLines === true);
  const onLine = (output: OutputLine) => {
    const event = lineEvent(output.source, output.line, settings.logFormat, new Date().toISOString());
    if (output.source === 'function') functionOutput.accept(event);
    else telemetry.generate(event);
    const name = output.source === 'function' ? settings.functionName : output.name;
    settings.onOutput({ ...output, name, line: output.line.replace(/\n$/, '') });
  };
  // The environment needs the address of the APIs, and these need the environment's present generation.
  const apis = await serveLambdaApis(settings, timeline, () => environment.generation);
  const watchdog = new Watchdog();
  const environment: Environment = new Environment({
    settings,
    telemetry,
    functionOutput,
    timeline,
    watchdog,
    runtimeApi: apis.address,
    instanceId: instanceId(),
    host: { PATH: process.env['PATH'] },
    onLine,
  });
  const start = (payload: Buffer, invokeOptions: InvokeOptions) => {
    let onAnswer: (answer: FunctionAnswer) => void = () => {};
    const answer = new Promise<FunctionAnswer>((resolve) => (onAnswer = resolve));
    const invocation = createInvocation(payload, invokeOptions, onAnswer);
    return { requestId: invocation.requestId, answer, ended: environment.invoke(invocation) };
  };
  const front = await serveInvokeFront(settings, start).catch(async (error: unknown) => {
    await apis.close();
    await watchdog.close();
    throw error;
  });
  let closing: Promise<void> | undefined;
  return {
    invokeUrl: `http://${front.address}`,
    runtimeApi: apis.address,
    timeline: timeline.entries,
    generated: telemetry.generated,
    dropped: telemetry.dropped,
    processes: () => (environment.generation?.groups ?? []).map(({ name, pid }) => ({ name, pid })),
    invoke: (payload = {}, invokeOptions = {}) => start(Buffer.from(JSON.stringify(payload)), invokeOptions).ended,
    shutdown: (reason = 'spindown') => environment.shutdown(reason),
    close: () => {
      closing ??= environment.close().then(async () => {
        await Promise.all([front.close(), apis.close()]);
        await watchdog.close();
      });
      return closing;
    },
  };
}

// The name that Lambda gives to an environment and its log stream.
function instanceId(): string {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[${functionVersion}]${randomBytes(16).toString('hex')}`;
}
