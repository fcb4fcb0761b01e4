import type { Page } from 'playwright-core';
import type { UpstreamReport } from '../../src/http/told-work.js';

/** What the panel "Upstream" shows: the bars of its picture in percent of its width, and its tables. */
export interface ShownReport {
  readonly bars: readonly { readonly from: number; readonly width: number }[];
  /** What bars wait before they begin. */
  readonly waits: readonly { readonly from: number; readonly width: number }[];
  /** Where caches are marked. */
  readonly marks: readonly number[];
  readonly calls: readonly (readonly string[])[];
  readonly caches: readonly (readonly string[])[];
}

/** Reads the panel once it tells of an operation. */
export async function shownOn(page: Page, name: string): Promise<ShownReport> {
  const panel = page.getByRole('region', { name: 'Upstream' });
  await panel
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${name}: `) })
    .waitFor();
  return panel.evaluate((element) => {
    const percent = (shape: Element, name: string) => Number(shape.getAttribute(name)?.replace('%', ''));
    const shapes = (selector: string) => [...element.querySelectorAll(selector)];
    const spans = (selector: string) =>
      shapes(selector).map((bar) => ({ from: percent(bar, 'x'), width: percent(bar, 'width') }));
    const rows = (caption: string) =>
      shapes(`[aria-label="${caption}"] tbody tr`).map((row) =>
        [...row.querySelectorAll('th, td')].map((cell) => cell.textContent),
      );
    return {
      bars: spans('.upstream-attempt'),
      waits: spans('.upstream-wait'),
      marks: shapes('.upstream-cache').map((mark) => percent(mark, 'cx')),
      calls: rows('Calls'),
      caches: rows('Caches'),
    };
  });
}

/** What the panel must show of a report, as the report alone says. */
export function expectedOf({ ms, calls, caches }: UpstreamReport): ShownReport {
  const at = (time: number): number => (100 * Math.min(time, ms)) / ms;
  const time = (value: number): string => `${value.toFixed(1)} ms`;
  return {
    bars: calls.map(({ startedAt, endedAt }) => ({
      from: Math.min(at(startedAt), 99.6),
      width: Math.max(at(endedAt ?? ms) - at(startedAt), 0.4),
    })),
    waits: calls
      .filter(({ askedAt, startedAt }) => startedAt > askedAt)
      .map(({ askedAt, startedAt }) => ({ from: at(askedAt), width: at(startedAt) - at(askedAt) })),
    marks: caches.map(({ askedAt }) => Math.min(Math.max(at(askedAt), 1.5), 98.5)),
    calls: calls.map(({ method, route, api, attempt, status, askedAt, startedAt, endedAt, bytes }) => [
      `${method} ${route}`,
      api,
      String(attempt),
      String(status),
      time(startedAt - askedAt),
      time(startedAt),
      endedAt === null ? '' : time(endedAt - startedAt),
      String(bytes),
    ]),
    caches: caches.map(({ resource, tier, hits, joined, misses, old, askedAt }) => [
      resource,
      tier,
      ...[hits, joined, misses, old].map(String),
      time(askedAt),
    ]),
  };
}
