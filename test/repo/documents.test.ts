import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const documents = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)));

interface Block {
  readonly language: string;
  readonly text: string;
  readonly place: string;
}

/** The fenced blocks of a document, with the line where each begins. */
function blocksOf(path: string): Block[] {
  const text = read(path);
  return [...text.matchAll(/^( *)```(\w*)[^\n]*\n(.*?)^\1```$/gms)].map((match) => ({
    language: match[2] ?? '',
    text: match[3] ?? '',
    place: `${path}:${text.slice(0, match.index).split('\n').length}`,
  }));
}

/** Everything that a document sets as code: its blocks of shell, and what stands between backticks. */
function codeOf(path: string): string[] {
  const shell = blocksOf(path).filter(({ language }) => language === 'sh' || language === 'bash');
  const inline = read(path)
    .replaceAll(/^( *)```.*?^\1```$/gms, '')
    .matchAll(/`([^`\n]+)`/g);
  return [
    ...shell.map(({ text }) => text.replaceAll(/(^|\s)#.*$/gm, '')),
    ...[...inline].map((match) => match[1] ?? ''),
  ];
}

/** Words that name a file or folder of the repository: with a slash, and without a placeholder or a pattern. */
function pathsIn(code: string): string[] {
  const words = code.split(/\s+/).filter((word) => /^[\w.][\w.-]*\/[\w./-]*$/.test(word));
  // What a build or a virtual environment makes is not there in a fresh checkout; `zod/mini` is a module.
  return words.filter((word) => !/^(dist|\.venv|node_modules)\//.test(word) && !/^zod\//.test(word));
}

/** The anchors that GitHub gives to the headings of a document. */
function anchorsOf(path: string): string[] {
  if (!existsSync(join(root, path))) return [];
  const headings = [...read(path).matchAll(/^#+ (.*)$/gm)].map((match) => (match[1] as string).toLowerCase());
  return headings.map((heading) => heading.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(' ', '-'));
}

const scriptsIn = (code: string) =>
  [...code.matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g)].map(([, run, short]) => (run ?? short) as string);

describe('the documents', () => {
  it('name only npm scripts that there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = documents.flatMap((path) => codeOf(path).flatMap(scriptsIn));
    expect(new Set(named).size).toBeGreaterThanOrEqual(6);
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  it.each([
    'CONTRIBUTING.md',
    'docs/architecture.md',
    'docs/guarantees.md',
    'docs/testing.md',
    'docs/decisions/0003-dependencies.md',
  ])('%s names only files that there are', (path) => {
    const named = codeOf(path).flatMap(pathsIn);
    expect(named.length).toBeGreaterThanOrEqual(3);
    expect(named.filter((each) => !existsSync(join(root, each)))).toEqual([]);
  });

  it('lead to headings that there are', () => {
    const links = documents.flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:)([^)#\s]*)#([^)\s]+)\)/g)].map(([, target, anchor]) => ({
        path,
        target: target === '' ? path : join(path, '..', target as string),
        anchor: anchor as string,
      })),
    );
    expect(links.length).toBeGreaterThanOrEqual(5);
    const broken = links.filter(({ target, anchor }) => !anchorsOf(target).includes(anchor));
    expect(broken.map(({ path, target, anchor }) => `${path}: ${target}#${anchor}`)).toEqual([]);
  });

  it('show only JSON and YAML that can be read', () => {
    const blocks = documents.flatMap(blocksOf);
    const json = blocks.filter(({ language }) => language === 'json');
    const yaml = blocks.filter(({ language }) => language === 'yaml' || language === 'yml');
    expect(json.length).toBeGreaterThanOrEqual(5);
    for (const { text, place } of json) expect(() => JSON.parse(text), place).not.toThrow();
    for (const { text, place } of yaml) {
      // Tags of CloudFormation are warnings.
      expect(parseDocument(text, { logLevel: 'error' }).errors, place).toEqual([]);
    }
  });

  it('account for every package', () => {
    const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
      string,
      Record<string, string>
    >;
    const packages = Object.keys({ ...dependencies, ...devDependencies });
    const rows = read('docs/decisions/0003-dependencies.md').split('\n');
    expect(packages.length).toBeGreaterThan(10);
    expect(packages.filter((name) => !rows.some((row) => row.startsWith(`| \`${name}\``)))).toEqual([]);
  });

  it('give the reasons for a drop, and the ledger, as the code does', () => {
    const counters = read('src/pipeline/counters.ts');
    const reasons = [...counters.matchAll(/^ {2}\| '([a-z-]+)'/gm)].map((match) => match[1] as string);
    expect(reasons.length).toBeGreaterThanOrEqual(6);
    const guarantees = read('docs/guarantees.md');
    for (const reason of reasons) expect(guarantees).toContain(`\`${reason}\``);
    const ledger = /`(received [^`]+ = [^`]+)`/.exec(counters)?.[1];
    expect(guarantees).toContain(`    ${ledger}\n`);
  });
});
