import { describe, expect, it } from 'vitest';
import { json, raw, reset } from '../support/scripted-server.js';
import { changing, ways } from './changing.js';

const id = 'the-request';
const query = '{ enturPayments(first: 5) { totalCount } }';
const capture = { paymentId: '6406', transactionId: '9001' };

describe.for(ways)(
  'a failure tells under which id Entur finds the call, by the %s way',
  ([, COMPILE_QUERIES]) => {
    const start = () => changing([], { COMPILE_QUERIES, UPSTREAM_RETRIES: '0' });

    it.for([
      ['a lost answer', reset, {}],
      ['a redirect', raw(302, ''), { status: 302 }],
      ['too many calls', json(429, {}), { status: 429 }],
      ['an outage', json(503, {}), { status: 503 }],
      ['what is not there', json(404, {}), { status: 404 }],
      ['no JSON', raw(200, '<html>'), { status: 200 }],
      ['another shape', json(200, {}), { status: 200 }],
      ['an impossible page', json(200, { items: [], totalItems: 3 }), { status: 200 }],
    ] as const)('of a read: %s', async ([, step, more]) => {
      const graph = await start();
      graph.play(step);
      const { errors } = await graph.ask(query, {}, { 'x-request-id': id });
      expect(errors?.map(({ extensions }) => extensions['upstream'])).toEqual([
        { api: 'entur-payments', correlationId: id, ...more },
      ]);
      expect(graph.requests[0]?.headers['x-correlation-id']).toBe(id);
    });

    it.for([
      ['a lost answer', reset, {}],
      ['an outage', json(503, {}), { status: 503 }],
      ['another transaction', json(200, { transactionId: 1 }), { status: 200 }],
    ] as const)('of a change: %s', async ([, step, more]) => {
      const graph = await start();
      graph.play(step, json(500, {}));
      const { errors } = await graph.change('enturCapture', capture, 'paymentId', id);
      expect(errors?.map(({ extensions }) => extensions)).toEqual([
        { code: 'OUTCOME_UNKNOWN', upstream: { api: 'entur-payments', correlationId: id, ...more } },
      ]);
    });

    it.for([
      ['its own', json(409, {}), id],
      ['one that Entur gives', json(400, { message: 'x' }, { 'x-correlation-id': 'c-17' }), 'c-17'],
      ['with advice', json(409, { errorReason: 'SOFT_DECLINE' }), id],
    ] as const)('of a change that is refused, with its user errors: %s', async ([, step, correlationId]) => {
      const graph = await start();
      graph.play(step);
      const selection = 'again: userErrors { code correlationId }';
      const { data } = await graph.change('enturCapture', capture, selection, id);
      expect(data).toMatchObject({ enturCapture: { again: [{ correlationId }] } });
    });

    it('of no call where the input is refused before any', async () => {
      const graph = await start();
      const selection = 'again: userErrors { correlationId }';
      const { data } = await graph.change('enturCapture', { ...capture, paymentId: 'x' }, selection, id);
      expect(data).toMatchObject({ enturCapture: { again: [{ correlationId: null }] } });
      expect(graph.calls()).toEqual([]);
    });

    it('unless Entur gives another one', async () => {
      const graph = await start();
      graph.play(json(503, {}, { 'x-correlation-id': 'c-17' }));
      const { errors } = await graph.ask(query, {}, { 'x-request-id': id });
      expect(errors?.[0]?.extensions['upstream']).toMatchObject({ correlationId: 'c-17' });
    });
  },
);
