/** A pattern as the tests make it: the text of a regular expression follows from it, and a matcher reads it as it is. */
export type Node =
  | { readonly kind: 'set'; readonly source: string; readonly of: string }
  | { readonly kind: 'boundary' }
  | { readonly kind: 'sequence' | 'either'; readonly parts: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly part: Node;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  | { readonly kind: 'look'; readonly open: '(?=' | '(?!' | '(?<=' | '(?<!'; readonly part: Node };

/** The regular expression of a node. */
export function render(node: Node): string {
  switch (node.kind) {
    case 'set':
      return node.source;
    case 'boundary':
      return '\\b';
    case 'sequence':
      return node.parts.map(render).join('');
    case 'either':
      return `(?:${node.parts.map(render).join('|')})`;
    case 'repeat':
      return `(?:${render(node.part)}){${node.least},${node.most}}${node.lazy ? '?' : ''}`;
    case 'look':
      return `${node.open}${render(node.part)})`;
  }
}

/** A text that the node matches, where `choices` decides between those that it does; boundaries are not looked at. */
export function textOf(node: Node, choices: Iterator<number>): string {
  const choose = (count: number) => (choices.next().value as number) % count;
  switch (node.kind) {
    case 'set':
      return node.of.charAt(choose(node.of.length));
    case 'sequence':
      return node.parts.map((part) => textOf(part, choices)).join('');
    case 'either':
      return textOf(node.parts[choose(node.parts.length)] as Node, choices);
    case 'repeat': {
      const rounds = node.least + choose(Math.min(node.most, node.least + 3) - node.least + 1);
      return Array.from({ length: rounds }, () => textOf(node.part, choices)).join('');
    }
    default:
      return '';
  }
}

/** All nodes of a pattern. */
export function nodesOf(node: Node): Node[] {
  const parts = 'parts' in node ? node.parts : 'part' in node ? [node.part] : [];
  return [node, ...parts.flatMap(nodesOf)];
}

class TooMany extends Error {}

/**
 * The steps of a matcher that tries everything in turn, as the standard of JavaScript describes it, for one match from
 * `start`: characters compared, groups entered, boundaries and look-arounds tried; and where the match ends, -1 for none. It gives up behind
 * `limit` steps.
 */
export function backtrack(pattern: Node, text: string, start: number, limit: number): { steps: number; end: number } {
  let steps = 0;
  const step = () => {
    if (++steps > limit) throw new TooMany();
  };
  const isWord = (at: number) => /\w/.test(text[at] ?? ' ');
  // What stands behind is read backwards, the last part first.
  const match = (node: Node, at: number, next: (at: number) => boolean, back = false): boolean => {
    switch (node.kind) {
      case 'set':
        step();
        return node.of.includes(text[back ? at - 1 : at] ?? '~') && next(back ? at - 1 : at + 1);
      case 'boundary':
        step();
        return isWord(at - 1) !== isWord(at) && next(at);
      case 'sequence':
        return sequence(back ? node.parts.toReversed() : node.parts, at, next, back);
      case 'either':
        step();
        return node.parts.some((part) => match(part, at, next, back));
      case 'repeat':
        return repeat(node, 0, at, next, back);
      case 'look':
        step();
        return match(node.part, at, () => true, node.open.startsWith('(?<')) === node.open.endsWith('=') && next(at);
    }
  };
  const sequence = (parts: readonly Node[], at: number, next: (at: number) => boolean, back: boolean): boolean => {
    const [first, ...others] = parts;
    return first === undefined ? next(at) : match(first, at, (after) => sequence(others, after, next, back), back);
  };
  const repeat = (
    node: Node & { kind: 'repeat' },
    done: number,
    at: number,
    next: (at: number) => boolean,
    back: boolean,
  ): boolean => {
    const goOn = (after: number) => (done < node.least || after !== at) && repeat(node, done + 1, after, next, back);
    const again = () => {
      if (done === node.most) return false;
      step();
      return match(node.part, at, goOn, back);
    };
    if (done < node.least) return again();
    return node.lazy ? next(at) || again() : again() || next(at);
  };
  let end = -1;
  try {
    match(pattern, start, (at) => {
      end = at;
      return true;
    });
  } catch (error) {
    if (!(error instanceof TooMany)) throw error;
  }
  return { steps, end };
}
