import type { Accuracy } from './accuracy.ts';
import { type Count, recall, type Tally } from './score/tally.ts';
import { type Row, share } from './table.ts';

/** The figures of the table that accuracy decides. */
export function accuracyRows(accuracy: Accuracy): Row[] {
  const { logs, further, prose, ordinary, tokens, keyLines } = accuracy;
  const rows: Row[] = [];
  const total = recall(logs.byType.values());
  const worstType = worst(logs.byType);
  const worstFormat = worst(logs.byFormat);
  rows.push({
    what: `recall on labelled logs (${countOf(logs.byType)} values, ${logs.byType.size} types)`,
    mustReach: '>= 0.995',
    measured: share(total),
    reference: '-',
    ok: total >= 0.995,
  });
  rows.push(lowest('  each type', worstType), lowest('  each format', worstFormat));
  const furtherWorst = worst(further.byType);
  rows.push(lowest(`  each of ${further.byType.size} further types, all groups on`, furtherWorst));
  const precision = ratio(logs.right);
  rows.push({
    what: 'precision there',
    mustReach: '>= 0.99',
    measured: share(precision),
    reference: '-',
    ok: precision >= 0.99,
  });
  const wide = ratio(further.right);
  rows.push({
    what: '  with all groups on',
    mustReach: '>= 0.99',
    measured: share(wide),
    reference: '-',
    ok: wide >= 0.99,
  });
  rows.push(...ordinaryRows(ordinary), ...proseRows(prose), ...tokenRows(tokens));
  rows.push({
    what: `private keys, a record a line (${keyLines.total} lines)`,
    mustReach: '0 wrong',
    measured: String(keyLines.found),
    reference: '-',
    ok: keyLines.found === 0,
  });
  const brokenJson = logs.broken.json + further.broken.json;
  rows.push({
    what: 'broken JSON in labelled logs',
    mustReach: '0',
    measured: String(brokenJson),
    reference: '-',
    ok: brokenJson === 0,
  });
  return rows;
}

function ordinaryRows({ lines, hits }: Accuracy['ordinary']): Row[] {
  const others = hits.filter(({ identifier }) => identifier !== 'IpAddress' && identifier !== 'MacAddress');
  const grave = hits.filter(({ identifier }) => identifier.includes('CreditCard') || identifier.includes('Ssn'));
  const allowed = Math.ceil((lines / 6400) * 2);
  return [
    {
      what: `cards and SSN in ${lines} ordinary lines`,
      mustReach: '0',
      measured: String(grave.length),
      reference: '-',
      ok: grave.length === 0,
    },
    {
      what: '  all but IP and MAC there',
      mustReach: `<= ${allowed}`,
      measured: String(others.length),
      reference: `${hits.length} in all`,
      ok: others.length <= allowed,
    },
  ];
}

function proseRows(prose: Tally): Row[] {
  const goals: Readonly<Record<string, number>> = {
    EmailAddress: 1,
    'Ssn-US': 1,
    IpAddress: 1,
    Iban: 1,
    CreditCardNumber: 0.997,
    PhoneNumber: 0.7,
  };
  const rows = Object.entries(goals).map(([type, goal]): Row => {
    const count = prose.byType.get(type) ?? { found: 0, total: 0 };
    const value = ratio(count);
    return {
      what: `prose: ${type} (${count.total})`,
      mustReach: `>= ${goal}`,
      measured: share(value),
      reference: '-',
      ok: value >= goal,
    };
  });
  const precision = ratio(prose.right);
  return [
    ...rows,
    {
      what: 'prose: precision',
      mustReach: '>= 0.95',
      measured: share(precision),
      reference: '-',
      ok: precision >= 0.95,
    },
  ];
}

function tokenRows(tokens: Accuracy['tokens']): Row[] {
  const found = recall(tokens.byKind.values());
  const touched = ratio(tokens.lookAlikes);
  return [
    {
      what: `token fixtures of ${tokens.byKind.size} kinds`,
      mustReach: '>= 0.90',
      measured: share(found),
      reference: '-',
      ok: found >= 0.9,
    },
    {
      what: `  look-alikes touched (${tokens.lookAlikes.total})`,
      mustReach: '<= 0.10',
      measured: share(touched),
      reference: '-',
      ok: touched <= 0.1,
    },
  ];
}

function lowest(what: string, [name, value]: readonly [string, number]): Row {
  return { what, mustReach: '>= 0.98', measured: share(value), reference: `lowest: ${name}`, ok: value >= 0.98 };
}

function worst(counts: ReadonlyMap<string, Count>): readonly [string, number] {
  const ratios = [...counts].map(([name, count]) => [name, ratio(count)] as const);
  return ratios.reduce((low, next) => (next[1] < low[1] ? next : low), ['-', 1] as const);
}

function countOf(counts: ReadonlyMap<string, Count>): number {
  return [...counts.values()].reduce((sum, { total }) => sum + total, 0);
}

function ratio({ found, total }: Count): number {
  return total === 0 ? 1 : found / total;
}
