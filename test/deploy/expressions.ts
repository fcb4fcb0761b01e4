import { parser } from '@prometheus-io/lezer-promql';

/** A metric as an expression asks for it. */
export interface AskedMetric {
  readonly name: string;
  /** The labels that are compared, each with the values that it is compared with. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/** What an expression of PromQL is about. */
export interface Expression {
  readonly metrics: readonly AskedMetric[];
  /** Labels that it groups by. */
  readonly grouped: readonly string[];
}

/** Reads an expression by Prometheus' own grammar; throws where it is none. */
export function readExpression(text: string): Expression {
  const metrics: { name: string; labels: Map<string, readonly string[]> }[] = [];
  const grouped: string[] = [];
  let label = '';
  parser.parse(text).iterate({
    enter: (node) => {
      const said = text.slice(node.from, node.to);
      if (node.type.isError) throw new Error(`${text} is no PromQL: ${String(node.from)}`);
      const parent = node.node.parent?.name;
      if (node.name === 'Identifier' && parent === 'VectorSelector')
        metrics.push({ name: said, labels: new Map() });
      else if (node.name === 'LabelName' && parent === 'GroupingLabels') grouped.push(said);
      else if (node.name === 'LabelName') label = said;
      else if (node.name === 'StringLiteral' && parent === 'UnquotedLabelMatcher')
        metrics.at(-1)?.labels.set(label, said.slice(1, -1).split('|'));
    },
  });
  return { metrics, grouped };
}
