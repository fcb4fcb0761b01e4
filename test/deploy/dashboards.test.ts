import { collectDefaultMetrics, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_CODES } from '../../src/errors/codes.js';
import { metricDefinitions, type MetricDefinition } from '../../src/metrics/definitions.js';
import { textOf, yamlOf } from './files.js';
import { readExpression } from './expressions.js';
import { readFileSync } from 'node:fs';

/** What Prometheus adds to each series, and to those of a process with workers the server. */
const ADDED = ['job', 'instance', 'worker'];

/** Every series that can be asked for, with its labels. */
const exported = new Map<string, readonly string[]>([['up', ADDED]]);
const definitions: readonly (readonly [string, MetricDefinition])[] = Object.entries(metricDefinitions);
for (const [name, { type, labels }] of definitions) {
  const own = [...ADDED, 'subgraph', ...Object.keys(labels)];
  if (type !== 'histogram') exported.set(name, own);
  else {
    exported.set(`${name}_bucket`, [...own, 'le']);
    for (const suffix of ['sum', 'count']) exported.set(`${name}_${suffix}`, own);
  }
}
const registry = new Registry();
collectDefaultMetrics({ register: registry });
for (const { name, type } of await registry.getMetricsAsJSON()) {
  const own = [...ADDED, 'kind', 'space', 'type'];
  const suffixes = String(type) === 'histogram' ? ['_sum', '_count', '_bucket'] : [''];
  for (const suffix of suffixes) exported.set(`${name}${suffix}`, own);
}

/** What is wrong with an expression: series and labels that there are not. */
function faultsOf(text: string): readonly string[] {
  const { metrics, grouped } = readExpression(text);
  const faults = metrics.flatMap(({ name, labels }) => {
    const known = exported.get(name);
    if (known === undefined) return [`${name} is not exported`];
    return [...labels.keys(), ...grouped]
      .filter((label) => !known.includes(label))
      .map((label) => `${name} has no label ${label}`);
  });
  return metrics.length === 0 ? ['it asks for nothing'] : faults;
}

const { groups } = z
  .object({
    groups: z.tuple([
      z.object({
        rules: z.array(
          z.strictObject({
            alert: z.string(),
            expr: z.string(),
            for: z
              .string()
              .regex(/^\d+m$/)
              .optional(),
            labels: z.strictObject({ severity: z.enum(['critical', 'warning', 'info']) }),
            annotations: z.strictObject({ summary: z.string() }),
          }),
        ),
      }),
    ]),
  })
  .parse(yamlOf('prometheus/alerts.yml'));
const { rules } = groups[0];

const panel = z.object({
  id: z.number(),
  title: z.string(),
  targets: z.array(z.object({ expr: z.string() })).default([]),
});
const dashboard = z
  .object({
    panels: z.array(panel),
    templating: z.object({ list: z.array(z.object({ query: z.string() })) }),
  })
  .parse(JSON.parse(textOf('grafana/dashboards/subgraph.json')));
const runbook = readFileSync('docs/operations.md', 'utf8');

describe('the check of expressions', () => {
  it('finds what is no PromQL, what is not exported and labels that there are not', () => {
    expect(() => faultsOf('sum by (api (up)')).toThrow('is no PromQL');
    expect(faultsOf('rate(subgraph_errors[5m])')).toEqual(['subgraph_errors is not exported']);
    expect(faultsOf('sum by (api) (subgraph_keys{status="x"})')).toEqual([
      'subgraph_keys has no label status',
      'subgraph_keys has no label api',
    ]);
  });
});

describe('the alerts', () => {
  it.each(rules)('$alert asks for what is exported', ({ expr, annotations }) => {
    expect(faultsOf(expr)).toEqual([]);
    const { grouped, metrics } = readExpression(expr);
    const shown = [...annotations.summary.matchAll(/\$labels\.(\w+)/g)].map(([, label]) => label);
    const kept = grouped.length > 0 ? grouped : (exported.get(metrics[0]?.name ?? '') ?? []);
    expect(shown.filter((label) => !kept.includes(label ?? ''))).toEqual([]);
  });

  it('ask for codes of errors that there are', () => {
    const codes = rules.flatMap(({ expr }) =>
      readExpression(expr).metrics.flatMap(({ labels }) => labels.get('code') ?? []),
    );
    expect(codes.length).toBeGreaterThan(5);
    const known = [...Object.keys(ERROR_CODES), 'INTERNAL_SERVER_ERROR'];
    expect(codes.filter((code) => !known.includes(code))).toEqual([]);
  });

  it('are told when nothing is there to be asked, too', () => {
    const { expr } = rules.find(({ alert }) => alert === 'SubgraphDown') ?? expect.unreachable();
    expect(expr).toBe('up{job="subgraph"} == 0 or absent(up{job="subgraph"})');
  });

  it('have each its section in the runbook, in their order, with what it means, what to look at and what to do', () => {
    const [, sections = ''] = runbook.split('\n## Alerts\n');
    const described = sections.split('\n### ').slice(1);
    expect(described.map((section) => section.split('\n', 1)[0])).toEqual(rules.map(({ alert }) => alert));
    for (const section of described)
      expect([...section.matchAll(/^- \*\*(.+?)\*\*: \S/gm)].map(([, part]) => part)).toEqual([
        'Means',
        'Look at',
        'Do',
      ]);
  });
});

describe('the time of requests', () => {
  it('is asked for without subscriptions, whose time is their whole life', () => {
    const asked = [...rules, ...dashboard.panels.flatMap(({ targets }) => targets)].map(({ expr }) => expr);
    const timings = asked.filter((expr) => expr.includes('subgraph_operation_duration_seconds_bucket'));
    expect(timings).toHaveLength(5);
    expect(timings.filter((expr) => !expr.includes('kind!="subscription"'))).toEqual([]);
  });
});

describe('the dashboard', () => {
  const charts = dashboard.panels.filter(({ targets }) => targets.length > 0);

  it.each(charts)('$title asks for what is exported', ({ targets }) => {
    for (const { expr } of targets) expect(faultsOf(expr.replaceAll('$__rate_interval', '5m'))).toEqual([]);
  });

  it('shows every metric of the server, and is told its subgraphs by one', () => {
    const shown = charts.flatMap(({ targets }) =>
      targets.flatMap(({ expr }) => readExpression(expr.replaceAll('$__rate_interval', '5m')).metrics),
    );
    const names = new Set(shown.map(({ name }) => name.replace(/_(bucket|sum|count)$/, '')));
    expect(Object.keys(metricDefinitions).filter((name) => !names.has(name))).toEqual([]);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
    const [, metric = '', label = ''] =
      /^label_values\((\w+), (\w+)\)$/.exec(dashboard.templating.list[1]?.query ?? '') ?? [];
    expect(exported.get(metric)).toContain(label);
  });

  it('has the charts that the runbook speaks of', () => {
    const titles = charts.map(({ title }) => title);
    const named = [...runbook.matchAll(/(?<!\*)\*([A-Z][^*]+)\*(?!\*)/g)].map(([, title = '']) => title);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((title) => !titles.includes(title))).toEqual([]);
  });
});
