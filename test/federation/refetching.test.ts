import { isObjectType, isUnionType } from 'graphql';
import { describe, expect } from 'vitest';
import { vipps } from '../../src/subgraphs/vipps.js';
import { composers, subgraph } from '../support/composers.js';
import { sharedStack } from '../support/fixture.js';

const it = sharedStack();

/** Another subgraph, whose `node` finds its own things by their ids. */
const catalogueSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
  type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
  interface Node { id: ID! }
  type Article implements Node @key(fields: "id") { id: ID! soldAt: SalesUnit }
  type SalesUnit @key(fields: "msn") { msn: String! }
`;

const { schema, sdl } = vipps.build();
const union = schema.getType('_Entity');
const entities = isUnionType(union) ? union.getTypes().map(({ name }) => name) : [];

const withNode = sdl
  .replace('\ntype Query {', '\ninterface Node { id: ID! }\n\ntype Query {\n  node(id: ID!): Node')
  .replace('\ntype Ledger ', '\ntype Ledger implements Node ');

describe.each(Object.entries(composers))(
  'beside a subgraph that owns `node`, the composer of %s',
  (_name, compose) => {
    const catalogue = () => subgraph('catalogue', catalogueSdl);

    it('takes this one, which finds its own by fields of their types', () => {
      expect(compose([subgraph('vipps', sdl), catalogue()])).toStrictEqual({ faults: [], remarks: [] });
    });

    it('would refuse it if it had a `node` of its own', () => {
      expect(withNode).toContain('node(id: ID!): Node');
      const { faults } = compose([subgraph('vipps', withNode), catalogue()]);
      expect(faults.join('\n')).toMatch(/Query[\s\S]*node|node[\s\S]*Query/);
    });
  },
);

const uuid = '00000000-0000-4000-8000-000000000000';
const idOf = (...parts: readonly string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** One that is there and one that is not, by type. Orders are always there. */
const ids: Readonly<Record<string, readonly [there: string, missing: string]>> = {
  SalesUnit: [idOf('SalesUnit', '204117'), idOf('SalesUnit', '999999')],
  Merchant: [
    idOf('Merchant', 'business:NO:ORG', '311204173'),
    idOf('Merchant', 'business:NO:ORG', '999999999'),
  ],
  ProductOrder: [idOf('ProductOrder', '04401380-f716-470e-80b8-9da89fb3b79c'), idOf('ProductOrder', uuid)],
  PricePackage: [idOf('PricePackage', 'a74f2726-df5f-4a43-8094-feb77f24c8bf'), idOf('PricePackage', uuid)],
  Category: [
    idOf('Category', '204117', '1d6a0b52-4c1e-4b8e-9a35-6f0c2f7de101'),
    idOf('Category', '204117', uuid),
  ],
  Ledger: [idOf('Ledger', '418806'), idOf('Ledger', '999999')],
  SalesEvent: [idOf('SalesEvent', '418914', '48110010001'), idOf('SalesEvent', '418914', 'none')],
};

describe('fetch__<Type>(id:)', () => {
  it('is there for every entity, and there is no `node`', () => {
    const fields = Object.keys(schema.getQueryType()?.getFields() ?? {});
    expect(entities.length).toBe(10);
    expect(fields.filter((name) => name.startsWith('fetch__')).sort()).toEqual(
      entities.map((name) => `fetch__${name}`).sort(),
    );
    expect(fields).not.toContain('node');
    for (const name of entities) expect(isObjectType(schema.getType(name))).toBe(true);
  });

  it.for(Object.entries(ids))(
    'finds a %s by its id, gives null for one that does not exist, and refuses what is no such id',
    async ([type, [there, missing]], { stack }) => {
      const { data, errors } = await stack.askText(
        `{ there: fetch__${type}(id: "${there}") { id } missing: fetch__${type}(id: "${missing}") { id } wrong: fetch__${type}(id: "x") { id } }`,
      );
      expect(data).toEqual({ there: { id: there }, missing: null, wrong: null });
      expect(errors).toMatchObject([
        { path: ['wrong'], extensions: { code: 'BAD_USER_INPUT', argument: ['id'] } },
      ]);
    },
  );

  it('finds an order without a call, as orders always exist', async ({ stack }) => {
    await stack.clearCalls();
    const id = idOf('Order', '204117', 'ECOM', 'x');
    expect(await stack.askText(`{ fetch__Order(id: "${id}") { id orderId } }`)).toEqual({
      data: { fetch__Order: { id, orderId: 'x' } },
    });
    expect(await stack.calls()).toEqual([]);
  });
});
