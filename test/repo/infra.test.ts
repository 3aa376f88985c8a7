import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CollectionTag, parse, type ScalarTag } from 'yaml';
import { filterKinds } from '../../filters/index.ts';
import { sinkKinds } from '../../sinks/index.ts';
import { loadConfig } from '../../src/config/load.ts';

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
}

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

// CloudFormation's short forms, as the objects that its JSON has for them.
const longForms = {
  ...{ Condition: 'Condition', Ref: 'Ref', Equals: 'Fn::Equals', GetAtt: 'Fn::GetAtt', If: 'Fn::If' },
  ...{ Not: 'Fn::Not', Sub: 'Fn::Sub' },
};
const customTags = Object.entries(longForms).flatMap(([short, long]): (ScalarTag | CollectionTag)[] => [
  { tag: `!${short}`, resolve: (text: string) => ({ [long]: text }) },
  { tag: `!${short}`, collection: 'seq', resolve: (sequence) => ({ [long]: sequence }) },
]);

const templatePath = 'infra/sam/template.yaml';
const template = JSON.parse(JSON.stringify(parse(read(templatePath), { customTags, logLevel: 'error' }))) as {
  readonly Parameters: Record<string, unknown>;
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, unknown> }>;
};
const resources = Object.values(template.Resources);

/** Every object in `value`, at any depth, that is a statement of a policy. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(statementsIn);
  return 'Effect' in value && 'Action' in value ? [value as Statement, ...inner] : inner;
}

const actionsOf = ({ Action }: Statement) => (typeof Action === 'string' ? [Action] : Action);
const policies = readdirSync(join(root, 'infra/iam')).filter((name) => name.endsWith('.json'));
const policyOf = (name: string) => JSON.parse(read(`infra/iam/${name}`)) as unknown;

describe('the SAM template', () => {
  it('gives the function variables that Sluice takes as they are', async () => {
    const functions = resources.filter(({ Type }) => Type === 'AWS::Serverless::Function');
    expect(functions.length).toBe(1);
    for (const { Properties } of functions) {
      const { Variables } = Properties.Environment as { Variables: Record<string, unknown> };
      expect(Object.keys(Variables).length).toBeGreaterThan(0);
      // What CloudFormation puts in the place of a reference is a name.
      const environment = Object.fromEntries(
        Object.entries(Variables).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : 'sluice-orders-1a2b',
        ]),
      );
      const loaded = await loadConfig({
        environment,
        sinkKinds,
        filterKinds,
        loadSinkModule: async (path) => `${path} is not to be loaded here`,
        readFile: () => Promise.reject(new Error('no file is named here')),
      });
      expect(loaded).toMatchObject({ ok: true });
    }
  });

  it('finds the code that it deploys', () => {
    const paths = resources.flatMap(({ Properties }) => [Properties.CodeUri, Properties.ContentUri]);
    const local = paths.filter((path) => typeof path === 'string');
    expect(local.length).toBe(3);
    for (const path of local) {
      const resolved = join('infra/sam', path);
      // The layers are there after a build only.
      if (resolved.startsWith('dist/')) expect(resolved).toMatch(/^dist\/layer\/(x86_64|arm64)$/);
      else expect(existsSync(join(root, resolved)), resolved).toBe(true);
    }
  });

  it('allows only actions and resources that it names', () => {
    const statements = statementsIn(resources);
    expect(statements.length).toBeGreaterThanOrEqual(9);
    for (const statement of statements) {
      for (const action of actionsOf(statement)) expect(action).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
      if (statement.Effect === 'Allow') expect(statement.Resource, JSON.stringify(statement)).not.toBe('*');
    }
  });

  it('lets the function do what its sinks need, and no more', () => {
    const statements = statementsIn(template.Resources.OrdersRole);
    const allowed = statements.filter(({ Effect }) => Effect === 'Allow').flatMap(actionsOf);
    const needed = ['s3.json', 'firehose.json'].flatMap((name) => statementsIn(policyOf(name)).flatMap(actionsOf));
    expect(new Set(allowed)).toEqual(
      new Set(['sts:AssumeRole', ...needed, 'logs:CreateLogStream', 'logs:PutLogEvents']),
    );
  });

  it('can deny CloudWatch Logs by the statement that infra/iam documents', () => {
    const denied = statementsIn(template.Resources.OrdersRole).filter(({ Effect }) => Effect === 'Deny');
    expect(denied).toEqual(statementsIn(policyOf('deny-cloudwatch-logs.json')));
  });

  it('has each of its parameters in its README', () => {
    const names = Object.keys(template.Parameters);
    expect(names.length).toBe(4);
    for (const name of names) expect(read('infra/sam/README.md')).toContain(`\`${name}\``);
  });
});

describe('the policies of infra/iam', () => {
  it('name their actions, and their resources unless they deny', () => {
    expect(policies.length).toBeGreaterThanOrEqual(4);
    for (const name of policies) {
      const statements = statementsIn(policyOf(name));
      expect(statements.length, name).toBeGreaterThan(0);
      for (const statement of statements) {
        for (const action of actionsOf(statement)) expect(action, name).toMatch(/^[a-z0-9]+:[A-Za-z]+$/);
        if (statement.Effect === 'Allow') expect(statement.Resource, name).not.toBe('*');
      }
      expect(read('infra/iam/README.md')).toContain(`](${name})`);
    }
  });

  it('are what the documents of the sinks show', () => {
    const documented = policies.filter((name) => existsSync(join(root, 'sinks', name.replace('.json', ''))));
    expect(documented.length).toBeGreaterThanOrEqual(3);
    for (const name of documented) {
      const document = read(`sinks/${name.replace('.json', '')}/README.md`);
      for (const action of statementsIn(policyOf(name)).flatMap(actionsOf)) expect(document).toContain(action);
      const shown = [...document.matchAll(/^```json\n(.*?)^```$/gms)].map(([, json]) => JSON.parse(json as string));
      for (const policy of shown.filter((each) => 'Statement' in each)) expect(policy).toEqual(policyOf(name));
    }
  });
});
