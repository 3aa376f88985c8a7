import type { ConfigProblem } from '../contracts/config.ts';
import { configVariable } from './environment.ts';

/** A plain object read from JSON or YAML. Nothing about its values is known. */
export type Section = Readonly<Record<string, unknown>>;

/** `source` is the path of the file, or `SLUICE_CONFIG` when the variable itself holds the configuration. */
export type ConfigFile =
  | { readonly ok: true; readonly source: string; readonly content: Section }
  | { readonly ok: false; readonly problem: ConfigProblem };

/**
 * Reads what SLUICE_CONFIG says: inline JSON when it starts with `{`, else the path of a JSON or YAML file. A file named
 * `*.json` is JSON and `*.yaml` or `*.yml` is YAML; any other name is tried as JSON, then as YAML. The YAML parser is brought
 * in only for a file that needs it. Problems give the line, never the text: a broken file may hold secrets.
 */
export async function readConfigFile(config: string, readFile: (path: string) => Promise<string>): Promise<ConfigFile> {
  if (config.trim() === '') return failed(configVariable, 'an empty name', 'Name the file, or leave the setting out.');
  if (config.startsWith('{')) return parse(config, configVariable, 'json');
  let text: string;
  try {
    text = await readFile(config);
  } catch (error) {
    return failed(
      configVariable,
      `no readable file at ${config} (${errorCode(error)})`,
      'Mend the path, or add the file.',
    );
  }
  return parse(text.replace(/^\uFEFF/, ''), config, /\.(json|ya?ml)$/i.exec(config)?.[1]?.toLowerCase());
}

export function isSection(value: unknown): value is Section {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text as JSON, or why not, with the place where the runtime names it. */
export function parseJsonText(text: string): { ok: true; value: unknown } | { ok: false; found: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    // Only the position is taken from the message, whose words quote the text.
    const position = /position (\d+)/.exec(String(error))?.[1];
    return { ok: false, found: `text that is not JSON${position ? lineAt(text, Number(position)) : ''}` };
  }
}

async function parse(text: string, source: string, extension: string | undefined): Promise<ConfigFile> {
  const isYaml = extension === 'yaml' || extension === 'yml';
  let result = isYaml ? undefined : parseJsonText(text);
  if (!result?.ok && extension !== 'json') result = await parseYaml(text);
  if (!result?.ok) return failed(source, result!.found, 'Mend the text at that place.', extension);
  if (isSection(result.value)) return { ok: true, source, content: result.value };
  return failed(
    source,
    'no object',
    'Write the settings as one object, such as { "sinks": { "s3": { "bucket": "…" } } }.',
  );
}

async function parseYaml(text: string): Promise<ReturnType<typeof parseJsonText>> {
  const { parseDocument } = await import('./yaml.ts');
  const document = parseDocument(text, { logLevel: 'error' });
  const error = document.errors[0];
  if (error) {
    const line = error.linePos?.[0].line;
    return { ok: false, found: `text that is not YAML (${error.code}${line ? `, line ${line}` : ''})` };
  }
  try {
    return { ok: true, value: document.toJS() };
  } catch {
    // The parser refuses aliases that would grow beyond bounds, and tags that it cannot resolve.
    return { ok: false, found: 'YAML whose aliases cannot be resolved' };
  }
}

function failed(path: string, found: string, fix: string, extension?: string): ConfigFile {
  const formats = extension === undefined ? 'JSON or YAML' : `the ${extension.toUpperCase()} that its name promises`;
  const whole = 'the path of a JSON or YAML file, or JSON that starts with {';
  return { ok: false, problem: { path, found, expected: path === configVariable ? whole : formats, fix } };
}

function lineAt(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return ` (line ${before.length}, column ${before.at(-1)!.length + 1})`;
}

function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : 'it could not be read';
}
