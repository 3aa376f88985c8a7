import { delimiter, join } from 'node:path';
import type { Settings } from './options.ts';

export const functionVersion = '$LATEST';
/** An account that cannot exist outside of examples. */
export const accountId = '012345678912';

/** Variables that Lambda keeps from external extensions (Extensions API), besides all that begin with an underscore. */
const withheld = new Set([
  ...['AWS_EXECUTION_ENV', 'AWS_LAMBDA_LOG_GROUP_NAME', 'AWS_LAMBDA_LOG_STREAM_NAME', 'AWS_XRAY_CONTEXT_MISSING'],
  ...['AWS_XRAY_DAEMON_ADDRESS', 'LAMBDA_RUNTIME_DIR', 'LAMBDA_TASK_ROOT'],
]);

export function region(settings: Settings): string {
  return settings.environment['AWS_REGION'] ?? settings.environment['AWS_DEFAULT_REGION'] ?? 'us-east-1';
}

export function functionArn(settings: Settings): string {
  return `arn:aws:lambda:${region(settings)}:${accountId}:function:${settings.functionName}`;
}

/**
 * The variables of the function's process. `host` gives PATH and nothing else: what else this machine knows, credentials
 * above all, is not the function's business. `runtimeApi` is `host:port`; `instanceId` names the log stream.
 */
export function functionEnvironment(
  settings: Settings,
  runtimeApi: string,
  instanceId: string,
  host: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const { functionName, managedInstances, logFormat, layers } = settings;
  const bins = layers.map((layer) => join(layer, 'bin'));
  const libs = layers.map((layer) => join(layer, 'lib'));
  return {
    LANG: 'en_US.UTF-8',
    TZ: ':UTC',
    PATH: [host['PATH'] ?? '/usr/local/bin:/usr/bin:/bin', ...bins].join(delimiter),
    ...(libs.length > 0 ? { LD_LIBRARY_PATH: libs.join(delimiter) } : {}),
    AWS_REGION: region(settings),
    AWS_DEFAULT_REGION: region(settings),
    ...settings.environment,
    AWS_LAMBDA_RUNTIME_API: runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: functionVersion,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(settings.memorySizeMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: settings.initializationType,
    AWS_LAMBDA_LOG_FORMAT: logFormat === 'json' ? 'JSON' : 'Text',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: instanceId,
    LAMBDA_TASK_ROOT: settings.function.cwd,
    _HANDLER: settings.function.handler,
    ...(managedInstances ? { AWS_LAMBDA_MAX_CONCURRENCY: '1' } : {}),
  };
}

/** The function's variables less those that extensions do not see. The log format reaches them on Managed Instances only. */
export function extensionEnvironment(
  ofFunction: Readonly<Record<string, string>>,
  managedInstances: boolean,
): Record<string, string> {
  const seen = Object.entries(ofFunction).filter(([name]) => {
    if (name.startsWith('_') || withheld.has(name) || name === 'AWS_LAMBDA_MAX_CONCURRENCY') return false;
    return managedInstances || name !== 'AWS_LAMBDA_LOG_FORMAT';
  });
  return Object.fromEntries(seen);
}
