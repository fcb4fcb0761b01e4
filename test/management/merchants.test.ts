import { describe, expect } from 'vitest';
import { z } from 'zod';
import { freshStack } from '../support/fixture.js';
import type { Stack } from '../support/stack.js';

const it = freshStack();

const answer = z.object({
  merchants: z.object({
    edges: z.array(
      z.object({
        cursor: z.string(),
        node: z.object({ name: z.string(), businessIdentifier: z.object({ id: z.string() }) }),
      }),
    ),
    pageInfo: z.object({
      hasNextPage: z.boolean(),
      hasPreviousPage: z.boolean(),
      endCursor: z.string().nullable(),
    }),
  }),
});

async function page(stack: Stack, args: string) {
  const { data, errors } = await stack.askText(
    `{ merchants(${args}) { edges { cursor node { name businessIdentifier { id } } } pageInfo { hasNextPage hasPreviousPage endCursor } } }`,
  );
  expect(errors).toBeUndefined();
  return answer.parse(data).merchants;
}

const ids = ({ edges }: Awaited<ReturnType<typeof page>>) =>
  edges.map(({ node }) => node.businessIdentifier.id);

describe('the merchants of all units', () => {
  it('cost one call for the list, one per unit looked at and two per merchant', async ({ stack }) => {
    expect(ids(await page(stack, 'first: 3'))).toEqual(['311204173', '99112204', '311231391']);
    const merchants = '/management/v1/merchants/business';
    expect(await stack.calls()).toEqual([
      'GET /management/v1/sales-units',
      // Three are wanted, so three units are asked at once. All are of one merchant, whose list spares the other nine.
      'GET /management/v1/sales-units/204117',
      'GET /management/v1/sales-units/204127',
      'GET /management/v1/sales-units/204139',
      `GET ${merchants}:NO:ORG/311204173/sales-units`,
      'GET /management/v1/sales-units/211902',
      'GET /management/v1/sales-units/211912',
      `GET ${merchants}:DK:CVR/99112204/sales-units`,
      'GET /management/v1/sales-units/220450',
      `GET ${merchants}:NO:ORG/311231391/sales-units`,
      `GET ${merchants}:NO:ORG/311204173`,
      `GET ${merchants}:DK:CVR/99112204`,
      `GET ${merchants}:NO:ORG/311231391`,
    ]);
    await stack.clearCalls();
    await page(stack, 'first: 3');
    expect(await stack.calls()).toEqual([]);
  });

  it('are each there once, however small the pages are', async ({ stack }) => {
    const whole = await page(stack, 'first: 100');
    expect(whole.edges).toHaveLength(26);
    expect(new Set(ids(whole)).size).toBe(26);
    expect(whole.pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      endCursor: whole.edges.at(-1)?.cursor,
    });

    const walked: string[] = [];
    let after = '';
    for (;;) {
      const next = await page(stack, `first: 7${after}`);
      walked.push(...ids(next));
      if (!next.pageInfo.hasNextPage) break;
      after = `, after: "${next.pageInfo.endCursor}"`;
    }
    expect(walked).toEqual(ids(whole));

    const behindFirst = await page(stack, `first: 2, after: "${whole.edges[0]?.cursor}"`);
    expect(ids(behindFirst)).toEqual(ids(whole).slice(1, 3));
  });

  it('are those of one merchant for its own keys', async ({ start }) => {
    const own = await start({ keys: 'merchant' });
    expect(ids(await page(own, 'first: 20'))).toEqual(['311258613']);
    const calls = await own.calls();
    expect(calls.filter((call) => /sales-units\/\d+$/.test(call))).toHaveLength(5);
    expect(calls).toHaveLength(8);
  });

  it('stop after two hundred units, and go on behind them', async ({ stack }) => {
    const units = Array.from({ length: 230 }, (_, index) => ({ msn: String(500_000 + index), name: 'x' }));
    await stack.sandbox.faults.add({
      path: '/management/v1/sales-units',
      status: 200,
      body: units,
      times: null,
    });
    // None of them is known any more, so none has a merchant.
    await stack.sandbox.faults.add({ path: '/management/v1/sales-units/5*', status: 404, times: null });
    const first = await page(stack, 'first: 100');
    expect(first).toEqual({
      edges: [],
      pageInfo: { hasNextPage: true, hasPreviousPage: false, endCursor: expect.any(String) as string },
    });
    const calls = async () => (await stack.calls()).filter((call) => /sales-units\/5/.test(call)).length;
    expect(await calls()).toBe(200);
    await stack.clearCalls();
    const rest = await page(stack, `first: 100, after: "${first.pageInfo.endCursor}"`);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(await calls()).toBe(30);
  });

  it.for([
    ['first: 0', 'first must be from 1 to 100, not 0.', 'first'],
    ['first: 101', 'first must be from 1 to 100, not 101.', 'first'],
    [
      'after: "x"',
      'after is not a cursor. Take it from `endCursor` or from an edge of the same list.',
      'after',
    ],
  ] as const)('refuse %s before any call', async ([args, message, argument], { stack }) => {
    const { errors } = await stack.askText(`{ merchants(${args}) { nodes { name } } }`);
    expect(errors).toEqual([
      expect.objectContaining({
        message,
        extensions: { code: 'BAD_USER_INPUT', argument: [argument] },
      }),
    ]);
    expect(await stack.calls()).toEqual([]);
  });
});
