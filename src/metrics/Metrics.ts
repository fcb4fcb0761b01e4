import { collectDefaultMetrics, Registry } from 'prom-client';
import { Count } from './Count.js';
import { metricDefinitions, type MetricDefinition, type MetricName } from './definitions.js';
import { LabelSets } from './LabelSets.js';
import { metricsJson, type MetricJson, type Sample } from './metric-json.js';
import { BUCKET_BOUNDS, Timing } from './Timing.js';

/** A value that is looked up when Prometheus asks, and its labels without the subgraph. */
export type Reading = readonly [labels: readonly string[], value: number];

type Kind<Name extends MetricName> = (typeof metricDefinitions)[Name]['type'];
type NamesOf<Type> = { [Name in MetricName]: Kind<Name> extends Type ? Name : never }[MetricName];

/** What the process tells Prometheus. */
export class Metrics {
  readonly #process = new Registry();
  readonly #counts = new Map<MetricName, LabelSets<Count>>();
  readonly #timings = new Map<MetricName, LabelSets<Timing>>();
  readonly #readings = new Map<MetricName, (() => Iterable<Reading>)[]>();

  constructor() {
    collectDefaultMetrics({ register: this.#process });
  }

  /** The metrics of one subgraph. */
  of(subgraph: string): SubgraphMetrics {
    return new SubgraphMetrics(this, subgraph);
  }

  /** @param labels the subgraph first, the others in the order of the definition */
  count(name: NamesOf<'counter'>, labels: readonly string[]): Count {
    return setsOf(this.#counts, name, () => new Count()).of(labels);
  }

  timing(name: NamesOf<'histogram'>, labels: readonly string[]): Timing {
    return setsOf(this.#timings, name, () => new Timing()).of(labels);
  }

  read(name: NamesOf<'counter' | 'gauge'>, read: () => Iterable<Reading>): void {
    const all = this.#readings.get(name);
    if (all === undefined) this.#readings.set(name, [read]);
    else all.push(read);
  }

  /** All values now, in a form that processes can send each other. */
  async json(): Promise<readonly MetricJson[]> {
    const own = Object.entries(metricDefinitions).map(([name, definition]): MetricJson => {
      const values = [...this.#samplesOf(name, definition)];
      return { name, help: definition.about, type: definition.type, values };
    });
    const ofProcess = metricsJson.parse(await this.#process.getMetricsAsJSON());
    return [...own.filter(({ values }) => values.length > 0), ...ofProcess];
  }

  *#samplesOf(name: string, definition: MetricDefinition): Iterable<Sample> {
    if (!isMetric(name)) return;
    const names = ['subgraph', ...Object.keys(definition.labels)];
    const named = (labels: readonly string[]): Readonly<Record<string, string>> =>
      Object.fromEntries(names.map((label, index) => [label, labels[index] ?? '']));
    for (const { labels, value } of this.#counts.get(name)?.all ?? [])
      yield { labels: named(labels), value: value.value };
    for (const read of this.#readings.get(name) ?? [])
      for (const [labels, value] of read()) yield { labels: named(labels), value };
    for (const { labels, value } of this.#timings.get(name)?.all ?? [])
      yield* bucketsOf(name, named(labels), value);
  }
}

/** The metrics of one subgraph: their first label is its name. */
export class SubgraphMetrics {
  constructor(
    private readonly metrics: Metrics,
    private readonly subgraph: string,
  ) {}

  /** Look it up once, and keep it: hot paths only add to it. @param labels in the order of the definition */
  count(name: NamesOf<'counter'>, ...labels: readonly string[]): Count {
    return this.metrics.count(name, [this.subgraph, ...labels]);
  }

  /** Look it up once, and keep it. @param labels in the order of the definition */
  timing(name: NamesOf<'histogram'>, ...labels: readonly string[]): Timing {
    return this.metrics.timing(name, [this.subgraph, ...labels]);
  }

  /** A value that is looked up whenever Prometheus asks. */
  read(name: NamesOf<'counter' | 'gauge'>, read: () => Iterable<Reading>): void {
    this.metrics.read(name, () => this.#withSubgraph(read()));
  }

  *#withSubgraph(readings: Iterable<Reading>): Iterable<Reading> {
    for (const [labels, value] of readings) yield [[this.subgraph, ...labels], value];
  }
}

function* bucketsOf(
  name: string,
  labels: Readonly<Record<string, string>>,
  { counts, seconds }: Timing,
): Iterable<Sample> {
  let total = 0;
  for (const [bucket, count] of counts.entries()) {
    total += count;
    const le = BUCKET_BOUNDS[bucket] ?? '+Inf';
    yield { metricName: `${name}_bucket`, labels: { ...labels, le }, value: total };
  }
  yield { metricName: `${name}_sum`, labels, value: seconds };
  yield { metricName: `${name}_count`, labels, value: total };
}

function setsOf<T>(all: Map<MetricName, LabelSets<T>>, name: MetricName, make: () => T): LabelSets<T> {
  let sets = all.get(name);
  if (sets === undefined) {
    const size = 1 + Object.keys(metricDefinitions[name].labels).length;
    all.set(name, (sets = new LabelSets(size, make)));
  }
  return sets;
}

function isMetric(name: string): name is MetricName {
  return name in metricDefinitions;
}
