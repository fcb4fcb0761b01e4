import { describe, expect, it } from 'vitest';
import { json } from '../support/scripted-server.js';
import { changing, ways } from './changing.js';

const order = { id: 'ABCDEFGH', version: 2, failed: false, createdAt: '2026-09-14T10:22:31Z' };
const shown = { version: 2, failed: false, createdAt: '2026-09-14T10:22:31Z' };
const query = '{ enturOrder(orderId: "ABCDEFGH") { version failed createdAt } }';

const page = (item: object) => json(200, { items: [item], totalItems: 1 });

describe.for(ways)('what is there but can not be shown, by the %s way,', ([, COMPILE_QUERIES]) => {
  it.for([
    ['version', 'whole number below 2^31', ['two', 1.5, 2 ** 31, true, {}]],
    ['failed', 'true or false', ['no', 0, {}]],
    ['createdAt', 'time', ['yesterday', '2026-02-30', '', 17, {}]],
  ] as const)('is an error at its field and no null: %s', async ([field, what, values]) => {
    const graph = await changing([], { COMPILE_QUERIES });
    for (const value of values) {
      graph.play(page({ ...order, [field]: value }));
      const { data, errors } = await graph.ask(query);
      expect(data).toEqual({ enturOrder: { ...shown, [field]: null } });
      expect(errors?.map(({ message, path, extensions }) => ({ message, path, extensions }))).toEqual([
        {
          message: `The API gave a value here that is no ${what}, which can't be shown.`,
          path: ['enturOrder', field],
          extensions: { code: 'UPSTREAM_BAD_RESPONSE' },
        },
      ]);
    }
  });

  it('costs nobody who does not ask for it anything, and what is not told is null', async () => {
    const graph = await changing([], { COMPILE_QUERIES });
    graph.play(page({ ...order, failed: 'no', createdAt: null, version: undefined }));
    expect(await graph.ask('{ enturOrder(orderId: "ABCDEFGH") { version createdAt } }')).toEqual({
      data: { enturOrder: { version: null, createdAt: null } },
    });
  });

  it('is counted where it is a line without an id', async () => {
    const graph = await changing([], { COMPILE_QUERIES });
    graph.play(page({ ...order, orderLines: [{ id: 'a' }, { status: 'CONFIRMED' }, 17] }));
    const lines = '{ enturOrder(orderId: "ABCDEFGH") { orderLines { orderLineId } omittedOrderLineCount } }';
    expect(await graph.ask(lines)).toEqual({
      data: { enturOrder: { orderLines: [{ orderLineId: 'a' }], omittedOrderLineCount: 2 } },
    });
  });
});
