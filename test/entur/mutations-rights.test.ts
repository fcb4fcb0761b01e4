import { describe, expect, it } from 'vitest';
import { rightsOf } from '../../src/callers/scopes.js';
import { json } from '../support/scripted-server.js';
import { changes } from './all-changes.js';
import { enturGraph, enturTenant } from './graph.js';
import { mutationOf } from './on-stack.js';

const CONFIRM = mutationOf('enturConfirmOrderLines', 'orderId order { orderId }');
const input = { orderId: 'ABCDEFGH' };

describe('who may change something at Entur', () => {
  it('needs the scope for it, for each mutation, before any call', async () => {
    const { ask, server } = await enturGraph(json(200, {}));
    for (const { mutation, input: given, selection } of changes) {
      const rights = rightsOf(['entur:read', 'orders:write']);
      const answer = await ask(mutationOf(mutation, selection), { input: given }, { rights });
      expect(answer.errors, mutation).toMatchObject([
        { path: [mutation], extensions: { code: 'FORBIDDEN', requiredScope: 'entur:write' } },
      ]);
    }
    expect(server.seen).toEqual([]);
  });

  it('is told what became of it without the scope to read, but not what must be read for that', async () => {
    const { ask, urls } = await enturGraph(json(200, { id: 'ABCDEFGH' }));
    const answer = await ask(CONFIRM, { input }, { rights: rightsOf(['entur:write']) });
    expect(answer).toMatchObject({
      data: { enturConfirmOrderLines: { orderId: 'ABCDEFGH', order: null, userErrors: [] } },
      errors: [
        {
          path: ['enturConfirmOrderLines', 'order'],
          extensions: { code: 'FORBIDDEN', requiredScope: 'entur:read' },
        },
      ],
    });
    expect(urls()).toEqual(['/sales/v1/orders/ABCDEFGH/orderlines/confirm']);
  });

  it('is told of a change also when what it was about can not be read', async () => {
    const { ask } = await enturGraph((response, request) => {
      json(request.method === 'POST' ? 200 : 403, {})(response, request);
    });
    expect(await ask(CONFIRM, { input })).toMatchObject({
      data: { enturConfirmOrderLines: { orderId: 'ABCDEFGH', order: null, userErrors: [] } },
      errors: [{ path: ['enturConfirmOrderLines', 'order'], extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('needs keys of Entur', async () => {
    const { ask, server } = await enturGraph(json(200, {}));
    const tenant = { ...enturTenant, entur: undefined };
    for (const { mutation, input: given, selection, isExperimental } of changes) {
      if (isExperimental === true) continue;
      const answer = await ask(mutationOf(mutation, selection), { input: given }, { tenant });
      expect(answer.errors, mutation).toMatchObject([
        {
          path: [mutation],
          message: expect.stringContaining('needs keys'),
          extensions: { code: 'FORBIDDEN' },
        },
      ]);
    }
    expect(server.seen).toEqual([]);
  });
});
