import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';

const guide = readFileSync('docs/migrating-from-rest.md', 'utf8');
const schema = buildSchema(readFileSync('schema/vipps.graphql', 'utf8'), { assumeValidSDL: true });

function fieldsOf(name: string): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type) && !isInputObjectType(type)) throw new Error(`no such type: ${name}`);
  return Object.keys(type.getFields());
}

/** What the guide sets in code style, cut into names. */
const named = new Set(guide.match(/`[^`\n]+`/g)?.flatMap((code) => code.match(/[\w-]+/g) ?? []));

describe('the guide for those who come from the Partner API', () => {
  it.each([
    'PartnerPrefillProductOrderInput',
    'PartnerMerchant',
    'PartnerSalesUnit',
    'PartnerAdditionalDetails',
    'PrefillProductOrderInput',
    'SalesUnitConfiguration',
  ])('names every field of %s', (type) => {
    const raw = (name: string): boolean => name.endsWith('Raw');
    expect(fieldsOf(type).filter((name) => !named.has(name) && !raw(name))).toEqual([]);
  });

  it('names every endpoint of both APIs, and fields that the graph has', () => {
    for (const endpoint of [
      'POST /partner-api/v1/products/orders',
      'GET /partner-api/v0/merchants/{orgno}',
      'GET /partner-api/v0/salesunits/{msn}',
      'POST /management/v1/product-orders',
      'GET /management/v2/product-orders',
      'DELETE /management/v1/product-orders/{productOrderId}',
      'GET /management/v1/partners/price-packages',
    ]) {
      expect(guide).toContain(`\`${endpoint}\``);
    }
    const roots = [...fieldsOf('Query'), ...fieldsOf('Mutation')];
    for (const field of [
      'merchant',
      'salesUnit',
      'salesUnits',
      'productOrder',
      'productOrders',
      'pricePackages',
    ]) {
      expect(roots).toContain(field);
      expect(named).toContain(field);
    }
    for (const field of ['prefillProductOrder', 'withdrawProductOrder', 'partnerPrefillProductOrder']) {
      expect(roots).toContain(field);
      expect(named).toContain(field);
    }
  });
});
