// The runtime of a Node handler under the local Lambda: `node bootstrap.mjs FILE EXPORT`. Plain JavaScript, since it runs in
// the function's process, under whatever Node the machine has.
import { writeSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { pathToFileURL } from 'node:url';
import { format } from 'node:util';

const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(':');
const json = process.env.AWS_LAMBDA_LOG_FORMAT === 'JSON';
const agent = new Agent({ keepAlive: true });
// Resolved by descriptor once: reading the environment at each line would cost more than the line.
const frames = 3;
let requestId;

const levels = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' };
for (const [method, level] of Object.entries(levels)) {
  console[method] = (...args) => log(level, args);
}

/** One message, one frame: stream, length, text. So a message of several lines stays one record. */
function log(level, args) {
  const text = json
    ? jsonMessage(level, args)
    : `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...args)}`;
  const body = Buffer.from(text);
  const frame = Buffer.allocUnsafe(5 + body.length);
  frame[0] = level === 'ERROR' || level === 'WARN' ? 2 : 1;
  frame.writeUInt32BE(body.length, 1);
  body.copy(frame, 5);
  for (let at = 0; at < frame.length;) {
    try {
      at += writeSync(frames, frame, at);
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

// The fields of Lambda's JSON log format: a single object stays an object, an error is taken apart.
function jsonMessage(level, args) {
  const error = args.find((arg) => arg instanceof Error);
  const entry = {
    timestamp: new Date().toISOString(),
    level,
    requestId,
    ...(error && { errorType: error.name, errorMessage: error.message, stackTrace: stackOf(error) }),
    message: args.length === 1 && !error ? args[0] : format(...args),
  };
  try {
    return JSON.stringify(entry);
  } catch {
    return JSON.stringify({ ...entry, message: format(...args) });
  }
}

/** One request to the Runtime API. No time limit: the process may be frozen for hours while it waits. */
function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      { host, port, agent, method, path: `/2018-06-01/runtime/${path}`, headers },
      (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function reportError(path, error, errorType) {
  const shape = describe(error, errorType);
  return call('POST', path, JSON.stringify(shape), {
    'content-type': 'application/json',
    'lambda-runtime-function-error-type': shape.errorType,
  });
}

function describe(error, errorType) {
  const isError = error instanceof Error;
  return {
    errorType: errorType ?? (isError ? error.name : typeof error),
    errorMessage: isError ? error.message : String(error),
    stackTrace: isError ? stackOf(error) : [],
  };
}

function stackOf(error) {
  return (error.stack ?? '').split('\n');
}

async function load(file, name) {
  let module;
  try {
    module = await import(pathToFileURL(file));
  } catch (error) {
    const types = { ERR_MODULE_NOT_FOUND: 'Runtime.ImportModuleError' };
    const type = error instanceof SyntaxError ? 'Runtime.UserCodeSyntaxError' : types[error?.code];
    throw Object.assign(new Error(error?.message ?? String(error), { cause: error }), { lambdaType: type });
  }
  const handler = module[name] ?? module.default?.[name];
  if (typeof handler === 'function') return handler;
  const found = `${file} exports no function ${name}`;
  throw Object.assign(new Error(found), { lambdaType: 'Runtime.HandlerNotFound' });
}

function contextOf(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  const clientContext = headers['lambda-runtime-client-context'];
  return {
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: clientContext === undefined ? undefined : JSON.parse(clientContext),
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

async function serve(handler) {
  for (;;) {
    const { headers, body } = await call('GET', 'invocation/next');
    requestId = headers['lambda-runtime-aws-request-id'];
    process.env._X_AMZN_TRACE_ID = headers['lambda-runtime-trace-id'];
    const echo = { 'lambda-runtime-invocation-id': headers['lambda-runtime-invocation-id'] };
    try {
      const result = await handler(JSON.parse(body), contextOf(headers));
      const answer = JSON.stringify(result ?? null);
      await call('POST', `invocation/${requestId}/response`, answer, { 'content-type': 'application/json', ...echo });
    } catch (error) {
      log('ERROR', json ? [error] : ['Invoke Error', `\t${JSON.stringify(describe(error))}`]);
      await reportError(`invocation/${requestId}/error`, error);
    }
  }
}

// What nothing caught ends the runtime, as on Lambda; the invocation fails with its reason.
function fatal(errorType, exitCode) {
  return async (error) => {
    log('ERROR', json ? [error] : ['Uncaught Exception', `\t${JSON.stringify(describe(error, errorType))}`]);
    if (requestId !== undefined) await reportError(`invocation/${requestId}/error`, error, errorType).catch(() => {});
    process.exit(exitCode);
  };
}

const [file, name] = process.argv.slice(2);
let handler;
try {
  handler = await load(file, name);
} catch (error) {
  log('ERROR', ['Uncaught Exception', `\t${JSON.stringify(describe(error, error.lambdaType))}`]);
  await reportError('init/error', error, error.lambdaType);
  process.exit(1);
}
process.on('uncaughtException', fatal('Runtime.UncaughtException', 129));
process.on('unhandledRejection', fatal('Runtime.UnhandledPromiseRejection', 128));
await serve(handler);
