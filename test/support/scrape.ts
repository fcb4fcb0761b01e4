import type { Server } from '../../src/server/create-server.js';

/** One line of what Prometheus reads. */
export interface ScrapedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a server tells Prometheus now. */
export async function scrape({ probesUrl }: Pick<Server, 'probesUrl'>): Promise<Scraped> {
  const response = await fetch(`${probesUrl}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answers ${String(response.status)}`);
  return new Scraped(await response.text(), response.headers.get('content-type') ?? '');
}

/** One reading of all metrics. */
export class Scraped {
  readonly samples: readonly ScrapedSample[];

  constructor(
    readonly text: string,
    readonly type: string,
  ) {
    this.samples = text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map(sampleOf);
  }

  /** The sum of all samples of that name with these labels; 0 where there is none. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    return this.samples
      .filter((sample) => sample.name === name)
      .filter((sample) => Object.entries(labels).every(([label, value]) => sample.labels[label] === value))
      .reduce((total, { value }) => total + value, 0);
  }
}

function sampleOf(line: string): ScrapedSample {
  const [, name = '', labels = '', value = ''] = /^(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
  if (name === '') throw new Error(`no sample: ${line}`);
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', text = '']) => [
    label,
    text,
  ]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value) };
}
