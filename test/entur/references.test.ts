import { describe, expect, it } from 'vitest';
import { json } from '../support/scripted-server.js';
import { changing, ways } from './changing.js';

/** Fields of each entity, with those that are never null where it exists. */
const entities = [
  ['EnturOrder', 'orderId', 'QQQQQQQQ', ['status', 'orderLines { orderLineId }', 'fees { type }'], 'Order'],
  ['EnturPayment', 'paymentId', '999', ['active', 'transactions { transactionId }'], 'Payment'],
  ['EnturCredit', 'creditId', '999', ['active', 'transactions { transactionId }'], 'Payment'],
] as const;

const nothing = json(200, { items: [], totalItems: 0, totalPages: 0 });
const SECRET = 'a-secret-that-the-router-shares-with-us';

describe.each(ways)('executed by %s, a reference to', (_name, COMPILE_QUERIES) => {
  describe.each(entities)('%s', (type, key, value, fields, api) => {
    const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${key} ${fields.join(' ')} } } }`;
    const names = fields.map((field) => field.split(' ', 1)[0] ?? '');
    const reference = { __typename: type, [key]: value };
    const bare = { [key]: value, ...Object.fromEntries(names.map((name) => [name, null])) };
    const failed = (message: string, extensions: object) =>
      names.map((name) => ({
        message,
        locations: expect.any(Array),
        path: ['_entities', 0, name],
        extensions,
      }));

    it('what does not exist has its key, and all else is null', async () => {
      const graph = await changing([nothing], { COMPILE_QUERIES });
      expect(await graph.ask(query, { r: [reference] })).toEqual({ data: { _entities: [bare] } });
      expect(graph.calls()).toHaveLength(1);
    });

    it('what the API does not tell has its key, and an error at each field', async () => {
      const graph = await changing([json(403, {})], { COMPILE_QUERIES });
      expect(await graph.ask(query, { r: [reference] })).toEqual({
        data: { _entities: [bare] },
        errors: failed(`The keys in use may not do this in the Entur ${api} API.`, {
          code: 'FORBIDDEN',
          upstream: expect.objectContaining({ status: 403 }),
        }),
      });
    });

    it('what the caller may not see has its key, and a refusal at each field, without a call', async () => {
      const graph = await changing([nothing], {
        COMPILE_QUERIES,
        CALLER_AUTH: 'router-secret',
        AUTH_ROUTER_SECRET: SECRET,
        AUTH_ROUTER_CLAIMS: 'on',
      });
      const headers = { 'x-router-secret': SECRET, 'x-caller-scopes': 'entur:write' };
      expect(await graph.ask(query, { r: [reference] }, headers)).toEqual({
        data: { _entities: [bare] },
        errors: failed(expect.stringContaining('needs the scope entur:read') as string, {
          code: 'FORBIDDEN',
          requiredScope: 'entur:read',
        }),
      });
      expect(graph.calls()).toEqual([]);
    });

    it('a malformed key is an error in the place of that one alone, without a call', async () => {
      const graph = await changing([nothing], { COMPILE_QUERIES });
      const wrong = ['a b', '', 7, null, undefined].map((each) => ({ __typename: type, [key]: each }));
      const { data, errors } = await graph.ask(
        `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${type} { ${key} } } }`,
        { r: [...wrong, reference] },
      );
      expect(data).toEqual({ _entities: [...wrong.map(() => null), { [key]: value }] });
      expect(errors?.map(({ path, extensions }) => ({ path, extensions }))).toEqual(
        wrong.map((_, index) => ({
          path: ['_entities', index],
          extensions: { code: 'BAD_USER_INPUT', argument: [key] },
        })),
      );
      expect(graph.calls()).toEqual([]);
    });
  });
});
