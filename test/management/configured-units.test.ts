import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack();

interface Page {
  readonly totalCount: number | null;
  readonly nodes: readonly {
    readonly msn: string;
    readonly configuration: Readonly<Record<string, unknown>>;
  }[];
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
}

async function page(stack: Stack, args: string): Promise<Page> {
  const { data, errors } = await stack.askText(
    `{ salesUnits(${args}) { totalCount nodes { msn configuration { captureType recurringAllowed paymentAllowed } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
  );
  expect(errors).toBeUndefined();
  return (data as unknown as { salesUnits: Page }).salesUnits;
}

const msns = ({ nodes }: Page) => nodes.map(({ msn }) => msn);

describe('sales units by their configuration', () => {
  it('are those of the whole list that fit, page by page', async ({ stack }) => {
    const all = await page(stack, 'first: 1000');
    const fits = all.nodes
      .filter(
        ({ configuration: { captureType, recurringAllowed } }) =>
          captureType === 'RESERVE_CAPTURE' && recurringAllowed === true,
      )
      .map(({ msn }) => msn);
    expect(fits.length).toBeGreaterThan(10);
    expect(fits.length).toBeLessThan(all.nodes.length);
    const walked: string[] = [];
    let after = '';
    for (;;) {
      const next = await page(
        stack,
        `first: 7, filter: { configuration: { captureType: RESERVE_CAPTURE, recurringAllowed: true } }${after}`,
      );
      expect(next.totalCount).toBeNull();
      expect(next.pageInfo.hasPreviousPage).toBe(after !== '');
      walked.push(...msns(next));
      if (!next.pageInfo.hasNextPage) break;
      expect(next.nodes).toHaveLength(7);
      after = `, after: "${next.pageInfo.endCursor}"`;
    }
    expect(walked).toEqual(fits);
  });

  it('cost one call for the list and one per unit looked at, whose details then cost none', async ({
    stack,
  }) => {
    const found = await page(stack, 'first: 12, filter: { configuration: { paymentAllowed: true } }');
    expect(found.nodes).toHaveLength(12);
    const calls = await stack.calls();
    expect(calls[0]).toBe('GET /management/v1/sales-units');
    const looked = calls.slice(1).map((call) => call.replace('GET /management/v1/sales-units/', ''));
    expect(looked.slice(0, 2)).toEqual(msns(await page(stack, 'first: 2')));
    // Twelve at once for twelve that are wanted, and ten more where one of them does not fit.
    expect([12, 22]).toContain(looked.length);
    expect(looked).toEqual(expect.arrayContaining(msns(found)));
    await stack.clearCalls();
    await page(stack, 'first: 12, filter: { configuration: { paymentAllowed: true } }');
    expect(await stack.calls()).toEqual([]);
  });

  it('of which the API does not say fit neither true nor false', async ({ stack }) => {
    await stack.sandbox.salesUnits.put('204117', { configuration: { recurringAllowed: null } });
    const first = async (value: boolean) =>
      msns(await page(stack, `first: 1, filter: { configuration: { recurringAllowed: ${value} } }`));
    expect(await first(true)).not.toContain('204117');
    expect(await first(false)).not.toContain('204117');
  });

  it('stop after two hundred units, and go on behind them', async ({ stack }) => {
    const units = Array.from({ length: 230 }, (_, index) => ({ msn: String(500_000 + index), name: 'x' }));
    await stack.sandbox.faults.add({
      path: '/management/v1/sales-units',
      status: 200,
      body: units,
      times: null,
    });
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/5*', status: 404, times: null });
    const filter = 'filter: { configuration: { paymentAllowed: true } }';
    const none = await page(stack, `first: 5, ${filter}`);
    expect(none).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true } });
    expect(await stack.calls()).toHaveLength(201);
    const rest = await page(stack, `first: 5, ${filter}, after: "${none.pageInfo.endCursor}"`);
    expect(rest).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } });
    expect(await stack.calls()).toHaveLength(231);
  });

  it('go together with the other filters, and an empty one is none', async ({ stack }) => {
    const filter = 'merchant: { scheme: "business:NO:ORG", id: "311204173" }';
    const all = await page(stack, `filter: { ${filter}, configuration: {} }`);
    expect(all.totalCount).toBe(all.nodes.length);
    await stack.clearCalls();
    const some = await page(stack, `filter: { ${filter}, configuration: { recurringAllowed: false } }`);
    expect(msns(some)).toEqual(
      all.nodes
        .filter(({ configuration }) => configuration['recurringAllowed'] === false)
        .map(({ msn }) => msn),
    );
    expect(await stack.calls()).toEqual([]);
  });

  describe('of which one can not be read', () => {
    const FILTER = 'filter: { configuration: { paymentAllowed: true } }';
    const withUndecided = (args: string): string =>
      `{ salesUnits(${args}) { nodes { msn } undecided { msn name } pageInfo { hasNextPage endCursor } } }`;

    it('leave it out and name it, for who asks', async ({ stack }) => {
      const listed = z
        .object({ salesUnits: z.object({ nodes: z.array(z.object({ msn: z.string(), name: z.string() })) }) })
        .parse((await stack.askText('{ salesUnits(first: 50) { nodes { msn name } } }')).data)
        .salesUnits.nodes;
      const [, second] = listed;
      const path = `/management/v1/sales-units/${second?.msn ?? ''}`;
      const { id } = await stack.sandbox.faults.add({ path, status: 500, times: null });
      const { data, errors } = await stack.askText(withUndecided(`first: 9, ${FILTER}`));
      expect(errors).toBeUndefined();
      expect(data).toMatchObject({
        salesUnits: { undecided: [second], pageInfo: { hasNextPage: true } },
      });
      await stack.sandbox.faults.remove(id);
      const whole = await page(stack, `first: 10, ${FILTER}`);
      expect(msns(whole)).toContain(second?.msn);
      const others = msns(whole).filter((msn) => msn !== second?.msn);
      expect(data).toMatchObject({ salesUnits: { nodes: others.map((msn) => ({ msn })) } });
    });

    it('are an error at the list for who does not', async ({ stack }) => {
      await stack.sandbox.faults.add({ path: '/management/v1/sales-units/204117', status: 500, times: null });
      const { data, errors } = await stack.askText(
        `{ salesUnits(first: 1000, ${FILTER}) { nodes { msn } } }`,
      );
      expect(data).toEqual({ salesUnits: null });
      expect(errors).toMatchObject([{ path: ['salesUnits'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    });

    it('are an error for all where nothing can be read, after one turn', async ({ stack }) => {
      await stack.sandbox.faults.add({ path: '/management/v1/sales-units/*', status: 403, times: null });
      const { data, errors } = await stack.askText(withUndecided(`first: 5, ${FILTER}`));
      expect(data).toEqual({ salesUnits: null });
      expect(errors).toMatchObject([{ path: ['salesUnits'], extensions: { code: 'FORBIDDEN' } }]);
      expect(await stack.calls()).toHaveLength(11);
    });
  });

  it('are decided without a filter by configuration: none is not', async ({ stack }) => {
    const { data } = await stack.askText('{ salesUnits(first: 1) { undecided { msn } } }');
    expect(data).toEqual({ salesUnits: { undecided: null } });
  });
});
